"""Lists of feeds are read row by row, whatever program wrote them, and written so that others read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.importing import MOST_ROWS, Unreadable, read, written

OPML = """<?xml version="1.0" encoding="ISO-8859-1"?>
<opml version="1.0"><head><title>Nguồn</title></head><body>
<outline text="Huyện">
  <outline type="rss" text="Đài A" xmlUrl="https://a.example.vn/rss" htmlUrl="https://a.example.vn/"/>
  <outline type="rss" title="Đài B" text="b" xmlUrl="ftp://b.example.vn/rss"/>
  <outline type="rss" text="Không địa chỉ"/>
  <outline TYPE="rss" text="A lần nữa" XMLURL="https://a.example.vn/rss"/>
</outline></body></opml>"""


def rows(text):
    return [(row.number, row.url, row.title) for row in read(text).rows]


def mistakes(text):
    return [(mistake.number, mistake.code) for mistake in read(text).mistakes]


def test_an_opml_gives_its_feeds_at_any_depth_with_their_lines():
    assert rows(OPML) == [(4, "https://a.example.vn/rss", "Đài A")]
    assert mistakes(OPML) == [(5, "not_web"), (6, "no_address")]
    assert [(row.number, first) for row, first in read(OPML).repeated] == [(7, 4)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("https://a.vn/rss\nhttps://b.vn/rss\n", [(1, "https://a.vn/rss", ""), (2, "https://b.vn/rss", "")]),
        ("Tên;Địa chỉ\r\nĐài A;https://a.vn/rss\r\n", [(2, "https://a.vn/rss", "Đài A")]),
        ("https://a.vn/rss\tĐài A", [(1, "https://a.vn/rss", "Đài A")]),
        ('\ufeffurl,title\n\nhttps://a.vn/rss,"Đài, xã A"\n', [(3, "https://a.vn/rss", "Đài, xã A")]),
        ("Đài A,https://a.vn/rss?a=1&b=2", [(1, "https://a.vn/rss?a=1&b=2", "Đài A")]),
    ],
)
def test_a_table_may_have_headings_or_none_and_any_usual_delimiter(text, wanted):
    assert rows(text) == wanted


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://a.vn/rss", "not_web"),
        ("www.a.vn/rss", "not_web"),
        ("javascript:alert(1)", "not_web"),
        ("https://u:p@a.vn/rss", "password"),
        ("https://a.vn/" + "x" * 1000, "too_long"),
        ("https:///rss", "broken"),
        ("https://a.vn:99999/rss", "broken"),
        ("https://[a/rss", "broken"),
        ("https://a b.vn/rss", "broken"),
    ],
)
def test_a_row_that_can_be_no_feed_says_why(url, code):
    assert mistakes(f"https://tot.vn/rss\n{url}") == [(2, code)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("\ufeff \n", "empty"),
        ("<html><body>x</body></html>", "not_opml"),
        ("<opml><body><outline></opml>", "xml"),
        ('<!DOCTYPE opml [<!ENTITY a "b">]><opml>&a;</opml>', "doctype"),
        ("<!doctype opml SYSTEM 'file:///etc/passwd'><opml/>", "doctype"),
        ("<opml>" + "<outline>" * 5000, "xml"),
        ("x" * 2_000_001, "large"),
        ("\n".join(f"https://a.vn/{n}" for n in range(MOST_ROWS + 1)), "rows"),
    ],
)
def test_what_is_no_list_is_refused_whole(text, code):
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert refused.value.code == code


def test_a_broken_opml_names_the_line():
    with pytest.raises(Unreadable) as refused:
        read("<opml>\n<body>\n<outline xmlUrl='a' \n</opml>")
    assert refused.value.line == 4


urls = st.from_regex(r"https://[a-z]{1,9}\.vn/[a-z0-9&?=;%/-]{0,20}", fullmatch=True)


@given(st.dictionaries(urls, st.text(max_size=40), max_size=8))
def test_what_is_written_is_read_again(feeds):
    document = written(feeds.items(), title="Nguồn RSS", at="Fri, 22 Nov 2024 10:30:00 +0700").decode()
    if not feeds:
        assert rows(document) == []
        return
    assert [url for _, url, _ in rows(document)] == list(feeds)


def test_names_survive_the_journey():
    document = written([("https://a.vn/?a=1&b=2", 'Đài "A" & <B>\x00')], title="x", at="").decode()
    assert [(url, title) for _, url, title in rows(document)] == [("https://a.vn/?a=1&b=2", 'Đài "A" & <B>')]
