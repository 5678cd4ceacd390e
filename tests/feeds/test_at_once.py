"""Two refreshes at the same moment store everything once."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import close_old_connections

from feeds import actions
from feeds.actions.reading import look
from feeds.actions.settling import settle_documents
from feeds.fetching import Fetched
from feeds.models import Entry, Feed, FetchEvent
from tests.feeds.making import Web, item, rss

AT = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)


@pytest.fixture
def both_at_once():
    """Run a function in two threads that start together; gives what they returned, raises what they raised."""

    def run(work):
        barrier, results = threading.Barrier(2), []

        def one():
            try:
                barrier.wait(10)
                results.append(work())
            except Exception as error:
                results.append(error)
            finally:
                close_old_connections()
                from django.db import connection

                connection.close()

        threads = [threading.Thread(target=one) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        for result in results:
            if isinstance(result, Exception):
                raise result
        return results

    return run


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestTwoRefreshesAtOnce:
    def test_of_one_feed_fetch_it_once(self, both_at_once):
        feed = Feed.objects.create(url="https://dai.example.vn/rss")
        web = Web()
        web[feed.url] = rss(*(item(n) for n in range(50)))
        reports = both_at_once(
            lambda: actions.refresh(feeds=[Feed.objects.get(pk=feed.pk)], at=AT, fetch=web, workers=1)
        )
        # The slower one may come when the other is done, and fetch again; never while it is at it.
        assert Entry.objects.count() == 50
        assert sum(report.new for report in reports) == 50
        assert FetchEvent.objects.count() == len(web.asked) in (1, 2)
        assert not any(report.failed for report in reports)

    def test_of_one_feed_both_with_the_document_in_hand_double_no_entry(self, both_at_once):
        Feed.objects.create(url="https://dai.example.vn/rss")
        fetched = threading.Barrier(2)
        body = rss(*(item(n) for n in range(50)))

        def work():
            # A worker that slept through its lease and the one that took over store at the same moment.
            outcome = look(Feed.objects.get(), at=AT, fetch=lambda url, **_: Fetched(status=200, body=body, url=url))
            fetched.wait(10)
            [result], refused = settle_documents([outcome], at=AT, chance=lambda: 0.5)
            assert not refused
            return result

        results = both_at_once(work)
        assert Entry.objects.count() == 50
        assert sorted(result.new for result in results) == [0, 50]

    def test_of_what_is_due_share_the_feeds(self, both_at_once):
        web = Web()
        for n in range(12):
            url = f"https://h{n}.example.vn/rss"
            Feed.objects.create(url=url)
            web[url] = rss(item(1))
        reports = both_at_once(lambda: actions.refresh(at=AT, fetch=web, workers=2))
        assert sorted(url for url, *_ in web.asked) == sorted(web.answers), "each was asked once"
        assert sum(report.new for report in reports) == 12
