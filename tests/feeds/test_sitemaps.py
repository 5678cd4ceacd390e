"""A news sitemap is a feed like any other."""

from datetime import datetime

import pytest
from django.urls import reverse

from feeds import actions
from feeds.parsing import Enclosure, NotAFeed, parse
from feeds.parsing.dates import VIETNAM
from tests.feeds.test_documents import HALF_PAST_TEN, NOW, document, values

HEAD = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
)


def sitemap(*urls):
    return f"{HEAD}{''.join(urls)}</urlset>".encode()


def url(n):
    return (
        f"<url><loc>https://bao.example.vn/{n}</loc><news:news><news:title>Tin {n}</news:title>"
        "<news:publication_date>2024-11-22</news:publication_date></news:news></url>"
    )


def test_its_news_are_read_with_title_date_keywords_and_picture():
    feed = document("news_sitemap.xml")
    assert (feed.title, feed.version, feed.identity_by) == ("Báo mẫu", "news_sitemap", "guid")
    assert values(feed.entries, "title", "link", "summary", "published_at", "precision") == [
        (
            "Một cửa & người dân: 5 < 6",
            "https://bao.example.vn/mot-cua-7.html",
            "cải cách hành chính, một cửa",
            HALF_PAST_TEN,
            "minute",
        ),
        (
            "Số hóa hồ sơ & kho",
            "https://bao.example.vn/so-hoa-8.html?a=1&b=2",
            "",
            datetime(2024, 11, 22, tzinfo=VIETNAM),
            "day",
        ),
    ]
    assert feed.entries[0].enclosures == (Enclosure(url="https://bao.example.vn/anh/7.jpg", type="image"),)
    assert feed.entries[0].recording is None
    assert feed.warnings == ("ill_formed",), "`&nbsp;` is no XML"


def test_a_sitemap_that_breaks_off_is_read_as_far_as_it_goes():
    feed = parse(sitemap(url(1), url(2)).replace(b"</urlset>", b"<url><loc>https://bao"), now=NOW)
    assert values(feed.entries, "title") == [("Tin 1",), ("Tin 2",)]
    assert feed.warnings == ("ill_formed",)


def test_a_sound_one_has_no_warning_and_no_more_than_five_hundred_are_read():
    assert parse(sitemap(url(1)), now=NOW).warnings == ()
    feed = parse(sitemap(*map(url, range(600))), now=NOW)
    assert (len(feed.entries), feed.warnings) == (500, ("trimmed",))


@pytest.mark.parametrize(
    "body",
    [
        sitemap("<url><loc>https://bao.example.vn/1</loc></url>"),
        sitemap(),
        b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap/></sitemapindex>',
    ],
    ids=["addresses alone", "empty", "a list of sitemaps"],
)
def test_a_sitemap_without_news_is_no_feed(body):
    with pytest.raises(NotAFeed):
        parse(body, now=NOW)


def test_an_entity_that_is_a_file_is_not_opened():
    body = sitemap(url(1)).replace(b"Tin 1", b"Tin &f;")
    feed = parse(b'<!DOCTYPE urlset [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + body, now=NOW)
    assert "root:" not in str(feed)


def test_an_rss_feed_that_speaks_of_a_urlset_is_still_one():
    feed = parse(
        b"<rss version='2.0'><channel><title>a urlset</title><item><title>x</title></item></channel></rss>", now=NOW
    )
    assert feed.version == "rss20"


@pytest.mark.django_db
def test_seen_twice_it_stores_each_once_and_its_mistakes_are_said(web, admin_client):
    address = "https://bao.example.vn/news.xml"
    web[address] = sitemap(url(1), url(2)).replace(b"Tin 1", b"Tin&nbsp;1")
    feed = actions.add_feed(url=address, at=NOW, fetch=web)
    assert feed.entries.count() == 2
    screen = admin_client.get(reverse("feeds_feed:inspect", args=[feed.pk])).content.decode()
    assert feed.warnings_in_words[0] in screen
    web[address] = sitemap(url(3), url(2), url(1))
    assert actions.refresh(feeds=[feed], at=NOW, fetch=web, chance=lambda: 0.5).new == 1
    feed.refresh_from_db()
    assert feed.warnings_in_words == []
