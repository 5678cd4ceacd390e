"""The statement's tables, once for every skin that prints tables: the workbook, the Word paper, the PDF.

A table is headings and rows of plain values: text, whole numbers, ratios, days. Whoever prints one decides how a number
looks and never what it is. A further dimension of the statement is a further function here, listed in `tables_of`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from newsroom.coverage.counting import Figure
from newsroom.statements.compiling import Aim, Line, Part, Statement

from . import words

Value = object
"""str, int, float (a ratio or exact minutes), date, or None where there is nothing to say."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """`kind` is text, number, ratio, minutes or day. `above` is a heading shared with the neighbours of the same.

    `width` is in characters of a sheet; papers take it as a share of their own width.
    """

    heading: str
    width: int
    kind: str = "text"
    above: str = ""


@dataclass(frozen=True)
class Row:
    cells: tuple[Value, ...]
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """`sheet` is its short name on a tab, `note` the sentence under it. `rows` may be read more than once."""

    code: str
    sheet: str
    caption: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    note: str = ""


_WIDTHS = {
    "label": 9,
    "title": 52,
    "channel": 36,
    "organisation": 36,
    "unit": 10,
    "done_ratio": 12,
    "reported": 14,
    "quantity": 10,
}
_TEXTS = {"label", "title", "channel", "organisation", "unit"}


def tables_of(statement: Statement) -> Iterator[Table]:
    """Every table of figures, in the order in which a workbook shows them. The records are `records` apart."""
    yield summary(statement)
    yield matrix(statement, "channel")
    yield matrix(statement, "organisation")
    yield parts(statement, "channel")
    yield parts(statement, "organisation")
    if statement.aims:
        yield aims(statement)


def summary(statement: Statement) -> Table:
    """The items, what serves none, the total."""
    return Table(
        code="summary",
        sheet=_("Summary table"),
        caption=_("By content item of the plan (II.1)"),
        columns=_columns("label", "title", *_FIGURES, "persons", "copies", "target", "done", "done_ratio", "reported"),
        rows=[
            Row(
                (
                    line.label,
                    line.title,
                    *_figures(line.figure),
                    line.figure.persons,
                    line.figure.copies,
                    *_aimed(line.aim),
                    line.reported.activities,
                ),
                strong=line is statement.total,
            )
            for line in statement.lines
        ],
        note=words.why_rows_exceed(statement),
    )


def parts(statement: Statement, by: str, *, lines: Iterable[Line] | None = None) -> Table:
    """Each row spread over channels or organisations, the total first; `lines` narrows to some rows."""
    spread = SPREADS[by]
    of_channel = by == "channel"
    names = ["label", "title", by, *_FIGURES]
    if of_channel:
        names += ["quantity", "unit", "target", "done", "done_ratio"]
    rows = []
    for line in lines or (statement.total, *statement.rows, statement.unclassified):
        for part in spread.parts(line):
            unit = (part.figure.quantity, part.unit, *_aimed(part.aim)) if of_channel else ()
            rows.append(
                Row((line.label, line.title, part.name, *_figures(part.figure), *unit, part.reported.activities))
            )
    return Table(
        code=f"by-{by}",
        sheet=spread.caption(),
        caption=spread.caption(),
        columns=_columns(*names, "reported"),
        rows=rows,
    )


def matrix(statement: Statement, by: str, *, lines: tuple[Line, ...] | None = None) -> Table:
    """Channels or organisations down, items across; in each cell appearances and works. `lines` narrows the items."""
    spread = SPREADS[by]
    lines = lines or statement.lines
    headings = words.headings()
    columns = [Column(heading=headings[by], width=36)]
    for line in lines:
        above = line.label or line.title
        columns += [
            Column(heading=headings["appearances"], width=9, kind="number", above=above),
            Column(heading=headings["works"], width=9, kind="number", above=above),
        ]
    found = [{part.code: part.figure for part in spread.parts(line)} for line in lines]
    rows = []
    for part in spread.parts(statement.total):
        figures = [of_line.get(part.code, Figure()) for of_line in found]
        rows.append(Row((part.name, *(number for each in figures for number in (each.appearances, each.works)))))
    totals = [number for line in lines for number in (line.figure.appearances, line.figure.works)]
    rows.append(Row((_("Total (each work once)"), *totals), strong=True))
    return Table(
        code=f"matrix-{by}",
        sheet=spread.matrix_sheet(),
        caption=spread.matrix_caption(),
        columns=tuple(columns),
        rows=rows,
        note=_("A work that appears in several columns or rows is counted once in each, and once in the total."),
    )


def aims(statement: Statement) -> Table:
    """The plan's targets, held against what was done."""
    measures = words.measures()
    return Table(
        code="targets",
        sheet=_("Targets"),
        caption=_("Targets"),
        columns=(
            Column(heading=_("Clause"), width=16),
            Column(heading=_("For"), width=52),
            Column(heading=_("Counted as"), width=18),
            Column(heading=_("Target"), width=10, kind="number"),
            Column(heading=_("Done"), width=10, kind="number"),
            Column(heading=_("Done against target"), width=12, kind="ratio"),
        ),
        rows=[
            Row((aim.origin or _("set by the unit"), aim.subject, measures.get(aim.measure, aim.measure), *_aimed(aim)))
            for aim in statement.aims
        ],
    )


