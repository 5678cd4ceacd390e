"""What a producer hands to the ledger, and where the ledger asks for it again.

Pure. A producer (stories, broadcasts, triage, …) calls `register` once, from its `apps.ready()`; the ledger
knows none of them by name.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from newsroom.periods import local_day


class NotAnAppearance(ValueError):
    """An appearance that nobody could count: without a date, a title, a key, or with two dates."""


class AlreadyRegistered(ValueError):
    """Two producers under one name: their records would answer for each other."""


@dataclass(frozen=True, kw_only=True)
class Appearance:
    """One work, by one organisation, in one channel, on one day.

    `(source, source_key)` is its identity for ever. Give `happened_at` (aware) where the moment is known, else
    `day`; afterwards `day` is always the local date (Asia/Ho_Chi_Minh), and the two never contradict each other.
    `quantity` is in the channel's unit, `seconds` the length of one airing, `persons` and `copies` only where
    somebody counted them. `same_work_as` names the (source, key) of another appearance of the same piece, which
    may be recorded before or after this one. Raises NotAnAppearance.
    """

    source: str
    source_key: str
    organisation_id: int
    channel_id: int
    title: str
    happened_at: datetime | None = None
    day: date | None = None
    theme_ids: frozenset[int] = frozenset()
    about_ids: frozenset[int] = frozenset()
    url: str = ""
    evidence: str = ""
    genre: str = ""
    tone: str = "neutral"
    quantity: int = 1
    seconds: int = 0
    persons: int | None = None
    copies: int | None = None
    is_rerun: bool = False
    same_work_as: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        if not self.source or not self.source_key:
            raise NotAnAppearance("An appearance needs the source and the key that identify it.")
        if not self.title.strip():
            raise NotAnAppearance(f"{self.source} {self.source_key} has no title.")
        if self.happened_at is None and self.day is None:
            raise NotAnAppearance(f"{self.source} {self.source_key} says neither when nor on which day it happened.")
        if isinstance(self.day, datetime):
            raise NotAnAppearance(f"{self.source} {self.source_key}: the day is a moment; hand it in as happened_at.")
        if self.happened_at is not None:
            day = local_day(self.happened_at)
            if self.day is not None and self.day != day:
                raise NotAnAppearance(
                    f"{self.source} {self.source_key} happened on {day} in local time and says {self.day}."
                )
            object.__setattr__(self, "day", day)
        if self.quantity < 1 or self.seconds < 0:
            raise NotAnAppearance(f"{self.source} {self.source_key} counts less than nothing.")
        object.__setattr__(self, "theme_ids", frozenset(self.theme_ids))
        object.__setattr__(self, "about_ids", frozenset(self.about_ids))

    @property
    def key(self) -> tuple[str, str]:
        return self.source, self.source_key


_PRODUCERS: dict[str, Callable[[], Iterable[Appearance]]] = {}


def register(source: str, appearances: Callable[[], Iterable[Appearance]]) -> None:
    """Promise that `appearances()` yields everything of `source` that should stand in the ledger now.

    The list is what `manage.py reconcile_coverage` holds the ledger against: complete, re-derived from the
    producer's own rows, in any order. Raises AlreadyRegistered.
    """
    if _PRODUCERS.get(source, appearances) is not appearances:
        raise AlreadyRegistered(f"{source} has a producer already.")
    _PRODUCERS[source] = appearances


def producers() -> Mapping[str, Callable[[], Iterable[Appearance]]]:
    """Who registered, by source."""
    return MappingProxyType(_PRODUCERS)
