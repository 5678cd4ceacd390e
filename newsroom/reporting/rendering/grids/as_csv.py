"""The matrix as one flat table: a line for each square. UTF-8 with a byte-order mark, for Excel's sake."""

import csv
import io
from collections.abc import Iterator

from newsroom.statements.gridding import Grid, Row

from .. import words as statement_words
from ..as_csv import harmless
from . import words


def to_csv(grid: Grid) -> bytes:
    """Every figure of the matrix; in a row's own figure the column is empty. No text can run as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    headings = {**statement_words.headings(), **words.headings(grid)}
    names = ("plan", "period", "label", "title", "column", "state", "duty")
    names += ("appearances", "works", "minutes", "target", "done")
    writer.writerow([headings[name] for name in names])
    same = [grid.plan_number, f"{grid.period.code}/{grid.period.year}"]
    for row in (*grid.lines, *grid.weekly):
        for line in _squares(grid, row):
            writer.writerow([harmless(value) for value in (*same, row.label, row.title, *line)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _squares(grid: Grid, row: Row) -> Iterator[list[object]]:
    names = {column.code: f"{column.name} ({column.note})" if grid.spread == "span" else column.name
             for column in grid.columns}  # fmt: skip
    said = words.states()
    for square in row.squares:
        yield [
            names[square.column],
            said[square.state],
            square.duty,
            square.figure.appearances,
            square.figure.works,
            square.figure.minutes,
            square.aim.target if square.aim else None,
            square.aim.done if square.aim else None,
        ]
    aim = row.aim
    own = row.figure
    yield ["", "", "", own.appearances, own.works, own.minutes, aim.target if aim else None, aim.done if aim else None]