class Rows(Iterable[Row]):
    """Rows that are made while they are read, as often as one likes: nothing is kept."""

    def __init__(self, make: Callable[[], Iterator[Row]]):
        self._make = make

    def __iter__(self) -> Iterator[Row]:
        return self._make()


def records(statement: Statement) -> Table:
    """Every record that the total counts. Raises ValueError when the statement was compiled without them."""
    listed = statement.records
    if listed is None:
        raise ValueError("This lists the records: compile the statement with_records=True.")

    def rows() -> Iterator[Row]:
        rerun = _("yes")
        for record in listed:
            yield Row(
                (
                    record.day,
                    record.title,
                    record.organisation,
                    record.channel,
                    record.work_id,
                    record.quantity,
                    record.unit,
                    # Exact, not rounded: the sum of the column is what the rounded figure comes from.
                    record.seconds / 60,
                    "; ".join(record.items),
                    "; ".join(record.themes),
                    record.genre,
                    record.tone,
                    record.persons,
                    record.copies,
                    rerun if record.is_rerun else "",
                    record.source,
                    record.url,
                    record.evidence,
                )
            )

    headings = words.headings()
    return Table(
        code="records",
        sheet=_("Records"),
        caption=_("Records"),
        columns=tuple(Column(heading=headings[name], width=width, kind=kind) for name, width, kind in _OF_A_RECORD),
        rows=Rows(rows),
    )


_OF_A_RECORD = (
    ("day", 12, "day"),
    ("piece", 60, "text"),
    ("organisation", 24, "text"),
    ("channel", 28, "text"),
    ("work", 9, "number"),
    ("quantity", 9, "number"),
    ("unit", 12, "text"),
    ("minutes", 9, "minutes"),
    ("items", 16, "text"),
    ("themes", 40, "text"),
    ("genre", 14, "text"),
    ("tone", 14, "text"),
    ("persons", 9, "number"),
    ("copies", 9, "number"),
    ("rerun", 9, "text"),
    ("source", 16, "text"),
    ("url", 30, "text"),
    ("evidence", 30, "text"),
)


@dataclass(frozen=True)
class Spread:
    """A dimension over which each row is spread: where its parts are, and what its tables are called."""

    parts: Callable[[Line], tuple[Part, ...]]
    caption: Callable[[], str]
    matrix_sheet: Callable[[], str]
    matrix_caption: Callable[[], str]


SPREADS: dict[str, Spread] = {
    "channel": Spread(
        lambda line: line.by_channel,
        lambda: _("By channel"),
        lambda: pgettext("sheet", "Matrix of channels"),
        lambda: _("Content items by channel: appearances and works"),
    ),
    "organisation": Spread(
        lambda line: line.by_organisation,
        lambda: _("By organisation"),
        lambda: pgettext("sheet", "Matrix of organisations"),
        lambda: _("Content items by organisation: appearances and works"),
    ),
}

_FIGURES = ("appearances", "works", "minutes")


def _figures(figure: Figure) -> tuple[int, ...]:
    return figure.appearances, figure.works, figure.minutes


def _aimed(aim: Aim | None) -> tuple[Value, ...]:
    return (aim.target, aim.done, aim.done_ratio) if aim else (None, None, None)


def _columns(*names: str) -> tuple[Column, ...]:
    headings = words.headings()
    return tuple(
        Column(
            heading=headings[name],
            width=_WIDTHS.get(name, 10),
            kind="text" if name in _TEXTS else "ratio" if name == "done_ratio" else "number",
        )
        for name in names
    )
