"""The SQL twin of `counting`: records spread over rows, then grouped by every grain that was asked for.

One statement, so that every figure of a report is read at one moment. Works are counted anew at each grain because
they do not add up. Names are joined to groups, not to records. PostgreSQL groups by many grains in one pass; SQLite
is told by CROSS JOIN to begin with the records of the window and never with all that bear a theme.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from functools import partial
from itertools import chain

from django.apps import apps
from django.db.models import Model

from ..counting import DIMENSIONS, UNCLASSIFIED, Cell, Figure, Grain, Item, Span

FIELDS = "pk work_id day channel_id organisation_id genre tone seconds quantity persons copies is_rerun".split()
"""What the inner query selects of each record that counts, in this order."""

TOTAL_ROW, UNCLASSIFIED_ROW, MARKER_ROW = -1, -2, -3
MARKER = Cell("marker of a rollup")
"""The cell that says that a rollup was there when its lines were read."""
SPREAD = """
served (item, record) AS MATERIALIZED (
    SELECT DISTINCT promised.item, tagged.coveragerecord_id
    FROM counted CROSS JOIN {tagged} tagged CROSS JOIN promised
    WHERE tagged.coveragerecord_id = counted.record AND promised.theme = tagged.theme_id
),
spread AS MATERIALIZED (
    SELECT served.item AS item, counted.* FROM served CROSS JOIN counted WHERE counted.record = served.record
    UNION ALL
    SELECT {unclassified}, counted.* FROM counted LEFT JOIN served ON served.record = counted.record
    WHERE served.record IS NULL
    UNION ALL
    SELECT {total}, counted.* FROM counted
)
"""
"""From `counted` and `promised (item, theme)` to every record in every row in which it counts."""

_WITH = """
WITH counted (record, work, day, channel, organisation, genre, tone, seconds, quantity, persons, copies, is_rerun) AS
    MATERIALIZED ({counted}),
