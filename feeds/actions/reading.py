"""Reading bodies in processes of their own: parsing is what a sweep spends its time on, and Python reads one at a time.

The processes know neither Django nor the database. They are started when there is enough to read, and end with
the sweep.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from types import TracebackType
from typing import Self

from feeds import parsing
from feeds.actions.looking import Outcome, reading_of, why_unread
from feeds.parsing.processes import end_with_parent

FEW = 12
"""Up to so many bodies are read at once where they are: starting processes would take longer."""


class Readers:
    """Takes bodies and gives documents. `processes=0` reads everything where it is asked for."""

    def __init__(self, processes: int, *, at: datetime) -> None:
        self._processes, self._at = processes, at
        self._pool: ProcessPoolExecutor | None = None
        self._read_here = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def read(self, outcome: Outcome) -> Future[parsing.Document]:
        """The document of a body, or what `parsing.parse` raised, as soon as it is known."""
        wanted = reading_of(outcome, at=self._at)
        if self._processes and self._read_here >= FEW:
            try:
                return self._processes_started().submit(parsing.parse, outcome.body, **wanted)
            except BrokenProcessPool:
                # A document killed its reader. The others of that moment come up again with their feeds; go on anew.
                self._pool = None
                return self._processes_started().submit(parsing.parse, outcome.body, **wanted)
        self._read_here += 1
        done: Future[parsing.Document] = Future()
        try:
            done.set_result(parsing.parse(outcome.body, **wanted))
        except Exception as error:
            done.set_exception(error)
        return done

    def _processes_started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned, not forked: a fork would carry the threads' locks and the database connection along.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._processes, mp_context=context, initializer=end_with_parent)
        return self._pool


def settled(outcome: Outcome, reading: Future[parsing.Document]) -> Outcome:
    """The attempt with its document, or with the reason why there is none."""
    try:
        return outcome.read(reading.result())
    except Exception as error:
        return outcome.failed(why_unread(error, outcome.feed))
