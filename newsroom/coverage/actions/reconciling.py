"""Holding the ledger against what its producers derive anew, and against its own history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ..models import CoverageRecord, LedgerEvent
from ..producing import Appearance, producers
from .correcting import correct
from .grouping import key_of, work_of
from .history import held, in_words, spelt
from .recording import FOLLOWED, record, withdraw


class Kind(StrEnum):
    """How the ledger and a producer can differ."""

    MISSING = "missing"
    EXTRA = "extra"
    FIELD = "field"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that the ledger says otherwise than it should. `ledger` and `should_be` are in words."""

    kind: Kind
    source: str
    source_key: str
    title: str
    field: str = ""
    ledger: object = None
    should_be: object = None
    appearance: Appearance | None = None
    record: CoverageRecord | None = None


def differences() -> Iterator[Difference]:
    """Everything in which the ledger differs from its registered producers, in order of source and key.

    What a person settled is respected. A day is held against the record's own history and not against the producer:
    the first date stands. Sources without a producer (records by hand) are held against their history only. Changes
    nothing.
    """
    derived = producers()
    for source in sorted(derived):
        yield from _of_source(source, {each.source_key: each for each in derived[source]()})
    yield from _moved_days()


def settle(*, difference: Difference, by, at: datetime, reason: str) -> None:
    """Make the ledger say what it should, through its own verbs, so that the history tells of it."""
    if difference.field == "day":
        changes = {"day": date.fromisoformat(str(difference.should_be))}
        correct(record=difference.record, changes=changes, reason=reason, by=by, at=at)
    elif difference.kind is Kind.EXTRA:
        withdraw(source=difference.source, source_key=difference.source_key, reason=reason, by=by, at=at)
    else:
        record(appearance=difference.appearance, by=by, at=at)


def _of_source(source: str, derived: dict[str, Appearance]) -> Iterator[Difference]:
    kept = {
        each.source_key: each
        for each in CoverageRecord.objects.filter(source=source).prefetch_related("themes", "about")
    }
    for key in sorted({*derived, *kept}):
        appearance, found = derived.get(key), kept.get(key)
        same = {"source": source, "source_key": key, "appearance": appearance, "record": found}
        if appearance is None:
            if found.stands:
                yield Difference(kind=Kind.EXTRA, title=found.title, **same)
        elif found is None or (not found.stands and "stands" not in found.settled_fields):
            yield Difference(kind=Kind.MISSING, title=appearance.title, **same)
        else:
            for field, ledger, should_be in _fields(found, appearance):
                yield Difference(
                    kind=Kind.FIELD, title=found.title, field=field, ledger=ledger, should_be=should_be, **same
                )


def _fields(found: CoverageRecord, appearance: Appearance) -> Iterator[tuple[str, object, object]]:
    for field in FOLLOWED:
        if field in found.settled_fields:
            continue
        ours, theirs = held(found, field), spelt(field, getattr(appearance, field))
        if ours != theirs:
            yield field, in_words(field, ours), in_words(field, theirs)
    if "work" not in found.settled_fields:
        said = key_of(appearance.same_work_as)
        work = work_of(appearance.same_work_as) if said else None
        if found.same_work_as != said or (work is not None and work.pk != found.work_id):
            yield "same_work_as", found.same_work_as, said


def _moved_days() -> Iterator[Difference]:
    """Records whose day is not the one that their history last told: someone changed it behind the ledger's back."""
    told: dict[int, str] = {}
    for event in LedgerEvent.objects.filter(changes__has_key="day").order_by("pk"):
        told[event.record_id] = event.changes["day"][1]
    for found in CoverageRecord.objects.order_by("source", "source_key").iterator():
        should_be = told.get(found.pk)
        if should_be and should_be != found.day.isoformat():
            yield Difference(
                kind=Kind.FIELD,
                source=found.source,
                source_key=found.source_key,
                title=found.title,
                field="day",
                ledger=found.day.isoformat(),
                should_be=should_be,
                record=found,
            )
