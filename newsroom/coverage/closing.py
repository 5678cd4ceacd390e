"""Which periods are closed: signed figures that a change of the ledger no longer reaches.

Pure. The room that freezes reports calls `register` once, from its `apps.ready()`; the ledger knows it by name only
and asks it before it shows what a change would do.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


class AlreadyAnswered(ValueError):
    """Two sources of closings under one name."""


@dataclass(frozen=True, kw_only=True)
class Closing:
    """A period of a plan whose figures are frozen. `title` and `address` lead a reader to what froze them."""

    plan_id: int
    year: int
    code: str
    title: str
    closed_at: datetime
    address: str = ""

    @property
    def key(self) -> tuple[int, int, str]:
        return self.plan_id, self.year, self.code


_CLOSERS: dict[str, Callable[[], Iterable[Closing]]] = {}


def register(room: str, closings: Callable[[], Iterable[Closing]]) -> None:
    """Promise that `closings()` yields every period that is closed now. Raises AlreadyAnswered."""
    if _CLOSERS.get(room, closings) is not closings:
        raise AlreadyAnswered(f"{room} answers for closed periods already.")
    _CLOSERS[room] = closings


def closings() -> dict[tuple[int, int, str], Closing]:
    """Every closed period by (plan, year, code of the period), the first closing of each."""
    found: dict[tuple[int, int, str], Closing] = {}
    for room in sorted(_CLOSERS):
        for closing in _CLOSERS[room]():
            if closing.key not in found or closing.closed_at < found[closing.key].closed_at:
                found[closing.key] = closing
    return found
