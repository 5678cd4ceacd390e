"""Which stored entry is which when its feed is told apart by something else than before."""

from __future__ import annotations

from collections.abc import Iterable

from feeds import parsing
from feeds.models import Entry, Feed


def rename(feed: Feed, rung: str, entries: Iterable[parsing.ParsedEntry] = ()) -> None:
    """Give stored entries the identities that they would get now, when the feed stepped down a rung or somebody changed
    what is ignored in links: otherwise all of them would come in a second time. `entries` are what the document has."""
    ignores = " ".join(sorted(feed.ignored_names))
    if (feed.identity_by, feed.identity_ignores) == (rung, ignores):
        return
    same_links = feed.identity_ignores == ignores
    feed.identity_by, feed.identity_ignores = rung, ignores
    kept = "identity", "guid", "link", "published_at", "first_title", "purged_at", "names_to_come"
    stored = list(Entry.rows.filter(feed=feed).only(*kept))
    told = {_title_and_day(_naming_of_parsed(entry)): entry.identity for entry in entries}
    taken = {entry.identity for entry in stored}
    renamed = []
    for entry in stored:
        identity = (
            _of_tombstone(entry, feed, rung, told, same_links=same_links)
            if entry.purged_at
            else _identity(_naming_of_stored(entry, feed), feed, rung)
        )
        if identity not in taken:
            taken.add(identity)
            entry.identity = identity
            renamed.append(entry)
    Entry.rows.bulk_update(renamed, ["identity"], batch_size=500)


def names_to_come(entry: Entry) -> str:
    """What is kept of an entry's names when its link and title go: its identity on the rungs below, and what its title
    and day alone say. Reads `entry.feed`."""
    naming = _naming_of_stored(entry, entry.feed)
    below = (_identity(naming, entry.feed, rung) for rung in parsing.IDENTITY_RUNGS[1:])
    return " ".join((*below, _title_and_day(naming)))


def _of_tombstone(entry: Entry, feed: Feed, rung: str, told: dict[str, str], *, same_links: bool) -> str:
    """A tombstone has no link any more. Its names on lower rungs were kept; where links are read differently since, it
    is that item of the document which has its title and its day."""
    if rung == "guid" and entry.guid:
        return _identity(parsing.Naming(entry.guid), feed, rung)
    *below, title_and_day = entry.names_to_come.split() or [""]
    if title_and_day in told and not same_links:
        return told[title_and_day]
    by_rung = dict(zip(parsing.IDENTITY_RUNGS[1:], below, strict=False))
    return by_rung.get(rung, entry.identity) if same_links else entry.identity


def _naming_of_stored(entry: Entry, feed: Feed) -> parsing.Naming:
    link = parsing.canonical(entry.link, ignored_parameters=feed.ignored_names)
    return parsing.Naming(entry.guid, link, entry.published_at, entry.first_title)


def _naming_of_parsed(entry: parsing.ParsedEntry) -> parsing.Naming:
    return parsing.Naming(entry.guid, entry.link, entry.published_at, entry.title)


def _identity(naming: parsing.Naming, feed: Feed, rung: str) -> str:
    return parsing.identity_of(naming, rung, ignored_parameters=feed.ignored_names)


def _title_and_day(naming: parsing.Naming) -> str:
    return parsing.identity_of(parsing.Naming(published_at=naming.published_at, title=naming.title), "title")
