"""Workers share one list: each feed is in one hand, for ten minutes at most, and only that hand writes it down."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from feeds import actions
from feeds.actions import claiming, reading, settling
from feeds.actions.claiming import LEASE, RENEWED_AFTER, Hand
from feeds.models import Entry, Feed, FetchEvent
from tests.feeds.making import item, rss

AT = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def feeds():
    return Feed.objects.bulk_create(Feed(url=f"https://h{n}.example.vn/rss") for n in range(5))


@pytest.fixture
def steady(monkeypatch):
    """A clock that stands until it is told to go on: `steady.passes(seconds)`."""

    class Steady:
        now = 0.0

        def monotonic(self):
            return self.now

        def passes(self, span):
            self.now += span.total_seconds()

    clock = Steady()
    monkeypatch.setattr(claiming, "time", clock)
    return clock


def pks(feeds):
    return {feed.pk for feed in feeds}


def test_what_one_hand_holds_no_other_gets(feeds, monkeypatch):
    monkeypatch.setattr(claiming, "CLAIMED", 3)
    one, other = Hand(at=AT), Hand(at=AT)
    first, second = pks(one.claim()), pks(other.claim())
    assert (len(first), len(second)) == (3, 2)
    assert first | second == pks(feeds)
    assert other.take(Feed.objects.all()) == list(Feed.objects.filter(pk__in=second)), "only its own"


def test_a_lease_runs_out_after_ten_minutes_and_not_before(feeds, steady):
    held = pks(Hand(at=AT).claim())
    assert Hand(at=AT + LEASE - SECOND).claim() == []
    assert pks(Hand(at=AT + LEASE).claim()) == held


def test_a_worker_that_lives_keeps_what_it_holds(feeds, steady):
    hand = Hand(at=AT)
    hand.claim()
    for _ in range(10):
        steady.passes(RENEWED_AFTER)
        hand.renew()
    assert Hand(at=AT + 10 * RENEWED_AFTER + LEASE - SECOND).claim() == []


def test_saying_so_costs_nothing_in_between(feeds, steady):
    hand = Hand(at=AT)
    hand.claim()
    steady.passes(RENEWED_AFTER - SECOND)
    with CaptureQueriesContext(connection) as queries:
        hand.renew()
    assert not queries.captured_queries


def test_the_second_portion_of_a_long_sweep_is_leased_from_its_own_beginning(feeds, steady, monkeypatch):
    monkeypatch.setattr(claiming, "CLAIMED", 3)
    hand = Hand(at=AT)
    hand.claim()
    steady.passes(timedelta(minutes=30))
    late = pks(hand.claim())
    assert not late & pks(Hand(at=AT + timedelta(minutes=39)).claim())


def test_where_another_hand_is_at_work_nobody_asks_besides(feeds, steady):
    here = [feed.pk for feed in feeds[:3]]
    Feed.objects.filter(pk__in=here).update(place="203.0.113.9")
    hand = Hand(at=AT)
    hand.take(feeds[:1])
    assert pks(Hand(at=AT).claim()) == pks(feeds[3:]), "two at a time and a second apart holds for an address"
    assert pks(Hand(at=AT + LEASE).claim()) == pks(feeds)


def test_what_was_not_asked_is_let_go_and_comes_up_again_in_ten_minutes(feeds, steady):
    hand = Hand(at=AT)
    hand.claim()
    hand.let_go()
    assert Hand(at=AT + LEASE - SECOND).claim() == []
    assert len(Hand(at=AT + LEASE + SECOND).claim()) == 5
    assert set(Feed.objects.values_list("last_attempt_at", flat=True)) == {None}


def outcome_of(hand, answer):
    [feed] = hand.claim()
    return reading.look(feed, at=AT, fetch=answer)


class TestWhoComesTooLate:
    """The lease ran out, somebody else took over and was done; then the first one wakes up."""

    @pytest.fixture
    def feed(self):
        return Feed.objects.create(url="https://dai.example.vn/rss")

    def test_with_a_document_writes_nothing(self, web, feed):
        web[feed.url] = rss(item(1), item(2))
        late = outcome_of(Hand(at=AT), web)
        web[feed.url] = rss(item(1), item(2), item(3))
        actions.refresh(at=AT + LEASE + SECOND, fetch=web)
        before = Feed.objects.values().get()
        results, refused = settling.settle_documents([late], at=AT, chance=lambda: 0.5)
        assert ([result.new for result in results], refused) == ([0], [])
        assert Feed.objects.values().get() == before
        assert (Entry.objects.count(), FetchEvent.objects.count()) == (3, 1)

    def test_with_a_problem_blames_nobody(self, web, feed):
        from feeds.fetching import Unreachable

        web[feed.url] = Unreachable()
        late = outcome_of(Hand(at=AT), web)
        web[feed.url] = rss(item(1))
        actions.refresh(at=AT + LEASE + SECOND, fetch=web)
        settling.settle_rest([late], at=AT, chance=lambda: 0.5, is_outage=False)
        assert (Feed.objects.get().failures, FetchEvent.objects.count()) == (0, 1)

    def test_of_a_feed_that_is_deleted_is_no_error(self, web, feed):
        web[feed.url] = rss(item(1))
        late = outcome_of(Hand(at=AT), web)
        Feed.objects.all().delete()
        settling.settle_rest([late.failed("unreachable")], at=AT, chance=lambda: 0.5, is_outage=False)
        assert not FetchEvent.objects.exists()


def test_a_sweep_that_breaks_down_lets_everything_go(feeds, web):
    for feed in feeds:
        web[feed.url] = rss(item(1))

    def broken(result):
        raise RuntimeError("the worker's own mistake")

    with pytest.raises(RuntimeError):
        actions.refresh(at=AT, fetch=web, progress=broken)
    assert not Feed.objects.exclude(leased_by="").exists()


def test_a_feed_whose_address_is_changed_meanwhile_is_not_written_by_who_fetched_the_old_one(web, client, admin_user):
    from feeds.forms import FeedForm

    feed = Feed.objects.create(url="https://dai.example.vn/rss")
    web[feed.url] = rss(item(1))
    late = outcome_of(Hand(at=AT), web)
    form = FeedForm({"url": feed.url, "title": "Tên mới", "is_active": "on"}, instance=Feed.objects.get())
    assert form.is_valid()
    form.save()
    assert Feed.objects.get().leased_by, "a new name disturbs nobody"
    moved = Feed.objects.get()
    form = FeedForm({"url": feed.url, "title": "Tên mới", "is_active": "on"}, instance=moved)
    form.changed_data.append("url")
    assert form.is_valid()
    form.save()
    settling.settle_documents([late], at=AT, chance=lambda: 0.5)
    assert (Feed.objects.get().etag, Entry.objects.count()) == ("", 0)


def test_the_database_refuses_a_lease_without_an_end(feeds):
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.update(leased_by="somebody")
