"""Two refreshes at the same moment store everything once."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import close_old_connections

from feeds import actions
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
    def test_of_one_feed_double_no_entry_and_count_rightly(self, both_at_once):
        url = "https://dai.example.vn/rss"
        feed = Feed.objects.create(url=url)
        fetched = threading.Barrier(2)
        web = Web()

        def together(asked, **_):
            fetched.wait(10)  # both have the document before either stores it
            return web_answer

        from feeds.fetching import Fetched

        web_answer = Fetched(status=200, body=rss(*(item(n) for n in range(50))), url=url)
        web[url] = together
        reports = both_at_once(
            lambda: actions.refresh(feeds=[Feed.objects.get(pk=feed.pk)], at=AT, fetch=web, workers=1)
        )
        assert Entry.objects.count() == 50
        assert sorted(report.new for report in reports) == [0, 50]
        assert FetchEvent.objects.count() == 2
        assert not any(report.failed for report in reports)

    def test_of_what_is_due_share_the_feeds(self, both_at_once):
        web = Web()
        for n in range(12):
            url = f"https://h{n}.example.vn/rss"
            Feed.objects.create(url=url)
            web[url] = rss(item(1))
        reports = both_at_once(lambda: actions.refresh(at=AT, fetch=web, workers=2))
        assert sorted(url for url, *_ in web.asked) == sorted(web.answers), "each was asked once"
        assert sum(report.new for report in reports) == 12
