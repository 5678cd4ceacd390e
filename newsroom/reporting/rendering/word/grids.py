"""The statement's tables as Word tables: headings on every page, rows never torn, figures to the right."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from docx.oxml.ns import qn

from ..characters import in_one_line
from ..tables import Column, Table
from ..words import said
from .elements import CENTRE, LEFT, RIGHT, element, paragraph, run

SIZE = 11.0
_SMALL = 10.0


def grid(table: Table, width: int):
    """A table as wide as `width` (twips). Its caption and code are in its properties, where screen readers look."""
    shares = _shares(table.columns, width)
    size = SIZE if len(table.columns) < 12 else _SMALL
    made = element("tbl")
    look = element("tblPr")
    look.append(element("tblW", w=width, type="dxa"))
    look.append(element("jc", val="center"))
    look.append(_borders())
    look.append(element("tblLayout", type="fixed"))
    cells = element("tblCellMar")
    cells.extend((element("left", w=60, type="dxa"), element("right", w=60, type="dxa")))
    look.append(cells)
    look.append(element("tblCaption", val=in_one_line(table.caption)))
    look.append(element("tblDescription", val=table.code))
    made.append(look)
    columns = element("tblGrid")
    columns.extend(element("gridCol", w=share) for share in shares)
    made.append(columns)
    made.extend(_headings(table, shares, size))
    for row in table.rows:
        made.append(
            _row(
                [
                    _cell(
                        share,
                        said(value, column.kind),
                        size=size,
                        bold=row.strong,
                        align=LEFT if column.kind == "text" else CENTRE if isinstance(value, date) else RIGHT,
                    )
                    for value, column, share in zip(row.cells, table.columns, shares, strict=True)
                ]
            )
        )
    return made


def _headings(table: Table, shares: list[int], size: float):
    two_storeys = any(column.above for column in table.columns)
    if two_storeys:
        cells, at = [], 0
        for above, columns in groupby(table.columns, key=lambda column: column.above):
            of_these = list(columns)
            width = sum(shares[at : at + len(of_these)])
            at += len(of_these)
            if above:
                cells.append(_cell(width, above, size=size, bold=True, align=CENTRE, span=len(of_these)))
            else:
                cells += [
                    _cell(width, column.heading, size=size, bold=True, align=CENTRE, merge="restart")
                    for column in of_these
                ]
        yield _row(cells, heading=True)
    yield _row(
        [
            _cell(share, "", size=size, merge="continue")
            if two_storeys and not column.above
            else _cell(share, column.heading, size=size, bold=True, align=CENTRE)
            for column, share in zip(table.columns, shares, strict=True)
        ],
        heading=True,
    )


def _row(cells, *, heading: bool = False):
    made = element("tr")
    look = element("trPr")
    look.append(element("cantSplit"))
    if heading:
        look.append(element("tblHeader"))
    made.append(look)
    made.extend(cells)
    return made


def _cell(width: int, text: str, *, size: float, bold=False, align=LEFT, span: int = 1, merge: str = ""):
    made = element("tc")
    look = element("tcPr")
    look.append(element("tcW", w=width, type="dxa"))
    if span > 1:
        look.append(element("gridSpan", val=span))
    if merge:
        look.append(element("vMerge", val=merge))
    look.append(element("vAlign", val="center"))
    made.append(look)
    made.append(paragraph(run(text, size=size, bold=bold), align=align, before=1, after=1))
    return made


def _borders():
    made = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        made.append(element(side, val="single", sz=4, space=0, color="000000"))
    return made


def _shares(columns: tuple[Column, ...], width: int) -> list[int]:
    """The columns' widths in twips, adding up to the whole."""
    whole = sum(column.width for column in columns)
    shares = [width * column.width // whole for column in columns]
    shares[-1] += width - sum(shares)
    return shares


@dataclass
class Read:
    """A table as it was found in a document: the texts of its heading rows and of its rows."""

    headings: list[list[str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


def read(body) -> dict[str, Read]:
    """Every table made by `grid` below an element, by its code. One laid out in pieces is put together row by row."""
    found: dict[str, Read] = {}
    for table in body.iter(qn("w:tbl")):
        code = table.find(f"{qn('w:tblPr')}/{qn('w:tblDescription')}")
        if code is None:
            continue
        one = Read()
        for row in table.iter(qn("w:tr")):
            texts = ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc"))]
            is_heading = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            (one.headings if is_heading else one.rows).append(texts)
        before = found.setdefault(code.get(qn("w:val")), one)
        if before is not one:
            before.headings = [a + b[1:] for a, b in zip(before.headings, one.headings, strict=True)]
            before.rows = [a + b[1:] for a, b in zip(before.rows, one.rows, strict=True)]
    return found
