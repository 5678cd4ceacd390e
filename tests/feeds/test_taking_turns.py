"""Two at a time and a second's gap for each address, and nobody starves."""

from hypothesis import given
from hypothesis import strategies as st

from feeds.actions.queueing import AT_ONCE, GAP, Queue


def test_two_of_one_place_run_at_once_a_second_apart():
    queue = Queue([("a", 1), ("a", 2), ("a", 3)])
    assert queue.take(0.0) == ("a", 1)
    assert queue.take(0.99) is None
    assert queue.pause(0.99) == 1.0 - 0.99
    assert queue.take(1.0) == ("a", 2)
    assert queue.take(5.0) is None, "two are running"
    assert queue.pause(5.0) is None, "waiting would not help: one has to end first"
    queue.done("a")
    assert queue.take(5.0) == ("a", 3)
    assert not queue


def test_a_large_place_keeps_nobody_waiting():
    queue = Queue([*(("a", n) for n in range(5)), ("b", 9)])
    assert [queue.take(0.0), queue.take(0.0), queue.take(0.0)] == [("a", 0), ("b", 9), None]


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers()), max_size=20),
    st.lists(st.sampled_from(["take", "end", "wait"]), max_size=80),
)
def test_politeness_holds_and_everybody_comes(feeds, deeds):
    queue, now, running, starts, taken = Queue(feeds), 0.0, [], {}, []
    for deed in [*deeds, *(["wait", "wait", "end", "take"] * len(feeds))]:
        if deed == "wait":
            now += GAP / 2
        elif deed == "end" and running:
            queue.done(running.pop())
        elif deed == "take" and (turn := queue.take(now)):
            place, _feed = turn
            assert running.count(place) < AT_ONCE
            assert now >= starts.get(place, -GAP) + GAP
            starts[place] = now
            running.append(place)
            taken.append(turn)
    assert sorted(taken) == sorted(feeds)
    assert not queue
