"""Entries that a station without RSS sends: one from a form, or many from a CSV file. Pure.

The columns of a file are Tiêu đề, Ngày (14/06/2024 or 14/06/2024 07:30), Liên kết, Tóm tắt, Bản ghi and Chủ đề
(several with a semicolon between), in any order, with or without marks; the first two must be there. Excel's own kinds
of CSV are read: comma, semicolon or tab, UTF-8 or UTF-16.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from hashlib import sha256
from urllib.parse import urlsplit

from newsroom.periods import ZONE
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
    """A file read: rows that are entries, by their numbers as a spreadsheet shows them, and mistakes in the others."""

    items: tuple[tuple[int, Item], ...]
    mistakes: tuple[Mistake, ...] = field(default=())


class Unreadable(ValueError):
    """A file of which no row can be read. `what`: empty, too_large, encoding, headings, too_many, no_rows."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


def decoded(content: bytes) -> str:
    """The text of a file. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable("too_large")
    if not content.strip():
        raise Unreadable("empty")
    try:
        return content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("encoding") from error


def read_sheet(text: str, *, themes: Mapping[str, str], now: datetime) -> Sheet:
    """Rows and mistakes of a CSV text; `themes` maps names to slugs. Raises Unreadable."""
    known = {fold(name): slug for name, slug in themes.items()}
    head = text.partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    try:
        lines = [*csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise Unreadable("headings") from error
    columns = _columns(lines[0]) if lines else {}
    if not {"title", "moment"} <= {*columns}:
        raise Unreadable("headings")
    rows = [(number, cells) for number, cells in enumerate(lines[1:], start=2) if any(map(str.strip, cells))]
    if not rows:
        raise Unreadable("no_rows")
    if len(rows) > MOST_ROWS:
        raise Unreadable("too_many")
    items: list[tuple[int, Item]] = []
    mistakes: list[Mistake] = []
    first: dict[str, int] = {}
    for number, cells in rows:
        said = {name: canonical(cells[at]) for name, at in columns.items() if at < len(cells)}
        item = _item(number, said, known, now)
        if isinstance(item, Item) and item.identity in first:
            item = [Mistake(number, "twice", str(first[item.identity]))]
        if isinstance(item, Item):
            first[item.identity] = number
            items.append((number, item))
        else:
            mistakes += item
    return Sheet(tuple(items), tuple(mistakes))


def _columns(headings: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        name = next((name for name, known in COLUMNS.items() if fold(heading) in known), None)
        if name:
            found.setdefault(name, at)
    return found


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
        if said.get(name) and not is_address(said[name]):
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


def is_address(written: str) -> bool:
    """Whether a text is an address of the web that can be stored."""
    try:
        parts = urlsplit(written)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(written) <= 1000 and " " not in written
