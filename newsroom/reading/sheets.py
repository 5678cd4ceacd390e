"""From the bytes of a CSV or XLSX file to numbered rows, by the columns that its headings name. Tolerant of what Excel
in Vietnam saves: UTF-8, UTF-16 or windows-1258, a first line "sep=", comma, semicolon, tab or bar, headings further
down.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from openpyxl import load_workbook

MOST_UNPACKED = 400 * 1024 * 1024
"""A sheet of 50,000 rows unpacks to about 60 MiB; what is far larger was made to break things."""
HEADINGS_WITHIN = 20
DELIMITERS = ",;\t|"

csv.field_size_limit(1024 * 1024)

ColumnOf = Callable[[Any], str | None]
"""The column that a heading names, by its code; None for one that means nothing."""


class NoSheet(ValueError):
    """A file of which no row can be read. `code` is "empty", "kind", "encoding", "csv", "xlsx", "large", "headings" or
    "heading_twice"; `hint` is what was found: the encoding, the line, or the columns missing or there twice, by
    their headings."""

    def __init__(self, code: str, hint: str = ""):
        super().__init__(f"{code}: {hint}" if hint else code)
        self.code, self.hint = code, hint


@dataclass(frozen=True)
class Sheet:
    """The rows of a file, each once: (its number as a spreadsheet shows it, {column: cell}).

    `encoding` is "" for XLSX; `unknown` are headings that mean nothing here, and are left out.
    """

    rows: Iterable[tuple[int, dict[str, Any]]]
    encoding: str = ""
    unknown: tuple[str, ...] = field(default=())


def read_sheet(
    content: bytes,
    name: str,
    *,
    column_of: ColumnOf,
    required: Collection[str],
    heading_of: Callable[[str], str] = str,
) -> Sheet:
    """Find the headings in a file, where all `required` columns are named, and read what stands below them.

    `name` is the file's; `heading_of` gives a column's own heading. Raises NoSheet, also while the rows are read.
    """
    try:
        return _read(content, name, column_of, required)
    except NoSheet as refused:
        if refused.code not in ("headings", "heading_twice"):
            raise
        hint = ", ".join(map(heading_of, refused.hint.split(",")))
        raise NoSheet(refused.code, hint) from refused


def _read(content: bytes, name: str, column_of: ColumnOf, required: Collection[str]) -> Sheet:
    if not content.strip():
        raise NoSheet("empty")
    if content[:4] == b"PK\x03\x04":
        return _of_lines(_xlsx_lines(content), column_of, required)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" or name.lower().endswith((".xls", ".ods", ".pdf", ".docx")):
        raise NoSheet("kind")
    text, encoding = _decoded(content)
    return _of_lines(_csv_lines(text, _delimiter(text, column_of)), column_of, required, encoding=encoding)


def _of_lines(lines: Iterator[list[Any]], column_of: ColumnOf, required: Collection[str], encoding: str = "") -> Sheet:
    best: list[str] = []
    for number, cells in enumerate(lines, start=1):
        columns = [column_of(cell) for cell in cells]
        known = [column for column in columns if column]
        if set(required) <= set(known):
            if again := {code for code in known if known.count(code) > 1}:
                raise NoSheet("heading_twice", ",".join(sorted(again)))
            named = [(place, column) for place, column in enumerate(columns) if column]
            unknown = tuple(
                str(cell).strip()
                for cell, column in zip(cells, columns, strict=True)
                if column is None and str(cell or "").strip()
            )
            return Sheet(rows=_rows(lines, named, number), encoding=encoding, unknown=unknown)
        best = max(best, known, key=len)
        if number >= HEADINGS_WITHIN:
            break
    raise NoSheet("headings", ",".join(code for code in required if code not in best))


def _rows(
    lines: Iterator[list[Any]], named: list[tuple[int, str]], heading: int
) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, cells in enumerate(lines, start=heading + 1):
        row = {code: cells[place] for place, code in named if place < len(cells)}
        if any(str(cell).strip() for cell in row.values() if cell is not None):
            yield number, row


def _decoded(content: bytes) -> tuple[str, str]:
    """The text and in what it was written: "utf-8", "utf-16" or "windows-1258" (a guess, when it is nothing else)."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _tried(content, "utf-16")
    if content[:3] == b"\xef\xbb\xbf":
        return _tried(content[3:], "utf-8")
    if content[:400].count(0) > len(content[:400]) // 4:
        return _tried(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _tried(content, "windows-1258")


def _tried(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        return content.decode(encoding), encoding[:6] if encoding.startswith("utf-16") else encoding
    except UnicodeDecodeError as wrong:
        raise NoSheet("encoding", encoding) from wrong


def _delimiter(text: str, column_of: ColumnOf) -> str:
    """The one under which the most headings are known."""
    head = text[:20_000]

    def known(delimiter: str) -> int:
        lines = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        try:
            return max((sum(map(bool, map(column_of, cells))) for cells in islice(lines, HEADINGS_WITHIN)), default=0)
        except csv.Error:
            return 0

    return max(DELIMITERS, key=known)


def _csv_lines(text: str, delimiter: str) -> Iterator[list[Any]]:
    if text.startswith("sep="):
        text = "\n" + text.partition("\n")[2]  # Excel's own line; it keeps its number
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from lines
    except csv.Error as wrong:
        raise NoSheet("csv", str(lines.line_num)) from wrong


def _xlsx_lines(content: bytes) -> Iterator[list[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise NoSheet("large")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for cells in sheet.iter_rows(values_only=True):
            yield list(cells)
        book.close()
    except NoSheet:
        raise
    except Exception as wrong:  # openpyxl answers a broken file with whatever broke
        raise NoSheet("xlsx") from wrong
