"""What a person sets right in the ledger itself; producers leave it alone afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from newsroom.periods import local_day

from ..models import CoverageRecord, LedgerEvent, Work
from .grouping import move
from .history import DATES, LINKS, SCALARS, SETS, because, log, put

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
    found = CoverageRecord.objects.select_for_update().get(pk=record.pk)
    wanted = _dated(found, dict(changes))
    before = {field: getattr(found, field) for field in wanted if field not in SETS}
    told = put(found, wanted)
    if not told:
        return found
    touched = {field for field, old in before.items() if getattr(found, field) != old}
    touched |= {field for field, name in (("theme_ids", "themes"), ("about_ids", "about")) if name in told}
    found.settled_fields = sorted({*found.settled_fields, *touched})
    found.save()
    log(found, LedgerEvent.Kind.CORRECTED, by=by, at=at, reason=reason, changes=told)
    return found


@transaction.atomic
def regroup(*, record: CoverageRecord, work: Work | None, by, at: datetime, reason: str) -> CoverageRecord:
    """Put a record under another work, or with `work=None` under one of its own; it stays there.

    Records that say they are of the same work as this one come along. Raises ReasonMissing.
    """
    reason = because(reason)
    found = CoverageRecord.objects.select_for_update(of=("self",)).select_related("work").get(pk=record.pk)
    found.settled_fields = sorted({*found.settled_fields, "work"})
    found.save(update_fields=["settled_fields"])
    move(found, work or Work.objects.create(title=found.title), by=by, at=at, reason=reason)
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
