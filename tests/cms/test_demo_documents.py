"""The sample feeds carry the flaws of real ones, and the post room reads each of them rightly."""

from datetime import datetime, timedelta
from unicodedata import is_normalized
from zoneinfo import ZoneInfo

import pytest

from cms.demo.documents import FLAWS, Flaw, Item, document, written
from feeds.parsing import parse

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = datetime(2026, 11, 22, 14, 30, 0, tzinfo=LOCAL)
ITEMS = [
    Item(
        f"tin-{days}",
        f"Xã công khai thủ tục lần {days}",
        "Lời dẫn.",
        "<p>Nội dung & hình.</p>",
        NOON - timedelta(days=days),
    )
    for days in range(12)
]


def read(flaw: Flaw):
    body = document(title="Đài mẫu", address="http://dai.example", items=ITEMS, flaw=flaw)
    return parse(body, content_type="application/rss+xml", base_url="http://dai.example/rss.xml", now=NOON)


@pytest.mark.parametrize("flaw", FLAWS.values(), ids=FLAWS)
def test_every_flawed_document_gives_all_its_entries_with_their_days(flaw):
    entries = read(flaw).entries
    assert [entry.title for entry in entries] == [item.title for item in ITEMS]
    assert [entry.published_at.astimezone(LOCAL).date() for entry in entries] == [item.at.date() for item in ITEMS]


def test_nukeviet_minutes_are_not_believed():
    assert written(NOON, "nukeviet") == "Sun, 22 Nov 2026 14:11:00 GMT+7"
    assert {entry.precision for entry in read(Flaw(date="nukeviet", generator="NukeViet v4.5")).entries} == {"hour"}


def test_the_ill_formed_document_is_accepted_with_a_warning():
    assert read(Flaw(ill_formed=True)).warning


def test_decomposed_letters_arrive_composed():
    body = document(title="Đài", address="http://dai.example", items=ITEMS, flaw=Flaw(decomposed=True))
    assert not is_normalized("NFC", body.decode())
    assert all(is_normalized("NFC", entry.title) for entry in read(Flaw(decomposed=True)).entries)


def test_the_eight_stations_have_eight_different_ways():
    assert len(set(FLAWS.values())) == len(FLAWS) == 8
