"""A station without RSS: its people send from a telephone or as a file, into the same inbox, and nobody else's."""

from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from unicodedata import normalize

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from feeds.models import Entry
from newsroom.organisations.models import Membership
from newsroom.triage import actions
from newsroom.triage.importing import HEADINGS, Item, Unreadable, read_file, read_moment, written
from newsroom.triage.models import Decision, InboxEntry, Station
from newsroom.triage.wording import unreadable_in_words
from tests import factories

NOW = datetime(2024, 6, 14, 5, 0, tzinfo=UTC)
THEMES = {"Cơ chế một cửa, một cửa liên thông": "mot-cua", "Chỉ số PAPI": "papi"}
FILE = """Tiêu đề;Ngày;Liên kết;Chủ đề
Xã Minh Quang đối thoại với dân;12/06/2024 07:30;https://minhquang.example/1;Chỉ số PAPI
"Bản tin sáng; số 2";13/6/2024;;
"""


def sheet(content=FILE, name="tin.csv"):
    content = content.encode() if isinstance(content, str) else content
    return read_file(content, name, themes=THEMES, now=NOW)


def book(*rows):
    """An XLSX file with these rows, as bytes."""
    made, file = Workbook(), BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(file)
    return file.getvalue()


def test_rows_are_read_with_their_numbers_days_and_themes():
    read = sheet()
    assert not read.mistakes
    (two, first), (three, second) = read.items
    assert (two, three) == (2, 3)
    assert (first.title, first.has_time, first.themes) == ("Xã Minh Quang đối thoại với dân", True, ("papi",))
    assert first.moment.isoformat() == "2024-06-12T07:30:00+07:00"
    assert (second.title, second.has_time, second.link) == ("Bản tin sáng; số 2", False, "")


