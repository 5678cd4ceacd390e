"""The statement as a workbook that an office opens and prints: figures are numbers, days are dates.

Sheets: those of `tables.tables_of` (the summary, the matrices, the spreads, the targets), every record, and the rules
of the numbers in words. Rows are written as they come: a workbook of many records needs no more memory than one of few.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import date
from itertools import groupby
from math import ceil
from typing import BinaryIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from newsroom.statements.compiling import Statement

from . import words
from .characters import is_like_a_formula, printable
from .tables import Column, Row, Table, records, tables_of

_FONT = Font(name="Times New Roman", size=12)
_BOLD = Font(name="Times New Roman", size=12, bold=True)
_TITLE = Font(name="Times New Roman", size=14, bold=True)
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHADE = PatternFill("solid", fgColor="EDEDED")
_FORMATS = {"number": "#,##0", "ratio": "0.0%", "minutes": "#,##0.0", "day": "dd/mm/yyyy"}
_LINE, _HIGHEST = 16.5, 409
"""Points: a line of the type above, and the highest row that there can be."""
_LONGEST_TEXT = 32_767
"""Characters that a cell of the format can hold."""


def to_xlsx(statement: Statement) -> bytes:
    """The workbook. `statement.records` must be there: compile it `with_records`."""
    out = io.BytesIO()
    write_xlsx(statement, out)
    return out.getvalue()


def write_xlsx(statement: Statement, out: BinaryIO) -> None:
    """The workbook into an open file. Raises ValueError without `statement.records`."""
    listed = records(statement)
    book = Workbook(write_only=True)
    book.properties.title = printable(f"{statement.plan_number} – {statement.period_name}")
    book.properties.creator = ""
    for number, table in enumerate((*tables_of(statement), listed)):
        _Sheet(book, table, statement, foreword=tuple(_foreword(statement)) if number == 0 else ()).write()
    _rules(book, statement)
    book.save(out)


def _foreword(statement: Statement) -> Iterator[tuple[str, Font]]:
    """What stands above the first table."""
    yield _("Results of publicising administrative reform"), _TITLE
    yield statement.period_name, _BOLD
    yield _("Plan %(number)s: %(title)s") % {"number": statement.plan_number, "title": statement.plan_title}, _FONT
    yield _("Units report by %(day)s") % {"day": f"{statement.period.due:%d/%m/%Y}"}, _FONT
    yield words.scope(statement), _FONT
    yield words.state(statement), _BOLD
    yield "", _FONT


class _Sheet:
    """One table on one sheet: A4 landscape, one page wide, headings in sight and on every page."""

    def __init__(self, book: Workbook, table: Table, statement: Statement, foreword: Sequence[tuple[str, Font]] = ()):
        self.table, self.foreword = table, foreword
        self.sheet = book.create_sheet(table.sheet[:31])
        self.rows = 0
        self.two_storeys = any(column.above for column in table.columns)
        self.heading_row = len(foreword) + (2 if self.two_storeys else 1)
        _set_up(self.sheet, [column.width for column in table.columns], words.state(statement))
        self.sheet.freeze_panes = f"{'C' if table.code == 'summary' else 'B'}{self.heading_row + 1}"
        self.sheet.print_title_rows = f"{len(foreword) + 1}:{self.heading_row}"

    def write(self) -> None:
        for text, font in self.foreword:
            self._append([self._plain(text, font)])
        self._headings()
        weak = [self._cell(column, _FONT) for column in self.table.columns]
        strong = [self._cell(column, _BOLD) for column in self.table.columns]
        for row in self.table.rows:
            self._append(_filled(strong if row.strong else weak, row))
        last = f"{get_column_letter(len(self.table.columns))}{self.rows}"
        self.sheet.auto_filter.ref = f"A{self.heading_row}:{last}"
        if self.table.note:
            self._append([])
            self._append([self._plain(self.table.note, _FONT)])

    def _headings(self) -> None:
        if self.two_storeys:
            number = 1
            cells = []
            for above, columns in groupby(self.table.columns, key=lambda column: column.above):
                width = len(list(columns))
                cells += [self._heading(above), *(self._heading("") for _each in range(width - 1))]
                if above and width > 1:
                    row = self.rows + 1
                    self.sheet.merged_cells.add(
                        CellRange(min_col=number, max_col=number + width - 1, min_row=row, max_row=row)
                    )
                number += width
            self._append(cells)
        self._append([self._heading(column.heading) for column in self.table.columns])

    def _append(self, cells: list[WriteOnlyCell]) -> None:
        self.rows += 1
        lines = max((self._lines(cell, number) for number, cell in enumerate(cells)), default=1)
        if lines > 1:
            # Not every program finds the height of a row by itself. What was written need not be remembered.
            self.sheet.row_dimensions[self.rows].height = min(lines * _LINE, _HIGHEST)
        self.sheet.append(cells)
        self.sheet.row_dimensions.pop(self.rows, None)

    def _lines(self, cell: WriteOnlyCell, number: int) -> int:
        """About how many lines a text takes in its column."""
        if not isinstance(cell.value, str) or not cell.alignment.wrap_text:
            return 1
        room = self.table.columns[number].width * 1.1
        return sum(max(ceil(len(line) / room), 1) for line in cell.value.split("\n"))

    def _plain(self, text: str, font: Font) -> WriteOnlyCell:
        cell = WriteOnlyCell(self.sheet)
        cell.font, cell.alignment = font, Alignment(vertical="top")
        return _with(cell, text)

    def _heading(self, text: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(self.sheet)
        cell.font, cell.border, cell.fill = _BOLD, _BOX, _SHADE
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        return _with(cell, text)

    def _cell(self, column: Column, font: Font) -> WriteOnlyCell:
        """A cell that stands for all of its column: it is filled and written row by row."""
        cell = WriteOnlyCell(self.sheet)
        cell.font, cell.border = font, _BOX
        cell.alignment = Alignment(wrap_text=column.kind == "text", vertical="top")
        cell.number_format = _FORMATS.get(column.kind, "General")
        return cell


def _filled(cells: Iterable[WriteOnlyCell], row: Row) -> list[WriteOnlyCell]:
    return [_with(cell, value) for cell, value in zip(cells, row.cells, strict=True)]


def _with(cell: WriteOnlyCell, value: object) -> WriteOnlyCell:
    """The cell holding the value. Text stays text, also when somebody edits the cell: "=1+1" is no formula."""
    if isinstance(value, str):
        text = printable(value)[:_LONGEST_TEXT]
        cell.value = text
        cell.data_type = "s"
        if is_like_a_formula(text) != bool(cell.quotePrefix):
            # The style as it was belongs to the rows before.
            cell._style = copy(cell._style)
            cell.quotePrefix = is_like_a_formula(text)
    elif value is None or isinstance(value, int | float | date):
        cell.value = value
    else:
        raise TypeError(f"No cell holds a {type(value).__name__}.")
    return cell


def _set_up(sheet, widths: Sequence[int], foot: str) -> None:
    """How the sheet looks and prints. Before its first row: rows are written at once."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = _LINE, True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.6
    sheet.page_margins.top = sheet.page_margins.bottom = 0.8
    sheet.oddHeader.center.text = "&P"
    # In such texts "&" begins a command.
    sheet.oddFooter.left.text = foot.replace("&", "&&")[:200]


def _rules(book: Workbook, statement: Statement) -> None:
    sheet = book.create_sheet(_("Rules"))
    _set_up(sheet, [110], words.state(statement))
    for number, rule in enumerate((words.state(statement), *words.rules()), 1):
        cell = WriteOnlyCell(sheet)
        cell.font, cell.alignment = _FONT, Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[number].height = _LINE * ceil(len(rule) / 105)
        sheet.append([_with(cell, rule)])
