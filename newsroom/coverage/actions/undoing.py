"""Taking back what was done in one go, exactly, unless somebody changed it since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ..models import CoverageRecord, LedgerBatch, LedgerEvent
from .grouping import members
from .history import because, begin_batch, restored
from .rewriting import Rewriting, chunks, locked, rewrite, sets_of, settle_work


class UndoneAlready(ValueError):
    """A batch that somebody took back before."""


class NothingToUndo(ValueError):
    """A batch that wrote nothing that can be taken back."""


@dataclass(frozen=True, kw_only=True)
class Stray:
    """One thing that is no longer as the batch left it. `field` is a name of `Appearance`, "work_id" or "stands"."""

    record: CoverageRecord
    field: str


class ChangedSince(ValueError):
    """Somebody changed it after the batch: `strays` says what. Nothing was taken back."""

    def __init__(self, strays: list[Stray]):
        super().__init__(f"Changed since: {len(strays)}.")
        self.strays = strays


@transaction.atomic
def undo(*, batch: LedgerBatch, reason: str, by, at: datetime) -> LedgerBatch:
    """Put every record of a batch back to what it said before, as a new batch that says why.

    What the batch settled follows its producer again. Either all of it goes back or nothing. An undoing can be
    undone like any other batch. Raises ReasonMissing, UndoneAlready, NothingToUndo, ChangedSince.
    """
    reason = because(reason)
    found = LedgerBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if LedgerBatch.objects.filter(undoes=found).exists():
        raise UndoneAlready(f"{found} was undone before.")
    steps = steps_of(found)
    if not steps:
        raise NothingToUndo(f"{found} left nothing to undo.")
    undoing = begin_batch(LedgerBatch.Kind.UNDONE, reason=reason, by=by, at=at, undoes=found)
    strays = _moved_in(found)
    size = 0
    for ids in chunks(sorted(steps)):
        those, astray = _back(locked(ids), {pk: steps[pk] for pk in ids})
        strays += astray
        if not strays:
            size += len(rewrite(those, batch=undoing, by=by, at=at, reason=reason))
    if strays:
        raise ChangedSince(strays)
    undoing.size = size
    undoing.held = _regrouped(found.held) if "works" in found.held else {}
    undoing.save(update_fields=["size", "held"])
    return undoing


def steps_of(batch: LedgerBatch) -> dict[int, dict[str, list]]:
    """What a batch did to each record: {record: {field: [before, after]}}, several events of one record in one."""
    steps: dict[int, dict[str, list]] = {}
    for record_id, exact in batch.events.order_by("pk").values_list("record_id", "exact"):
        into = steps.setdefault(record_id, {})
        for name, (before, after) in _pairs(exact):
            into[name] = [into[name][0] if name in into else before, after]
        into.setdefault("settled", []).extend(exact.get("settled", ()))
        into.setdefault("freed", []).extend(exact.get("freed", ()))
    return {pk: step for pk, step in steps.items() if len(step) > 2}


def _pairs(exact: dict) -> Iterator[tuple[str, list]]:
    return ((name, pair) for name, pair in exact.items() if name not in {"settled", "freed"})


def _back(records: dict[int, CoverageRecord], steps: dict[int, dict]) -> tuple[list[Rewriting], list[Stray]]:
    held, those, strays = sets_of(list(records)), [], []
    for pk, record in records.items():
        step, wanted = steps[pk], {}
        for name, (before, after) in _pairs(step):
            now = held[name].get(pk, frozenset()) if name in held else getattr(record, name)
            if now != restored(name, after):
                strays.append(Stray(record=record, field=name))
            wanted[name] = restored(name, before)
        those.append(
            Rewriting(
                record=record,
                wanted=wanted,
                kind=LedgerEvent.Kind.UNDONE,
                settle=step["freed"],
                unsettle=step["settled"],
            )
        )
    return those, strays


def _regrouped(held: dict) -> dict:
    """What an undone grouping leaves: the works as they are now, and whose work is settled without an event."""
    freed = settle_work(locked(held.get("settled", ())).values(), settled=False)
    settled = settle_work(locked(held.get("freed", ())).values())
    return {"works": members(held["works"]), "freed": freed, "settled": settled}


def _moved_in(batch: LedgerBatch) -> list[Stray]:
    """Records that joined or left the works of a grouping since: undoing it would tear apart what came after."""
    works = batch.held.get("works")
    if not works:
        return []
    now, odd = members(works), defaultdict(set)
    for work, then in works.items():
        for pk in set(then) ^ set(now[work]):
            odd[pk].add(work)
    return [Stray(record=each, field="work_id") for each in CoverageRecord.objects.filter(pk__in=odd).order_by("pk")]
