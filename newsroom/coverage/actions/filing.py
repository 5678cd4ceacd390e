"""Writing the rows of a file into the ledger by the hundred: the same lines that `record` writes one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from newsroom import text

from ..importing import Row, own_key
from ..models import CoverageRecord, LedgerBatch, LedgerEvent, Source, Work
from .grouping import key_of
from .history import LINKS, SCALARS, beginnings, line
from .recording import FOLLOWED
from .rewriting import CHUNK, Rewriting, chunks, locked, rewrite
from .rolling import set_aside


def file_new(rows: list[Row], *, works: Works, batch: LedgerBatch, by, at: datetime, progress: Callable) -> int:
    """Record rows that the ledger does not know; returns how many."""
    filed = 0
    for some in chunks(rows, CHUNK):
        held = works.for_rows(some)
        set_aside(*held.values())
        records = [_record(row, held[row.number], works, by=by, at=at) for row in some]
        CoverageRecord.objects.bulk_create(records, batch_size=200)
        for manager, name in ((CoverageRecord.themes, "theme"), (CoverageRecord.about, "organisation")):
            field = "theme_ids" if name == "theme" else "about_ids"
            manager.through.objects.bulk_create(
                [
                    manager.through(coveragerecord_id=record.pk, **{f"{name}_id": other})
                    for record, row in zip(records, some, strict=True)
                    for other in sorted(getattr(row, field))
                ],
                batch_size=CHUNK,
            )
        told = beginnings(records, themes=[row.theme_ids for row in some], about=[row.about_ids for row in some])
        LedgerEvent.objects.bulk_create(
            [
                line(
                    record.pk,
                    LedgerEvent.Kind.RECORDED,
                    by=by,
                    at=at,
                    changes=changes,
                    exact={"stands": [False, True]},
                    batch=batch,
                )
                for record, changes in zip(records, told, strict=True)
            ],
            batch_size=CHUNK,
        )
        filed += len(some)
        progress(filed)
    return filed


def file_again(rows: dict[int, Row], *, batch: LedgerBatch, by, at: datetime, reason: str) -> int:
    """Put records back that an undone import had taken out, as the file says them now; returns how many.

    What a person corrected is left alone, and so is the work.
    """
    count = 0
    for ids in chunks(sorted(rows)):
        those = [
            Rewriting(
                record=record,
                wanted={
                    **{name: getattr(rows[pk], name) for name in FOLLOWED if name not in record.settled_fields},
                    "stands": True,
                },
                kind=LedgerEvent.Kind.REINSTATED,
            )
            for pk, record in locked(ids).items()
        ]
        count += len(rewrite(those, batch=batch, by=by, at=at, reason=reason))
    return count


class Works:
    """To which work each row belongs: one of its own, or that of the record or row which it names.

    `known` maps the keys of rows that are in the ledger to their works, `referred` the records named as "#12" to
    (work, key of the record).
    """

    def __init__(self, rows: Iterable[Row], *, known: dict[str, int], referred: dict[str, tuple[int, str]]):
        self.rows = {row.key: row for row in rows}
        self.referred = referred
        self.made: dict[str, int] = dict(known)

    def for_rows(self, rows: list[Row]) -> dict[int, int]:
        """{row's number: work}, making the works that are missing."""
        leaders = {row.number: self._leader(row) for row in rows}
        missing = {key: self.rows[key] for key in leaders.values() if key in self.rows and key not in self.made}
        new = [self._work(row) for row in missing.values()]
        for key, work in zip(missing, Work.objects.bulk_create(new, batch_size=CHUNK), strict=True):
            self.made[key] = work.pk
        found = {number: self._of(key) for number, key in leaders.items()}
        self.made |= {row.key: found[row.number] for row in rows}
        return found

    def same_work_as(self, row: Row) -> str:
        """What the ledger keeps of it: "source:key" of the record it goes with."""
        if not row.same:
            return ""
        if row.same in self.referred:
            return self.referred[row.same][1]
        return key_of((Source.FILE, own_key(row.same)))

    def _leader(self, row: Row) -> str:
        """The key of the row, or the "#12", where the chain of names ends; rings end at their first row."""
        seen = {row.key}
        while row.same:
            if row.same in self.referred:
                return row.same
            key = own_key(row.same)
            if key in self.made or key not in self.rows or key in seen:
                return key if key in self.made else min(seen)
            seen.add(key)
            row = self.rows[key]
        return row.key

    def _of(self, key: str) -> int:
        return self.referred[key][0] if key in self.referred else self.made[key]

    def _work(self, row: Row) -> Work:
        return Work(title=row.title, folded=text.fold(row.title)[:300])


def _record(row: Row, work_id: int, works: Works, *, by, at: datetime) -> CoverageRecord:
    return CoverageRecord(
        work_id=work_id,
        source=Source.FILE,
        source_key=row.key,
        day=row.day,
        folded=CoverageRecord.folding(row.title),
        same_work_as=works.same_work_as(row),
        recorded_at=at,
        recorded_by=by,
        **{field: getattr(row, field) for field in (*LINKS, *SCALARS)},
    )
