"""The feeds that a page names, and those that it only links to."""

import pytest

from feeds.parsing.discovering import feeds_of, guesses

HERE = "https://hungyen.example.vn/tin-tuc/"


def found(page, base_url=HERE):
    return [(each.url, each.title, each.is_named) for each in feeds_of(page, base_url=base_url)]


def test_a_head_names_its_feeds_relative_or_not_in_order():
    page = """<html><head><link rel="alternate" type="application/rss+xml" title=" Tin  mới " href="/rss/home.rss">
    <LINK REL='ALTERNATE' TYPE='application/atom+xml; charset=utf-8' HREF='atom.xml'/>
    <link rel="alternate" type="text/html" hreflang="en" href="/en/"><link rel="stylesheet" href="/feed.css"></head>"""
    assert found(page) == [
        ("https://hungyen.example.vn/rss/home.rss", "Tin mới", True),
        ("https://hungyen.example.vn/tin-tuc/atom.xml", "", True),
    ]


def test_links_that_look_like_feeds_come_after_those_of_the_head():
    page = """<a href="/rss/xa-hoi.rss">Xã hội</a><a href="/gioi-thieu">Giới thiệu</a><a href="/danh-sach">Kênh RSS</a>
    <a href="/anh/rss.png">x</a><a href="/tin/progress.html">Tiến độ</a>
    <link rel="alternate" type="application/feed+json" href="/feed.json">"""
    assert [url.rpartition("/")[2] for url, *_ in found(page)] == ["feed.json", "xa-hoi.rss", "danh-sach"]


def test_a_base_moves_relative_addresses():
    page = '<base href="https://cdn.example.vn/goc/"><link rel="alternate" type="application/rss+xml" href="rss">'
    assert found(page)[0][0] == "https://cdn.example.vn/goc/rss"


@pytest.mark.parametrize(
    "href", ["javascript:alert('rss')", "ftp://x.vn/rss", "http://u:p@x.vn/rss", "http://[rss", "mailto:rss@x.vn", ""]
)
def test_only_plain_web_addresses_are_found(href):
    assert found(f'<a href="{href}">RSS</a><link rel="alternate" type="application/rss+xml" href="{href}">') == []


def test_each_address_is_found_once_and_fifty_at_most():
    page = "".join(f'<a href="/rss/{n}.rss#x">a</a><a href="/rss/{n}.rss">b</a>' for n in range(200))
    assert len(found(page)) == 50


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<",
        "<a href",
        "<" * 100_000,
        "<a href='/rss'>" * 20_000,
        "<!--",
        "<base href='http://['><a href=/rss>",
        "<a " + "x" * 3000,
        "<a " + "x=" * 1400 + ">",
        "\0<a href=/rss>",
    ],
)
def test_no_page_is_too_broken(page):
    found(page)


def test_where_a_site_may_keep_a_feed_that_it_does_not_name():
    assert guesses("https://hungyen.example.vn/tin?a=1")[0] == "https://hungyen.example.vn/rss"
