"""What a person sets right in the ledger itself; producers leave it alone afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from newsroom.periods import local_day

from ..models import CoverageRecord, LedgerBatch, LedgerEvent, Work
from .grouping import members, move
from .history import DATES, LINKS, SCALARS, SETS, because, begin_batch, log, put
from .rolling import set_aside

CORRECTABLE = frozenset((*DATES, *LINKS, *SCALARS, *SETS))


class NotCorrectable(ValueError):
    """A field that no correction may touch, or a value that contradicts the rest of the record."""


@transaction.atomic
def correct(*, record: CoverageRecord, changes: dict[str, Any], reason: str, by, at: datetime) -> CoverageRecord:
    """Set fields right, with a reason, and settle them against the producer's later edits.

    `changes` uses the names of `Appearance` (day, organisation_id, theme_ids, …). This alone re-dates a record. A
    new day takes the moment with it unless `happened_at` is given too. What is the same already is neither written
    nor settled. Raises ReasonMissing, NotCorrectable.
    """
    reason = because(reason)
    if unknown := set(changes) - CORRECTABLE:
        raise NotCorrectable(f"Not to be corrected: {', '.join(sorted(unknown))}.")
    set_aside(record.work_id)
    found = CoverageRecord.objects.select_for_update().get(pk=record.pk)
    set_aside(found.work_id)
    wanted = _dated(found, dict(changes))
    exact: dict[str, list] = {}
    told = put(found, wanted, exact)
    if not told:
        return found
    newly = sorted(set(exact) - set(found.settled_fields))
    found.settled_fields = sorted({*found.settled_fields, *exact})
    found.save()
    batch = begin_batch(LedgerBatch.Kind.CORRECTED, reason=reason, by=by, at=at, size=1)
    exact["settled"] = newly
    log(found, LedgerEvent.Kind.CORRECTED, by=by, at=at, reason=reason, changes=told, exact=exact, batch=batch)
    return found


@transaction.atomic
def regroup(*, record: CoverageRecord, work: Work | None, by, at: datetime, reason: str) -> CoverageRecord:
    """Put a record under another work, or with `work=None` under one of its own; it stays there.

    Records that say they are of the same work as this one come along. Raises ReasonMissing.
    """
    reason = because(reason)
    set_aside(record.work_id, work.pk if work else None)
    found = CoverageRecord.objects.select_for_update(of=("self",)).select_related("work").get(pk=record.pk)
    newly = [] if "work" in found.settled_fields else ["work"]
    found.settled_fields = sorted({*found.settled_fields, "work"})
    found.save(update_fields=["settled_fields"])
    work, was = work or Work.objects.create(title=found.title), found.work_id
    if work.pk != was:
        batch = begin_batch(LedgerBatch.Kind.REGROUPED, reason=reason, by=by, at=at)
        move(found, work, by=by, at=at, reason=reason, batch=batch, settled=newly)
        batch.size, batch.held = batch.events.count(), {"works": members([was, work.pk])}
        batch.save(update_fields=["size", "held"])
    return found


def _dated(found: CoverageRecord, wanted: dict[str, Any]) -> dict[str, Any]:
    """Keep the day and the moment in step (a record belongs to its local date)."""
    if wanted.get("happened_at"):
        day = local_day(wanted["happened_at"])
        if wanted.setdefault("day", day) != day:
            raise NotCorrectable(f"The moment lies on {day} in local time, not on {wanted['day']}.")
    elif "day" in wanted and found.happened_at and local_day(found.happened_at) != wanted["day"]:
        wanted["happened_at"] = None
    return wanted
