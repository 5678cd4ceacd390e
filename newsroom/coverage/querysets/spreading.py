"""The SQL twin of `counting`: records spread over rows, then grouped by every grain that was asked for.

One statement, so that every figure of a report is read at one moment. Works are counted anew at each grain because
they do not add up. Names are joined to groups, not to records. PostgreSQL groups by many grains in one pass; SQLite
is told by CROSS JOIN to begin with the records of the window and never with all that bear a theme.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from ..counting import DIMENSIONS, UNCLASSIFIED, Cell, Figure, Grain, Item, Span

FIELDS = "pk work_id day channel_id organisation_id genre tone seconds quantity persons copies is_rerun".split()
"""What the inner query selects of each record that counts, in this order."""

_TOTAL_ROW, _UNCLASSIFIED_ROW = -1, -2
_WITH = """
WITH counted (record, work, day, channel, organisation, genre, tone, seconds, quantity, persons, copies, is_rerun) AS
    {materialized} ({counted}),
promised (item, theme) AS ({promised}),
spans (span, start_day, stop_day) AS ({spans}),
served (item, record) AS {materialized} (
    SELECT DISTINCT promised.item, tagged.coveragerecord_id
    FROM counted CROSS JOIN {tagged} tagged CROSS JOIN promised
    WHERE tagged.coveragerecord_id = counted.record AND promised.theme = tagged.theme_id
),
spread AS {materialized} (
    SELECT served.item AS item, counted.* FROM served CROSS JOIN counted WHERE counted.record = served.record
    UNION ALL
    SELECT {unclassified}, counted.* FROM counted LEFT JOIN served ON served.record = counted.record
    WHERE served.record IS NULL
    UNION ALL
    SELECT {total}, counted.* FROM counted
)
"""
_NAMED = """,
figures (item, channel, organisation, genre, tone, about, span, appearances, works, seconds, first_runs, quantity,
         persons, copies) AS ({figures})
SELECT item, channel.code, organisation.slug, genre, tone, about.slug, span,
    appearances, works, figures.seconds, first_runs, figures.quantity, figures.persons, figures.copies
