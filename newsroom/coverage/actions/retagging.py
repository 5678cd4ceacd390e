"""Other themes for many records at once: first what it would do to every period, then all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from newsroom.periods import Period, periods_of
from newsroom.plan.models import Plan

from ..closing import Closing, closings
from ..comparing import Shift, shifts
from ..counting import Figure, Item
from ..models import CoverageRecord, LedgerBatch, LedgerEvent
from ..querysets import CoverageQuerySet
from .history import because, begin_batch
from .merging import NotTheirs, everything
from .rewriting import Rewriting, chunks, locked, rewrite, sets_of

MOST = 20_000


class TooMany(ValueError):
    """More records than one change of themes may touch."""


class NothingToChange(ValueError):
    """Every chosen record has these themes already."""


class Outdated(ValueError):
    """The ledger is no longer as the person saw it. `events` tell what happened since, the latest first."""

    def __init__(self, events: list[LedgerEvent]):
        super().__init__("Something changed since the preview.")
        self.events = events


@dataclass(frozen=True, kw_only=True)
class Retagging:
    """Themes to add and to take away; with `only`, those added are all that remains."""

    add: frozenset[int] = frozenset()
    remove: frozenset[int] = frozenset()
    only: bool = False

    def of(self, themes: frozenset[int]) -> frozenset[int]:
        """What becomes of a record's themes."""
        return self.add if self.only else (themes - self.remove) | self.add


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What it does to one period of one plan: the rows that move, and their figures before."""

    plan: Plan
    period: Period
    closing: Closing | None
    shifts: tuple[Shift, ...]
    before: dict[str | None, Figure]


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a change of themes would do. `changes` maps records to (themes before, themes after).

    `seen` and `digest` say what the ledger looked like: hand them to `retag`, which refuses what is outdated.
    """

    chosen: int
    changes: dict[int, tuple[frozenset[int], frozenset[int]]]
    settled: frozenset[int]
    effects: tuple[Effect, ...]
    seen: int
    digest: str


def preview(*, records: CoverageQuerySet, change: Retagging) -> Preview:
    """What `change` would do to these records and to every period in which they lie. Changes nothing.

    Raises TooMany.
    """
    seen = LedgerEvent.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    ids = _ids(records)
    changes = _changes(ids, change)
    days = dict(CoverageRecord.objects.filter(pk__in=ids).values_list("pk", "day")) if changes else {}
    settled = CoverageRecord.objects.filter(pk__in=changes).values_list("pk", "settled_fields")
    effects = tuple(_effects(changes, {days[pk] for pk in changes}))
    return Preview(
        chosen=len(ids),
        changes=changes,
        settled=frozenset(pk for pk, fields in settled if "theme_ids" in fields),
        effects=effects,
        seen=seen,
        digest=_digest(changes, effects),
    )


@transaction.atomic
def retag(
    *,
    records: CoverageQuerySet,
    change: Retagging,
    digest: str,
    seen: int,
    reason: str,
    by,
    at: datetime,
    told: dict | None = None,
    may: Callable[[CoverageRecord], bool] = everything,
) -> LedgerBatch:
    """Do what the preview with this `digest` showed, settling the themes of what changes; nothing if it is outdated.

    `told` says in words what was asked for. Raises ReasonMissing, TooMany, NotTheirs, Outdated, NothingToChange.
    """
    reason = because(reason)
    ids = _ids(records)
    held = {pk: record for some in chunks(ids) for pk, record in locked(some).items()}
    if forbidden := [record for record in held.values() if not may(record)]:
        raise NotTheirs(forbidden)
    now = preview(records=records, change=change)
    if now.digest != digest:
        raise Outdated(_since(seen, ids))
    if not now.changes:
        raise NothingToChange("They have these themes already.")
    batch = begin_batch(LedgerBatch.Kind.RETAGGED, reason=reason, by=by, at=at, told=told or {})
    those = (
        Rewriting(record=held[pk], wanted={"theme_ids": after}, kind=LedgerEvent.Kind.CORRECTED, settle=["theme_ids"])
        for pk, (_before, after) in now.changes.items()
    )
    batch.size = len(rewrite(those, batch=batch, by=by, at=at, reason=reason))
    batch.save(update_fields=["size"])
    return batch


def _ids(records: CoverageQuerySet) -> list[int]:
    ids = list(records.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(ids) > MOST:
        raise TooMany(f"At most {MOST} at a time.")
    return ids


def _changes(ids: list[int], change: Retagging) -> dict[int, tuple[frozenset[int], frozenset[int]]]:
    found = {}
    for some in chunks(ids):
        held = sets_of(some)["theme_ids"]
        for pk in some:
            before = held.get(pk, frozenset())
            if (after := change.of(before)) != before:
                found[pk] = (before, after)
    return found


def _effects(changes: dict, days: Collection) -> Iterable[Effect]:
    """Every period of every plan in which a changed record lies and a row moves: years first, then their parts."""
    if not changes:
        return
    before = []
    for some in chunks(sorted(changes)):
        works = CoverageRecord.objects.filter(pk__in=some).values("work")
        before += CoverageRecord.objects.standing().filter(work__in=works).facts()
    before = list({fact.record_id: fact for fact in before}.values())
    after = [
        replace(fact, theme_ids=changes[fact.record_id][1]) if fact.record_id in changes else fact for fact in before
    ]
    closed = closings()
    for plan in Plan.objects.latest_first().select_related("regime"):
        windows = [each for each in periods_of(plan.year, plan.regime.rule()) if _any_within(days, each)]
        if not windows:
            continue
        items = _items(plan)
        for period in sorted(windows, key=lambda each: (-(each.stop - each.start).days, each.start)):
            if moved := shifts(before, after, items, period.start, period.stop):
                counted = CoverageRecord.objects.during(period).counted(items, grains=[()])
                yield Effect(
                    plan=plan,
                    period=period,
                    closing=closed.get((plan.pk, period.year, period.code)),
                    shifts=moved,
                    before={shift.row: counted.at(shift.row) for shift in moved},
                )


def _any_within(days: Collection, period: Period) -> bool:
    return any(period.start <= day < period.stop for day in days)


def _items(plan: Plan) -> tuple[Item, ...]:
    items = plan.items.select_related("clause").prefetch_related("themes").order_by("clause__position")
    return tuple(Item(item.label, frozenset(theme.pk for theme in item.themes.all())) for item in items)


def _digest(changes: dict, effects: Iterable[Effect]) -> str:
    told = [
        sorted([pk, sorted(before), sorted(after)] for pk, (before, after) in changes.items()),
        [
            [each.plan.pk, each.period.year, each.period.code, bool(each.closing)]
            + [[shift.row, shift.appearances, shift.works] for shift in each.shifts]
            for each in effects
        ],
    ]
    return sha256(json.dumps(told).encode()).hexdigest()


def _since(seen: int, ids: list[int]) -> list[LedgerEvent]:
    """What happened after `seen` to these records; if nothing did to them, to any."""
    events = LedgerEvent.objects.filter(pk__gt=seen).order_by("-pk")
    return list(events.filter(record_id__in=ids)[:20]) or list(events[:20])
