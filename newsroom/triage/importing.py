"""Entries that a station without RSS sends: one from a form, or many from a CSV or XLSX file. Pure.

The columns of a file are Tiêu đề, Ngày (14/06/2024 or 14/06/2024 07:30), Liên kết, Tóm tắt, Bản ghi and Chủ đề
(several with a semicolon between), in any order, with or without marks; the first two must be there. How a file is read
stands in `newsroom.reading.sheets`.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from itertools import islice
from typing import Any

from feeds.parsing import why_no_address
from newsroom.periods import ZONE
from newsroom.reading.sheets import NoSheet, read_sheet
from newsroom.text import canonical, fold, tokens

MOST_ROWS = 500
MOST_BYTES = 1024 * 1024
COLUMNS = {
    "title": ("tieu de", "ten bai", "title"),
    "moment": ("ngay", "ngay gio", "ngay dang", "ngay phat", "date"),
    "link": ("lien ket", "link", "duong dan", "url"),
    "summary": ("tom tat", "trich", "noi dung", "summary"),
    "recording": ("ban ghi", "am thanh", "video", "recording"),
    "themes": ("chu de", "chu de cchc", "themes"),
}
HEADINGS = {
    "title": "Tiêu đề",
    "moment": "Ngày",
    "link": "Liên kết",
    "summary": "Tóm tắt",
    "recording": "Bản ghi",
    "themes": "Chủ đề",
}
REQUIRED = "title", "moment"
_MOMENT = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[\s,]+(\d{1,2})[:hg](\d{2})?(?::\d{2})?)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as a station sends it. `moment` has the day's first minute where only the day is known (`has_time`)."""

    title: str
    moment: datetime
    has_time: bool
    link: str = ""
    summary: str = ""
    recording: str = ""
    themes: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """The same work sent twice is one: by its link, or else by title and day."""
        key = self.link or f"{fold(self.title)} {self.moment.astimezone(ZONE).date()}"
        return sha256(key.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a row. `what`: no_title, long_title, no_day, bad_day, future, bad_link, unknown_theme or
    twice."""

    row: int
    what: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file read: rows that are entries, by their numbers as a spreadsheet shows them, and mistakes in the others.

    `rows` is what the file says, as text by column; `is_guessed` that its letters may be others.
    """

    items: tuple[tuple[int, Item], ...]
    mistakes: tuple[Mistake, ...] = ()
    rows: tuple[tuple[int, dict[str, str]], ...] = ()
    is_guessed: bool = False


class Unreadable(ValueError):
    """A file of which no row can be read. `what`: empty, too_large, kind, encoding, broken, headings, heading_twice,
    too_many or no_rows; `said` names the columns that are there twice."""

    def __init__(self, what: str, said: str = "") -> None:
        self.what, self.said = what, said
        super().__init__(what)


_BROKEN = {"csv": "broken", "xlsx": "broken", "large": "too_large"}


def read_file(content: bytes, name: str, *, themes: Mapping[str, str], now: datetime) -> Sheet:
    """Rows and mistakes of a CSV or XLSX file called `name`; `themes` maps names to slugs. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable("too_large")
    try:
        read = read_sheet(content, name, column_of=_column, required=REQUIRED, heading_of=HEADINGS.__getitem__)
        few = islice(read.rows, MOST_ROWS + 1)
        rows = [(number, {column: _said(cell) for column, cell in row.items()}) for number, row in few]
    except NoSheet as refused:
        said = refused.hint if refused.code == "heading_twice" else ""
        raise Unreadable(_BROKEN.get(refused.code, refused.code), said) from refused
    if not rows:
        raise Unreadable("no_rows")
    if len(rows) > MOST_ROWS:
        raise Unreadable("too_many")
    known = {fold(theme): slug for theme, slug in themes.items()}
    items: list[tuple[int, Item]] = []
    mistakes: list[Mistake] = []
    first: dict[str, int] = {}
    for number, row in rows:
        item = _item(number, row, known, now)
        if isinstance(item, Item) and item.identity in first:
            item = [Mistake(number, "twice", str(first[item.identity]))]
        if isinstance(item, Item):
            first[item.identity] = number
            items.append((number, item))
        else:
            mistakes += item
    return Sheet(tuple(items), tuple(mistakes), tuple(rows), is_guessed=read.encoding == "windows-1258")


def written(sheet: Sheet) -> str:
    """What a sheet says as CSV, each row on the line that has its number."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(HEADINGS.values())
    above = 1
    for number, row in sheet.rows:
        lines.writerows([[""] * len(HEADINGS)] * (number - above - 1))
        lines.writerow([row.get(column, "") for column in HEADINGS])
        above = number
    return text.getvalue()


def _column(heading: Any) -> str | None:
    said = fold(str(heading or ""))
    return next((column for column, known in COLUMNS.items() if said in known), None)


def _said(cell: Any) -> str:
    """A cell as text; a date of a spreadsheet as people write it, whole numbers without their ".0"."""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}" if cell.time() != time() else f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else canonical(str(cell))


def _item(number: int, said: Mapping[str, str], known: Mapping[str, str], now: datetime) -> Item | list[Mistake]:
    mistakes: list[Mistake] = []
    title = said.get("title", "")
    if not tokens(title):
        mistakes.append(Mistake(number, "no_title"))
    elif len(title) > 500:
        mistakes.append(Mistake(number, "long_title"))
    moment, has_time = now, False
    if not said.get("moment"):
        mistakes.append(Mistake(number, "no_day"))
    elif (read := read_moment(said["moment"])) is None:
        mistakes.append(Mistake(number, "bad_day", said["moment"][:40]))
    else:
        moment, has_time = read
        if moment > now:
            mistakes.append(Mistake(number, "future", said["moment"][:40]))
    for name in ("link", "recording"):
        if said.get(name) and why_no_address(said[name]):
            mistakes.append(Mistake(number, "bad_link", said[name][:60]))
    names = [canonical(name) for name in said.get("themes", "").split(";")]
    mistakes += [Mistake(number, "unknown_theme", name[:60]) for name in names if name and fold(name) not in known]
    if mistakes:
        return mistakes
    slugs = tuple(dict.fromkeys(known[fold(name)] for name in names if name))
    return Item(
        title, moment, has_time, said.get("link", ""), said.get("summary", ""), said.get("recording", ""), slugs
    )


def read_moment(written: str) -> tuple[datetime, bool] | None:
    """A local moment, and whether it has a time of day; None where it cannot be read."""
    if found := _MOMENT.fullmatch(written):
        day, month, year, hour, minute = found.groups()
    elif found := _ISO.fullmatch(written):
        year, month, day, hour, minute = found.groups()
    else:
        return None
    try:
        at = time(int(hour), int(minute or 0)) if hour else time()
        return datetime.combine(date(int(year), int(month), int(day)), at, tzinfo=ZONE), bool(hour)
    except ValueError:
        return None
