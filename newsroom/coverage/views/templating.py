"""The template of an import: headings, what each column holds, and the words of the house to choose from."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

from ..importing import COLUMNS
from ..models import Genre, Tone

SAMPLE = {
    "day": "02/05/2019",
    "title": "Bộ phận Một cửa giải quyết hồ sơ trong ngày",
    "organisation": "Báo Thái Bình",
    "channel": "Báo in",
    "genre": "Bài",
    "tone": "Nêu gương",
    "themes": "",
    "quantity": 1,
    "evidence": "Báo Thái Bình số 5678, trang 2",
    "own": "BTB-2019-0001",
}
_WIDTHS = {"title": 48, "organisation": 26, "channel": 30, "themes": 34, "about": 30, "url": 36, "evidence": 36}
_ROWS = 2000


def as_csv_template() -> bytes:
    """UTF-8 with a byte-order mark and semicolons, as Excel in Vietnam opens and saves it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([column.heading for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx_template(bodies) -> io.BytesIO:
    """Three sheets: the table to fill, the columns in words, and the names to choose from; `bodies` on offer."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Dữ liệu"
    lists = {
        "organisation": [one.name for one in bodies.order_by("kind", "sort_key")],
        "channel": [channel.name for channel in Channel.objects.in_order()],
        "genre": [str(choice.label) for choice in Genre],
        "tone": [str(choice.label) for choice in Tone],
        "themes": [theme.name for theme in Theme.objects.in_use().alphabetical()],
    }
    _table(sheet)
    _guide(book.create_sheet("Hướng dẫn"))
    _lists(book.create_sheet("Danh mục"), lists)
    for place, column in enumerate(COLUMNS, start=1):
        if column.code in lists and column.code != "themes" and lists[column.code]:
            _offer(sheet, place, list(lists).index(column.code) + 1, len(lists[column.code]))
    kept = io.BytesIO()
    book.save(kept)
    kept.seek(0)
    return kept


def _table(sheet: Worksheet) -> None:
    for place, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(row=1, column=place, value=f"{column.heading}{' *' if column.required else ''}")
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="2E1F5E" if column.required else "5C5C7A")
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.code, 14)
        if column.code in {"day", "seconds", "own", "same"}:
            # Text, so that Excel turns neither 5:30 into half past five nor 02/05 into the fifth of February.
            for row in range(2, _ROWS):
                sheet.cell(row=row, column=place).number_format = "@"
    sheet.freeze_panes = "C2"


def _guide(sheet: Worksheet) -> None:
    sheet.append([_("Column"), _("Required"), _("What to write"), _("Sample")])
    for column in COLUMNS:
        sheet.append(
            [column.heading, _("yes") if column.required else "", _what(column.code), str(SAMPLE.get(column.code, ""))]
        )
    for line in (
        "",
        _("One row is one appearance: one work, by one organisation, in one channel, on one day."),
        _("The file is tried before anything is recorded; one wrong row and nothing is recorded."),
        _("Handing the same file in twice records nothing twice."),
    ):
        sheet.append([line])
    for letter, width in zip("ABCD", (20, 10, 90, 40), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=cell.column == 3, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)


def _lists(sheet: Worksheet, lists: dict[str, list[str]]) -> None:
    headings = {column.code: column.heading for column in COLUMNS}
    for place, (code, names) in enumerate(lists.items(), start=1):
        sheet.cell(row=1, column=place, value=headings[code]).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = 44
        for row, name in enumerate(names, start=2):
            sheet.cell(row=row, column=place, value=name)
    sheet.freeze_panes = "A2"


def _offer(sheet: Worksheet, place: int, list_place: int, size: int) -> None:
    """A list to choose from in the cells of a column. What is typed otherwise is not refused: short names do, too."""
    letter = get_column_letter(list_place)
    offer = DataValidation(
        type="list", formula1=f"'Danh mục'!${letter}$2:${letter}${size + 1}", allow_blank=True, showErrorMessage=False
    )
    sheet.add_data_validation(offer)
    cells = get_column_letter(place)
    offer.add(f"{cells}2:{cells}{_ROWS}")


def _what(code: str) -> str:
    number = _("A whole number, where somebody counted them.")
    return {
        "day": _("The day on which it appeared: 14/06/2024."),
        "title": _("The title, or what was done, as it should be found again. At most 300 characters."),
        "organisation": _("Who published or did it: full name, short name or identifier, from the sheet “Danh mục”."),
        "channel": _("Where it appeared, from the sheet “Danh mục”."),
        "genre": _("From the sheet “Danh mục”; may be empty."),
        "tone": _("“Thông tin”, “Nêu gương” or “Phản ánh tồn tại”; empty means “Thông tin”."),
        "themes": _("From the sheet “Danh mục”, several parted with semicolons. None: it stands in “Unclassified”."),
        "about": _("Organisations that it names, several parted with semicolons."),
        "quantity": _("In the unit of the channel; empty means 1."),
        "seconds": _("The length of one airing in minutes, or minutes and seconds: 5 or 5:30."),
        "persons": number,
        "copies": number,
        "is_rerun": _("“có” for a rerun; empty otherwise."),
        "url": _("The whole address where it can be seen."),
        "evidence": _("What proves it: number and page, document, minutes, photographs. Required without an address."),
        "same": _("The key (“Mã”) of another row that is the same work, or #12 for record 12 of the ledger."),
        "own": _("A key of your own, always the same. Without it a row is known by day, organisation, channel, title."),
    }[code]