FROM figures
LEFT JOIN {channels} channel ON channel.id = figures.channel
LEFT JOIN {organisations} organisation ON organisation.id = figures.organisation
LEFT JOIN {organisations} about ON about.id = figures.about
"""
_GROUPING = "SELECT {columns}, {figures} FROM spread{joins}{where} GROUP BY {groups}"
_FIGURES = (
    "COUNT(*), COUNT(DISTINCT work), SUM(seconds), SUM(CASE WHEN is_rerun THEN 0 ELSE 1 END), "
    "SUM(quantity), COALESCE(SUM(persons), 0), COALESCE(SUM(copies), 0)"
)
_COLUMNS = {
    "channel": "spread.channel",
    "organisation": "spread.organisation",
    "genre": "spread.genre",
    "tone": "spread.tone",
    "about": "named.organisation_id",
    "span": "spans.span",
}
# Typed, because PostgreSQL takes a column of a union for what its first part says.
_NOTHING = {
    **dict.fromkeys(("channel", "organisation", "about", "span"), "CAST(NULL AS bigint)"),
    **dict.fromkeys(("genre", "tone"), "CAST(NULL AS varchar(10))"),
}
_JOINS = {
    "about": " JOIN {named} named ON named.coveragerecord_id = spread.record",
    "span": " JOIN spans ON spread.day >= spans.start_day AND spread.day < spans.stop_day",
}
_NAMES = {
    "channel": "IN (SELECT id FROM {channels} WHERE code IN ({marks}))",
    "organisation": "IN (SELECT id FROM {organisations} WHERE slug IN ({marks}))",
    "about": "IN (SELECT id FROM {organisations} WHERE slug IN ({marks}))",
    **dict.fromkeys(("genre", "tone", "span"), "IN ({marks})"),
}
_NO_ITEM, _NO_SPAN = "0, 0", "0, CAST('2000-01-01' AS date), CAST('2000-01-01' AS date)"


@dataclass(frozen=True, kw_only=True)
class Spreading:
    """One question to the ledger: which rows, which grains, which single cells. `sql()` asks, `read()` understands."""

    connection: object
    tables: dict[str, str]
    items: tuple[Item, ...]
    grains: frozenset[Grain]
    spans: tuple[Span, ...] = ()
    cells: frozenset[Cell] = frozenset()
    labels: dict[int, str | None] = field(init=False)

    def __post_init__(self) -> None:
        named = dict(enumerate(item.label for item in self.items))
        object.__setattr__(self, "labels", {_TOTAL_ROW: None, _UNCLASSIFIED_ROW: UNCLASSIFIED, **named})

    def sql(self, counted: str, params: Iterable) -> tuple[str, list]:
        """The statement, given the one that selects FIELDS of the records that count."""
        promised = [(number, theme) for number, item in enumerate(self.items) for theme in sorted(item.theme_ids)]
        day = self.connection.ops.adapt_datefield_value
        spanned = [(number, day(start), day(stop)) for number, (start, stop) in enumerate(self.spans)]
        figures, asked = self._figures()
        names = {
            **self.tables,
            "counted": counted,
            "promised": _values(promised, _NO_ITEM),
            "spans": _values(spanned, _NO_SPAN),
            "figures": figures,
            "total": _TOTAL_ROW,
            "unclassified": _UNCLASSIFIED_ROW,
            # Before PostgreSQL 12 and SQLite 3.35 nobody knows the word, and none of these is supported.
            "materialized": "MATERIALIZED",
        }
        return (_WITH + _NAMED).format(**names), [*params, *chain(*promised), *chain(*spanned), *asked]

    def read(self, rows: Iterable[tuple]) -> dict[Cell, Figure]:
        """The cells of what came back."""
        labels = self.labels
        found = {Cell(labels[row[0]], *row[1:7]): Figure(*map(int, row[7:])) for row in rows}
        if not self.cells:
            return found
        return {
            cell: figure for cell, figure in found.items() if cell.grain in self.grains or cell.in_total in self.cells
        }

    def _figures(self) -> tuple[str, list]:
        """Every grouping, those that join alike together; then those of single cells."""
        alike: dict[Grain, list[Grain]] = defaultdict(list)
        for grain in sorted(self.grains, key=sorted):
            alike[grain & {*_JOINS}].append(grain)
        in_one_pass = self.connection.vendor == "postgresql"
        parts = []
        for grains in alike.values():
            for some in [grains] if in_one_pass else [[grain] for grain in grains]:
                parts.append(self._grouping(some))
        params: list = []
        asked: dict[Grain, list[Cell]] = defaultdict(list)
        for cell in sorted(self.cells, key=str):
            if cell.grain not in self.grains:
                asked[cell.grain].append(cell)
        for grain, cells in asked.items():
            wheres = []
            for name in sorted(grain):
                values = sorted({getattr(cell, name) for cell in cells})
                marks = ", ".join(["%s"] * len(values))
                wheres.append(f"{_COLUMNS[name]} {_NAMES[name].format(marks=marks, **self.tables)}")
                params += values
            parts.append(self._grouping([grain], " WHERE " + " AND ".join(wheres)))
        return " UNION ALL ".join(parts), params

    def _grouping(self, grains: list[Grain], where: str = "") -> str:
        """One SELECT for grains that join alike. What it does not spread is NULL."""
        used = frozenset().union(*grains)
        sets = [
            "(" + ", ".join(["spread.item", *(_COLUMNS[n] for n in DIMENSIONS if n in grain)]) + ")" for grain in grains
        ]
        columns = ", ".join(["spread.item", *(_COLUMNS[n] if n in used else _NOTHING[n] for n in DIMENSIONS)])
        joins = "".join(_JOINS[name].format(**self.tables) for name in _JOINS if name in used)
        groups = sets[0][1:-1] if len(sets) == 1 else f"GROUPING SETS ({', '.join(sets)})"
        return _GROUPING.format(columns=columns, figures=_FIGURES, joins=joins, where=where, groups=groups)


def _values(rows: list[tuple], none: str) -> str:
    """Rows as a table with placeholders; `none` gives the columns their types when there are no rows."""
    if not rows:
        return f"SELECT {none} WHERE 1 = 0"
    return "VALUES " + ", ".join(["(" + ", ".join(["%s"] * len(rows[0])) + ")"] * len(rows))
