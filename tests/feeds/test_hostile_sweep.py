"""Whatever servers do to a sweep, each feed gets its own reason, and those that behave get what is theirs."""

import functools
import itertools
import time
from datetime import UTC, datetime, timedelta

import brotli
import pytest

from feeds import actions
from feeds.actions import reading
from feeds.fetching import fetch, networks
from feeds.models import Entry, Feed, FeedState
from feeds.politeness import DISTRUSTED_FOR
from tests.feeds import hostile
from tests.feeds.making import item, rss
from tests.feeds.serving import Server, answer, redirect

AT = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NAMES = {"trong.example.vn": ["10.0.0.1"], "doi.example.vn": ["169.254.169.254"]}
PAGE = b"<!doctype html><html><body>Wi-Fi, xin m\xe1\xbb\x9di \xc4\x91\xc4\x83ng nh\xe1\xba\xadp</body></html>"

pytestmark = pytest.mark.django_db


@pytest.fixture
def server():
    running = Server()
    yield running
    running.close()


def names(host, port):
    return NAMES.get(host, [host])


DOOR = functools.partial(
    fetch, user_agent="test", allowed=networks(["127.0.0.1/32"]), resolver=names, total_timeout=1.0, connect_timeout=0.5
)


def sweep(*, at=AT, feeds=None):
    chosen = feeds or list(Feed.objects.order_by("pk"))
    return actions.refresh(feeds=chosen, at=at, fetch=DOOR, chance=lambda: 0.5, workers=16, processes=1)


