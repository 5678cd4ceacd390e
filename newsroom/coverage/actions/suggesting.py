"""Works that may be one, for a person to confirm or refuse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from feeds.parsing import piece_key

from ..grouping import Because, Piece, likeness, likenesses
from ..models import CoverageRecord, CoveredPage, Distinction
from ..querysets import CoverageQuerySet

MOST = 50_000
"""How many records are looked through at a time; a quarter of a busy province is about 20,000."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Records of different works that may be one piece, the earliest first, and why."""

    records: list[CoverageRecord]
    because: frozenset[Because]


def proposals(*, records: CoverageQuerySet, start: date, stop: date, most: int = 50) -> tuple[list[Proposal], int]:
    """The latest likely same works between two days, at most `most`, and how many there are in all.

    Looks two days over either end, so that a pair is not torn apart by a window.
    """
    around = records.standing().between(start - timedelta(days=2), stop + timedelta(days=2)).order_by("-day", "-pk")
    refused = set(Distinction.objects.values_list("first", "second"))
    pieces = list(_pieces(around))
    found = likenesses(pieces, refused)
    days = {piece.record_id: piece.day for piece in pieces}
    found = [each for each in found if any(start <= days[pk] < stop for pk in each.record_ids)]
    shown = found[:most]
    wanted = records.filter(pk__in=[pk for each in shown for pk in each.record_ids])
    by_id = {record.pk: record for record in wanted.select_related("organisation", "channel", "work")}
    return [Proposal(records=[by_id[pk] for pk in each.record_ids], because=each.because) for each in shown], len(found)


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A record held against the earliest of its company: what speaks for one piece, and what against.

    `title` and `lead` are 0–100; `lead` is None where one of the two has no page here. `days` lie between them.
    """

    record: CoverageRecord
    same_link: bool
    title: int
    lead: int | None
    days: int


def beside(records: Iterable[CoverageRecord]) -> list[Beside]:
    """Records side by side, the earliest first, each held against that one. One query a kind of page."""
    records = sorted(records, key=lambda record: (record.day, record.pk))
    if not records:
        return []
    leads, first = _leads(records), records[0]
    link = piece_key(first.url)
    return [
        Beside(
            record=record,
            same_link=bool(link) and piece_key(record.url) == link,
            title=likeness(first.title, record.title),
            lead=likeness(leads[first.pk], leads[record.pk]) if {first.pk, record.pk} <= set(leads) else None,
            days=(record.day - first.day).days,
        )
        for record in records
    ]


def _leads(records: list[CoverageRecord]) -> dict[int, str]:
    """The opening lines of those that are pages here, by record."""
    found = {}
    for kind in CoveredPage.kinds():
        own = {record.source_key: record.pk for record in records if record.source == kind.source_kind}
        keys = [key for key in own if key.isdecimal()]
        for pk, lead in kind.objects.filter(pk__in=keys).values_list("pk", "lead"):
            if lead.strip():
                found[own[str(pk)]] = lead
    return found


def _pieces(records: CoverageQuerySet) -> Iterator[Piece]:
    names = ("pk", "work_id", "title", "day", "happened_at", "url")
    for pk, work, title, day, moment, url in records.values_list(*names)[:MOST].iterator():
        yield Piece(pk, work, title, day, moment, piece_key(url))
