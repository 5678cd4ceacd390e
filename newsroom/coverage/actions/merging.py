"""Saying that records are one piece, or are not. A person decides; nothing here is automatic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from ..models import CoverageRecord, Distinction, LedgerBatch, LedgerEvent, Work
from .grouping import key_of, members
from .history import because, begin_batch, signed
from .rewriting import Rewriting, locked, rewrite, settle_work

MOST = 200
"""How many records one person can look at and judge in one go."""


class NotToBeGrouped(ValueError):
    """Records of which this cannot be said: too few, too many, of one work already, or all of it."""


class NotTheirs(PermissionError):
    """Some of the records belong to organisations for which the person may not write: `records`."""

    def __init__(self, records: list[CoverageRecord]):
        super().__init__(f"Not theirs to change: {', '.join(str(record.pk) for record in records)}.")
        self.records = records


class _Moved(Exception):
    """Somebody regrouped between our look and our lock."""


def everything(_record: CoverageRecord) -> bool:
    """May change any record: the default for callers that are not at a screen."""
    return True


def merge(
    *,
    ids: Iterable[int],
    reason: str,
    by,
    at: datetime,
    may: Callable[[CoverageRecord], bool] = everything,
) -> LedgerBatch:
    """Make the works of these records one, with all their appearances; a person's word, so it stays.

    The work of the earliest appearance remains, unless records move only the other way for someone who `may` not
    change all. Merging the same twice is refused, so of two people at once one decides and the other is told.
    Raises ReasonMissing, NotToBeGrouped, NotTheirs.
    """
    reason, ids = because(reason), _few(ids)
    return _in_peace(lambda: _merge(ids, reason=reason, by=by, at=at, may=may))


def split(
    *,
    ids: Iterable[int],
    reason: str,
    by,
    at: datetime,
    apart: bool = False,
    may: Callable[[CoverageRecord], bool] = everything,
) -> LedgerBatch:
    """Take these records out of their works: into one new work for those that were together, or `apart` each its own.

    Those that stay no longer follow one that leaves, even where they say so. Raises ReasonMissing, NotToBeGrouped,
    NotTheirs.
    """
    reason, ids = because(reason), _few(ids)
    return _in_peace(lambda: _split(ids, apart=apart, reason=reason, by=by, at=at, may=may))


@transaction.atomic
def distinguish(*, ids: Iterable[int], by, at: datetime) -> int:
    """Remember that no two of these records are one piece; returns how many pairs are new."""
    ids = sorted(CoverageRecord.objects.filter(pk__in=_few(ids)).values_list("pk", flat=True))
    pairs = [(first, second) for place, first in enumerate(ids) for second in ids[place + 1 :]]
    before = Distinction.objects.count()
    Distinction.objects.bulk_create(
        [Distinction(first_id=a, second_id=b, at=at, by_name=signed(by)["by_name"]) for a, b in pairs],
        ignore_conflicts=True,
    )
    return Distinction.objects.count() - before


def _merge(ids: list[int], *, reason, by, at, may) -> LedgerBatch:
    everyone = _whole_works(ids)
    works = sorted({record.work_id for record in everyone.values()})
    if len(works) < 2:
        raise NotToBeGrouped("They are one work already.")
    into = _remaining(everyone.values(), may)
    batch = begin_batch(LedgerBatch.Kind.MERGED, reason=reason, by=by, at=at)
    those = [
        _moving(record, into)
        for record in everyone.values()
        if record.work_id != into or (record.pk in ids and may(record))
    ]
    return _done(batch, those, works, by=by, at=at, reason=reason)


def _split(ids: list[int], *, apart, reason, by, at, may) -> LedgerBatch:
    everyone = _whole_works(ids)
    by_work = defaultdict(list)
    for record in everyone.values():
        by_work[record.work_id].append(record)
    leaving, staying = [], []
    for records in by_work.values():
        out = [record for record in records if record.pk in ids]
        stay = [record for record in records if record.pk not in ids]
        if len(records) == 1 or (not stay and not apart):
            raise NotToBeGrouped("Nothing would stay behind.")
        if not stay:
            stay, out = out[:1], out[1:]
        leaving += [[record] for record in out] if apart else [out]
        keys = {key_of(record.key) for record in out}
        staying += [each for each in stay if each.same_work_as in keys and "work" not in each.settled_fields]
    touched = [*(record for group in leaving for record in group), *staying]
    if forbidden := [record for record in touched if not may(record)]:
        raise NotTheirs(forbidden)
    batch = begin_batch(LedgerBatch.Kind.SPLIT, reason=reason, by=by, at=at)
    works = set(by_work)
    those = []
    for group in leaving:
        new = Work.objects.create(title=group[0].title)
        works.add(new.pk)
        those += [_moving(record, new.pk) for record in group]
    return _done(batch, those, works, by=by, at=at, reason=reason, staying=staying)


def _done(batch, those, works, *, by, at, reason, staying=()) -> LedgerBatch:
    moved = {record.pk for record in rewrite(those, batch=batch, by=by, at=at, reason=reason)}
    # Who was chosen and does not move is settled all the same: the machine must not take it away again.
    stays = [each.record for each in those if each.record.pk not in moved]
    batch.size = len(moved)
    batch.held = {"works": members(sorted(works)), "settled": settle_work([*staying, *stays])}
    batch.save(update_fields=["size", "held"])
    return batch


def _moving(record: CoverageRecord, work_id: int) -> Rewriting:
    return Rewriting(record=record, wanted={"work_id": work_id}, kind=LedgerEvent.Kind.REGROUPED, settle=["work"])


def _remaining(records: Iterable[CoverageRecord], may) -> int:
    """The work that remains: that of the earliest appearance, or of those that the person may not move."""
    forbidden = [record for record in records if not may(record)]
    if len({record.work_id for record in forbidden}) > 1:
        raise NotTheirs(forbidden)
    return (forbidden or sorted(records, key=lambda each: (each.day, each.pk)))[0].work_id


def _whole_works(ids: list[int]) -> dict[int, CoverageRecord]:
    """Every appearance of the works of these records, locked. Raises _Moved if somebody was quicker."""
    chosen = dict(CoverageRecord.objects.filter(pk__in=ids).values_list("pk", "work_id"))
    if len(chosen) < len(ids):
        raise NotToBeGrouped("Some of them are not in the ledger.")
    works = set(chosen.values())
    wanted = set(CoverageRecord.objects.filter(work__in=works).values_list("pk", flat=True))
    found = locked(wanted)
    now = set(CoverageRecord.objects.filter(work__in=works).values_list("pk", flat=True))
    if now != wanted or any(record.work_id not in works for record in found.values()):
        raise _Moved
    return found


def _in_peace(attempt: Callable[[], LedgerBatch], tries: int = 5) -> LedgerBatch:
    """Try again from the beginning, without the locks taken so far, when somebody regrouped in between."""
    for _try in range(tries - 1):
        try:
            with transaction.atomic():
                return attempt()
        except _Moved:
            continue
    with transaction.atomic():
        return attempt()


def _few(ids: Iterable[int]) -> list[int]:
    ids = sorted(set(ids))
    if not ids:
        raise NotToBeGrouped("Choose records first.")
    if len(ids) > MOST:
        raise NotToBeGrouped(f"At most {MOST} at a time.")
    return ids
