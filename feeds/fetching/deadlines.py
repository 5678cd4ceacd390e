"""The end of a fetch, over all of its hops, whatever is being waited for."""

from __future__ import annotations

import contextlib
import heapq
import itertools
import os
import socket
import threading
import time


class Deadline:
    """Seconds from now on, after which the watched connection is cut.

    A time-out of a socket starts again with every byte, so a server that sends one a second would hold a worker for
    ever. At the end the connection is shut down from outside, by one thread that waits for all deadlines: a thread for
    each would cost a third of a fetch.
    """

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds
        self._watched: socket.socket | None = None
        self._lock = threading.Lock()
        self._is_closed = False
        _watch.add(self)

    @property
    def left(self) -> float:
        return max(self.end - time.monotonic(), 0.0)

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.end

    @property
    def is_closed(self) -> bool:
        return self._is_closed

    def watch(self, connection: socket.socket) -> None:
        """Cut this connection at the end. A duplicate is kept: TLS takes the original apart."""
        with self._lock:
            self._forget()
            self._watched = connection.dup()

    def close(self) -> None:
        """Nothing is watched any more."""
        with self._lock:
            self._is_closed = True
            self._forget()

    def cut(self) -> None:
        """Shut down what is watched."""
        with self._lock:
            if self._watched is not None:
                with contextlib.suppress(OSError):
                    self._watched.shutdown(socket.SHUT_RDWR)

    def _forget(self) -> None:
        if self._watched is not None:
            self._watched.close()
            self._watched = None


class _Watch:
    """The thread that waits for the next end; it starts with the first deadline and ends with the process."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._ends: list[tuple[float, int, Deadline]] = []
        self._numbers = itertools.count()
        self._thread: threading.Thread | None = None

    def add(self, deadline: Deadline) -> None:
        with self._changed:
            # Closed ones go as they come up: most fetches end long before, in the order in which they began.
            while self._ends and self._ends[0][2].is_closed:
                heapq.heappop(self._ends)
            heapq.heappush(self._ends, (deadline.end, next(self._numbers), deadline))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="feeds-deadlines", daemon=True)
                self._thread.start()
            elif self._ends[0][2] is deadline:
                self._changed.notify()

    def _run(self) -> None:
        while True:
            for deadline in self._over():
                deadline.cut()

    def _over(self) -> list[Deadline]:
        """Wait for the next end; those that are over."""
        with self._changed:
            self._changed.wait(self._ends[0][0] - time.monotonic() if self._ends else None)
            over = []
            while self._ends and (self._ends[0][0] <= time.monotonic() or self._ends[0][2].is_closed):
                over.append(heapq.heappop(self._ends)[2])
            return over


_watch = _Watch()


def _anew() -> None:
    """A forked process has no thread of its parent's, and none of its deadlines."""
    global _watch
    _watch = _Watch()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_anew)
