"""Two who let old entries go at the same moment do the work once, and neither waits for the other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from feeds import actions
from feeds.actions import purging
from feeds.models import Entry, Feed
from tests.feeds.making import Web, item, rss
from tests.feeds.test_at_once import both_at_once  # noqa: F401

AT = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
LATER = AT + timedelta(days=400)

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def old():
    feed, web = Feed.objects.create(url="https://dai.example.vn/rss"), Web()
    web[feed.url] = rss(*(item(n) for n in range(100)))
    actions.refresh(feeds=[feed], at=AT, fetch=web)
    return feed


def purge():
    return actions.purge(before=LATER, at=LATER)


def test_two_purges_at_once_share_the_work(old, both_at_once, monkeypatch):  # noqa: F811
    monkeypatch.setattr(purging, "AT_ONCE", 7)
    reports = both_at_once(purge)
    assert sum(report.entries for report in reports) == 100
    assert not Entry.objects.exists()
    assert Entry.rows.filter(purged_at=LATER).count() == 100


def test_what_somebody_has_in_hand_is_left_for_the_next_time(old):
    def elsewhere():
        try:
            return purge()
        finally:
            connection.close()

    first = Entry.objects.order_by("pk").first()
    with ThreadPoolExecutor(1) as others, transaction.atomic():
        Entry.objects.select_for_update().get(pk=first.pk)
        assert others.submit(elsewhere).result(20).entries == 99
    assert Entry.objects.get() == first
    assert purge().entries == 1
