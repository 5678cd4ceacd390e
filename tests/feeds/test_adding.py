"""An address is looked at, and becomes a feed."""

from datetime import UTC, datetime, timedelta

import pytest

from feeds import actions
from feeds.fetching import Unreachable
from feeds.models import Feed
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


def test_add_feed_takes_in_what_is_there_and_is_repeatable(web):
    web[URL] = rss(item(1))
    feed = actions.add_feed(url=URL, title="Đài huyện", at=AT, fetch=web)
    assert (feed.title, feed.entries.count()) == ("Đài huyện", 1)
    assert actions.add_feed(url=URL, at=AT, fetch=web) == feed
    assert len(web.asked) == 1


def test_add_feed_keeps_an_address_that_does_not_answer_now(web):
    web[URL] = Unreachable("dai.example.vn")
    feed = actions.add_feed(url=URL, at=AT, fetch=web)
    assert (feed.failures, feed.last_problem) == (1, "unreachable: dai.example.vn")


def test_a_preview_stores_nothing(web):
    web[URL] = rss(item(1))
    seen = actions.preview(url=URL, at=AT, fetch=web)
    assert [e.title for e in seen.document.entries] == ["Tin số 1"]
    assert not Feed.objects.exists()
    web[URL] = b"<html><body>x</body></html>"
    seen = actions.preview(url=URL, at=AT, fetch=web)
    assert (seen.is_wrong, seen.document) == (True, None)
