"""Threads that ask: each takes the next turn by itself, and there are as many of them as this process has time for.

To hand every question out from one place and to wake that place for every answer took a fifth of a sweep; so did
threads that only waited for each other.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import urlsplit

from feeds import politeness
from feeds.actions.looking import Outcome
from feeds.actions.queueing import Queue
from feeds.models import Feed

STEP = 2
"""How many threads begin, and how many come at a time."""
WINDOW = 0.02
"""Seconds over which this process is watched before more come."""
WHILE_FULL = 0.1
"""Seconds after which a thread looks again whether more may be asked for: what waits then takes longer to be read."""
BUSY = 0.7
"""The part of its time that a process spends computing, from which on more threads would only be in each other's
way: Python lets one of them go on at a time. Below it they wait for servers, and more can wait at once."""


class Asking:
    """Asks every feed of a queue, and tells what came as soon as it is known, from the thread that asked.

    While `is_full()`, nobody is asked: what came waits in memory. Call `grow` now and then, and `stop` at the end.
    """

    def __init__(
        self,
        queue: Queue,
        *,
        ask: Callable[[Feed], Outcome],
        tell: Callable[[Outcome], None],
        is_full: Callable[[], bool],
        threads: ThreadPoolExecutor,
        most: int,
    ) -> None:
        self._queue, self._ask, self._tell, self._is_full = queue, ask, tell, is_full
        self._threads, self._most = threads, most
        self._changed = threading.Condition()
        self._running = 0
        self._told_to_wait: Counter[str] = Counter()
        self._workers: list[Future[None]] = []
        self._more()

    @property
    def is_over(self) -> bool:
        """Whether everything that will be told was told."""
        with self._changed:
            return not self._queue and not self._running

    @property
    def may_grow(self) -> bool:
        return len(self._workers) < self._most

    def grow(self) -> None:
        """Let more threads ask, where this process had time to spare since it was last looked at. Raises what a thread
        broke down with: nobody else would hear of it."""
        past = time.monotonic() - self._since
        if past < WINDOW:
            return
        for worker in self._workers:
            if worker.done():
                worker.result()
        if self.may_grow and not self._is_full() and time.process_time() - self._spent < BUSY * past:
            self._more()
        else:
            self._look_at_the_clock()

    def stop(self) -> None:
        """Ask nobody any more; who is being asked already may answer."""
        with self._changed:
            self._queue.leave_out(lambda feed: True)
            self._changed.notify_all()

    def _more(self) -> None:
        for _ in range(min(STEP, self._most - len(self._workers))):
            self._workers.append(self._threads.submit(self._work))
        self._look_at_the_clock()

    def _look_at_the_clock(self) -> None:
        self._since, self._spent = time.monotonic(), time.process_time()

    def _work(self) -> None:
        while turn := self._next():
            place, feed = turn
            outcome = self._ask(feed)
            with self._changed:
                self._queue.done(place)
                self._running -= 1
                if outcome.wait:
                    self._heed(feed)
                self._tell(outcome)  # in here, so that nothing is over before it was told
                self._changed.notify()

    def _next(self) -> tuple[str, Feed] | None:
        with self._changed:
            while self._queue:
                now = time.monotonic()
                if self._is_full():
                    self._changed.wait(WHILE_FULL)
                elif turn := self._queue.take(now):
                    self._running += 1
                    if not self._queue:
                        self._changed.notify_all()
                    return turn
                else:
                    self._changed.wait(self._queue.pause(now))
        return None

    def _heed(self, feed: Feed) -> None:
        """A host that told two of its feeds to wait is left alone."""
        host = host_of(feed)
        self._told_to_wait[host] += 1
        if self._told_to_wait[host] >= politeness.RETRY_OF_HOST:
            self._queue.leave_out(lambda feed: host_of(feed) == host)
            self._changed.notify_all()


def host_of(feed: Feed) -> str:
    return urlsplit(feed.url).netloc.lower()
