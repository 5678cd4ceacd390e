"""Storing entries: what is new, what was edited, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.dispatch import Signal

from feeds import parsing
from feeds.actions.writing import add
from feeds.models import Entry

arrived = Signal()
"""Sent once a transaction that stored new entries is done: `feed_ids`, and `at`, which is their `first_seen_at`. The
post room does nothing more with them; whoever installs it may."""

_CHANGING = [
    *("title", "link", "summary", "content", "first_text", "author", "enclosure_url", "enclosure_type", "content_hash"),
    *("changed_at", "published_at", "precision", "raw_date"),
]


def store(documents: dict[int, Iterable[parsing.ParsedEntry]], at: datetime) -> dict[int, tuple[int, int]]:
    """How many entries of each feed were new and how many changed; everything else is neither loaded nor touched."""
    parsed = {(feed, entry.identity): entry for feed, entries in documents.items() for entry in entries}
    columns = Entry.rows.filter(feed__in=documents, identity__in={identity for _, identity in parsed}).values_list(
        "feed_id", "identity", "pk", "content_hash", "raw_date", "published_at", "purged_at"
    )
    known = {(feed, identity): rest for feed, identity, *rest in columns if (feed, identity) in parsed}
    edited, redated, counts = {}, {}, {feed: [0, 0] for feed in documents}
    for (feed, identity), (pk, content_hash, raw_date, published_at, purged_at) in known.items():
        if purged_at:
            continue  # whatever its server says of it now: it was let go
        entry = parsed[feed, identity]
        if content_hash != entry.content_hash:
            edited[pk] = entry
            counts[feed][1] += 1
        if _reads_better(raw_date, published_at, entry):
            redated[pk] = entry
    if edited or redated:
        stored = Entry.objects.in_bulk({*edited, *redated})
        for pk, entry in edited.items():
            if stored[pk].changed_at is None:
                stored[pk].first_text = stored[pk].plain_text
            _write_text(stored[pk], entry)
            stored[pk].changed_at = at
        for pk, entry in redated.items():
            _write_date(stored[pk], entry)
        Entry.objects.bulk_update(stored.values(), _CHANGING, batch_size=500)

    new = []
    for (feed, identity), entry in parsed.items():
        if (feed, identity) not in known:
            new.append(as_stored(entry, feed, at))
            counts[feed][0] += 1
    if new:
        add(new)
        feed_ids = sorted({entry.feed_id for entry in new})
        transaction.on_commit(lambda: arrived.send_robust(sender=Entry, feed_ids=feed_ids, at=at))
    return {feed: (new, changed) for feed, (new, changed) in counts.items()}


def as_stored(entry: parsing.ParsedEntry, feed_id: int | None = None, at: datetime | None = None) -> Entry:
    """A parsed entry as the row that it would become, not saved."""
    fresh = Entry(feed_id=feed_id, identity=entry.identity, guid=entry.guid, first_seen_at=at)
    _write_text(fresh, entry)
    _write_date(fresh, entry)
    fresh.first_title = fresh.title
    return fresh


def _reads_better(raw_date: str, published_at: datetime | None, entry: parsing.ParsedEntry) -> bool:
    """The first date stands, unless there was none, or the same words are now understood differently (a feed's later
    dates showed that it writes the month first)."""
    if entry.published_at is None:
        return False
    return published_at is None or (raw_date == entry.raw_date and published_at != entry.published_at)


def _write_text(stored: Entry, entry: parsing.ParsedEntry) -> None:
    recording = entry.recording
    stored.title, stored.link, stored.author = entry.title, entry.link, entry.author
    stored.summary, stored.content = entry.summary, entry.content
    stored.enclosure_url = recording.url if recording else ""
    stored.enclosure_type = recording.type if recording else ""
    stored.content_hash = entry.content_hash


def _write_date(stored: Entry, entry: parsing.ParsedEntry) -> None:
    stored.published_at, stored.precision, stored.raw_date = entry.published_at, entry.precision, entry.raw_date
