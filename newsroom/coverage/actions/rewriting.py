"""Changing many records in one go: the same writes as one correction makes, by the hundred.

Whatever changes more than one record passes here: merging, splitting, themes, imports, undoing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from ..models import CoverageRecord, LedgerBatch, LedgerEvent, Work
from .history import LINKS, SETS, in_words, line, name_of, spelt, stored
from .rolling import set_aside

CHUNK = 500


@dataclass(kw_only=True)
class Rewriting:
    """What one record shall say. `wanted` uses the names of `Appearance`, plus "work_id" and "stands"."""

    record: CoverageRecord
    wanted: dict[str, Any]
    kind: LedgerEvent.Kind
    settle: Collection[str] = ()
    unsettle: Collection[str] = field(default=())


def locked(ids: Iterable[int]) -> dict[int, CoverageRecord]:
    """Those records, their works set aside, locked in the order of their ids: two who want the same never cross."""
    wanted = CoverageRecord.objects.filter(pk__in=tuple(ids))
    set_aside(*wanted.values_list("work_id", flat=True))
    return {record.pk: record for record in wanted.select_for_update(of=("self",)).order_by("pk")}


def chunks(those: Iterable, size: int = CHUNK) -> Iterator[list]:
    """In lists of at most `size`."""
    those = iter(those)
    while some := list(islice(those, size)):
        yield some


def sets_of(ids: Collection[int]) -> dict[str, dict[int, frozenset[int]]]:
    """The themes and the organisations told of, by field and record. Two queries."""
    return {name: _linked(through, column, ids) for name, (through, column) in _THROUGH.items()}


def rewrite(those: Iterable[Rewriting], *, batch: LedgerBatch, by, at: datetime, reason: str) -> list[CoverageRecord]:
    """Write what differs, and one event each; returns the records that changed. The caller holds their locks.

    What is the same already is neither written nor settled.
    """
    changed = []
    for some in chunks(those):
        changed += _rewrite(some, batch=batch, by=by, at=at, reason=reason)
    return changed


def settle_work(records: Iterable[CoverageRecord], *, settled: bool = True) -> list[int]:
    """Say of locked records that a person decided their work, or no longer; returns those of which it is news."""
    news = [record for record in records if ("work" in record.settled_fields) != settled]
    for record in news:
        others = [name for name in record.settled_fields if name != "work"]
        record.settled_fields = sorted([*others, "work"]) if settled else others
    CoverageRecord.objects.bulk_update(news, ["settled_fields"], batch_size=100)
    return sorted(record.pk for record in news)


def _rewrite(those: list[Rewriting], *, batch, by, at, reason) -> list[CoverageRecord]:
    set_aside(*(each.record.work_id for each in those), *(each.wanted.get("work_id") for each in those))
    held = sets_of([each.record.pk for each in those])
    words = _Words(those, held)
    events, touched, columns, sets = [], [], set(), defaultdict(dict)
    for each in those:
        changes, exact = {}, {}
        for name, value in each.wanted.items():
            old, new = _held(each.record, name, held), spelt(name, value)
            if old == new:
                continue
            exact[name] = [stored(name, old), stored(name, new)]
            if name != "stands":
                changes[name_of(name)] = [words.of(name, old), words.of(name, new)]
            if name in SETS:
                sets[name][each.record.pk] = new
            else:
                columns |= _put(each.record, name, new, by=by, at=at, reason=reason)
        if not exact:
            continue
        settled = set(each.record.settled_fields)
        newly = set(each.settle) - settled
        after = sorted((settled | newly) - set(each.unsettle))
        if after != each.record.settled_fields:
            each.record.settled_fields = after
            columns.add("settled_fields")
        if newly:
            exact["settled"] = sorted(newly)
        if freed := settled & set(each.unsettle):
            exact["freed"] = sorted(freed)
        touched.append(each.record)
        events.append(
            line(each.record.pk, each.kind, by=by, at=at, reason=reason, changes=changes, exact=exact, batch=batch)
        )
    if columns:
        CoverageRecord.objects.bulk_update(touched, sorted(columns), batch_size=100)
    for name, wanted in sets.items():
        _link(name, held[name], wanted)
    LedgerEvent.objects.bulk_create(events, batch_size=CHUNK)
    return touched


def _put(record: CoverageRecord, name: str, value: Any, *, by, at, reason) -> set[str]:
    """Set one column, or those that together say whether a record stands; returns which."""
    if name != "stands":
        setattr(record, name, value)
        if name == "title":
            record.folded = CoverageRecord.folding(value)
            return {"title", "folded"}
        return {name}
    gone = (None, None, "") if value else (at, by, reason)
    record.withdrawn_at, record.withdrawn_by, record.withdrawal_reason = gone
    return {"withdrawn_at", "withdrawn_by", "withdrawal_reason"}


def _held(record: CoverageRecord, name: str, held: dict) -> Any:
    return held[name].get(record.pk, frozenset()) if name in SETS else getattr(record, name)


class _Words:
    """Names for ids, looked up once for all records of a chunk."""

    def __init__(self, those: list[Rewriting], held: dict):
        wanted = defaultdict(set)
        for each in those:
            for name, value in each.wanted.items():
                if name in LINKS or name == "work_id":
                    wanted[name] |= {value, getattr(each.record, name)}
                elif name in SETS:
                    wanted[name] |= set(value) | _held(each.record, name, held)
        models = {**LINKS, **SETS, "work_id": Work}
        self.names = {
            name: {one.pk: str(one) for one in models[name].objects.filter(pk__in=ids)} for name, ids in wanted.items()
        }

    def of(self, name: str, value: Any) -> Any:
        if name == "work_id":
            return f"{self.names[name].get(value, '')} (#{value})".strip()
        if name in LINKS:
            return self.names[name].get(value, value)
        if name in SETS:
            return sorted(self.names[name][pk] for pk in value if pk in self.names[name])
        return in_words(name, value)


_THROUGH = {
    "theme_ids": (CoverageRecord.themes.through, "theme_id"),
    "about_ids": (CoverageRecord.about.through, "organisation_id"),
}


def _linked(through, column: str, ids: Collection[int]) -> dict[int, frozenset[int]]:
    found = defaultdict(set)
    for record_id, other in through.objects.filter(coveragerecord__in=ids).values_list("coveragerecord_id", column):
        found[record_id].add(other)
    return {record_id: frozenset(others) for record_id, others in found.items()}


def _link(name: str, held: dict[int, frozenset[int]], wanted: dict[int, frozenset[int]]) -> None:
    """Bring the rows between records and themes (or organisations) from what is to what shall be."""
    through, column = _THROUGH[name]
    new, gone = [], defaultdict(list)
    for record_id, others in wanted.items():
        was = held.get(record_id, frozenset())
        new += [through(coveragerecord_id=record_id, **{column: other}) for other in sorted(others - was)]
        for other in was - others:
            gone[other].append(record_id)
    for other, record_ids in gone.items():
        through.objects.filter(**{column: other}, coveragerecord__in=record_ids).delete()
    through.objects.bulk_create(new, batch_size=CHUNK, ignore_conflicts=True)
