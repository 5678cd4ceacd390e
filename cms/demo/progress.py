"""Long work shows how far it is: one line a step, with its count and seconds."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TextIO, TypeVar

Thing = TypeVar("Thing")


class Progress:
    """Writes to `out`; on a terminal a running count, elsewhere only the finished line."""

    def __init__(self, out: TextIO):
        self.out = out
        self.live = bool(getattr(out, "isatty", lambda: False)())
        self.started = time.monotonic()
        self._name = ""

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A named step; its line is finished when the block ends."""
        self._name, before = name, time.monotonic()
        self._show("…")
        yield
        self._line(f"  {name:<52}{time.monotonic() - before:6.1f} s\n")

    def each(self, things: Iterable[Thing], total: int) -> Iterator[Thing]:
        """The things, counted on the running line of the current step."""
        for done, thing in enumerate(things, start=1):
            yield thing
            if done % 10 == 0 or done == total:
                self._show(f"{done}/{total}")

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def _show(self, words: str) -> None:
        if self.live:
            self._line(f"  {self._name:<52}{words:>8}")

    def _line(self, words: str) -> None:
        if self.live:
            # Written over the running line; "\x1b[K" clears what is left of it.
            end = "\n" if words.endswith("\n") else ""
            words = f"\r{words.rstrip()}\x1b[K{end}"
        self.out.write(words)
        self.out.flush()
