"""What one room takes in and another makes a draft of ("Đăng lại"), and where the two meet.

Pure. Rooms of one floor do not know each other: the room that writes pages calls `register` once, from its
`apps.ready()`; the room that has the original asks for `drafter(name)`, and offers nothing where it is None.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .producing import AlreadyRegistered


class NowhereToWrite(Exception):
    """The person may not write there, or not anywhere."""


@dataclass(frozen=True, kw_only=True)
class Original:
    """A piece of somebody else, as far as it may be taken.

    `(source, source_key)` is the identity under which the ledger knows it, or will. `text` is HTML from outside, to be
    cleaned by whoever keeps it; "" where only the `excerpt` may be taken. `licence` says what allows the text.
    `precision` is how far `published_at` is known ("minute", "hour", "day", "unknown" where it is None).
    """

    source: str
    source_key: str
    title: str
    voice: str
    url: str = ""
    author: str = ""
    published_at: datetime | None = None
    precision: str = "unknown"
    excerpt: str = ""
    text: str = ""
    licence: str = ""
    theme_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a person may write: an outlet, by its key and name."""

    key: int
    name: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was made of an original in one place: where it is edited, and whether readers see it already."""

    place: str
    url: str
    is_live: bool = False
    is_new: bool = False


@dataclass(frozen=True, kw_only=True)
class Drafter:
    """A room that makes drafts.

    `places(user=…, day=…)`: where the person may write on that day. `draft(original=…, place=…, by=…, at=…)`: the draft
    there, made once however often and by however many it is asked for; raises NowhereToWrite.
    `drafts(source=…, keys=…)`: what was made of originals before, by their keys; a number of queries that does not
    grow with them.
    """

    places: Callable[..., Sequence[Place]]
    draft: Callable[..., Draft]
    drafts: Callable[..., Mapping[str, Collection[Draft]]]


_DRAFTERS: dict[str, Drafter] = {}


def register(name: str, made_by: Drafter) -> None:
    """Offer to make drafts, of the kind that `name` says ("story"). Raises AlreadyRegistered."""
    if _DRAFTERS.get(name, made_by) != made_by:
        raise AlreadyRegistered(f"{name} has a drafter already.")
    _DRAFTERS[name] = made_by


def drafter(name: str) -> Drafter | None:
    """Who makes drafts of that kind; None where no such room is installed."""
    return _DRAFTERS.get(name)