promised (item, theme) AS ({promised}),
spans (span, start_day, stop_day) AS ({spans}),
{spread}
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
WHERE (figures.about IS NULL OR about.id IS NOT NULL)
"""
_GROUPING = "SELECT {columns}, {figures} FROM {source}{joins}{where} GROUP BY {groups}"
TOTALS = "(SELECT -1 AS item, counted.* FROM counted)"
"""What `spread` holds of the total."""
_FIGURES = (
    "COUNT(*), COUNT(DISTINCT work), SUM(seconds), SUM(CASE WHEN is_rerun THEN 0 ELSE 1 END), "
    "SUM(quantity), COALESCE(SUM(persons), 0), COALESCE(SUM(copies), 0)"
)
COLUMNS = {
    "channel": "spread.channel",
    "organisation": "spread.organisation",
    "genre": "spread.genre",
    "tone": "spread.tone",
    "about": "named.organisation_id",
    "span": "spans.span",
}
# Typed, because PostgreSQL takes a column of a union for what its first part says.
NOTHING = {
    **dict.fromkeys(("channel", "organisation", "about", "span"), "CAST(NULL AS bigint)"),
    **dict.fromkeys(("genre", "tone"), "CAST(NULL AS varchar(10))"),
}
JOINS = {
    "about": " JOIN {named} named ON named.coveragerecord_id = spread.record",
    "span": " JOIN spans ON spread.day >= spans.start_day AND spread.day < spans.stop_day",
}
_NAMES = {
    "channel": "IN (SELECT id FROM {channels} WHERE code IN ({marks}))",
    "organisation": "IN (SELECT id FROM {organisations} WHERE slug IN ({marks}))",
    "about": "IN (SELECT id FROM {organisations} WHERE slug IN ({marks}))",
    **dict.fromkeys(("genre", "tone", "span"), "IN ({marks})"),
}
NO_ITEM, _NO_SPAN = "0, 0", "0, CAST('2000-01-01' AS date), CAST('2000-01-01' AS date)"


@dataclass(frozen=True, kw_only=True)
class Spreading:
    """One question to the ledger: which rows, which grains, which single cells. `sql()` asks, `read()` understands.

    `rolled` is a further SELECT of figures with its parameters: what was put together beforehand.
    """

    connection: object
    tables: dict[str, str]
    items: tuple[Item, ...]
    grains: frozenset[Grain]
    totals: frozenset[Grain] = frozenset()
    spans: tuple[Span, ...] = ()
    cells: frozenset[Cell] = frozenset()
    rolled: tuple[str, tuple] | None = None
    labels: dict[int, str | None] = field(init=False)

    def __post_init__(self) -> None:
        named = dict(enumerate(item.label for item in self.items))
        object.__setattr__(
            self, "labels", {TOTAL_ROW: None, UNCLASSIFIED_ROW: UNCLASSIFIED, **named, MARKER_ROW: MARKER.item}
        )

    def sql(self, counted: str, params: Iterable) -> tuple[str, list]:
        """The statement, given the one that selects FIELDS of the records that count."""
        promised = [(number, theme) for number, item in enumerate(self.items) for theme in sorted(item.theme_ids)]
        day = self.connection.ops.adapt_datefield_value
        spanned = [(number, day(start), day(stop)) for number, (start, stop) in enumerate(self.spans)]
        figures, asked = self._figures()
        names = {
            **self.tables,
            "counted": counted,
            "promised": values_of(promised, NO_ITEM),
            "spans": values_of(spanned, _NO_SPAN),
            "figures": figures,
            "spread": SPREAD.format(**self.tables, total=TOTAL_ROW, unclassified=UNCLASSIFIED_ROW),
        }
        return (_WITH + _NAMED).format(**names), [*params, *chain(*promised), *chain(*spanned), *asked]

    def read(self, rows: Iterable[tuple]) -> dict[Cell, Figure]:
        """The cells of what came back."""
        labels, found = self.labels, {}
        for row in rows:
            cell = Cell(labels[row[0]], *row[1:7])
            figure = Figure(*row[7:])
            found[cell] = _both(found[cell], figure) if cell in found else figure
        return {cell: figure for cell, figure in found.items() if self._is_wanted(cell)}

    def _is_wanted(self, cell: Cell) -> bool:
        grain = cell.grain
        if grain in self.grains or cell == MARKER:
            return True
        return (cell.item is None and grain in self.totals) or cell.in_total in self.cells

    def _figures(self) -> tuple[str, list]:
        """Every grouping, those that join alike together; then those of single cells."""
        parts = [self._grouping(grains) for grains in self._together(self.grains)]
        parts += [
            self._grouping(grains, source=f"{TOTALS} spread") for grains in self._together(self.totals - self.grains)
        ]
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
                wheres.append(f"{COLUMNS[name]} {_NAMES[name].format(marks=marks, **self.tables)}")
                params += values
            parts.append(self._grouping([grain], " WHERE " + " AND ".join(wheres)))
        if self.rolled:
            parts.append(self.rolled[0])
            params += self.rolled[1]
        return " UNION ALL ".join(parts), params

    def _together(self, grains: Iterable[Grain]) -> list[list[Grain]]:
        """Grains that one SELECT groups by."""
        alike: dict[Grain, list[Grain]] = defaultdict(list)
        for grain in sorted(grains, key=sorted):
            alike[grain & {*JOINS}].append(grain)
        if self.connection.vendor == "postgresql":
            return list(alike.values())
        return [[grain] for some in alike.values() for grain in some]

    def _grouping(self, grains: list[Grain], where: str = "", source: str = "spread") -> str:
        """One SELECT for grains that join alike. What it does not spread is NULL."""
        used = frozenset().union(*grains)
        sets = [
            "(" + ", ".join(["spread.item", *(COLUMNS[n] for n in DIMENSIONS if n in grain)]) + ")" for grain in grains
        ]
        columns = ", ".join(["spread.item", *(COLUMNS[n] if n in used else NOTHING[n] for n in DIMENSIONS)])
        joins = "".join(JOINS[name].format(**self.tables) for name in JOINS if name in used)
        groups = sets[0][1:-1] if len(sets) == 1 else f"GROUPING SETS ({', '.join(sets)})"
        return _GROUPING.format(
            columns=columns, figures=_FIGURES, source=source, joins=joins, where=where, groups=groups
        )


def tables_of(records: type[Model], connection) -> dict[str, str]:
    """What the ledger's tables are called, quoted, by the names that the statements here use."""
    own = partial(apps.get_model, records._meta.app_label)
    models = {
        "records": records,
        "tagged": records.themes.through,
        "named": records.about.through,
        "channels": records.channel.field.related_model,
        "organisations": records.organisation.field.related_model,
        "rollups": own("Rollup"),
        "lines": own("RollupLine"),
        "set_aside": own("SetAside"),
    }
    return {name: connection.ops.quote_name(model._meta.db_table) for name, model in models.items()}


def _both(one: Figure, other: Figure) -> Figure:
    """Figures of one cell from works that differ."""
    return Figure(*map(sum, zip(astuple(one), astuple(other), strict=True)))


def values_of(rows: list[tuple], none: str) -> str:
    """Rows as a table with placeholders; `none` gives the columns their types when there are no rows."""
    if not rows:
        return f"SELECT {none} WHERE 1 = 0"
    return "VALUES " + ", ".join(["(" + ", ".join(["%s"] * len(rows[0])) + ")"] * len(rows))
