"""What each button of the inbox does, as plain forms that come back to where one was."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feeds.models import Feed
from newsroom.coverage.models import CoverageRecord
from newsroom.triage.actions import accept, dismiss, reopen
from newsroom.triage.models import Decision, InboxEntry, Station
from tests import factories

INBOX = "/admin/hop-tin-ve/"
NOW = datetime(2024, 6, 12, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("phrases")]


def shown(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_accepting_goes_on_to_the_next_entry_with_the_same_filters(at_inbox, make_entry, station, theme):
    first, second = (make_entry(station.feed, title=f"Bộ phận Một cửa {n}") for n in "ab")
    here = f"{INBOX}?station={station.pk}&state=waiting"
    line = at_inbox.get(here).context["lines"][0]
    assert line.then == (first.pk if line.entry.pk == second.pk else second.pk)
    answer = at_inbox.post(
        reverse("newsroom_triage:accept", args=[line.entry.pk]), {"themes": theme.pk, "next": here, "then": line.then}
    )
    assert answer.url == f"{here}#tin-{line.then}"
    assert CoverageRecord.objects.get().source_key == str(line.entry.pk)


def test_one_is_not_sent_away_from_the_site(at_inbox, entry):
    answer = at_inbox.post(
        reverse("newsroom_triage:dismiss", args=[entry.pk]), {"next": "https://evil.example/", "then": "javascript:x"}
    )
    assert answer.url == f"{INBOX}#hop-tin"


def test_accepting_without_a_theme_says_what_to_do(at_inbox, entry):
    answer = at_inbox.post(reverse("newsroom_triage:accept", args=[entry.pk]), follow=True)
    assert "Chọn ít nhất một chủ đề" in shown(answer)
    assert answer.redirect_chain[0][0].endswith(f"#tin-{entry.pk}")
    assert not Decision.objects.exists()


@pytest.mark.parametrize(("typed", "day"), [("30/05/2024", date(2024, 5, 30)), ("", None), ("31/02/2024", None)])
def test_the_day_of_an_undated_entry_is_what_the_editor_wrote(at_inbox, make_entry, station, theme, typed, day):
    undated = make_entry(station.feed, published_at=None)
    answer = at_inbox.post(
        reverse("newsroom_triage:accept", args=[undated.pk]), {"themes": theme.pk, "day": typed}, follow=True
    )
    assert [record.day for record in CoverageRecord.objects.all()] == ([day] if day else [])
    assert bool([*answer.context["messages"]]) is (day is None)


def test_a_dismissal_says_why_without_being_asked(at_inbox, make_entry, station):
    one, other = make_entry(station.feed), make_entry(station.feed)
    at_inbox.post(reverse("newsroom_triage:dismiss", args=[one.pk]))
    at_inbox.post(reverse("newsroom_triage:dismiss", args=[other.pk]), {"reason": "duplicate"})
    assert [d.reason for d in Decision.objects.order_by("pk")] == ["Không thuộc CCHC", "Trùng với tin đã nhận"]


def test_undo_takes_back_one_s_last_decisions_one_by_one(at_inbox, make_entry, station, theme):
    first, second = (make_entry(station.feed, title=f"Tin {n}") for n in "ab")
    at_inbox.post(reverse("newsroom_triage:accept", args=[first.pk]), {"themes": theme.pk, "tone": "commend"})
    at_inbox.post(reverse("newsroom_triage:dismiss", args=[second.pk]))
    for expected in (second, first):
        undoable = at_inbox.get(INBOX).context["undoable"]
        assert undoable.entry_id == expected.pk
        at_inbox.post(reverse("newsroom_triage:reopen", args=[undoable.entry_id]))
    assert at_inbox.get(INBOX).context["undoable"] is None
    assert InboxEntry.objects.undecided().count() == 2
    assert not CoverageRecord.objects.standing().exists()


def test_undo_is_offered_for_half_an_hour_and_only_for_one_s_own(at_inbox, enter, colleague, entry, editor):
    decision = dismiss(entry=entry, reason="", by=editor, at=timezone.now())
    assert at_inbox.get(INBOX).context["undoable"] == decision
    assert enter(colleague).get(INBOX).context["undoable"] is None
    Decision.objects.update(decided_at=timezone.now() - timedelta(minutes=31))
    assert at_inbox.get(INBOX).context["undoable"] is None


def test_a_reopened_entry_remembers_the_themes_that_were_chosen(at_inbox, entry, other_theme, editor):
    accept(entry=entry, themes=[other_theme], by=editor, at=NOW)
    reopen(entry=entry, by=editor, at=NOW)
    chips = at_inbox.get(INBOX).context["lines"][0].chips
    assert {(chip.theme, chip.is_chosen) for chip in chips} >= {(other_theme, True)}
    assert [chip.is_chosen for chip in chips].count(True) == 1


def test_the_second_of_two_editors_is_told_who_was_first(enter, editor, colleague, entry, theme):
    accept(entry=entry, themes=[theme], by=editor, at=NOW)
    answer = enter(colleague).post(
        reverse("newsroom_triage:accept", args=[entry.pk]), {"themes": theme.pk}, follow=True
    )
    assert "Trần Thị Lan đã nhận tin này lúc 09:00 12/06/2024" in shown(answer)


def test_a_decided_entry_says_by_whom_and_whether_the_source_edited_it_since(at_inbox, entry, theme, editor):
    accept(entry=entry, themes=[theme], by=editor, at=NOW)
    page = shown(at_inbox.get(INBOX, {"state": "accepted"}))
    assert "Trần Thị Lan, 09:00, 12/06/2024" in page
    assert "Nguồn đã sửa tin này" not in page
    entry.changed_at = NOW + timedelta(hours=1)
    entry.save()
    assert "Nguồn đã sửa tin này" in shown(at_inbox.get(INBOX, {"state": "accepted"}))


def test_an_entry_of_nobody_s_feed_asks_whose_voice_it_is(at_inbox, make_entry):
    feed = Feed.objects.create(url="https://la.example/rss", title="Nguồn lạ")
    make_entry(feed)
    page = shown(at_inbox.get(INBOX))
    assert "Chưa gắn đơn vị" in page
    assert 'data-key="a"' not in page
    asked = f"{reverse('newsroom_triage_stations:add')}?feed={feed.pk}"
    assert asked in page
    assert f'<option value="{feed.pk}" selected>' in shown(at_inbox.get(asked))


def test_a_station_speaks_in_the_usual_channel_of_its_kind(at_inbox, db):
    usual = factories.channel("dai-huyen", serves=["entry:local_station"])
    voice = factories.organisation("Đài huyện Kiến Xương", kind="local_station")
    other = factories.organisation("Hội Nông dân", kind="other")
    feeds = [Feed.objects.create(url=f"https://kx.example/{n}") for n in range(2)]
    url = reverse("newsroom_triage_stations:add")
    at_inbox.post(url, {"feed": feeds[0].pk, "organisation": voice.pk, "channel": ""})
    assert Station.objects.get().channel == usual
    answer = at_inbox.post(url, {"feed": feeds[1].pk, "organisation": other.pk, "channel": ""})
    assert "hãy chọn một hình thức" in shown(answer)
    assert Station.objects.count() == 1
    assert "Đài huyện Kiến Xương" in shown(at_inbox.get(reverse("newsroom_triage_stations:index"), {"q": "kien xuong"}))
