"""Workers that claim in the same instant never visit one server together."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection

from feeds import actions, fetching
from feeds.actions import claiming, queueing
from feeds.actions.claiming import LEASE, Hand
from feeds.models import Feed
from tests.feeds.making import Web, item, rss

AT = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
PLACE = "203.0.113.9"

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def elsewhere(work, *args):
    """In a thread, with a connection of its own."""
    try:
        return work(*args)
    finally:
        connection.close()


@pytest.fixture
def one_server(monkeypatch):
    """Six feeds of one server and two elsewhere; a hand holds three."""
    monkeypatch.setattr(claiming, "CLAIMED", 3)
    Feed.objects.bulk_create(Feed(url=f"https://x{n}.example.vn/rss", place=PLACE) for n in range(6))
    Feed.objects.bulk_create(Feed(url=f"https://h{n}.example.vn/rss", place=f"198.51.100.{n}") for n in range(2))


def places(feeds):
    return {feed.place for feed in feeds}


def test_one_that_claims_while_another_does_waits_and_keeps_away(one_server, monkeypatch):
    inside, lease = threading.Event(), Hand._lease

    def slow(hand, free, now):
        lease(hand, free, now)
        if not inside.is_set():
            inside.set()
            threading.Event().wait(0.5)  # taken, and not yet to be seen by anybody

    monkeypatch.setattr(Hand, "_lease", slow)
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(elsewhere, Hand(at=AT).claim)
        assert inside.wait(10)
        second = threads.submit(elsewhere, Hand(at=AT).claim)
        assert places(first.result(20)) == {PLACE}
        assert places(second.result(20)) == {"198.51.100.0", "198.51.100.1"}


def test_of_eight_that_claim_at_once_one_gets_a_server(one_server):
    for turn in range(10):
        at, barrier = AT + turn * 2 * LEASE, threading.Barrier(8)

        def claim(at=at, barrier=barrier):
            barrier.wait(10)
            return Hand(at=at).claim()

        with ThreadPoolExecutor(8) as threads:
            hands = [work.result(20) for work in [threads.submit(elsewhere, claim) for _ in range(8)]]
        assert sum(PLACE in places(held) for held in hands) == 1
        assert sum(map(len, hands)) == 5, "three of the server, and the two elsewhere"


def test_two_that_find_out_at_once_that_their_feeds_live_in_one_place_do_not_both_go_there(monkeypatch):
    monkeypatch.setattr(claiming, "CLAIMED", 3)
    Feed.objects.bulk_create(Feed(url=f"https://xa-{n}.example.vn/rss") for n in range(6))
    barrier = threading.Barrier(2)

    def look():
        hand = Hand(at=AT)
        held = hand.claim()
        for feed in held:
            feed.place = PLACE
        barrier.wait(10)
        return len(held), len(hand.alone(held))

    with ThreadPoolExecutor(2) as threads:
        looks = [work.result(20) for work in [threads.submit(elsewhere, look) for _ in range(2)]]
    assert sorted(looks) == [(3, 0), (3, 3)]
    assert Feed.objects.in_hand(AT).count() == 3, "what was not asked is put back"
    assert Feed.objects.free(AT).due(AT).count() == 3, "and is due as before"


def test_two_sweeps_of_one_server_ask_it_one_after_the_other(monkeypatch):
    monkeypatch.setattr(claiming, "CLAIMED", 4)
    web, running, most = Web(), [0], [0]
    lock = threading.Lock()

    def answer(url, **_validators):
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        threading.Event().wait(0.05)
        with lock:
            running[0] -= 1
        return rss(item(1))

    for n in range(12):
        feed = Feed.objects.create(url=f"https://xa-{n}.example.vn/rss")
        web[feed.url] = lambda url, **validators: fetching.Fetched(status=200, body=answer(url), url=url)
    monkeypatch.setattr("feeds.fetching.connecting.place_of", lambda host: PLACE)
    monkeypatch.setattr("feeds.actions.refreshing.door", lambda: web)
    monkeypatch.setitem(queueing.Queue.__init__.__kwdefaults__, "gap", 0.0)
    barrier = threading.Barrier(2)

    def sweep():
        barrier.wait(10)
        return actions.refresh(at=AT, workers=4, processes=0)

    with ThreadPoolExecutor(2) as threads:
        for work in [threads.submit(elsewhere, sweep) for _ in range(2)]:
            work.result(60)
    actions.refresh(at=AT, workers=4, processes=0)
    assert len(web.asked) == 12, "each was asked, and none twice"
    assert most[0] <= 2, "two at a time, whoever asks"
