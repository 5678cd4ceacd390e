"""From the bytes of a CSV or XLSX file to numbered rows, by the columns of this room."""

from typing import Any

from newsroom.coverage.importing.columns import COLUMNS, REQUIRED, column_of
from newsroom.reading.sheets import NoSheet as Unreadable
from newsroom.reading.sheets import Sheet, read_sheet

__all__ = ["Sheet", "Unreadable", "read"]

_HEADINGS = {column.code: column.heading for column in COLUMNS}


def read(content: bytes, name: str) -> Sheet:
    """Find the headings in a file and read what stands below them. Raises Unreadable."""
    return read_sheet(content, name, column_of=_code_of, required=REQUIRED, heading_of=_HEADINGS.__getitem__)


def _code_of(cell: Any) -> str | None:
    column = column_of(cell)
    return column.code if column else None
