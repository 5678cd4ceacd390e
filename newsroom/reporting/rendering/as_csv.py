"""The statement as one flat table, for a spreadsheet or a program.

UTF-8 with a byte-order mark, without which Excel takes Vietnamese for another script. A row says for which item,
channel and organisation it stands; an empty cell there means all. The first rows are those of the screen: items,
unclassified, total.
"""

import csv
import io
from collections.abc import Iterator

from newsroom.statements.compiling import Line, Part, Statement

from . import words

COLUMNS = (
    "plan",
    "period",
    "start",
    "end",
    "label",
    "title",
    "channel",
    "organisation",
    "appearances",
    "works",
    "minutes",
    "quantity",
    "unit",
    "target",
    "done",
    "done_ratio",
    "reported",
    "edition",
)
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_csv(statement: Statement) -> bytes:
    """Every figure of the statement; text that a spreadsheet would run as a formula is quoted with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    headings = words.headings()
    writer.writerow([headings[column] for column in COLUMNS])
    period = statement.period
    same = [
        statement.plan_number,
        f"{period.code}/{period.year}",
        period.start.isoformat(),
        period.last_day.isoformat(),
    ]
    edition = words.edition(statement)
    for row in _rows(statement):
        writer.writerow([harmless(value) for value in (*same, *row, edition)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def harmless(value: object) -> object:
    """A text that no spreadsheet takes for a formula; numbers as they are, nothing for None."""
    if isinstance(value, str) and value.startswith(_STARTS_A_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def _rows(statement: Statement) -> Iterator[list[object]]:
    for line in statement.lines:
        yield [line.label, line.title, "", "", *_figures(line)]
    for line in statement.lines:
        for part in line.by_channel:
            yield [line.label, line.title, part.name, "", *_figures(part)]
    for line in statement.lines:
        for part in line.by_organisation:
            yield [line.label, line.title, "", part.name, *_figures(part)]


def _figures(of: Line | Part) -> list[object]:
    figure, aim = of.figure, of.aim
    unit = of.unit if isinstance(of, Part) else ""
    return [
        figure.appearances,
        figure.works,
        figure.minutes,
        figure.quantity if unit else None,
        unit,
        aim.target if aim else None,
        aim.done if aim else None,
        aim.done_ratio if aim else None,
        of.reported.activities,
    ]
