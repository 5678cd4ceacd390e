"""The inbox as its people meet it: who may, what it shows, what each button does. Without JavaScript."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from feeds.models import Feed
from newsroom.coverage.models import CoverageRecord
from newsroom.themes.models import ThemePhrase
from newsroom.triage.actions import accept, dismiss, reopen
from newsroom.triage.models import Decision, InboxEntry, Station
from tests import factories

INBOX = "/admin/hop-tin-ve/"
NOW = datetime(2024, 6, 12, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def enter():
    def log_in(person=None) -> Client:
        client = Client()
        if person:
            client.force_login(person)
        return client

    return log_in


@pytest.fixture
def at_inbox(enter, editor):
    return enter(editor)


@pytest.fixture(autouse=True)
def phrases(theme, other_theme):
    ThemePhrase.objects.create(theme=theme, text="Bộ phận Một cửa", strength="strong")
    ThemePhrase.objects.create(theme=other_theme, text="thái độ phục vụ", strength="strong")


def shown(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def waiting_titles(answer):
    return [line.entry.title for line in answer.context["lines"]]


# Who may


@pytest.mark.parametrize("role", ["editor", "analyst"])
def test_editors_and_analysts_decide(enter, entry, theme, role):
    person = factories.user(role=role, organisation=factories.organisation("Sở TT&TT", kind="department"))
    client = enter(person)
    assert 'data-key="a"' in shown(client.get(INBOX))
    client.post(reverse("newsroom_triage:accept", args=[entry.pk]), {"themes": theme.pk})
    assert Decision.objects.get().decided_by == person


def test_an_editor_of_another_outlet_decides_too(enter, colleague, entry):
    enter(colleague).post(reverse("newsroom_triage:dismiss", args=[entry.pk]))
    assert Decision.objects.get().decided_by == colleague


def test_a_planner_reads_and_does_not_decide(enter, entry, theme):
    planner = factories.user(role="planner", organisation=factories.organisation("Sở Nội vụ", kind="department"))
    client = enter(planner)
    page = shown(client.get(INBOX))
    assert entry.title in re.sub(r"</?mark>", "", page)
    assert 'data-key="a"' not in page
    assert client.post(reverse("newsroom_triage:accept", args=[entry.pk]), {"themes": theme.pk}).status_code == 302
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", ["reporter", "officer"])
def test_reporters_and_officers_are_turned_away(enter, entry, theme, role):
    client = enter(factories.user(role=role, organisation=factories.organisation()))
    assert client.get(INBOX).url == "/admin/"
    for verb in ("accept", "dismiss", "reopen"):
        answer = client.post(reverse(f"newsroom_triage:{verb}", args=[entry.pk]), {"themes": theme.pk})
        assert answer.url == "/admin/"
    assert not Decision.objects.exists()
    assert "hop-tin-ve" not in client.get("/admin/").content.decode()


def test_a_stranger_is_asked_to_log_in(enter, entry):
    assert "/login/" in enter().get(INBOX).url
    assert "/login/" in enter().post(reverse("newsroom_triage:dismiss", args=[entry.pk])).url
    assert not Decision.objects.exists()


def test_nothing_is_decided_by_following_a_link(at_inbox, entry):
    for verb in ("accept", "dismiss", "reopen"):
        assert at_inbox.get(reverse(f"newsroom_triage:{verb}", args=[entry.pk])).status_code == 405
    assert not Decision.objects.exists()


# What it shows


def test_an_entry_says_why_a_theme_is_suggested_and_nothing_is_chosen(at_inbox, entry, theme):
    page = shown(at_inbox.get(INBOX))
    assert "<mark>Bộ phận Một cửa</mark> xã Minh Quang" in page
    assert "vì có: “Bộ phận Một cửa” trong tiêu đề" in page
    (chip,) = at_inbox.get(INBOX).context["lines"][0].chips
    assert (chip.theme, chip.number, chip.is_chosen) == (theme, 1, False)
    assert "checked" not in page.partition("data-entry")[2]


def test_foreign_text_cannot_act(at_inbox, make_entry, station):
    make_entry(
        station.feed,
        title="<script>alert(1)</script>Bộ phận Một cửa",
        summary='<img src=x onerror="alert(2)">',
        content='<h1 onclick="x()">Đầu</h1><p>Tin <a href="javascript:alert(3)">đây</a></p><img src="https://x/y.png">'
        "<script>alert(4)</script>",
    )
    page = shown(at_inbox.get(INBOX))
    for trace in ("<script>alert", "onerror=&quot;alert(2)&quot;>x", "javascript:alert", "onclick=", "https://x/y.png"):
        assert trace not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<mark>Bộ phận Một cửa</mark>" in page
    assert "<p><strong>Đầu</strong></p>" in page


def test_an_unknown_date_is_said_and_a_day_is_offered_as_what_it_is(at_inbox, make_entry, station):
    make_entry(station.feed, published_at=None, raw_date="Thứ Sáu, 31/02/2024")
    page = shown(at_inbox.get(INBOX))
    assert "Không rõ ngày" in page
    assert "thấy lần đầu 12/06/2024" in page
    assert "nguồn ghi “Thứ Sáu, 31/02/2024”" in page
    assert 'value="12/06/2024"' in page


def test_a_date_known_to_the_hour_does_not_pretend_minutes(at_inbox, make_entry, station):
    make_entry(station.feed, precision="hour")
    make_entry(station.feed, precision="day")
    page = shown(at_inbox.get(INBOX))
    assert "khoảng 14 giờ, 11/06/2024" in page
    assert "14:30" not in page


def test_the_menu_counts_what_waits(at_inbox, make_entry, station, editor):
    for _ in range(3):
        make_entry(station.feed)
    dismiss(entry=InboxEntry.objects.first(), reason="", by=editor, at=NOW)
    assert json.dumps("Hộp tin về (2)") in at_inbox.get("/admin/").content.decode()
    assert "Còn <strong>2</strong> tin" in shown(at_inbox.get(INBOX))


def test_an_empty_inbox_teaches(at_inbox, station, make_entry, editor):
    page = shown(at_inbox.get(INBOX))
    assert "Chưa có tin nào về" in page
    assert reverse("newsroom_triage_stations:add") in page
    dismiss(entry=make_entry(station.feed), reason="", by=editor, at=NOW)
    assert "Đã duyệt hết" in shown(at_inbox.get(INBOX))
    assert "Không có tin nào khớp bộ lọc" in shown(at_inbox.get(INBOX, {"q": "khong co"}))


def test_entries_stand_under_their_day_and_source(at_inbox, make_station, make_entry):
    for name, day in (("Đài A", 11), ("Đài B", 11), ("Đài A", 10)):
        station = Station.objects.filter(organisation__name=name).first() or make_station(name)
        make_entry(station.feed, title=f"{name} ngày {day}", published_at=datetime(2024, 6, day, 3, tzinfo=UTC))
    page = shown(at_inbox.get(INBOX))
    order = ["Thứ Ba, 11/06/2024", "Đài A ngày 11", "Đài B ngày 11", "Thứ Hai, 10/06/2024", "Đài A ngày 10"]
    assert [page.index(words) for words in order] == sorted(page.index(words) for words in order)


def test_filters_live_in_the_address(at_inbox, make_station, make_entry, theme, other_theme, editor):
    one, two = make_station("Đài Một"), make_station("Đài Hai")
    make_entry(one.feed, title="Bộ phận Một cửa xã A")
    make_entry(two.feed, title="Thái độ phục vụ ở xã B")
    taken = make_entry(two.feed, title="Lúa xuân")
    accept(entry=taken, themes=[theme], by=editor, at=NOW)
    two_s_feed = two.feed
    gone = make_entry(two_s_feed, title="Đã bỏ")
    dismiss(entry=gone, reason="", by=editor, at=NOW)

    def ask(**filters):
        return sorted(waiting_titles(at_inbox.get(INBOX, filters)))

    assert ask() == ["Bộ phận Một cửa xã A", "Thái độ phục vụ ở xã B"]
    assert ask(station=one.pk) == ["Bộ phận Một cửa xã A"]
    assert ask(state="accepted") == ["Lúa xuân"]
    assert ask(state="dismissed") == ["Đã bỏ"]
    assert len(ask(state="all")) == 4
    assert ask(q="thai do") == ["Thái độ phục vụ ở xã B"]
    assert ask(theme=theme.slug) == ["Bộ phận Một cửa xã A"]
    assert ask(theme=theme.slug, state="all") == ["Bộ phận Một cửa xã A", "Lúa xuân"]
    assert ask(theme=other_theme.slug, state="accepted") == []
    assert ask(station="none") == []
    assert len(ask(station="nonsense", theme="nonsense", state="nonsense", p="nonsense")) == 2


def test_what_the_ledger_has_already_is_offered_as_the_same_work(at_inbox, entry, theme):
    printed = factories.record(date(2024, 6, 10), title=entry.title.upper(), organisation=factories.organisation())
    factories.record(date(2024, 6, 10), title="Chuyện khác hẳn ở một nơi khác hẳn")
    factories.record(date(2024, 6, 1), title=entry.title)
    (line,) = at_inbox.get(INBOX).context["lines"]
    assert line.same_work == [printed]
    at_inbox.post(reverse("newsroom_triage:accept", args=[entry.pk]), {"themes": theme.pk, "same_work_as": printed.pk})
    assert CoverageRecord.objects.get(source="entry").work == printed.work


def test_the_number_of_queries_does_not_grow_with_the_entries(
    at_inbox, make_station, make_entry, theme, editor, django_assert_num_queries
):
    def fill(number):
        for n in range(number):
            station = make_station(f"Đài {Station.objects.count()}")
            made = make_entry(station.feed, title=f"Bộ phận Một cửa số {n}")
            if n % 3 == 0:
                accept(entry=made, themes=[theme], by=editor, at=NOW)

    fill(3)
    at_inbox.get(INBOX)
    with CaptureQueriesContext(
        connection,
    ) as few:
        at_inbox.get(INBOX, {"state": "all"})
    fill(18)
    with django_assert_num_queries(len(few)):
        answer = at_inbox.get(INBOX, {"state": "all"})
    assert len(answer.context["lines"]) == 21
    assert len(few) < 25


# What each button does


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


def test_the_stations_are_closed_to_those_who_do_not_triage(enter, station):
    reporter = enter(factories.user(role="reporter", organisation=factories.organisation()))
    assert reporter.get(reverse("newsroom_triage_stations:index")).url == "/admin/"
    assert "/login/" in enter().get(reverse("newsroom_triage_stations:index")).url
