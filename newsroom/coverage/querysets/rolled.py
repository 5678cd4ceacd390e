"""The SQL twin of `rolling`: what figures that were put together beforehand are made of, and how they are read.

Works that were set aside are in no line; whoever reads counts them from their records in the same statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain

from django.db import models

from ..counting import Grain, Item
from ..rolling import NOWHERE, ROLLED, ROLLED_TOTALS, fingerprint, in_order, run_of
from .spreading import COLUMNS, JOINS, NO_ITEM, NOTHING, SPREAD, TOTAL_ROW, TOTALS, UNCLASSIFIED_ROW, values_of

PLACE = ("month", "previous", "row", "channel", "organisation", "genre", "tone", "about")
SUMS = ("appearances", "seconds", "first_runs", "quantity", "persons", "copies")
_SPREAD_OVER = ("channel", "organisation", "genre", "tone", "about")

_CONTRIBUTED = """
WITH fences (month, start_day, stop_day) AS ({fences}),
counted (record, work, day, channel, organisation, genre, tone, seconds, quantity, persons, copies, is_rerun, month) AS
    MATERIALIZED (
    SELECT r.id, r.work_id, r.day, r.channel_id, r.organisation_id, r.genre, r.tone, r.seconds, r.quantity, r.persons,
        r.copies, r.is_rerun, fences.month
    FROM {records} r CROSS JOIN fences
    WHERE r.withdrawn_at IS NULL AND r.day >= fences.start_day AND r.day < fences.stop_day
    AND r.day >= %s AND r.day < %s AND {works}
),
promised (item, theme) AS ({promised}),
{spread},
placed (month, previous, row, channel, organisation, genre, tone, about, seconds, quantity, persons, copies, is_rerun)
    AS ({placed}),
given ({place}, {sums}) AS (
    SELECT {place}, COUNT(*), SUM(seconds), SUM(CASE WHEN is_rerun THEN 0 ELSE 1 END), SUM(quantity),
        COALESCE(SUM(persons), 0), COALESCE(SUM(copies), 0)
    FROM placed GROUP BY {place}
)
"""
_PLACED = """
SELECT month, COALESCE(LAG(month) OVER (PARTITION BY {cell}, work ORDER BY day, record), {nowhere}), item, {columns},
    seconds, quantity, persons, copies, is_rerun
FROM {source} AS spread{joins}
"""
_INSERT = """
INSERT INTO {lines} (rollup_id, {place}, {sums})
{contributed}
SELECT %s, {place}, {signed} FROM given
"""
_DIFFERENT = """
{contributed}
SELECT COUNT(*) FROM (
    SELECT {place} FROM (
        SELECT {place}, {sums} FROM given
        UNION ALL
        SELECT {place}, {negative} FROM {lines} WHERE rollup_id = %s
    ) both_ways
    GROUP BY {place} HAVING {unequal}
) different
"""
_COMPACTED = """
INSERT INTO {lines} (rollup_id, {place}, {sums})
SELECT rollup_id, {place}, {added} FROM {lines} WHERE rollup_id = %s
GROUP BY rollup_id, {place} HAVING {unequal} ORDER BY month, row
"""
READ = """
SELECT row, channel, organisation, genre, tone, about, CAST(NULL AS bigint), CAST(SUM(appearances) AS bigint),
    CAST(SUM(CASE WHEN previous < %s THEN appearances ELSE 0 END) AS bigint), CAST(SUM(seconds) AS bigint),
    CAST(SUM(first_runs) AS bigint), CAST(SUM(quantity) AS bigint), CAST(SUM(persons) AS bigint),
    CAST(SUM(copies) AS bigint)
FROM {lines} WHERE rollup_id = %s AND month >= %s AND month < %s
GROUP BY row, channel, organisation, genre, tone, about HAVING SUM(appearances) <> 0
UNION ALL
SELECT {marker}, CAST(NULL AS bigint), CAST(NULL AS bigint), CAST(NULL AS varchar(10)), CAST(NULL AS varchar(10)),
    CAST(NULL AS bigint), CAST(NULL AS bigint), 0, 0, 0, 0, 0, 0, 0
FROM {rollups} WHERE id = %s
"""
OF_SET_ASIDE = """
SELECT r.id, r.work_id, r.day, r.channel_id, r.organisation_id, r.genre, r.tone, r.seconds, r.quantity, r.persons,
    r.copies, r.is_rerun
