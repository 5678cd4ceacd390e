"""The statement's tables, once for every skin that prints tables: the workbook, the Word paper, the PDF.

A table is headings and rows of plain values: text, whole numbers, ratios, days. Whoever prints one decides how a number
looks and never what it is. A further dimension of the statement is a further function in `further`.
"""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from newsroom.coverage.counting import Figure
from newsroom.statements.compiling import Aim, Line, Statement

from . import further, words
from .cells import Column, Row, Rows, Table, Value
from .spreads import SPREADS

_WIDTHS = {
    "label": 9,
    "title": 52,
    "channel": 36,
    "organisation": 36,
    "genre": 24,
    "tone": 24,
    "unit": 10,
    "done_ratio": 12,
    "reported": 14,
    "quantity": 10,
}
_TEXTS = {"label", "title", "channel", "organisation", "genre", "tone", "unit"}


def tables_of(statement: Statement) -> Iterator[Table]:
    """Every table of figures, in the order in which a workbook shows them. The records are `records` apart."""
    yield summary(statement)
    yield matrix(statement, "channel")
    yield matrix(statement, "organisation")
    for by in SPREADS:
        yield parts(statement, by)
    yield from further.tables_of(statement)
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
    """Each row spread over a dimension of SPREADS, the total first; `lines` narrows to some rows."""
    spread = SPREADS[by]
    of_channel = by == "channel"
    # Agencies say in which form they did a thing, and never in which genre or tone.
    is_reported = by in ("channel", "organisation")
    names = ["label", "title", by, *_FIGURES]
    if of_channel:
        names += ["quantity", "unit", "target", "done", "done_ratio"]
    if is_reported:
        names.append("reported")
    rows = []
    for line in lines or (statement.total, *statement.rows, statement.unclassified):
        for part in spread.parts(line):
            unit = (part.figure.quantity, part.unit, *_aimed(part.aim)) if of_channel else ()
            said = (part.reported.activities,) if is_reported else ()
            rows.append(Row((line.label, line.title, part.name, *_figures(part.figure), *unit, *said)))
    return Table(
        code=f"by-{by}",
        sheet=spread.caption(),
        caption=spread.caption(),
        columns=_columns(*names),
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
    return Table(
        code="targets",
        sheet=_("Targets"),
        caption=_("Targets"),
        columns=(
            Column(heading=_("Clause"), width=16),
            Column(heading=_("For"), width=52),
            Column(heading=_("Target in words"), width=40),
            Column(heading=_("Counted as"), width=18),
            Column(heading=_("Target"), width=10, kind="number"),
            Column(heading=_("Done"), width=10, kind="number"),
            Column(heading=_("Done against target"), width=12, kind="ratio"),
        ),
        rows=[
            Row(
                (
                    aim.origin or _("set by the unit"),
                    aim.subject,
                    words.asked(aim),
                    words.counted_as(aim),
                    *_aimed(aim),
                )
            )
            for aim in statement.aims
        ],
    )


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
