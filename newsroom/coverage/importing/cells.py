"""What people write into a cell: days, numbers, lengths, yes and no."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from newsroom.text import canonical, fold

MOST = 1_000_000_000
LONGEST = 6000 * 60
_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?:\s+0{1,2}:00(?::00)?)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+")
_LENGTH = re.compile(r"(\d{1,4})(?::(\d{1,2}))?(?:\s*(?:phut|p|'))?")
_YES, _NO = {"co", "x", "1", "true", "yes", "phat lai", "dung"}, {"", "khong", "0", "false", "no", "sai"}


class NotUnderstood(ValueError):
    """A cell that cannot mean what its column holds."""


def words(cell: Any) -> str:
    """A cell as text in one spelling; whole numbers without their ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return canonical(str(cell))


def a_day(cell: Any) -> date:
    """A day, from a date of the spreadsheet or written 14/06/2024 or 2024-06-14. Raises NotUnderstood."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    written = words(cell)
    try:
        if found := _DAY.fullmatch(written):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO.fullmatch(written):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as wrong:
        raise NotUnderstood(written) from wrong
    raise NotUnderstood(written)


def a_number(cell: Any) -> int | None:
    """A whole number from 0, grouped (1.234) or not; None for an empty cell. Raises NotUnderstood."""
    if isinstance(cell, bool):
        raise NotUnderstood(str(cell))
    if isinstance(cell, float) and not cell.is_integer():
        raise NotUnderstood(str(cell))
    written = words(cell)
    if not written:
        return None
    if _GROUPED.fullmatch(written):
        written = re.sub(r"\D", "", written)
    if not (written.isascii() and written.isdigit()) or int(written) > MOST:
        raise NotUnderstood(written)
    return int(written)


def a_length(cell: Any) -> int:
    """Seconds of "5", "5:30", "5 phút", or of a time of the spreadsheet; 0 for an empty cell. Raises NotUnderstood.

    Excel takes a typed 5:30 for half past five: hours without seconds are read as the minutes that were meant.
    """
    if isinstance(cell, (time, datetime)):
        cell = timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    if isinstance(cell, timedelta):
        whole = int(cell.total_seconds())
        seconds = whole // 60 if whole >= 3600 and whole % 60 == 0 else whole
    elif isinstance(cell, float) and not cell.is_integer():
        seconds = round(cell * 60)
    else:
        written = fold(words(cell))
        if not written:
            return 0
        found = _LENGTH.fullmatch(written)
        if not found or int(found[2] or 0) > 59:
            raise NotUnderstood(words(cell))
        seconds = int(found[1]) * 60 + int(found[2] or 0)
    if not 0 <= seconds <= LONGEST:
        raise NotUnderstood(words(cell))
    return seconds


def yes_or_no(cell: Any) -> bool:
    """Whether a cell says yes; an empty one says no. Raises NotUnderstood."""
    written = fold(words(cell))
    if written in _YES:
        return True
    if written in _NO:
        return False
    raise NotUnderstood(words(cell))