@pytest.mark.parametrize(
    ("row", "what", "said"),
    [
        (";12/06/2024;;", "no_title", ""),
        (f"{'a' * 501};12/06/2024;;", "long_title", ""),
        ("Tin;;;", "no_day", ""),
        ("Tin;31/02/2024;;", "bad_day", "31/02/2024"),
        ("Tin;hôm qua;;", "bad_day", "hôm qua"),
        ("Tin;15/06/2024;;", "future", "15/06/2024"),
        ("Tin;12/06/2024;javascript:alert(1);", "bad_link", "javascript:alert(1)"),
        ("Tin;12/06/2024;;Một của", "unknown_theme", "Một của"),
        ('"BẢN TIN sáng; số 2";13/06/2024;;', "twice", "3"),
    ],
)
def test_a_mistake_has_the_row_that_a_spreadsheet_shows(row, what, said):
    assert [(m.row, m.what, m.said) for m in sheet(FILE + row + "\n").mistakes] == [(4, what, said)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Tên;Ngày\nx;1/1/2024", "headings"),
        ("Tiêu đề;Ngày\n", "no_rows"),
        ("Tiêu đề;Ngày\n" + "x;1/1/2024\n" * 501, "too_many"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(text, what):
    with pytest.raises(Unreadable) as refused:
        sheet(text)
    assert refused.value.what == what


def apart(text):
    """Tone marks behind their vowels and the rest in one letter, as windows-1258 writes."""
    letters = (normalize("NFD", letter) for letter in text)
    tones = "\u0300\u0301\u0303\u0309\u0323"
    return "".join(
        normalize("NFC", "".join(m for m in marks if m not in tones)) + "".join(m for m in marks if m in tones)
        for marks in letters
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1258"])
@pytest.mark.parametrize("before", ["", "sep=;\n", "\nĐÀI TRUYỀN THANH XÃ MINH QUANG\n"])
def test_the_kinds_of_csv_that_excel_saves_are_read(encoding, before):
    text = before + "Tiêu đề;Ngày\nHọp dân;12/06/2024\n"
    if encoding == "windows-1258":  # which writes some marks apart
        text = apart(text)
    read = sheet(text.encode(encoding))
    [(number, entry)] = read.items
    assert (entry.title, number) == ("Họp dân", text.count("\n"))
    assert read.is_guessed == (encoding == "windows-1258")


def test_a_spreadsheet_is_read_with_its_dates_and_numbers():
    day, moment = datetime(2024, 6, 12), datetime(2024, 6, 13, 7, 30)
    read = sheet(
        book(["Bảng tin tháng 6"], [], ["Ngày", "Tiêu đề", "Ghi chú"], [day, 2024.0, "x"], [moment, "Họp dân"])
    )
    assert not read.mistakes
    (four, first), (five, second) = read.items
    assert (four, first.title, first.has_time) == (4, "2024", False)
    assert (five, second.title, second.moment.isoformat()) == (5, "Họp dân", "2024-06-13T07:30:00+07:00")


@pytest.mark.parametrize(
    ("content", "name", "what"),
    [
        (b" ", "tin.csv", "empty"),
        (b"a" * (1024 * 1024 + 1), "tin.csv", "too_large"),
        (b"\xff\xfeT", "tin.csv", "encoding"),
        (b"%PDF-1.7", "tin.pdf", "kind"),
        (b"PK\x03\x04 and no more", "tin.xlsx", "broken"),
        (
            b"Ti\xc3\xaau \xc4\x91\xe1\xbb\x81;Ng\xc3\xa0y;Ng\xc3\xa0y \xc4\x91\xc4\x83ng\nx;1/1/2024;",
            "tin.csv",
            "heading_twice",
        ),
    ],
)
def test_a_file_of_no_use_says_why_in_words(content, name, what):
    with pytest.raises(Unreadable) as refused:
        sheet(content, name)
    assert refused.value.what == what
    with override("vi"):
        assert "%(" not in unreadable_in_words(refused.value)
    assert refused.value.said == ("Ngày" if what == "heading_twice" else "")


@given(
    st.lists(
        st.fixed_dictionaries(
            {name: st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20) for name in HEADINGS}
        ),
        max_size=6,
    )
)
def test_what_was_read_is_written_so_that_it_is_read_the_same(rows):
    with suppress(Unreadable):
        read = sheet(book([], ["Tin"], [*HEADINGS.values()], *(list(row.values()) for row in rows)))
        again = sheet(written(read))
        assert (again.items, again.mistakes) == (read.items, read.mistakes)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text):
    with suppress(Unreadable):
        sheet(text)
    read_moment(text)


@given(st.binary(max_size=200))
def test_nor_do_any_bytes(content):
    with suppress(Unreadable):
        sheet(content)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2024, 1, 1)))
def test_a_written_moment_reads_back_to_the_minute(moment):
    read, has_time = read_moment(f"{moment:%d/%m/%Y %H:%M}")
    assert has_time
    assert read.replace(tzinfo=None) == moment.replace(second=0, microsecond=0)


@pytest.fixture
def by_hand(db, editor):
    return actions.open_station(
        organisation=factories.organisation("Đài Truyền thanh xã Minh Quang", kind="local_station"),
        channel=factories.channel("dai-xa"),
        by=editor,
        at=NOW,
    )


@pytest.fixture
def officer(by_hand):
    return factories.user("hoa", role="officer", organisation=by_hand.organisation)


def item(**fields) -> Item:
    return Item(**{"title": "Xã họp dân", "moment": NOW, "has_time": True, **fields})


def test_opened_twice_a_station_is_one_and_is_never_fetched(by_hand, editor):
    told = {"organisation": by_hand.organisation, "channel": by_hand.channel, "by": editor, "at": NOW}
    assert actions.open_station(**told) == by_hand
    assert not by_hand.feed.is_active


