"""What is known is left out before reading, and nothing is read otherwise for it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.parsing import Item, line_of, parse
from feeds.parsing.pruning import pruned, remembered
from tests.feeds.making import item, rss
from tests.feeds.test_documents import DOCUMENTS

NOW = datetime(2024, 11, 23, 5, tzinfo=UTC)


def read(body, **kwargs):
    return parse(body, now=NOW, base_url="https://dai.example.vn/rss", **kwargs)


def line(document):
    return line_of(document.items)


def test_of_a_document_seen_before_only_the_new_items_are_read():
    first = read(rss(item(1), item(2)))
    later = read(rss(item(3), item(1), item(2)), known=line(first))
    assert [entry.guid for entry in later.entries] == ["tin-3"]
    assert {known.identity for known in later.known} == {entry.identity[:16] for entry in first.entries}
    assert len(later.items) == 3
    assert len(later.moments) == 3


def test_an_edited_item_is_read_again():
    first = read(rss(item(1), item(2)))
    later = read(rss(item(1, "Sửa"), item(2)), known=line(first))
    assert [entry.title for entry in later.entries] == ["Sửa"]


def test_another_address_or_other_ignored_parts_of_links_know_nothing():
    first = read(rss(item(1)))
    assert len(parse(rss(item(1)), now=NOW, base_url="https://khac.example.vn/", known=line(first)).entries) == 1
    assert len(read(rss(item(1)), known=line(first), ignored_parameters=("cn",)).entries) == 1


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ([item(1)], [item(1), item(1, "Khác")], "two items share an identity"),
        ([item(1)], [item(1), item(2, date="22-11-2024 10:30")], "a date tells the order of day and month"),
        ([item(1)], [item(1), item(2, date="05/06/2024 08:00")], "a date is read by the company that it keeps"),
        ([item(n) for n in range(9)], [*(item(n) for n in range(9)), "<item><title>Trống</title></item>"], "no guid"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_where_the_company_decides_the_whole_document_is_read(before, after, why):
    first = read(rss(*before))
    later = read(rss(*after), known=line(first), identity_by=first.identity_by)
    assert later.known == ()
    assert later == read(rss(*after), identity_by=first.identity_by)


def test_a_nukeviet_is_always_read_whole():
    body = (DOCUMENTS / "nukeviet.xml").read_bytes()
    first = read(body)
    assert read(body.replace(b"<title>", b"<title>!", 1), known=line(first)).known == ()


@pytest.mark.parametrize("document", sorted(DOCUMENTS.glob("*.[xj]*")), ids=lambda path: path.name)
def test_every_document_seen_twice_says_the_same_and_reads_no_more(document):
    body = document.read_bytes()
    first = read(body)
    again = read(body, known=line(first), day_first=first.day_first_vote, identity_by=first.identity_by)
    told = {entry.identity[:16] for entry in first.entries}
    assert {entry.identity[:16] for entry in again.entries} | {known.identity for known in again.known} == told
    assert len(again.entries) + len(again.known) == len(first.entries)


items = st.builds(
    item,
    st.integers(1, 6),
    st.sampled_from([None, "Một tít khác", "Bộ phận Một cửa & người dân".replace("&", "&amp;")]),
    date=st.sampled_from(
        ["Fri, 22 Nov 2024 10:30:00 +0700", "Mon, 18 Nov 2024 08:00:00 +0700", "05/06/2024 08:00", "hôm qua"]
    ),
)


@given(st.lists(items, max_size=6), st.lists(items, min_size=1, max_size=6))
def test_pruned_or_whole_a_document_reads_the_same(before, after):
    first = read(rss(*before)) if before else None
    said = {"day_first": first.day_first_vote, "identity_by": first.identity_by} if first else {}
    whole = read(rss(*after), **said)
    cut = read(rss(*after), **said, known=line(first) if first else "")
    known = {each.identity for each in cut.known}
    assert [e for e in whole.entries if e.identity[:16] not in known] == list(cut.entries)
    assert known <= {entry.identity[:16] for entry in whole.entries}
    assert sorted(whole.moments) == sorted(cut.moments)
    assert {str(each) for each in whole.items if each.markup} >= {str(each) for each in cut.items}


def test_what_is_remembered_is_read_back():
    kept = (Item("a" * 16, "b" * 16, NOW), Item("c" * 16, "d" * 16))
    assert tuple(remembered(line_of(kept)).values()) == kept


def test_a_line_that_is_none_remembers_nothing():
    assert remembered("xyz " + "e" * 40 + "zz") == {}


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel><item>&nbsp;</item></channel></rss>",
        '<!DOCTYPE x [<!ENTITY a "b">]><rss><channel><item>&a;</item></channel></rss>',
        "<rss><channel></channel></rss>",
        "không phải XML",
        "<rss>" + "<a>" * 400 + "<item/>" + "</a>" * 400 + "</rss>",
    ],
    ids=["ill-formed", "entities", "empty", "no xml", "deep"],
)
def test_what_a_strict_parser_does_not_read_is_not_pruned(text):
    assert pruned(text, {}) is None
