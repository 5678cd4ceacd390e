"""What a server gave to tell a document by goes back to it, while it can be believed."""

from datetime import UTC, datetime, timedelta

import pytest

from feeds import actions
from feeds.fetching import Fetched
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


def test_validators_go_back_byte_for_byte_and_a_304_changes_nothing(web, feed):
    headers = {"etag": 'W/"a  b"', "last-modified": "Fri, 22 Nov 2024 03:00:00 GMT"}
    web[URL] = Fetched(status=200, body=rss(item(1)), url=URL, headers=headers)
    refresh(web)
    web[URL] = Fetched(status=304, url=URL)
    report = refresh(web, at=AT + HOUR)
    assert web.asked[-1] == (URL, 'W/"a  b"', "Fri, 22 Nov 2024 03:00:00 GMT")
    assert report.results[0].status == 304
    assert not report.failed
    feed.refresh_from_db()
    assert feed.unchanged == 1
    refresh(web, at=AT + 2 * HOUR)
    assert web.asked[-1][1] == 'W/"a  b"', "a 304 without validators does not lose them"


@pytest.mark.parametrize("modified", ["Thu, 01 Jan 1970 00:00:00 GMT", "Sat, 23 Nov 2030 00:00:00 GMT", "gibberish"])
def test_a_senseless_last_modified_is_not_sent_back(web, feed, modified):
    web[URL] = Fetched(status=200, body=rss(item(1)), url=URL, headers={"last-modified": modified})
    refresh(web)
    refresh(web, at=AT + HOUR)
    assert web.asked[-1] == (URL, "", "")


def test_after_a_day_the_whole_document_is_asked_for(web, feed):
    web[URL] = Fetched(status=200, body=rss(item(1)), url=URL, headers={"etag": "x"})
    refresh(web)
    refresh(web, at=AT + timedelta(hours=23, minutes=59))
    assert web.asked[-1][1] == "x"
    refresh(web, at=AT + timedelta(hours=48))
    assert web.asked[-1][1] == ""


def test_after_twenty_304_the_whole_document_is_asked_for(web, feed):
    web[URL] = Fetched(status=200, body=rss(item(1)), url=URL, headers={"etag": "x"})
    refresh(web)
    web[URL] = Fetched(status=304, url=URL)
    for minute in range(20):
        refresh(web, at=AT + timedelta(minutes=minute + 1))
        assert web.asked[-1][1] == "x"
    refresh(web, at=AT + timedelta(minutes=30))
    assert web.asked[-1][1] == ""


def test_a_304_that_nobody_asked_for_is_a_problem(web, feed):
    web[URL] = Fetched(status=304, url=URL)
    assert refresh(web).failed[0].problem == "http_status: 304"
