"""The statement as a workbook that an office opens and prints: figures are numbers, days are dates.

Sheets: the summary, by channel, by organisation, every record, and the rules of the numbers in words.
"""

import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from newsroom.statements.compiling import Line, Part, Statement

from . import words

_FONT = Font(name="Times New Roman", size=12)
_BOLD = Font(name="Times New Roman", size=12, bold=True)
_TITLE = Font(name="Times New Roman", size=14, bold=True)
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FORMATS = {int: "#,##0", float: "0.0%"}


def to_xlsx(statement: Statement) -> bytes:
    """The workbook. `statement.records` must be there: compile it `with_records`."""
    if statement.records is None:
        raise ValueError("A workbook lists its records: compile the statement with_records=True.")
    book = Workbook()
    sheet = book.active
    sheet.title = _("Summary table")
    _summary(sheet, statement)
    _parts(book.create_sheet(_("By channel")), statement, "channel")
    _parts(book.create_sheet(_("By organisation")), statement, "organisation")
    _records(book.create_sheet(_("Records")), statement)
    _rules(book.create_sheet(_("Rules")), statement)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _summary(sheet: Worksheet, statement: Statement) -> None:
    period = statement.period
    for text, font in (
        (_("Results of publicising administrative reform"), _TITLE),
        (f"{statement.period_name}", _BOLD),
        (_("Plan %(number)s: %(title)s") % {"number": statement.plan_number, "title": statement.plan_title}, _FONT),
        (_("Units report by %(day)s") % {"day": f"{period.due:%d/%m/%Y}"}, _FONT),
        (words.scope(statement), _FONT),
        (words.state(statement), _FONT),
    ):
        _write(sheet, [text], font=font, boxed=False, wrap=False)
    sheet.append([])
    columns = ("label", "title", "appearances", "works", "minutes", "target", "done", "done_ratio", "reported")
    start = _headings(sheet, columns)
    for line in statement.lines:
        font = _BOLD if line is statement.total else _FONT
        _write(sheet, [line.label, line.title, *_figures(line), *_aimed(line), line.reported.activities], font=font)
    _write(sheet, [words.why_rows_exceed(statement)], boxed=False, wrap=False)
    _print_well(sheet, start, (9, 52, 10, 10, 10, 10, 10, 12, 14))


def _parts(sheet: Worksheet, statement: Statement, by: str) -> None:
    columns = ["label", "title", by, "appearances", "works", "minutes"]
    if by == "channel":
        columns += ["quantity", "unit", "target", "done", "done_ratio"]
    start = _headings(sheet, [*columns, "reported"])
    for line in (statement.total, *statement.rows, statement.unclassified):
        for part in line.by_channel if by == "channel" else line.by_organisation:
            extra = [part.figure.quantity, part.unit, *_aimed(part)] if by == "channel" else []
            _write(sheet, [line.label, line.title, part.name, *_figures(part), *extra, part.reported.activities])
    _print_well(sheet, start, (9, 40, 36, 10, 10, 10, 10, 12, 10, 10, 12, 14))


def _records(sheet: Worksheet, statement: Statement) -> None:
    columns = (
        "day",
        "piece",
        "organisation",
        "channel",
        "work",
        "quantity",
        "unit",
        "minutes",
        "items",
        "themes",
        "genre",
        "tone",
        "persons",
        "copies",
        "rerun",
        "source",
        "url",
        "evidence",
    )
    start = _headings(sheet, columns)
    for record in statement.records or ():
        _write(
            sheet,
            [
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
                _("yes") if record.is_rerun else "",
                record.source,
                record.url,
                record.evidence,
            ],
        )
        sheet.cell(sheet.max_row, 8).number_format = "0.0"
    sheet.auto_filter.ref = f"A{start}:{get_column_letter(len(columns))}{sheet.max_row}"
    _print_well(sheet, start, (12, 60, 24, 28, 9, 9, 12, 9, 16, 40, 14, 14, 9, 9, 9, 16, 30, 30))


def _rules(sheet: Worksheet, statement: Statement) -> None:
    for rule in words.rules():
        _write(sheet, [rule], boxed=False)
    sheet.column_dimensions["A"].width = 110


def _figures(of: Line | Part) -> list[object]:
    return [of.figure.appearances, of.figure.works, of.figure.minutes]


def _aimed(of: Line | Part) -> list[object]:
    aim = of.aim
    return [aim.target, aim.done, aim.done_ratio] if aim else [None, None, None]


def _headings(sheet: Worksheet, columns: Iterable[str]) -> int:
    headings = words.headings()
    _write(sheet, [headings[column] for column in columns], font=_BOLD)
    return sheet.max_row


def _write(
    sheet: Worksheet, values: Sequence[object], *, font: Font = _FONT, boxed: bool = True, wrap: bool = True
) -> None:
    """Append a row. Text stays text: a title that begins with "=" is no formula."""
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        if isinstance(value, str):
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:32767]
            cell.data_type = "s"
        else:
            cell.value = value
            cell.number_format = _FORMATS.get(type(value), "dd/mm/yyyy" if hasattr(value, "year") else "General")
        cell.font = font
        cell.alignment = Alignment(wrap_text=wrap, vertical="top")
        if boxed:
            cell.border = _BOX


def _print_well(sheet: Worksheet, heading_row: int, widths: Sequence[int]) -> None:
    """A4 landscape, one page wide, the headings on every page and in sight."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{heading_row + 1}"
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
