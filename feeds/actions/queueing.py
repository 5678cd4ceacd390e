"""Whose turn it is: two at a time and a second's gap for each address, however many feeds live there.

A province's portal and its 260 communes may all be one server; a sweep that took their names for different sites got
its visitor banned (mediacloud/backend#189).
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable

from feeds.models import Feed

AT_ONCE = 2
GAP = 1.0


class Queue:
    """Feeds that wait, by the place where they live. Knows no clock: `now` is seconds of any steady one."""

    def __init__(self, feeds: Iterable[tuple[str, Feed]], *, gap: float = GAP) -> None:
        self._waiting: dict[str, deque[Feed]] = defaultdict(deque)
        for place, feed in feeds:
            self._waiting[place].append(feed)
        self._places = deque(self._waiting)
        self._running: dict[str, int] = defaultdict(int)
        self._not_before: dict[str, float] = defaultdict(float)
        self._gap = gap

    def __bool__(self) -> bool:
        """Whether anybody waits."""
        return bool(self._places)

    def take(self, now: float) -> tuple[str, Feed] | None:
        """The next one whose place is free, or None. Places take turns, so that a large one keeps nobody waiting."""
        for _ in range(len(self._places)):
            place = self._places.popleft()
            if self._running[place] >= AT_ONCE or now < self._not_before[place]:
                self._places.append(place)
                continue
            feed = self._waiting[place].popleft()
            if self._waiting[place]:
                self._places.append(place)
            self._running[place] += 1
            self._not_before[place] = now + self._gap
            return place, feed
        return None

    def done(self, place: str) -> None:
        """One at this place has ended."""
        self._running[place] -= 1

    def leave_out(self, is_meant: Callable[[Feed], bool]) -> None:
        """Let some of those that wait go: nobody asks for them in this sweep."""
        for place in list(self._places):
            self._waiting[place] = deque(feed for feed in self._waiting[place] if not is_meant(feed))
            if not self._waiting[place]:
                self._places.remove(place)

    def pause(self, now: float) -> float | None:
        """Seconds until the gap of some place is over; None when all that wait, wait for one that runs."""
        free = [self._not_before[place] for place in self._places if self._running[place] < AT_ONCE]
        return max(min(free) - now, 0.0) if free else None
