"""The annexes of a paper: which tables of the statement it prints, in which order, under which titles."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from newsroom.statements.compiling import Statement

from . import further, words
from .tables import SPREADS, Column, Row, Rows, Table, aims, matrix, summary

LISTED_AT_MOST = 1000
"""Records that a paper lists. Nobody leafs through more; the workbook at the same address has them all."""
ITEMS_ABREAST = 9
"""Items side by side in a matrix, two figures each; more go into a further table."""
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, kw_only=True)
class Annex:
    """`number` is Roman, "" when there is but one. `notes` stand under the last table."""

    number: str
    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()


def annexes_of(statement: Statement, *, listing: int = LISTED_AT_MOST) -> list[Annex]:
    """Results by item, channel and organisation, the targets, and at most `listing` of the records if there are any."""
    found = [
        Annex(
            number="",
            title=_("Results by content item"),
            tables=(_narrow(summary(statement)),),
            notes=(words.state(statement), words.scope(statement), *words.rules()),
        ),
        Annex(number="", title=_("Results by channel"), tables=tuple(_spread(statement, "channel"))),
        Annex(number="", title=_("Results by organisation"), tables=tuple(_spread(statement, "organisation"))),
    ]
    if statement.total.by_genre or statement.total.by_tone:
        both = (*_spread(statement, "genre"), *_spread(statement, "tone"))
        found.append(Annex(number="", title=_("Results by genre and tone"), tables=both))
    if more := tuple(further.tables_of(statement)):
        found.append(Annex(number="", title=_("Airings, organisations named, share of all output"), tables=more))
    if statement.aims:
        found.append(Annex(number="", title=_("Targets of the plan"), tables=(aims(statement),)))
    if statement.records is not None:
        found.append(
            Annex(
                number="",
                title=_("List of what was counted"),
                tables=(listed(statement, listing),),
                notes=_left_out(statement, listing),
            )
        )
    return [replace(annex, number=roman(number)) for number, annex in enumerate(found, 1)]


def roman(number: int) -> str:
    """4 → "IV"; for numbers from 1 to 39."""
    written = ""
    for value, sign in _ROMAN:
        while number >= value:
            written, number = written + sign, number - value
    return written


def listed(statement: Statement, most: int) -> Table:
    """The first records, numbered, in the columns that fit on paper."""
    headings = words.headings()
    records = statement.records or ()

    def rows() -> Iterator[Row]:
        for number, record in enumerate(islice(records, most), 1):
            yield Row(
                (
                    number,
                    record.day,
                    record.title,
                    record.organisation,
                    record.channel,
                    "; ".join(record.items) or _("Unclassified"),
                    record.genre,
                    record.tone,
                    record.seconds / 60 if record.seconds else None,
                )
            )

    return Table(
        code="records",
        sheet=_("Records"),
        caption=_("List of what was counted"),
        columns=(
            Column(heading=pgettext("of a row", "No."), width=5, kind="number"),
            Column(heading=headings["day"], width=11, kind="day"),
            Column(heading=headings["piece"], width=46),
            Column(heading=headings["organisation"], width=20),
            Column(heading=headings["channel"], width=18),
            Column(heading=headings["items"], width=14),
            Column(heading=headings["genre"], width=11),
            Column(heading=headings["tone"], width=12),
            Column(heading=headings["minutes"], width=8, kind="minutes"),
        ),
        rows=Rows(rows),
    )


def _left_out(statement: Statement, most: int) -> tuple[str, ...]:
    more = len(statement.records or ()) - most
    if more <= 0:
        return ()
    return (
        _("The first %(shown)d records are listed; the workbook (XLSX) at the same address lists all %(all)d.")
        % {"shown": most, "all": most + more},
    )


def _spread(statement: Statement, by: str) -> Iterator[Table]:
    """The total by channel or organisation, then every item by it."""
    yield _of_total(statement, by)
    for start in range(0, len(statement.lines), ITEMS_ABREAST):
        some = matrix(statement, by, lines=statement.lines[start : start + ITEMS_ABREAST])
        first, *figures = some.columns
        yield replace(some, columns=(replace(first, width=30), *(replace(each, width=8) for each in figures)))


def _of_total(statement: Statement, by: str) -> Table:
    headings = words.headings()
    of_channel, is_reported = by == "channel", by in ("channel", "organisation")
    names = ["appearances", "works", "minutes"]
    columns = [Column(heading=headings[by], width=34)]
    columns += [Column(heading=headings[name], width=11, kind="number") for name in names]
    if of_channel:
        columns += [
            Column(heading=headings["quantity"], width=11, kind="number"),
            Column(heading=headings["unit"], width=12),
            Column(heading=headings["target"], width=11, kind="number"),
            Column(heading=headings["done"], width=11, kind="number"),
            Column(heading=headings["done_ratio"], width=11, kind="ratio"),
        ]
    if is_reported:
        columns.append(Column(heading=headings["reported"], width=12, kind="number"))
    rows = []
    for part in SPREADS[by].parts(statement.total):
        figure, aim = part.figure, part.aim
        cells = [part.name, figure.appearances, figure.works, figure.minutes]
        if of_channel:
            cells += [figure.quantity, part.unit]
            cells += [aim.target, aim.done, aim.done_ratio] if aim else [None, None, None]
        rows.append(Row((*cells, part.reported.activities) if is_reported else tuple(cells)))
    total = statement.total
    cells = [_("Total (each work once)"), total.figure.appearances, total.figure.works, total.figure.minutes]
    if of_channel:
        cells += [None] * 5
    rows.append(Row((*cells, total.reported.activities) if is_reported else tuple(cells), strong=True))
    return Table(code=f"total-{by}", sheet="", caption=SPREADS[by].caption(), columns=tuple(columns), rows=rows)


def _narrow(table: Table) -> Table:
    """The summary with room for the items' names, and without columns in which nobody says anything."""
    rows = list(table.rows)
    used = [number for number in range(len(table.columns)) if any(row.cells[number] is not None for row in rows)]
    widths = {0: 9, 1: 46}
    return replace(
        table,
        columns=tuple(replace(table.columns[number], width=widths.get(number, 10)) for number in used),
        rows=[replace(row, cells=tuple(row.cells[number] for number in used)) for row in rows],
    )
