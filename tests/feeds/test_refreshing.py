"""Refreshing stores what is new, once, and lets nothing that goes wrong reach the other feeds."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from feeds import actions
from feeds.actions.claiming import Hand
from feeds.fetching import Fetched, TooSlow, Unreachable
from feeds.models import Entry, Feed, FetchEvent
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


def test_the_first_refresh_takes_everything_in(web, feed):
    web[URL] = rss(item(1), item(2))
    report = refresh(web)
    assert (report.new, report.changed, report.failed) == (2, 0, [])
    entry = Entry.objects.get(guid="tin-1")
    assert (entry.title, entry.first_title) == ("Tin số 1", "Tin số 1")
    assert entry.published_at == datetime(2024, 11, 22, 3, 30, tzinfo=UTC)
    assert entry.precision == "minute"
    assert entry.raw_date == "Fri, 22 Nov 2024 10:30:00 +0700"
    assert entry.first_seen_at == AT
    feed.refresh_from_db()
    assert feed.title == "Đài Truyền thanh mẫu"
    assert (feed.last_attempt_at, feed.last_success_at, feed.last_change_at) == (AT, AT, AT)
    assert feed.next_due_at > AT


def test_a_second_refresh_of_the_same_document_writes_no_entry(web, feed):
    web[URL] = rss(item(1), item(2))
    refresh(web)
    before = list(Entry.objects.order_by("pk").values())
    with CaptureQueriesContext(connection) as queries:
        report = refresh(web, at=AT + HOUR)
    assert (report.new, report.changed) == (0, 0)
    assert list(Entry.objects.order_by("pk").values()) == before
    assert not [q for q in queries if "feeds_entry" in q["sql"]]


def test_a_different_body_with_the_same_items_writes_no_entry(web, feed):
    web[URL] = rss(item(1), item(2))
    refresh(web)
    web[URL] = rss(item(1), item(2)) + b"<!-- built an hour later -->"
    with CaptureQueriesContext(connection) as queries:
        report = refresh(web, at=AT + HOUR)
    assert (report.new, report.changed) == (0, 0)
    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE")) and '"feeds_entry"' in q["sql"]]
    assert written == []


def test_an_older_item_that_appears_later_is_taken_in(web, feed):
    web[URL] = rss(item(1))
    refresh(web)
    web[URL] = rss(item(1), item(2, date="Mon, 18 Nov 2024 08:00:00 +0700"))
    assert refresh(web, at=AT + HOUR).new == 1


def test_an_edited_item_gets_the_new_text_and_keeps_the_first(web, feed):
    web[URL] = rss(item(1, "Thái Binh cải cách"), item(2))
    refresh(web)
    first = Entry.objects.get(guid="tin-1")
    web[URL] = rss(item(1, "Thái Bình cải cách", text="Dài hơn", date="Fri, 22 Nov 2024 15:00:00 +0700"), item(2))
    report = refresh(web, at=AT + HOUR)
    assert (report.new, report.changed) == (0, 1)
    entry = Entry.objects.get(guid="tin-1")
    assert (entry.title, entry.first_title) == ("Thái Bình cải cách", "Thái Binh cải cách")
    assert (entry.summary, entry.first_text) == ("Dài hơn", "Tóm tắt")
    assert entry.content_hash != first.content_hash
    assert entry.changed_at == AT + HOUR
    assert entry.published_at == first.published_at, "an edit does not re-date"
    untouched = Entry.objects.get(guid="tin-2")
    assert (untouched.changed_at, untouched.first_text) == (None, ""), "what was never edited is not kept twice"


def test_a_second_edit_keeps_the_very_first_text(web, feed):
    for hours, text in enumerate(("<p>Lần <b>một</b></p>", "Lần hai", "Lần ba")):
        web[URL] = rss(item(1, text=f"<![CDATA[{text}]]>"))
        refresh(web, at=AT + hours * HOUR)
    entry = Entry.objects.get(guid="tin-1")
    assert (entry.plain_text, entry.first_text, entry.changed_at) == ("Lần ba", "Lần một", AT + 2 * HOUR)


def test_an_item_that_is_there_twice_is_stored_once(web, feed):
    web[URL] = rss(item(1), item(1), item(2))
    assert refresh(web).new == 2


def test_the_database_refuses_a_second_entry_of_one_identity(web, feed):
    web[URL] = rss(item(1))
    refresh(web)
    entry = Entry.objects.get()
    entry.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)


def test_the_same_guid_in_another_feed_is_another_entry(web, feed):
    other = Feed.objects.create(url="https://huyen.example.vn/rss")
    web[URL] = web[other.url] = rss(item(1))
    assert refresh(web).new == 2


def test_the_database_refuses_a_feed_that_is_not_on_the_web(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.create(url="file:///etc/passwd")


def test_the_database_refuses_a_date_without_a_precision(web, feed):
    web[URL] = rss(item(1))
    refresh(web)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(precision="unknown")


def test_one_feed_that_fails_leaves_the_others_alone(web, feed):
    urls = [f"https://h{n}.example.vn/rss" for n in range(4)]
    for url in urls:
        Feed.objects.create(url=url)
    web[URL] = rss(item(1))
    web[urls[0]] = TooSlow("h0.example.vn")
    web[urls[1]] = Fetched(status=500, url=urls[1])
    web[urls[2]] = b"<!doctype html><html><body>Trang chu</body></html>"
    web[urls[3]] = ZeroDivisionError("a mistake of ours")
    report = refresh(web)
    assert report.new == 1
    problems = dict(Feed.objects.values_list("url", "last_problem"))
    assert problems == {
        URL: "",
        urls[0]: "too_slow: h0.example.vn",
        urls[1]: "http_status: 500",
        urls[2]: "web_page",
        urls[3]: "unexpected: ZeroDivisionError a mistake of ours",
    }
    assert set(Feed.objects.exclude(url=URL).values_list("failures", flat=True)) == {1}
    assert FetchEvent.objects.count() == 5


def test_a_feed_that_the_database_refuses_leaves_the_others_alone(web, feed, monkeypatch):
    from feeds.actions import settling

    other = Feed.objects.create(url="https://huyen.example.vn/rss")
    web[URL] = web[other.url] = rss(item(1))
    store = settling.store

    def refusing(documents, *args):
        if feed.pk in documents:
            raise IntegrityError("no")
        return store(documents, *args)

    monkeypatch.setattr(settling, "store", refusing)
    report = refresh(web)
    assert report.new == 1
    assert [r.feed.url for r in report.failed] == [URL]
    assert Entry.objects.get().feed == other


def test_failures_double_the_wait_and_a_success_forgets_them(web, feed):
    web[URL] = Unreachable()
    waits = []
    for _ in range(3):
        refresh(web)
        feed.refresh_from_db()
        waits.append(feed.next_due_at - AT)
    assert waits == [timedelta(minutes=m) for m in (15, 30, 60)]
    web[URL] = rss(item(1))
    refresh(web)
    feed.refresh_from_db()
    assert (feed.failures, feed.last_problem) == (0, "")


def test_a_retry_after_is_honoured(web, feed):
    web[URL] = Fetched(status=503, url=URL, headers={"retry-after": "7200"})
    refresh(web)
    feed.refresh_from_db()
    assert feed.next_due_at == AT + timedelta(hours=2)


def test_when_most_sites_fail_at_once_nobody_is_blamed(web):
    for n in range(4):
        url = f"https://h{n}.example.vn/rss"
        Feed.objects.create(url=url)
        web[url] = rss(item(1)) if n == 0 else Unreachable()
    report = refresh(web)
    assert report.is_outage
    assert not Feed.objects.filter(failures__gt=0).exists()
    assert Feed.objects.exclude(last_problem="").count() == 3, "what happened is still said"
    assert max(Feed.objects.exclude(last_problem="").values_list("next_due_at", flat=True)) <= AT + HOUR


def test_when_half_of_the_sites_fail_they_are_blamed(web):
    for n in range(4):
        url = f"https://h{n}.example.vn/rss"
        Feed.objects.create(url=url)
        web[url] = rss(item(1)) if n < 2 else Unreachable()
    report = refresh(web)
    assert not report.is_outage
    assert Feed.objects.filter(failures=1).count() == 2


def test_thirty_events_of_a_feed_are_kept(web, feed):
    other = Feed.objects.create(url="https://huyen.example.vn/rss")
    web[URL] = rss(item(1))
    web[other.url] = Unreachable()
    for minute in range(32):
        refresh(web, at=AT + timedelta(minutes=minute))
    for each in (feed, other):
        assert each.events.count() == 30
        assert each.events.order_by("at").first().at == AT + timedelta(minutes=2)


def test_only_what_is_due_is_asked_unless_named(web, feed):
    late = Feed.objects.create(url="https://a.example.vn/", next_due_at=AT)
    Feed.objects.create(url="https://b.example.vn/", next_due_at=AT + timedelta(seconds=1))
    Feed.objects.create(url="https://c.example.vn/", is_active=False)
    web[URL] = web[late.url] = rss(item(1))
    actions.refresh(at=AT, fetch=web)
    assert {url for url, *_ in web.asked} == {URL, late.url}


def test_what_another_refresh_has_in_hand_is_not_asked_again(web, feed):
    def meanwhile(url, **_):
        return Fetched(status=200, body=rss(item(1)), url=url)

    web[URL] = meanwhile
    assert [f.pk for f in Hand(at=AT).claim()] == [feed.pk]
    assert actions.refresh(at=AT, fetch=web).results == []
    assert actions.refresh(at=AT, feeds=[feed], fetch=web).results == [], "not even when somebody asks for it by name"
    assert len(actions.refresh(at=AT + timedelta(minutes=11), fetch=web).results) == 1, "a killed refresh loses nothing"


def test_a_host_is_asked_by_two_at_a_time(web):
    import threading
    import time

    busy, most, lock = 0, 0, threading.Lock()

    def slow(url, **_):
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        time.sleep(0.02)
        with lock:
            busy -= 1
        return Fetched(status=200, body=rss(item(1)), url=url)

    for n in range(6):
        Feed.objects.create(url=f"{URL}/{n}")
        web[f"{URL}/{n}"] = slow
    report = actions.refresh(feeds=list(Feed.objects.all()), at=AT, fetch=web, workers=6)
    assert most == 2
    assert len(report.results) == 6


def test_a_feed_deleted_meanwhile_gets_nothing(web, feed):
    web[URL] = rss(item(1))
    chosen = list(Feed.objects.all())
    Feed.objects.all().delete()
    assert refresh(web, feeds=chosen).new == 0
    assert not Entry.objects.exists()


def test_a_date_is_read_anew_when_the_feed_shows_that_it_writes_the_month_first(web, feed):
    web[URL] = rss(item(1, date="05/06/2024 10:00"))
    refresh(web)
    assert Entry.objects.get().published_at == datetime(2024, 6, 5, 3, 0, tzinfo=UTC), "day first by default"
    web[URL] = rss(item(1, date="05/06/2024 10:00"), item(2, date="05/25/2024 10:00"))
    refresh(web, at=AT + HOUR)
    assert Entry.objects.get(guid="tin-1").published_at == datetime(2024, 5, 6, 3, 0, tzinfo=UTC)
    feed.refresh_from_db()
    assert feed.day_first is False
