"""Keeping figures that were put together beforehand in step with the ledger, and making them.

Whoever is about to change a record first sets its work aside: it leaves every rollup, and is counted from its records
until the next rolling up. Two who change one work wait for each other at that line; who rolls up waits for all who
have set something aside and not finished, and they for him.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import connection, transaction

from newsroom.periods import Kind, parts_of, period
from newsroom.plan.models import Plan

from ..counting import Item
from ..models import CoverageRecord, Rollup, RollupLine
from ..querysets import Contribution, tables_of
from ..rolling import fingerprint, in_order

_CHUNK = 500
_PUT_DOWN = "INSERT INTO {set_aside} (work) VALUES … ON CONFLICT DO NOTHING RETURNING work"


def set_aside(*works: int | None) -> None:
    """Take works out of every rollup, because their records are about to change. Before the first write, and locks.

    Those that are out already stay out. Belongs into the transaction of the change.
    """
    ids = sorted({work for work in works if work is not None})
    for start in range(0, len(ids), _CHUNK):
        if newly := _put_down(ids[start : start + _CHUNK]):
            # Asked only now: whoever rolls up while we waited has finished, and what he made is seen.
            for rollup in Rollup.objects.all():
                _run(*_contribution(rollup).take_out(newly))


@transaction.atomic
def roll_up(*, at: datetime) -> int:
    """Put together anew whatever changed, for every plan; returns how many rollups there are.

    What belongs to no plan any more is thrown away, what a plan lacks is made, and works that were set aside go in.
    """
    _alone()
    wanted = {(fingerprint(items), fences[0]): (items, fences) for items, fences in _years()}
    for rollup in Rollup.objects.all():
        if wanted.pop((rollup.mapping, rollup.start), None) is None:
            _throw_away(rollup)
            continue
        _run(*_contribution(rollup).put_in_set_aside())
        _compact(rollup)
        Rollup.objects.filter(pk=rollup.pk).update(rolled_at=at)
    for (mapping, start), (items, fences) in wanted.items():
        rollup = Rollup.objects.create(
            mapping=mapping,
            start=start,
            fences=[fence.isoformat() for fence in fences],
            rows=[[item.label, sorted(item.theme_ids)] for item in in_order(items)],
            rolled_at=at,
        )
        _run(*_contribution(rollup).put_in())
    _run("DELETE FROM {set_aside}", [])
    return Rollup.objects.count()


@transaction.atomic
def roll_up_anew(*, at: datetime) -> int:
    """Throw all of it away and make it again."""
    _alone()
    for rollup in Rollup.objects.all():
        _throw_away(rollup)
    return roll_up(at=at)


def rollup_differences() -> dict[Rollup, int]:
    """In how many places each rollup says otherwise than the ledger; only those that do."""
    found = {}
    for rollup in Rollup.objects.order_by("start", "pk"):
        ((places,),) = _run(*_contribution(rollup).differences())
        if places:
            found[rollup] = places
    return found


def _put_down(works: Sequence[int]) -> list[int]:
    """Those of the works that were in until now. Waits for whoever is just setting one of them aside."""
    rows = ", ".join(["(%s)"] * len(works))
    return sorted(work for (work,) in _run(_PUT_DOWN.replace("…", rows), list(works)))


def _alone() -> None:
    """Wait until nobody is between setting aside and finishing, and let nobody begin. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        _run("LOCK TABLE {set_aside} IN SHARE ROW EXCLUSIVE MODE", [])


def _compact(rollup: Rollup) -> None:
    last = RollupLine.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    _run(*_contribution(rollup).compacted())
    _run("DELETE FROM {lines} WHERE rollup_id = %s AND id <= %s", [rollup.pk, last])


def _throw_away(rollup: Rollup) -> None:
    _run("DELETE FROM {lines} WHERE rollup_id = %s", [rollup.pk])
    rollup.delete()


def _years() -> Iterator[tuple[list[Item], list[date]]]:
    """The rows of every plan, and the fences of its year."""
    plans = Plan.objects.select_related("regime").prefetch_related("items__clause", "items__themes")
    for plan in plans.order_by("year", "pk"):
        items = [Item(item.label, frozenset(theme.pk for theme in item.themes.all())) for item in plan.items.all()]
        if items:
            regime = plan.regime.rule()
            year = period(plan.year, "nam", regime)
            yield items, [*(month.start for month in parts_of(year, Kind.MONTH, regime)), year.stop]


def _contribution(rollup: Rollup) -> Contribution:
    return Contribution(rollup, connection, tables_of(CoverageRecord, connection))


def _run(sql: str, params: list) -> list[tuple]:
    """Run one statement over the ledger's tables, named in braces; what it returned."""
    with connection.cursor() as cursor:
        cursor.execute(sql.format(**tables_of(CoverageRecord, connection)), params)
        return cursor.fetchall() if cursor.description else []
