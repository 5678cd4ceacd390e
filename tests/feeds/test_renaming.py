"""When a feed is told apart by something else than before, what is stored is renamed and not doubled."""

from datetime import UTC, datetime, timedelta

import pytest

from feeds import actions
from feeds.models import Entry, Feed
from tests.feeds.making import item, rss

AT = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
URL = "https://dai.example.vn/rss"
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed():
    return Feed.objects.create(url=URL)


def refresh(web, *, at=AT, feeds=None, **kwargs):
    chosen = list(Feed.objects.all()) if feeds is None else feeds
    return actions.refresh(feeds=chosen, at=at, fetch=web, chance=lambda: 0.5, workers=2, **kwargs)


def test_stepping_down_a_rung_renames_what_is_stored(web, feed):
    web[URL] = rss(item(1), item(2), item(3))
    refresh(web)
    body = (
        rss(item(1), item(2), item(3), item(4)).replace(b"<guid>tin-3</guid>", b"").replace(b"<guid>tin-4</guid>", b"")
    )
    web[URL] = body
    assert refresh(web, at=AT + HOUR).new == 1
    feed.refresh_from_db()
    assert feed.identity_by == "link"
    assert Entry.objects.count() == 4


def test_ignoring_a_parameter_later_doubles_nothing(web, feed):
    body = rss(item(1), item(2))
    for n in (b"1", b"2"):
        body = body.replace(b"<guid>tin-%s</guid>" % n, b"").replace(b"tin-%s.html" % n, b"xem?id=%s&amp;gd=7" % n)
    web[URL] = body
    assert refresh(web).new == 2
    Feed.objects.update(ignored_parameters="gd")
    web[URL] = body.replace(b"gd=7", b"gd=8")
    assert refresh(web, at=AT + HOUR).new == 0
    assert {e.link for e in Entry.objects.all()} == {f"https://dai.example.vn/xem?id={n}" for n in (1, 2)}
