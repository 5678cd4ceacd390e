"""Every fetch ends, whatever its server does: one thread watches all of them."""

import socket
import threading
import time

import pytest

from feeds.fetching.deadlines import Deadline


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    ours.settimeout(20)
    yield ours, theirs
    ours.close()
    theirs.close()


def is_open(pair) -> bool:
    ours, theirs = pair
    try:
        theirs.send(b"x")
    except OSError:
        return False
    return ours.recv(1) == b"x"


def test_a_connection_that_waits_is_cut_at_its_end(pair):
    deadline = Deadline(0.2)
    deadline.watch(pair[0])
    begun = time.monotonic()
    assert pair[0].recv(1) == b""
    assert 0.15 < time.monotonic() - begun < 10
    assert deadline.is_over
    deadline.close()


def test_one_that_begins_later_and_ends_sooner_is_cut_first(pair):
    long, short = Deadline(60), Deadline(0.2)
    short.watch(pair[0])
    assert pair[0].recv(1) == b""
    assert not long.is_over
    long.close()
    short.close()


def test_one_that_was_closed_is_left_alone(pair):
    deadline = Deadline(0.1)
    deadline.watch(pair[0])
    deadline.close()
    time.sleep(0.3)
    assert is_open(pair)


def test_one_that_ends_later_is_not_cut_with_the_others(pair):
    first, second = Deadline(0.1), Deadline(60)
    second.watch(pair[0])
    time.sleep(0.3)
    assert first.is_over
    assert is_open(pair)
    first.close()
    second.close()


def test_a_thousand_fetches_take_one_thread():
    before = threading.active_count()
    deadlines = [Deadline(30) for _ in range(1000)]
    assert threading.active_count() - before <= 1
    for deadline in deadlines:
        deadline.close()
