"""The inbox as an editor reads it: reasons, dates, groups, filters. Without JavaScript."""

import json
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from newsroom.coverage.models import CoverageRecord
from newsroom.triage.actions import accept, dismiss
from newsroom.triage.models import InboxEntry, Station
from tests import factories

INBOX = "/admin/hop-tin-ve/"
NOW = datetime(2024, 6, 12, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("phrases")]


def shown(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def waiting_titles(answer):
    return [line.entry.title for line in answer.context["lines"]]


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
    assert [(same.record, same.because) for same in line.same_work] == [(printed, "cùng tiêu đề")]
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
    number = len(few)
    fill(18)
    at_inbox.get(INBOX)  # the texts that came since are read, once
    with django_assert_num_queries(number):
        answer = at_inbox.get(INBOX, {"state": "all"})
    assert len(answer.context["lines"]) == 21
    assert number <= 32


def test_every_choice_of_a_filter_says_how_many_it_leaves(at_inbox, make_station, make_entry, theme, editor):
    one, two = make_station("Đài Một"), make_station("Đài Hai")
    make_entry(one.feed, title="Bộ phận Một cửa xã A")
    make_entry(two.feed, title="Thái độ phục vụ ở xã B")
    accept(entry=make_entry(two.feed, title="Lúa xuân"), themes=[theme], by=editor, at=NOW)
    dismiss(entry=make_entry(two.feed, title="Đã bỏ"), reason="", by=editor, at=NOW)
    two.feed.station.delete()

    def told(**filters) -> str:
        return shown(at_inbox.get(INBOX, filters))

    page = told()
    for choice in ("Chờ duyệt (2)", "Đã nhận (1)", "Đã bỏ qua (1)", "Tất cả (4)", "Đài Một (1)", "Mọi nguồn (2)"):
        assert choice in page
    assert f"{theme.name} (1)" in page
    everything = told(state="all")
    assert f"{theme.name} (2)" in everything
    assert "Mọi nguồn (4)" in everything
    assert "Chưa gắn đơn vị (3)" in everything
    assert "Chờ duyệt (1)" in told(station=one.pk)
    assert "Đã nhận (0)" in told(station=one.pk)
    assert "Tất cả (1)" in told(q="lua xuan")


def test_an_edited_text_is_read_anew(at_inbox, make_entry, station, theme):
    entry = make_entry(station.feed, title="Lúa xuân")
    assert waiting_titles(at_inbox.get(INBOX, {"theme": theme.slug})) == []
    entry.title, entry.content_hash = "Bộ phận Một cửa", "f" * 64
    entry.save()
    assert waiting_titles(at_inbox.get(INBOX, {"theme": theme.slug})) == ["Bộ phận Một cửa"]


def test_reasons_are_marked_in_the_text_too(at_inbox, make_entry, station):
    make_entry(
        station.feed,
        title="Xã A đổi mới",
        content='<p>Ngày đầu, <a href="https://x.example/Bộ phận Một cửa">Bộ phận Một cửa</a> và thái độ phục vụ.</p>',
    )
    make_entry(station.feed, title="Bộ phận Một cửa", content="<p>Ở đây Bộ phận Một cửa làm việc cả thứ Bảy.</p>")
    page = shown(at_inbox.get(INBOX))
    assert "Ở đây <mark>Bộ phận Một cửa</mark> làm việc" in page
    assert "example/<mark>" not in page
