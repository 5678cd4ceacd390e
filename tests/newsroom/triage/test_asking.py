"""What the inbox can ask: what waits, of which day, from whom, with which words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from newsroom.triage.actions import accept, dismiss, reopen
from newsroom.triage.models import Decision, InboxEntry
from tests import factories

NOW = datetime(2024, 6, 12, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_a_reopened_entry_waits_again(station, make_entry, theme, editor):
    waiting, accepted, dismissed, reopened = (make_entry(station.feed) for _ in range(4))
    accept(entry=accepted, themes=[theme], by=editor, at=NOW)
    dismiss(entry=dismissed, reason="", by=editor, at=NOW)
    dismiss(entry=reopened, reason="", by=editor, at=NOW)
    reopen(entry=reopened, by=editor, at=NOW)

    entries = InboxEntry.objects
    assert {entry.pk for entry in entries.undecided()} == {waiting.pk, reopened.pk}
    assert [entry.pk for entry in entries.accepted()] == [accepted.pk]
    assert [entry.pk for entry in entries.dismissed()] == [dismissed.pk]
    assert {entry.pk for entry in entries.decided()} == {accepted.pk, dismissed.pk}


def test_an_entry_belongs_to_its_local_day_or_to_the_day_it_was_seen(station, make_entry):
    late = make_entry(station.feed, published_at=datetime(2024, 6, 14, 16, 59, tzinfo=UTC))
    later = make_entry(station.feed, published_at=datetime(2024, 6, 14, 17, 1, tzinfo=UTC))
    undated = make_entry(station.feed, published_at=None, first_seen_at=datetime(2024, 6, 14, 20, tzinfo=UTC))
    with timezone.override("UTC"):  # whatever zone a reader's account is set to
        assert [entry.pk for entry in InboxEntry.objects.on_day(date(2024, 6, 14))] == [late.pk]
    assert {entry.pk for entry in InboxEntry.objects.on_day(date(2024, 6, 15))} == {later.pk, undated.pk}


def test_the_inbox_runs_by_day_then_source_then_time(make_station, make_entry):
    an, binh = make_station("An Đài"), make_station("Bình Đài")
    day = datetime(2024, 6, 11, 3, tzinfo=UTC)
    old = make_entry(an.feed, published_at=day - timedelta(days=1))
    b = make_entry(binh.feed, published_at=day + timedelta(hours=5))
    a_early = make_entry(an.feed, published_at=day)
    a_late = make_entry(an.feed, published_at=day + timedelta(hours=2))
    assert [e.pk for e in InboxEntry.objects.newest_first()] == [a_late.pk, a_early.pk, b.pk, old.pk]


def test_one_station_s_entries_can_be_asked_for(make_station, make_entry, station):
    mine = make_entry(station.feed)
    nobody_s = make_station("Đài khác")
    orphan = make_entry(nobody_s.feed)
    nobody_s.delete()
    assert [e.pk for e in InboxEntry.objects.from_station(station)] == [mine.pk]
    assert [e.pk for e in InboxEntry.objects.without_station()] == [orphan.pk]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dat dai", True),
        ("ĐẤT ĐAI", True),
        ("đất", True),
        ("dai dat uy", True),
        ("ủy ban", True),
        ("lúa", False),
        ("đất nước", False),
        ('"', True),
        ("  ", True),
        ("%", False),
    ],
)
def test_words_are_found_with_and_without_marks(station, make_entry, words, found):
    make_entry(station.feed, title="Đất ĐAI ở xã", summary="Ủy ban trả lời")
    assert InboxEntry.objects.matching(words).exists() is found


def test_a_summary_of_another_entry_does_not_answer(station, make_entry):
    make_entry(station.feed, title="Lúa xuân", summary="được mùa")
    make_entry(station.feed, title="Một cửa", summary="đúng hẹn")
    assert InboxEntry.objects.matching("lúa hẹn").count() == 0


def test_the_way_back_is_one_s_own(station, make_entry, theme, editor, colleague):
    mine, hers, undone, long_ago = (make_entry(station.feed) for _ in range(4))
    dismiss(entry=long_ago, reason="", by=editor, at=NOW - timedelta(hours=2))
    accept(entry=mine, themes=[theme], by=editor, at=NOW)
    dismiss(entry=hers, reason="", by=colleague, at=NOW + timedelta(seconds=1))
    dismiss(entry=undone, reason="", by=editor, at=NOW + timedelta(seconds=2))
    reopen(entry=undone, by=editor, at=NOW + timedelta(seconds=3))
    last = Decision.objects.last_of(editor, since=NOW - timedelta(minutes=30))
    assert [decision.entry_id for decision in last] == [mine.pk]


def test_surroundings_cost_the_same_for_one_and_for_many(
    station, make_entry, theme, editor, django_assert_max_num_queries
):
    for number in range(6):
        entry = make_entry(station.feed)
        if number % 2:
            accept(entry=entry, themes=[theme], by=editor, at=NOW)
    factories.theme("Khác")
    with django_assert_max_num_queries(2):
        for entry in InboxEntry.objects.newest_first().with_its_surroundings():
            assert str(entry.feed.station)
            if decision := getattr(entry, "decision", None):
                assert [str(theme) for theme in decision.themes.all()]
                assert str(decision.decided_by)
