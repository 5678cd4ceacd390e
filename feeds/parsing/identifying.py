"""Which item is which: the ladder of identity, decided once for a feed.

Top rung: the guid, while at most one in twenty is missing or shared by different items. Below it: canonical link and
local day (a page such as "Bản tin thời sự" brings a new programme under one link every day; an edit within the day
is still the same item). Last: link, day and title. A feed only ever steps down, so that a lucky document
does not rename everything that is stored; `identity_of` renames stored entries when it does.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from feeds.parsing.dates import VIETNAM
from feeds.parsing.links import canonical, link_key

IDENTITY_RUNGS = ("guid", "link", "title")
TOLERATED_SHARE = 0.05


@dataclass(frozen=True, slots=True)
class Naming:
    """What an item can be told by. `link` is canonical."""

    guid: str = ""
    link: str = ""
    published_at: datetime | None = None
    title: str = ""


def identity_of(item: Naming, rung: str, *, zone: tzinfo = VIETNAM, ignored_parameters: Collection[str] = ()) -> str:
    """64 hex digits, the same for the same item of one feed on the same rung.

    An item that has nothing for its rung falls to the next one by itself.
    """
    key = _key(item, rung, zone, ignored_parameters)
    return hashlib.sha256("\x1f".join(key).encode("utf-8", "replace")).hexdigest()


def _key(item: Naming, rung: str, zone: tzinfo, ignored: Collection[str]) -> tuple[str, ...]:
    if rung == "guid" and item.guid:
        # The same article under http and https, or with a campaign behind it, has one guid.
        link = canonical(item.guid, ignored_parameters=ignored) if item.guid.lower().startswith("http") else ""
        return "guid", link_key(link) if link else item.guid
    day = item.published_at.astimezone(zone).date().isoformat() if item.published_at else ""
    if rung != "title" and item.link and day:
        return "link", link_key(item.link), day
    return "title", link_key(item.link) if item.link else "", day, item.title.casefold()


def sameness(item: Naming) -> tuple[str, ...]:
    """What makes two items of one document a repetition and not two items: guid and link, else all that is known."""
    link = link_key(item.link) if item.link else ""
    return (item.guid, link) if item.guid and link else (item.guid, link, str(item.published_at), item.title)


def rung_for(
    items: Sequence[Naming], remembered: str, *, zone: tzinfo, ignored: Collection[str] = (), others: int = 0
) -> str:
    """The highest rung, not above `remembered`, on which these items tell each other apart.

    `others` are items of the same document that are told apart already.
    """
    start = IDENTITY_RUNGS.index(remembered) if remembered in IDENTITY_RUNGS else 0
    for rung in IDENTITY_RUNGS[start:-1]:
        if _bad_share(items, rung, zone, ignored, others) <= TOLERATED_SHARE:
            return rung
    return IDENTITY_RUNGS[-1]


def _bad_share(items: Sequence[Naming], rung: str, zone: tzinfo, ignored: Collection[str], others: int) -> float:
    """The share of items without a guid (where that is the rung), or with a name that a different item carries too.
    An undated item is no reason to leave the rung of links: it alone is told by its title."""
    if not items:
        return 0.0
    named: Counter[tuple[str, ...]] = Counter()
    missing = 0
    for item in {sameness(item): item for item in items}.values():
        key = _key(item, rung, zone, ignored)
        named[key] += 1
        missing += rung == "guid" and key[0] != "guid"
    shared = sum(count - 1 for count in named.values())
    return (missing + shared) / (len(items) + others)