def test_what_is_entered_waits_in_the_inbox_with_what_the_station_proposes(by_hand, officer, theme, at_inbox):
    assert actions.enter(station=by_hand, items=[item(themes=(theme.slug,))], by=officer, at=NOW) == (1, 0)
    entry = InboxEntry.objects.undecided().get()
    assert (entry.published_at, entry.precision, entry.by_hand.by) == (NOW, "minute", officer)
    page = at_inbox.get("/admin/hop-tin-ve/").content.decode()
    assert "nguồn tin đề xuất" in page
    assert 'data-chip="1"' in page


def test_sent_again_nothing_comes_twice_and_nothing_is_overwritten(by_hand, officer):
    actions.enter(station=by_hand, items=[item(summary="Một")], by=officer, at=NOW)
    assert actions.enter(station=by_hand, items=[item(summary="Hai"), item(title="Khác")], by=officer, at=NOW) == (1, 1)
    assert Entry.objects.get(title="Xã họp dân").summary == "Một"


def test_an_entry_sent_by_hand_is_counted_like_any_other(by_hand, officer, theme, editor):
    actions.enter(station=by_hand, items=[item()], by=officer, at=NOW)
    decision = actions.accept(entry=Entry.objects.get(), themes=[theme], by=editor, at=NOW)
    assert decision.organisation == by_hand.organisation


def test_rules_of_the_source_apply_to_what_is_sent_by_hand(by_hand, officer):
    actions.save_rules(station=by_hand, text="bỏ: họp dân", by=None, at=NOW)
    actions.enter(station=by_hand, items=[item()], by=officer, at=NOW)
    assert Decision.objects.get().rule == "bỏ: họp dân"


@pytest.mark.django_db
def test_a_station_with_rss_takes_nothing_by_hand(station, editor):
    with pytest.raises(actions.NotByHand):
        actions.enter(station=station, items=[item()], by=editor, at=NOW)


def address(station, name="send"):
    return reverse(f"newsroom_triage:{name}", args=[station.pk])


TYPED = {"title": "Xã họp dân", "day": "2024-06-12", "time": "07:30", "link": "https://minhquang.example/9"}


def test_its_own_people_send_from_the_form(enter, officer, by_hand):
    client = enter(officer)
    assert client.get("/admin/hop-tin-ve/gui-tin/").url == address(by_hand)
    assert client.post(address(by_hand), TYPED).status_code == 302
    assert Entry.objects.get().link == TYPED["link"]
    assert "Xã họp dân" in client.get(address(by_hand)).content.decode()


def test_a_wrong_form_says_so_and_loses_nothing(enter, officer, by_hand):
    page = enter(officer).post(address(by_hand), TYPED | {"link": "minhquang", "day": "2999-01-01"}).content.decode()
    assert "bắt đầu bằng http://" in page
    assert "Ngày này chưa tới" in page
    assert "Xã họp dân" in page
    assert not Entry.objects.exists()


def test_a_file_is_read_first_then_sent_whole(enter, officer, by_hand, theme):
    client, text = enter(officer), FILE.replace("Chỉ số PAPI", theme.name)
    file = SimpleUploadedFile("tin.csv", text.encode("utf-8-sig"))
    page = client.post(address(by_hand, "send_file"), {"file": file, "do": "try"}).content.decode()
    assert "Gửi tất cả" in page
    assert not Entry.objects.exists()
    client.post(address(by_hand, "send_file"), {"text": text, "do": "send"})
    client.post(address(by_hand, "send_file"), {"text": text, "do": "send"})
    assert Entry.objects.count() == 2


def test_a_spreadsheet_is_shown_and_then_sent_as_it_was_shown(enter, officer, by_hand, theme):
    client = enter(officer)
    file = book(["Tiêu đề", "Ngày", "Chủ đề"], ["Họp dân", datetime(2024, 6, 12, 7, 30), theme.name])
    sent = {"file": SimpleUploadedFile("tin.xlsx", file), "do": "try"}
    page = client.post(address(by_hand, "send_file"), sent)
    assert "07:30 12/06/2024" in page.content.decode()
    assert not Entry.objects.exists()
    client.post(address(by_hand, "send_file"), {"text": page.context["text"], "do": "send"})
    assert [*Entry.objects.get().by_hand.themes.all()] == [theme]


