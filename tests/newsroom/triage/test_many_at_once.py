"""Many entries decided in one go, taken back in one go, and two people in one inbox."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from feeds.models import Feed
from newsroom.coverage.models import CoverageRecord
from newsroom.triage import actions
from newsroom.triage.actions import accept, accept_all, dismiss, dismiss_all, reopen, reopen_all, undo
from newsroom.triage.models import Decision, DecisionEvent, InboxEntry
from tests import factories

INBOX = "/admin/hop-tin-ve/"
NOW = datetime(2024, 6, 12, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("phrases")]


@pytest.fixture
def entries(station, make_entry):
    return [make_entry(station.feed, title=f"Tin {n}") for n in range(4)]


def shown(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def press(client, do, entries, **fields):
    sent = {"do": do, "entries": [entry.pk for entry in entries], **fields}
    return client.post(reverse("newsroom_triage:many"), sent, follow=True)


def test_many_are_accepted_in_one_go_and_each_counts(entries, theme, editor):
    outcome = accept_all(entries=entries, themes=[theme], by=editor, at=NOW)
    assert {decision.entry_id for decision in outcome.done} == {entry.pk for entry in entries}
    assert outcome.left == []
    assert CoverageRecord.objects.standing().count() == 4
    assert set(DecisionEvent.objects.values_list("batch", flat=True)) == {outcome.batch}


def test_what_cannot_be_decided_is_left_and_the_rest_is_done(
    entries, make_entry, station, theme, other_theme, editor, colleague
):
    undated = make_entry(station.feed, published_at=None)
    nobody_s = make_entry(Feed.objects.create(url="https://la.example/rss"))
    accept(entry=entries[1], themes=[other_theme], by=colleague, at=NOW)
    outcome = accept_all(entries=[*entries, undated, nobody_s], themes=[theme], by=editor, at=LATER)
    assert len(outcome.done) == 3
    assert [(entry.pk, type(why)) for entry, why in outcome.left] == [
        (entries[1].pk, actions.AlreadyDecided),
        (undated.pk, actions.DayIsUnknown),
        (nobody_s.pk, actions.StationMissing),
    ]
    assert "Đỗ Văn Minh" in str(outcome.left[0][1])
    kept = CoverageRecord.objects.get(source_key=str(entries[1].pk))
    assert [*kept.themes.all()] == [other_theme]


def test_many_need_to_be_chosen_and_have_an_end(entries, theme, editor, monkeypatch):
    with pytest.raises(actions.NothingChosen):
        dismiss_all(entries=[], reason="", by=editor, at=NOW)
    with pytest.raises(actions.NoThemeChosen):
        accept_all(entries=entries, themes=[], by=editor, at=NOW)
    monkeypatch.setattr("newsroom.triage.actions.together.MOST", 3)
    with pytest.raises(actions.TooMany):
        dismiss_all(entries=entries, reason="", by=editor, at=NOW)
    assert len(dismiss_all(entries=entries[:3], reason="", by=editor, at=NOW).done) == 3


def test_one_undo_takes_all_of_it_back(entries, theme, editor):
    dismiss(entry=entries[0], reason="", by=editor, at=NOW)
    batch = accept_all(entries=entries[1:], themes=[theme], by=editor, at=NOW).batch
    outcome = undo(batch=batch, by=editor, at=LATER)
    assert len(outcome.done) == 3
    assert not CoverageRecord.objects.standing().exists()
    assert [entry.pk for entry in InboxEntry.objects.decided()] == [entries[0].pk]
    with pytest.raises(actions.NothingChosen):
        undo(batch=batch, by=editor, at=LATER)
    with pytest.raises(actions.NothingChosen):
        undo(batch=uuid4(), by=editor, at=LATER)


def test_undo_leaves_what_somebody_decided_anew(entries, theme, other_theme, editor, colleague):
    batch = accept_all(entries=entries, themes=[theme], by=editor, at=NOW).batch
    reopen(entry=entries[2], by=colleague, at=NOW)
    accept(entry=entries[2], themes=[other_theme], by=colleague, at=LATER)
    outcome = undo(batch=batch, by=editor, at=LATER)
    assert len(outcome.done) == 3
    ((left, why),) = outcome.left
    assert left.pk == entries[2].pk
    assert "Đỗ Văn Minh" in str(why)
    assert [*CoverageRecord.objects.standing().get().themes.all()] == [other_theme]


def test_a_decision_is_reopened_only_as_it_was_seen(entry, theme, other_theme, editor, colleague):
    seen = accept(entry=entry, themes=[theme], by=editor, at=NOW).batch
    reopen(entry=entry, by=colleague, at=NOW, seen=seen)
    accept(entry=entry, themes=[other_theme], by=colleague, at=LATER)
    with pytest.raises(actions.AlreadyDecided):
        reopen(entry=entry, by=editor, at=LATER, seen=seen)
    assert Decision.objects.get().is_accepted


def test_reopening_many_passes_over_what_waits(entries, editor):
    dismiss_all(entries=entries[:2], reason="", by=editor, at=NOW)
    assert len(reopen_all(entries=entries, by=editor, at=LATER).done) == 2
    assert InboxEntry.objects.undecided().count() == 4


def test_the_chosen_are_accepted_on_screen_and_undone_with_one_press(at_inbox, entries, theme):
    page = shown(press(at_inbox, "accept", entries[:3], themes=theme.pk, next=f"{INBOX}?q=tin"))
    assert "Đã nhận 3 tin." in page
    assert "Đã nhận: 3 tin" in page
    assert Decision.objects.accepted().count() == 3
    batch = at_inbox.get(INBOX).context["undoable"].batch
    page = shown(at_inbox.post(reverse("newsroom_triage:undo", args=[batch]), follow=True))
    assert "Đã mở lại 3 tin." in page
    assert InboxEntry.objects.undecided().count() == 4
    page = shown(at_inbox.post(reverse("newsroom_triage:undo", args=[batch]), follow=True))
    assert "Không còn gì để hoàn tác." in page


def test_the_chosen_are_dismissed_and_reopened_on_screen(at_inbox, entries):
    assert "Đã bỏ qua 2 tin." in shown(press(at_inbox, "dismiss", entries[:2], reason="old", themes=""))
    assert {d.reason for d in Decision.objects.all()} == {"Tin cũ đăng lại"}
    assert "Mở lại các tin đã chọn" in shown(at_inbox.get(INBOX, {"state": "dismissed"}))
    assert "Đã mở lại 2 tin." in shown(press(at_inbox, "reopen", entries[:2]))
    assert InboxEntry.objects.undecided().count() == 4


def test_a_refused_form_keeps_what_was_chosen(at_inbox, entries, theme):
    page = shown(press(at_inbox, "accept", entries[:2]))
    assert "Chọn ít nhất một chủ đề" in page
    assert page.count("data-choose checked") == 2
    assert shown(at_inbox.get(INBOX)).count("data-choose checked") == 0
    page = shown(press(at_inbox, "dismiss", [], reason="old", themes=theme.pk))
    assert "Hãy chọn tin trước." in page
    assert '<option value="old" selected>' in page
    assert not Decision.objects.exists()


def test_a_refused_acceptance_keeps_its_themes_tone_and_day(at_inbox, make_entry, station, other_theme):
    undated = make_entry(station.feed, published_at=None)
    page = shown(
        at_inbox.post(
            reverse("newsroom_triage:accept", args=[undated.pk]),
            {"themes": other_theme.pk, "day": "31/02/2024", "tone": "commend"},
            follow=True,
        )
    )
    assert "dd/mm/yyyy" in page
    assert 'value="31/02/2024"' in page
    assert '<option value="commend" selected>' in page
    assert f'value="{other_theme.pk}" checked' in page


@pytest.mark.parametrize("sent", [{"do": "burn"}, {"do": ""}, {"do": "accept", "entries": ["0"]}, {"entries": ["x"]}])
def test_nonsense_decides_nothing(at_inbox, entries, sent):
    answer = at_inbox.post(reverse("newsroom_triage:many"), {"entries": [entries[0].pk], **sent}, follow=True)
    assert [*answer.context["messages"]]
    assert not Decision.objects.exists()


def test_the_second_editor_is_told_of_each_and_overwrites_none(enter, editor, colleague, entries, theme, other_theme):
    press(enter(editor), "accept", entries[:2], themes=theme.pk)
    page = shown(press(enter(colleague), "accept", entries, themes=other_theme.pk))
    assert "Đã nhận 2 tin." in page
    assert page.count("Trần Thị Lan đã nhận tin này") == 2
    by = {decision.entry_id: decision.decided_by for decision in Decision.objects.all()}
    assert [by[entry.pk] for entry in entries] == [editor, editor, colleague, colleague]
    assert CoverageRecord.objects.standing().count() == 4


def test_an_old_page_does_not_reopen_what_was_decided_anew(enter, editor, colleague, entry, theme):
    seen = dismiss(entry=entry, reason="", by=editor, at=NOW).batch
    reopen(entry=entry, by=colleague, at=NOW)
    accept(entry=entry, themes=[theme], by=colleague, at=NOW)
    url = reverse("newsroom_triage:reopen", args=[entry.pk])
    page = shown(enter(editor).post(url, {"seen": str(seen)}, follow=True))
    assert "Đỗ Văn Minh đã nhận tin này" in page
    assert "Trang này đã cũ" in shown(enter(editor).post(url, {"seen": "nonsense"}, follow=True))
    assert Decision.objects.get().is_accepted


def test_only_who_may_decide_decides_about_many(enter, entries, editor):
    batch = dismiss_all(entries=entries[:1], reason="", by=editor, at=NOW).batch
    addresses = [reverse("newsroom_triage:many"), reverse("newsroom_triage:undo", args=[batch])]
    sent = {"do": "dismiss", "entries": [entries[1].pk]}
    for role in ("planner", "reporter", "officer"):
        client = enter(factories.user(role=role, organisation=factories.organisation()))
        for address in addresses:
            assert client.post(address, sent).url == "/admin/"
    for address in addresses:
        assert "/login/" in enter().post(address, sent).url
        assert enter(editor).get(address).status_code == 405
    assert Decision.objects.standing().count() == 1
