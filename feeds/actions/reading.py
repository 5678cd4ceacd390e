"""Reading bodies in processes of their own: parsing is what a sweep spends its time on, and Python reads one at a time.

The processes know neither Django nor the database. They are started when there is enough to read, and end with the
sweep; one that takes too long over a document is killed, and nothing but that document suffers.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from feeds import parsing
from feeds.actions.looking import Fetch, Outcome, ask, reading_of, why_unread
from feeds.models import Feed

FEW = 4
"""Up to so many bodies are read at once where they are: starting processes would take longer."""
SMALL = 64 * 1024
"""Bytes that are read at once where they are. What takes the square of a document's length is over in a moment at this
size, and takes minutes at that of the largest."""
READ_SECONDS = 5.0
"""With the twenty of a fetch, a feed takes no longer than 25 seconds, whatever its server thinks of."""
START_SECONDS = 60.0


class Reader:
    """One process that reads, started when it is first needed and again after it had to be killed."""

    def __init__(self) -> None:
        self._process: Any = None

    def read(self, body: bytes, wanted: dict[str, Any]) -> parsing.Document:
        """What `parsing.parse` would give or raise. Raises `NotAFeed("too_heavy")` for a document that took too long or
        too much, and for one that killed its reader."""
        if self._process is None:
            self._start()
        try:
            self._pipe.send((body, wanted))
            document, error = self._pipe.recv() if self._pipe.poll(READ_SECONDS) else (None, TimeoutError())
        except (EOFError, OSError):
            document, error = None, TimeoutError()
        if isinstance(error, TimeoutError):
            error = parsing.NotAFeed("too_heavy")
        if isinstance(error, parsing.NotAFeed) and error.what == "too_heavy":
            self.end()  # also one that ran out of memory in time: who knows what it still holds
        if error is not None:
            raise error
        return document

    def end(self) -> None:
        if self._process is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()
            self._process = None

    def _start(self) -> None:
        context = _context()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=parsing.answer, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        if not self._pipe.poll(START_SECONDS):
            self.end()
            raise RuntimeError("a process that reads documents did not start")
        self._pipe.recv()


def _context() -> Any:
    """How processes are started. Not forked from this one: that would carry the threads' locks and the database
    connection along. Forked from one that has done nothing but import what reading needs, which all of them then share;
    where there is no such thing, started from nothing."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([parsing.answer.__module__])
    return context


class Readers:
    """Takes attempts with a body and tells them again without it, read. `processes=0` reads everything where it is
    asked for. `left` is how many are still to be told."""

    def __init__(self, processes: int, *, at: datetime) -> None:
        self._processes, self._at = processes, at
        self._threads: ThreadPoolExecutor | None = None
        self._mine = threading.local()
        self._readers: list[Reader] = []
        self._read_here = 0
        self._telling = threading.Lock()
        self._left = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
        for reader in self._readers:
            reader.end()

    @property
    def left(self) -> int:
        with self._telling:
            return self._left

    def read(self, outcome: Outcome, *, tell: Callable[[Outcome], None]) -> None:
        """Tell the attempt with its document, or with the reason why there is none, as soon as it is known: from here
        or from another thread."""
        body, wanted = outcome.body or b"", reading_of(outcome, at=self._at)
        with self._telling:
            self._left += 1
        if self._processes and (len(body) > SMALL or self._read_here >= FEW):
            if self._threads is None:
                self._threads = ThreadPoolExecutor(self._processes, thread_name_prefix="feeds-read")
            self._threads.submit(self._read, outcome, lambda: self._own().read(body, wanted), tell)
        else:
            self._read_here += 1
            self._read(outcome, lambda: parsing.parse(body, **wanted), tell)

    def _read(self, outcome: Outcome, read: Callable[[], parsing.Document], tell: Callable[[Outcome], None]) -> None:
        try:
            outcome = outcome.read(read())
        except Exception as error:
            outcome = outcome.failed(why_unread(error, outcome.feed))
        with self._telling:
            self._left -= 1
            tell(outcome)  # in here, so that what is `left` and what was told agree

    def _own(self) -> Reader:
        """Each thread has one process and waits for it."""
        if not hasattr(self._mine, "reader"):
            self._mine.reader = Reader()
            self._readers.append(self._mine.reader)
        return self._mine.reader


def look(feed: Feed, *, at: datetime, fetch: Fetch) -> Outcome:
    """One attempt, asked and read at once. Never raises: what goes wrong is the outcome."""
    return read_now(ask(feed, at=at, fetch=fetch), at=at)


def read_now(outcome: Outcome, *, at: datetime) -> Outcome:
    """The same attempt with its body read, where there is one. Never raises."""
    if outcome.body is None:
        return outcome
    told: list[Outcome] = []
    with Readers(1, at=at) as readers:
        readers.read(outcome, tell=told.append)
    return told[0]