def test_letters_that_were_guessed_are_shown_with_a_warning(enter, officer, by_hand):
    client = enter(officer)
    for encoding, is_warned in (("windows-1258", True), ("utf-8", False)):
        content = apart("Tiêu đề;Ngày\nHọp dân;12/06/2024").encode(encoding)
        file = SimpleUploadedFile("tin.csv", content)
        page = client.post(address(by_hand, "send_file"), {"file": file, "do": "try"}).content.decode()
        assert ("hệ thống phải đoán" in page) == is_warned


def test_a_file_with_a_mistake_is_not_sent_at_all(enter, officer, by_hand):
    page = enter(officer).post(
        address(by_hand, "send_file"), {"text": "Tiêu đề;Ngày\nTốt;12/06/2024\nXấu;hôm qua", "do": "send"}
    )
    assert "dòng 3: “hôm qua” không phải ngày" in page.content.decode()
    assert not Entry.objects.exists()


def test_an_editor_sends_for_any_and_opens_one(enter, colleague, by_hand):
    client = enter(colleague)
    assert client.post(address(by_hand), TYPED).status_code == 302
    other = factories.organisation("Đài Truyền thanh xã Vũ Hòa", kind="local_station")
    asked = {"organisation": other.pk, "channel": by_hand.channel.pk}
    client.post(reverse("newsroom_triage:by_hand"), asked)
    assert Station.objects.filter(organisation=other).exists()


@pytest.mark.parametrize("role", ["officer", "reporter", "planner", ""])
def test_people_of_other_bodies_send_nothing_here(enter, by_hand, role):
    elsewhere = factories.organisation("Đài Truyền thanh xã Vũ Hòa", kind="local_station")
    client = enter(factories.user(role=role, organisation=elsewhere if role else None))
    for name in ("send", "send_file"):
        client.post(address(by_hand, name), TYPED | {"text": FILE, "do": "send"})
    client.post(reverse("newsroom_triage:by_hand"), {"organisation": elsewhere.pk, "channel": by_hand.channel.pk})
    assert not Entry.objects.exists()
    assert Station.objects.count() == 1


def test_who_left_the_station_sends_no_more(enter, officer, by_hand):
    Membership.objects.filter(user=officer).delete()
    enter(officer).post(address(by_hand), TYPED)
    assert not Entry.objects.exists()


def test_a_stranger_is_asked_to_log_in(enter, by_hand):
    assert "/login/" in enter().get(address(by_hand)).url


def test_a_long_file_costs_no_more_queries_than_a_short_one(enter, officer, by_hand, theme):
    client = enter(officer)

    def file(first, last):
        rows = (f"Tin số {n};12/06/2024;https://minhquang.example/{n};{theme.name}" for n in range(first, last))
        return "\n".join(["Tiêu đề;Ngày;Liên kết;Chủ đề", *rows])

    def cost(do, text):
        with CaptureQueriesContext(connection) as asked:
            client.post(address(by_hand, "send_file"), {"text": text, "do": do})
        return len(asked)

    cost("send", file(0, 30))
    client.get(address(by_hand))
    for do in ("try", "send"):
        few, many = cost(do, file(100, 102)), cost(do, file(200, 240))  # SQLite writes more rows in portions
        assert few == many, do
    assert Entry.objects.count() == 30 + 2 + 40
    with CaptureQueriesContext(connection) as shown:
        client.get(address(by_hand))
    assert len(shown) < 30


def test_the_way_to_a_form_leads_by_the_stations_and_never_by_the_inbox(enter, officer, by_hand):
    page = enter(officer).get(address(by_hand))
    assert [step["url"] for step in page.context["breadcrumbs_items"]] == ["/admin/", "/admin/hop-tin-ve/gui-tin/", ""]