FROM {set_aside} aside CROSS JOIN {records} r
WHERE r.work_id = aside.work AND r.withdrawn_at IS NULL AND r.day >= %s AND r.day < %s
"""


class RollupQuerySet(models.QuerySet):
    def answering(self, items: Iterable[Item], start: date, stop: date):
        """(rollup, first month, stop month) for these rows and this window, or None. One query."""
        for rollup in self.filter(mapping=fingerprint(items), start__lte=start).order_by("-start"):
            if run := run_of(start, stop, [date.fromisoformat(fence) for fence in rollup.fences]):
                return rollup, *run
        return None


class Contribution:
    """What works give to the lines of one rollup: SQL with its parameters, to put in, to take out, to compare."""

    def __init__(self, rollup, connection, tables: dict[str, str]) -> None:
        self.rollup, self.connection, self.tables = rollup, connection, tables
        self.items = in_order(Item(label, frozenset(themes)) for label, themes in rollup.rows)
        self.fences = [date.fromisoformat(fence) for fence in rollup.fences]

    def put_in(self, works: Sequence[int] | None = None) -> tuple[str, list]:
        """Add what those works give now; None is every work."""
        return self._insert(works, "")

    def take_out(self, works: Sequence[int]) -> tuple[str, list]:
        """Add what those works give now, negated."""
        return self._insert(works, "-")

    def put_in_set_aside(self) -> tuple[str, list]:
        return self._insert(None, "", "r.work_id IN (SELECT work FROM {set_aside})")

    def differences(self) -> tuple[str, list]:
        """In how many places the lines say otherwise than the records of the works that are not set aside."""
        sql, params = self._contributed(None, "r.work_id NOT IN (SELECT work FROM {set_aside})")
        names = {
            "negative": ", ".join(f"-{name}" for name in SUMS),
            "unequal": _unequal(),
            "contributed": sql,
        }
        return _DIFFERENT.format(**self._names(), **names), [*params, self.rollup.pk]

    def compacted(self) -> tuple[str, list]:
        """Every place once more, added up; the caller removes the lines that were there before."""
        added = ", ".join(f"SUM({name})" for name in SUMS)
        return _COMPACTED.format(**self._names(), added=added, unequal=_unequal()), [self.rollup.pk]

    def _insert(self, works, sign: str, which: str = "") -> tuple[str, list]:
        sql, params = self._contributed(works, which)
        signed = ", ".join(f"{sign}{name}" for name in SUMS)
        return _INSERT.format(**self._names(), contributed=sql, signed=signed), [*params, self.rollup.pk]

    def _contributed(self, works: Sequence[int] | None, which: str) -> tuple[str, list]:
        day = self.connection.ops.adapt_datefield_value
        fences = [(number, day(start), day(self.fences[number + 1])) for number, start in enumerate(self.fences[:-1])]
        promised = [(number, theme) for number, item in enumerate(self.items) for theme in sorted(item.theme_ids)]
        if works is not None:
            which = f"r.work_id IN ({', '.join(['%s'] * len(works))})"
        parts = [self._placed(grain, "spread") for grain in sorted(ROLLED, key=sorted)]
        parts += [self._placed(grain, TOTALS) for grain in sorted(ROLLED_TOTALS, key=sorted)]
        sql = _CONTRIBUTED.format(
            **self._names(),
            fences=values_of(fences, ""),
            works=(which or "1 = 1").format(**self.tables),
            promised=values_of(promised, NO_ITEM),
            spread=SPREAD.format(**self.tables, total=TOTAL_ROW, unclassified=UNCLASSIFIED_ROW),
            placed=" UNION ALL ".join(parts),
        )
        edges = [day(self.fences[0]), day(self.fences[-1])]
        return sql, [*chain(*fences), *edges, *(works or ()), *chain(*promised)]

    def _placed(self, grain: Grain, source: str) -> str:
        names = [name for name in _SPREAD_OVER if name in grain]
        return _PLACED.format(
            cell=", ".join(["spread.item", *(COLUMNS[name] for name in names)]),
            columns=", ".join(COLUMNS[name] if name in grain else NOTHING[name] for name in _SPREAD_OVER),
            joins="".join(JOINS[name].format(**self.tables) for name in names if name in JOINS),
            source=source,
            nowhere=NOWHERE,
        )

    def _names(self) -> dict[str, str]:
        return {**self.tables, "place": ", ".join(PLACE), "sums": ", ".join(SUMS)}


def _unequal() -> str:
    return " OR ".join(f"SUM({name}) <> 0" for name in SUMS)
