"""Works that may be one, for a person to confirm or refuse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from feeds.parsing.links import link_key

from ..grouping import Because, Piece, likenesses
from ..models import CoverageRecord, Distinction
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


def _pieces(records: CoverageQuerySet) -> Iterator[Piece]:
    names = ("pk", "work_id", "title", "day", "happened_at", "url")
    for pk, work, title, day, moment, url in records.values_list(*names)[:MOST].iterator():
        yield Piece(pk, work, title, day, moment, _link(url))


def _link(url: str) -> str:
    """The key of an address that leads to a piece; "" for none, and for a front page."""
    try:
        key = link_key(url) if url else ""
    except ValueError:
        return ""
    host, _slash, path = key.partition("/")
    return key if host and path.strip("?") else ""
