"""Letting old entries go. What is left of one is a tombstone: its identity, its hash and its dates, so that a server
that still or again serves the item does not bring it back as new; title, text, links and author are gone."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connections, router, transaction
from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from feeds import keeping
from feeds.actions.naming import names_to_come
from feeds.models import EMPTIED, Entry, FetchEvent

EVENTS_KEPT = 30
AT_ONCE = 500
"""How many entries go in one transaction."""


@dataclass(kw_only=True)
class Purged:
    """What went, or would go: entries emptied and fetches removed. `held` says how many old entries stay because a room
    holds on to them, by the room's name."""

    entries: int = 0
    events: int = 0
    held: dict[str, int] = field(default_factory=dict)


def would_purge(*, before: datetime) -> Purged:
    """What `purge` would do at this moment. Changes nothing."""
    old = Entry.objects.received_before(before)
    return Purged(entries=old.let_go().count(), events=_old_events(before).count(), held=_held(before))


def purge(*, before: datetime, at: datetime, progress: Callable[[int, int], None] = lambda done, of: None) -> Purged:
    """Empty the entries of which nothing came since `before` and that nobody holds, whatever became of their feeds; and
    remove the fetches of before then, and those beyond the last thirty of their feed.

    In small transactions: killed in the middle it has done half, and run again it does the rest. Two at once share the
    work; what somebody has in hand is left for the next time. `progress` hears how many of how many were looked at.
    """
    old = Entry.objects.received_before(before).let_go().order_by("pk").values_list("pk", flat=True)
    wanted = array("q", old.iterator(chunk_size=10_000))
    done = Purged(held=_held(before))
    for first in range(0, len(wanted), AT_ONCE):
        some = wanted[first : first + AT_ONCE]
        done.entries += _empty(some, before=before, at=at)
        progress(first + len(some), len(wanted))
    done.events = _remove_events(before)
    return done


@transaction.atomic
def _empty(pks: Sequence[int], *, before: datetime, at: datetime) -> int:
    """Locked first and asked again afterwards: somebody may have decided about one of them a moment ago. It never waits
    for a lock, so that nobody waits for it in a ring."""
    skips = connections[router.db_for_write(Entry)].features.has_select_for_update_skip_locked
    locked = Entry.objects.select_for_update(skip_locked=skips, of=("self",)) if skips else Entry.objects.all()
    ours = list(locked.filter(pk__in=pks).order_by("pk").values_list("pk", flat=True))
    going = Entry.objects.filter(pk__in=ours).received_before(before).let_go().select_related("feed")
    going = list(going.only("identity", "guid", "link", "published_at", "first_title", "feed__ignored_parameters"))
    for entry in going:
        entry.names_to_come = names_to_come(entry)
    Entry.objects.bulk_update(going, ["names_to_come"])
    return Entry.objects.filter(pk__in=[entry.pk for entry in going]).update(**EMPTIED, purged_at=at)


def _held(before: datetime) -> dict[str, int]:
    old = Entry.objects.received_before(before)
    counts = {name: old.filter(held()).count() for name, held in keeping.holders().items()}
    return {name: count for name, count in counts.items() if count}


def events_beyond_the_last(events: QuerySet[FetchEvent]) -> QuerySet[FetchEvent]:
    """Those of these events that are not among the last thirty of their feed."""
    rank = Window(RowNumber(), partition_by=F("feed_id"), order_by=[F("at").desc(), F("pk").desc()])
    return events.annotate(rank=rank).filter(rank__gt=EVENTS_KEPT)


def _old_events(before: datetime) -> QuerySet[FetchEvent]:
    beyond = events_beyond_the_last(FetchEvent.objects.all()).values("pk")
    return FetchEvent.objects.filter(at__lt=before) | FetchEvent.objects.filter(pk__in=beyond)


def _remove_events(before: datetime) -> int:
    wanted = list(_old_events(before).order_by("pk").values_list("pk", flat=True))
    portions = (wanted[first : first + AT_ONCE] for first in range(0, len(wanted), AT_ONCE))
    return sum(FetchEvent.objects.filter(pk__in=some).delete()[0] for some in portions)
