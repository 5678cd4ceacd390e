"""Threads that ask take turns by themselves, come when there is time, and leave nothing unsaid."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from queue import SimpleQueue

import pytest

from feeds.actions import asking
from feeds.actions.asking import STEP, WINDOW, Asking
from feeds.actions.looking import Outcome
from feeds.actions.queueing import Queue
from feeds.models import Feed

MOST = 3 * STEP


@pytest.fixture
def threads():
    with ThreadPoolExecutor(MOST) as pool:
        yield pool


def feeds(count, host="h{}"):
    return [Feed(pk=n, url=f"https://{host.format(n)}.example.vn/rss") for n in range(1, count + 1)]


def queue_of(some, gap=0.0):
    return Queue(((asking.host_of(feed), feed) for feed in some), gap=gap)


def begun(some, threads, ask, *, most=MOST, gap=0.0, is_full=lambda told: False):
    told = SimpleQueue()
    ways = {"tell": told.put, "is_full": lambda: is_full(told), "threads": threads, "most": most}
    return Asking(queue_of(some, gap), ask=ask, **ways), told


def heard(crew, told):
    """The keys of what was asked, in the order in which it came."""
    came = []
    while not crew.is_over or not told.empty():
        crew.grow()
        came.append(told.get(timeout=10).feed.pk)
    return came


def test_everybody_is_asked_once_and_told_once(threads):
    crew, told = begun(feeds(300), threads, lambda feed: Outcome(feed=feed))
    assert sorted(heard(crew, told)) == list(range(1, 301))


def test_no_more_than_two_of_one_host_are_asked_at_once(threads):
    at_work, most, lock = [0], [0], threading.Lock()

    def ask(feed):
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
        time.sleep(0.002)
        with lock:
            at_work[0] -= 1
        return Outcome(feed=feed)

    crew, told = begun(feeds(20, "dai"), threads, ask)
    assert len(heard(crew, told)) == 20
    assert most[0] <= 2


def test_the_gap_between_two_visits_is_waited_for(threads):
    moments = []

    def ask(feed):
        moments.append(time.monotonic())
        return Outcome(feed=feed)

    start = time.monotonic()
    crew, told = begun(feeds(3, "dai"), threads, ask, gap=0.05)
    heard(crew, told)
    assert max(moments) >= start + 2 * 0.05


def test_threads_come_where_this_process_only_waits(threads):
    """Servers that take their time: with the first few threads alone, most of it would be spent in waiting."""
    everybody_is_here = threading.Barrier(MOST)

    def ask(feed):
        everybody_is_here.wait(timeout=10)
        return Outcome(feed=feed)

    crew, told = begun(feeds(MOST), threads, ask)
    while crew.may_grow:
        time.sleep(WINDOW)
        crew.grow()
    assert len(heard(crew, told)) == MOST


def test_no_thread_comes_where_this_process_is_busy(threads, monkeypatch):
    crew, told = begun(feeds(1), threads, lambda feed: Outcome(feed=feed))
    monkeypatch.setattr(time, "process_time", time.monotonic)  # all of its time is spent computing
    crew._look_at_the_clock()
    for _ in range(3):
        time.sleep(WINDOW)
        crew.grow()
    assert len(crew._workers) == STEP
    heard(crew, told)


def test_no_thread_comes_while_it_is_full(threads):
    """There is time to spare then, and nothing that more of them could do with it."""
    is_full = [True]
    crew, told = begun(feeds(MOST), threads, lambda feed: Outcome(feed=feed), is_full=lambda told: is_full[0])
    for _ in range(3):
        time.sleep(WINDOW)
        crew.grow()
    assert len(crew._workers) == STEP
    is_full[0] = False
    assert len(heard(crew, told)) == MOST


@pytest.mark.parametrize("most", [1, STEP - 1, STEP, STEP + 1])
def test_there_are_never_more_threads_than_were_allowed(threads, most):
    go_on = threading.Event()
    at_work, most_at_work, lock = [0], [0], threading.Lock()

    def ask(feed):
        with lock:
            at_work[0] += 1
            most_at_work[0] = max(most_at_work[0], at_work[0])
        go_on.wait(timeout=10)
        with lock:
            at_work[0] -= 1
        return Outcome(feed=feed)

    crew, told = begun(feeds(2 * STEP), threads, ask, most=most)
    for _ in range(4):
        time.sleep(WINDOW)
        crew.grow()
    go_on.set()
    assert len(heard(crew, told)) == 2 * STEP
    assert most_at_work[0] == most


def test_no_more_is_asked_for_than_may_wait(threads):
    """Whoever stores what came may take long over it."""
    crew, told = begun(feeds(60), threads, lambda feed: Outcome(feed=feed), is_full=lambda told: told.qsize() >= 10)
    time.sleep(0.1)
    assert 10 <= told.qsize() < 10 + MOST, "those that were being asked already may answer"
    assert len(heard(crew, told)) == 60


def test_a_host_that_told_two_of_its_feeds_to_wait_is_left_alone(threads):
    def ask(feed):
        return Outcome(feed=feed, wait=timedelta(minutes=5) if "dai" in feed.url else None)

    some = [*feeds(20, "dai"), *(Feed(pk=100 + n, url=f"https://xa{n}.example.vn/rss") for n in range(20))]
    crew, told = begun(some, threads, ask, most=1)
    came = heard(crew, told)
    assert len([pk for pk in came if pk < 100]) == 2
    assert len([pk for pk in came if pk >= 100]) == 20


def test_stopping_asks_nobody_any_more_and_lets_all_threads_go(threads):
    asked, go_on = [], threading.Event()

    def ask(feed):
        asked.append(feed.pk)
        go_on.wait(timeout=10)
        return Outcome(feed=feed)

    crew, told = begun(feeds(40), threads, ask)
    crew.stop()
    go_on.set()
    assert len(heard(crew, told)) == len(asked) <= STEP


def test_what_a_thread_breaks_down_with_is_heard(threads):
    def ask(feed):
        raise ZeroDivisionError

    crew, _told = begun(feeds(1), threads, ask)
    time.sleep(WINDOW)
    while not crew._workers[0].done():
        time.sleep(WINDOW)
    time.sleep(WINDOW)
    with pytest.raises(ZeroDivisionError):
        crew.grow()