def chunked(server):
    head = answer(headers=[("Transfer-Encoding", "chunked")], length=False)
    return server.drip(itertools.chain([head], itertools.repeat(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")), gap=0)


def gigabyte(server):
    head = answer(headers=[("Content-Length", str(10**9))], length=False)
    return server.drip(itertools.chain([head], itertools.repeat(b"x" * 0x10000, 16000)), gap=0)


def ten_redirects(server):
    for n in range(1, 10):
        server.at[f"/hop{n}"] = redirect(f"/hop{n + 1}")
    return redirect("/hop1")


def bomb(server):
    return answer(headers=[("Content-Encoding", "br")], body=brotli.compress(b"0" * 50_000_000, quality=5))


def document(name):
    return lambda server: answer(body=hostile.DOCUMENTS[name]())


HOSTILE = {
    "slow loris": (
        lambda server: server.drip([b"HTTP/1.1 200 OK\r\n", *([b"X"] * 200)], gap=0.05),
        "too_slow",
    ),
    "ten redirects": (ten_redirects, "too_many_redirects"),
    "into a private network": (lambda server: redirect("http://trong.example.vn/"), "address_refused"),
    "to a cloud's credentials": (lambda server: redirect("http://169.254.169.254/latest"), "address_refused"),
    "to a file": (lambda server: redirect("file:///etc/passwd"), "bad_address"),
    "a bomb": (bomb, "too_large"),
    "a gigabyte": (gigabyte, "too_large"),
    "chunks without end": (chunked, "too_large"),
    "shorter than promised": (
        lambda server: answer(headers=[("Content-Length", "9000")], body=rss(item(1)), length=False),
        "garbled",
    ),
    "no HTTP": (lambda server: b"220 mail ready\r\n", "garbled"),
    "a web page": (lambda server: answer(body=PAGE), "web_page"),
    "nothing": (lambda server: answer(), "empty"),
    "an error": (lambda server: answer("500 Oops"), "http_status: 500"),
    "billion laughs": (document("billion laughs"), ""),
    "20,000 deep": (document("20,000 elements deep"), ""),
    "deep to the last byte": (document("deep to the last byte"), "too_heavy"),
    "attributes without end": (document("attributes without end"), "too_heavy"),
}


def test_of_one_sweep_each_has_its_reason_and_the_good_have_their_entries(server, monkeypatch):
    monkeypatch.setattr(reading, "READ_SECONDS", 2.0)
    good = [Feed(url=server.url(f"/good{n}")) for n in range(20)]
    bad = {name: Feed(url=server.url(f"/bad{n}")) for n, name in enumerate(HOSTILE)}
    rebound = Feed(url="http://doi.example.vn/rss")
    for feed in good:
        server.at[feed.url.removeprefix(server.url(""))] = answer(body=rss(item(1), item(2)))
    for name, feed in bad.items():
        server.at[feed.url.removeprefix(server.url(""))] = HOSTILE[name][0](server)
    Feed.objects.bulk_create([*good[:10], *bad.values(), rebound, *good[10:]])

    report = sweep()

    assert len(report.results) == len(good) + len(bad) + 1
    said = {result.feed.pk: result.problem for result in report.results}
    for name, feed in bad.items():
        assert said[feed.pk].startswith(HOSTILE[name][1]) if HOSTILE[name][1] else said[feed.pk] in ("", "too_heavy"), (
            f"{name}: {said[feed.pk]}"
        )
    assert said[rebound.pk].startswith("address_refused")
    assert Entry.objects.filter(feed__in=good).count() == 40
    for feed in Feed.objects.exclude(pk__in=[feed.pk for feed in good]):
        assert feed.events.count() == 1
        if feed.last_problem:
            assert feed.state(AT) == FeedState.FAILING
            assert feed.problem_in_words != feed.last_problem, "in words, not in codes"
            assert feed.next_due_at > AT, "and it is tried again"
    assert not [path for path, _ in server.heard if "latest" in path]


def test_a_portal_that_answers_for_everybody_for_an_hour_changes_nothing(server):
    urls = [server.url(f"/{n}") for n in range(6)]
    Feed.objects.bulk_create(Feed(url=url) for url in urls)
    for n in range(6):
        server.at[f"/{n}"] = answer(headers=[("ETag", '"a"')], body=rss(item(1)))
    sweep()
    server.at["/login"] = answer(headers=[("ETag", '"b"')], body=PAGE)
    for n in range(6):
        server.at[f"/{n}"] = redirect("/login", "301 Moved Permanently")
    for minutes in (20, 40, 60):
        assert len(sweep(at=AT + timedelta(minutes=minutes)).failed) == 6
    for feed in Feed.objects.all():
        assert (feed.last_problem, feed.url, feed.moving_to) == (
            "web_page",
            urls[feed.pk - Feed.objects.first().pk],
            "",
        )
        assert feed.etag == '"a"', "what the portal sent is not kept"
        assert feed.entries.count() == 1
    for n in range(6):
        server.at[f"/{n}"] = answer(headers=[("ETag", '"a"')], body=rss(item(1), item(2)))
    report = sweep(at=AT + 2 * HOUR)
    assert (report.new, report.changed, report.failed) == (6, 0, [])
    assert set(Feed.objects.values_list("failures", flat=True)) == {0}


def test_when_the_line_is_cut_nobody_is_blamed_and_all_is_well_afterwards(server):
    others = [Server() for _ in range(4)]
    try:
        for n, each in enumerate([server, *others]):
            each.at["/rss"] = answer(body=rss(item(n)))
            Feed.objects.create(url=each.url("/rss"))
        sweep()
    finally:
        for each in others:
            each.close()
    time.sleep(0.3)  # until the last of them has noticed
    report = sweep(at=AT + HOUR)
    assert report.is_outage
    assert len(report.failed) == 4
    assert not Feed.objects.filter(failures__gt=0).exists()
    assert Feed.objects.filter(last_problem__startswith="unreachable").count() == 4, "what happened is still said"
    assert Entry.objects.count() == 5


def test_a_server_that_says_unchanged_for_ever_is_found_out_within_a_day(server):
    body = rss(item(1))

    def lying(connection):
        if "if-none-match" in server.heard[-1][1]:
            connection.sendall(answer("304 Not Modified", length=False))
        else:
            connection.sendall(answer(headers=[("ETag", '"always"')], body=body))

    server.at["/rss"] = lying
    feed = Feed.objects.create(url=server.url("/rss"))
    sweep()
    body = rss(item(1), item(2))
    for minutes in range(1, 21):
        assert sweep(at=AT + timedelta(minutes=minutes)).new == 0
    assert sweep(at=AT + timedelta(minutes=21)).new == 1, "after twenty of them nobody is believed"
    body = rss(item(1), item(2), item(3))
    assert sweep(at=AT + HOUR).new == 1, "and once found out not at all"
    assert feed.events.filter(status=304).count() == 20
    found = Feed.objects.get()
    assert (found.state(AT + HOUR), found.distrusted_since) == (FeedState.LYING, AT + timedelta(minutes=21))
    later = AT + HOUR + DISTRUSTED_FOR
    sweep(at=later)
    body = rss(item(1), item(2), item(3), item(4))
    for hours in (1, 2, 3):  # seven days later it is given another chance
        assert sweep(at=later + hours * HOUR).new == 0
    assert sweep(at=later + DAY).new == 1, "which lasts a day"
    assert Feed.objects.get().state(later + DAY) == FeedState.LYING
