"""The list of records as a file: exactly what is filtered, in the order in which it stands."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator

from django.http import FileResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from ..models import CoverageRecord
from ..querysets import CoverageQuerySet

WIDTHS = (8, 12, 60, 28, 28, 14, 16, 40, 30, 10, 10, 10, 10, 10, 40, 40, 10, 16, 14, 30)
_TRIGGERS = ("=", "+", "-", "@", "\t", "\r")


def headings() -> list[str]:
    """What stands above the columns."""
    return [
        pgettext("record", "No."),
        _("Day"),
        _("Title"),
        _("Organisation"),
        _("Channel"),
        _("Genre"),
        _("Tone"),
        _("Themes"),
        _("About"),
        _("Quantity"),
        _("Minutes"),
        _("People reached"),
        pgettext("column", "Copies"),
        _("Rerun"),
        _("Address"),
        _("Evidence"),
        pgettext("record", "Work"),
        _("Recorded from"),
        _("State"),
        _("Reason"),
    ]


def rows_of(records: CoverageQuerySet) -> Iterator[list]:
    """One row a record, with days as days and numbers as numbers. Reads in pieces, however many there are."""
    records = records.select_related("organisation", "channel").prefetch_related("themes", "about")
    for record in records.iterator(chunk_size=1000):
        yield _row(record)


def as_csv(records: CoverageQuerySet, name: str) -> StreamingHttpResponse:
    """UTF-8 with a byte-order mark, so that Excel shows the Vietnamese; no cell is taken for a formula."""

    def lines() -> Iterator[bytes]:
        writer = csv.writer(_Echo())
        yield b"\xef\xbb\xbf" + writer.writerow(headings())
        for row in rows_of(records):
            yield writer.writerow([_harmless(_printed(value)) for value in row])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_xlsx(records: CoverageQuerySet, name: str) -> FileResponse:
    """A workbook from disk; text is text, never a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Ledger"))
    sheet.freeze_panes = "D2"
    for place, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append(list(_cells(sheet, headings(), font=Font(bold=True))))
    for row in rows_of(records):
        sheet.append(list(_cells(sheet, row)))
    kept = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    book.save(kept)
    kept.seek(0)
    return FileResponse(
        kept,
        as_attachment=True,
        filename=f"{name}.xlsx",
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def _row(record: CoverageRecord) -> list:
    return [
        record.pk,
        record.day,
        record.title,
        record.organisation.name,
        record.channel.name,
        record.get_genre_display() if record.genre else "",
        record.get_tone_display(),
        "; ".join(sorted(theme.name for theme in record.themes.all())),
        "; ".join(sorted(one.name for one in record.about.all())),
        record.quantity,
        round(record.seconds / 60, 2) if record.seconds else None,
        record.persons,
        record.copies,
        _("yes") if record.is_rerun else "",
        record.url,
        record.evidence,
        record.work_id,
        record.get_source_display(),
        _("Counted") if record.stands else _("Withdrawn"),
        record.withdrawal_reason,
    ]


def _cells(sheet, values: Iterable, font=None) -> Iterator[WriteOnlyCell]:
    for value in values:
        cell = WriteOnlyCell(sheet, value=value)
        if isinstance(value, str):
            cell.data_type = "s"
        elif hasattr(value, "isoformat"):
            cell.number_format = "dd/mm/yyyy"
        if font:
            cell.font = font
        yield cell


def _printed(value) -> object:
    return f"{value:%d/%m/%Y}" if hasattr(value, "isoformat") else "" if value is None else value


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_TRIGGERS) else value


class _Echo:
    def write(self, line: str) -> bytes:
        return line.encode()
