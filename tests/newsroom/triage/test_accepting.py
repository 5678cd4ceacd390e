"""Accepting an entry: one decision, one record, on the right day, in the right name."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from newsroom.coverage.actions import reinstate, withdraw
from newsroom.coverage.models import CoverageRecord, Source
from newsroom.triage.actions import (
    AlreadyDecided,
    DayIsUnknown,
    NoThemeChosen,
    StationMissing,
    accept,
    appearances,
    dismiss,
    reopen,
)
from newsroom.triage.models import Decision, DecisionEvent, InboxEntry
from tests import factories

NOW = datetime(2024, 6, 12, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def records():
    return CoverageRecord.objects.filter(source=Source.ENTRY)


def test_an_accepted_entry_is_one_record_of_its_station(station, entry, theme, editor):
    decision = accept(entry=entry, themes=[theme], by=editor, at=NOW)

    record = records().get()
    assert (record.source_key, record.title, record.url) == (str(entry.pk), entry.title, entry.link)
    assert (record.organisation, record.channel) == (station.organisation, station.channel)
    assert (record.day, record.happened_at) == (date(2024, 6, 11), entry.published_at)
    assert [*record.themes.all()] == [theme]
    assert record.recorded_by == editor
    assert station.feed.url in record.evidence
    assert decision.is_accepted
    assert decision.decided_by == editor


@pytest.mark.parametrize(
    ("published", "day"),
    [
        (datetime(2024, 6, 14, 16, 59, tzinfo=UTC), date(2024, 6, 14)),
        (datetime(2024, 6, 14, 17, 1, tzinfo=UTC), date(2024, 6, 15)),
    ],
)
def test_an_entry_counts_on_its_local_day(station, make_entry, theme, editor, published, day):
    accept(entry=make_entry(station.feed, published_at=published), themes=[theme], by=editor, at=NOW)
    assert records().get().day == day


def test_an_entry_without_a_date_is_never_counted_today(station, make_entry, theme, editor):
    undated = make_entry(station.feed, published_at=None)
    with pytest.raises(DayIsUnknown):
        accept(entry=undated, themes=[theme], by=editor, at=NOW)
    assert not records().exists()
    assert not Decision.objects.exists()


def test_an_entry_without_a_date_counts_on_the_day_that_a_person_gives(station, make_entry, theme, editor):
    undated = make_entry(station.feed, published_at=None)
    accept(entry=undated, themes=[theme], by=editor, at=NOW, day=date(2024, 5, 30))
    record = records().get()
    assert (record.day, record.happened_at) == (date(2024, 5, 30), None)


def test_a_given_day_does_not_redate_a_dated_entry(entry, theme, editor):
    accept(entry=entry, themes=[theme], by=editor, at=NOW, day=date(2024, 1, 1))
    assert records().get().day == date(2024, 6, 11)


def test_an_entry_about_nothing_is_not_accepted(entry, editor):
    with pytest.raises(NoThemeChosen):
        accept(entry=entry, themes=[], by=editor, at=NOW)
    assert not Decision.objects.exists()


def test_an_entry_of_nobody_s_feed_is_not_accepted(station, entry, theme, editor):
    station.delete()
    with pytest.raises(StationMissing):
        accept(entry=entry, themes=[theme], by=editor, at=NOW)
    assert not records().exists()


def test_the_same_person_accepting_twice_has_accepted_once(entry, theme, editor):
    first = accept(entry=entry, themes=[theme], by=editor, at=NOW)
    again = accept(entry=entry, themes=[theme], by=editor, at=NOW + timedelta(seconds=1))
    assert again == first
    assert again.decided_at == NOW
    assert records().count() == 1
    assert DecisionEvent.objects.count() == 1


def test_a_second_editor_is_told_who_decided_what(entry, theme, other_theme, editor, colleague):
    accept(entry=entry, themes=[theme], by=editor, at=NOW)
    with pytest.raises(AlreadyDecided) as told:
        accept(entry=entry, themes=[other_theme], by=colleague, at=NOW)
    assert "Trần Thị Lan" in str(told.value)
    assert "09:00 12/06/2024" in str(told.value)
    assert told.value.decision.decided_by == editor
    assert [*records().get().themes.all()] == [theme]


def test_even_the_same_choice_of_a_second_editor_is_told(entry, theme, editor, colleague):
    accept(entry=entry, themes=[theme], by=editor, at=NOW)
    with pytest.raises(AlreadyDecided):
        accept(entry=entry, themes=[theme], by=colleague, at=NOW)
    with pytest.raises(AlreadyDecided):
        dismiss(entry=entry, reason="Trùng", by=colleague, at=NOW)


def test_other_themes_need_a_reopening_first(entry, theme, other_theme, editor):
    accept(entry=entry, themes=[theme], by=editor, at=NOW)
    with pytest.raises(AlreadyDecided):
        accept(entry=entry, themes=[other_theme], by=editor, at=NOW)


def test_a_dismissed_entry_is_not_counted(entry, editor, colleague):
    decision = dismiss(entry=entry, reason="Không thuộc CCHC", by=editor, at=NOW)
    assert (decision.verdict, decision.reason) == ("dismissed", "Không thuộc CCHC")
    assert not records().exists()
    assert dismiss(entry=entry, reason="Không thuộc CCHC", by=editor, at=NOW) == decision
    assert DecisionEvent.objects.count() == 1
    with pytest.raises(AlreadyDecided) as told:
        dismiss(entry=entry, reason="Trùng", by=colleague, at=NOW)
    assert "Trần Thị Lan" in str(told.value)


def test_a_dismissed_entry_is_not_accepted_over_a_head(entry, theme, editor, colleague):
    dismiss(entry=entry, reason="Trùng", by=editor, at=NOW)
    with pytest.raises(AlreadyDecided):
        accept(entry=entry, themes=[theme], by=colleague, at=NOW)
    assert not records().exists()


def test_reopening_withdraws_and_accepting_again_keeps_the_first_day(
    station, make_entry, theme, other_theme, editor, colleague
):
    entry = make_entry(station.feed, published_at=None)
    accept(entry=entry, themes=[theme], by=editor, at=NOW, day=date(2024, 5, 30))

    decision = reopen(entry=entry, by=colleague, at=NOW)
    assert decision.verdict == "reopened"
    assert [*decision.themes.all()] == [theme]
    assert records().get().withdrawn_by == colleague
    assert InboxEntry.objects.undecided().get().pk == entry.pk

    accept(entry=entry, themes=[other_theme], by=colleague, at=NOW, day=date(2024, 6, 1))
    record = records().get()
    assert record.stands
    assert record.day == next(appearances()).day == date(2024, 5, 30)
    assert [*record.themes.all()] == [other_theme]
    assert [event.verdict for event in DecisionEvent.objects.order_by("pk")] == ["accepted", "reopened", "accepted"]


def test_reopening_what_waits_changes_nothing(entry, editor):
    assert reopen(entry=entry, by=editor, at=NOW) is None
    dismiss(entry=entry, reason="", by=editor, at=NOW)
    reopen(entry=entry, by=editor, at=NOW)
    assert reopen(entry=entry, by=editor, at=NOW).verdict == "reopened"
    assert DecisionEvent.objects.count() == 2


def test_history_says_who_and_which_themes(entry, theme, other_theme, editor):
    accept(entry=entry, themes=[other_theme, theme, theme], by=editor, at=NOW)
    event = DecisionEvent.objects.get()
    assert event.theme_slugs == sorted([theme.slug, other_theme.slug])
    assert (event.entry_id, event.by_id, event.by_name, event.at) == (entry.pk, editor.pk, "Trần Thị Lan", NOW)


def test_an_edited_entry_keeps_its_decision_and_what_was_counted(station, entry, theme, editor):
    accept(entry=entry, themes=[theme], by=editor, at=NOW)
    entry.title, entry.published_at = "Tên khác", entry.published_at + timedelta(days=9)
    entry.save()
    station.organisation = factories.organisation("Đài huyện Kiến Xương", kind="local_station")
    station.save()

    assert not InboxEntry.objects.undecided().exists()
    appearance = next(appearances())
    record = records().get()
    assert (appearance.title, appearance.day) == (record.title, record.day)
    assert appearance.organisation_id == record.organisation_id
    assert record.title != "Tên khác"


def test_an_entry_may_be_the_same_work_as_a_record(entry, theme, editor):
    printed = factories.record(title="Bộ phận Một cửa xã Minh Quang làm việc thứ Bảy")
    accept(entry=entry, themes=[theme], by=editor, at=NOW, same_work_as=printed)
    assert records().get().work == printed.work


def test_only_what_is_accepted_answers_for_the_ledger(station, make_entry, theme, editor):
    kept, dropped, undone = (make_entry(station.feed) for _ in range(3))
    accept(entry=kept, themes=[theme], by=editor, at=NOW, tone="commend")
    dismiss(entry=dropped, reason="", by=editor, at=NOW)
    accept(entry=undone, themes=[theme], by=editor, at=NOW)
    reopen(entry=undone, by=editor, at=NOW)
    derived = [*appearances()]
    assert [(a.source_key, a.tone, a.theme_ids) for a in derived] == [(str(kept.pk), "commend", {theme.pk})]


def test_what_a_person_took_out_of_the_ledger_stays_out(entry, theme, editor):
    accept(entry=entry, themes=[theme], by=editor, at=NOW)
    withdraw(source="entry", source_key=str(entry.pk), reason="Sai đơn vị", by=editor, at=NOW, settled=True)
    reopen(entry=entry, by=editor, at=NOW)
    accept(entry=entry, themes=[theme], by=editor, at=NOW)
    assert not records().get().stands
    reinstate(record=records().get(), reason="Đã xác minh", by=editor, at=NOW)
    assert records().get().stands


def test_the_database_refuses_an_acceptance_that_cannot_be_counted(entry):
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(entry=entry, verdict="accepted", decided_at=NOW)


def test_the_database_refuses_a_verdict_that_is_none(entry):
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(entry=entry, verdict="maybe", decided_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        DecisionEvent.objects.create(entry_id=entry.pk, verdict="", at=NOW)


def test_the_database_refuses_two_decisions_about_one_entry(entry):
    Decision.objects.create(entry=entry, verdict="dismissed", decided_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(entry=entry, verdict="dismissed", decided_at=NOW)
