"""What recurs by the calendar: "thứ Sáu hằng tuần", "thứ Bảy cuối tháng", "ngày 10 hằng tháng".

A `Cadence` is what a person says, its `rule` the RFC 5545 RRULE that says the same, and `days_in` the local days on
which it falls. A cadence always falls again: no rule of it runs to the end of time in vain.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PART = re.compile(r"^[A-Z]+=[A-Z0-9,+-]+$")
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_BYDAY = re.compile(r"^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$")
_COMMON = 2001


class NotARule(ValueError):
    """A recurrence that cannot be read, repeats within a day, or ends by itself."""


@dataclass(frozen=True)
class Cadence:
    """A recurrence as a person says it: by weekdays, or by the day of the month.

    `weekdays` as in `date.weekday()`, Monday = 0, ascending. `every` counts weeks. `which` is 0 for every such weekday;
    else the first (1) … fourth (4) or last (-1) of the month. `day` is a day of the month that every month has (1–28),
    or its last one (-1); with a `month` (1–12) it is a day of the year.
    """

    weekdays: tuple[int, ...] = ()
    every: int = 1
    which: int = 0
    day: int = 0
    month: int = 0

    @property
    def rule(self) -> str:
        """The RRULE that says the same. Raises NotARule when there is no day."""
        if self.day:
            if not _exists(self.day, self.month):
                raise NotARule(f"Not every such month has a day {self.day}.")
            if self.month:
                return f"FREQ=YEARLY;BYMONTH={self.month};BYMONTHDAY={self.day}"
            return f"FREQ=MONTHLY;BYMONTHDAY={self.day}"
        if not self.weekdays:
            raise NotARule("A recurrence needs at least one weekday.")
        days = ",".join(f"{self.which or ''}{_DAYS[day]}" for day in sorted(self.weekdays))
        if self.which:
            return f"FREQ=MONTHLY;BYDAY={days}"
        interval = f";INTERVAL={self.every}" if self.every > 1 else ""
        return f"FREQ=WEEKLY{interval};BYDAY={days}"

    def falls_on(self, day: date, since: date) -> bool:
        """Whether it falls on that day; every second week is counted from the week (Monday to Sunday) of `since`."""
        last = monthrange(day.year, day.month)[1]
        if self.day:
            return day.day == (self.day if self.day > 0 else last) and self.month in (0, day.month)
        if day.weekday() not in self.weekdays:
            return False
        if self.which:
            return day.day + 7 > last if self.which < 0 else (day.day + 6) // 7 == self.which
        return (_monday(day) - _monday(since)).days // 7 % self.every == 0

    def days_in(self, window: tuple[date, date], since: date) -> tuple[date, ...]:
        """The days from the window's start until before its stop on which it falls, in order."""
        start, stop = window
        days = (start + timedelta(days=number) for number in range((stop - start).days))
        return tuple(day for day in days if self.falls_on(day, since))


def cadence_of(rule: str) -> Cadence | None:
    """The cadence that a rule says, or None when no cadence says it. Raises NotARule."""
    parts = parts_of_rule(rule)
    if "BYMONTHDAY" in parts:
        return _by_day_of_month(parts)
    days = [_BYDAY.match(day) for day in parts.get("BYDAY", "").split(",")]
    if not all(days) or not set(parts) <= {"FREQ", "BYDAY", "INTERVAL"}:
        return None
    weekdays = tuple(sorted({_DAYS.index(day[2]) for day in days if day}))
    ordinals = {int(day[1] or 0) for day in days if day}
    every = int(parts.get("INTERVAL", "1"))
    if parts["FREQ"] == "WEEKLY" and ordinals == {0}:
        return Cadence(weekdays, every=every)
    if parts["FREQ"] == "MONTHLY" and every == 1 and len(ordinals) == 1 and ordinals <= {1, 2, 3, 4, -1}:
        return Cadence(weekdays, which=ordinals.pop())
    return None


def parts_of_rule(rule: str) -> dict[str, str]:
    """The parts of a rule by name. Raises NotARule for what nobody here recurs by."""
    pieces = rule.strip().split(";")
    if not all(_PART.match(piece) for piece in pieces):
        raise NotARule(f"{rule!r} is no recurrence: write FREQ=WEEKLY;BYDAY=FR for every Friday.")
    parts = dict(piece.split("=", 1) for piece in pieces)
    if parts.get("FREQ") not in _FREQUENCIES:
        raise NotARule(f"{rule!r} must repeat by days, weeks, months or years.")
    if not parts.get("INTERVAL", "1").isdecimal() or int(parts.get("INTERVAL", "1")) < 1:
        raise NotARule(f"{rule!r} has an INTERVAL below 1: it would never move on.")
    if parts.keys() & {"UNTIL", "COUNT", "BYHOUR", "BYMINUTE", "BYSECOND"}:
        raise NotARule(f"{rule!r} may not end by itself or set hours: the days between which it holds do.")
    return parts


def _by_day_of_month(parts: dict[str, str]) -> Cadence | None:
    wanted = {"FREQ", "BYMONTHDAY"} | ({"BYMONTH"} if parts["FREQ"] == "YEARLY" else set())
    numbers = [parts.get(name, "0") for name in ("BYMONTHDAY", "BYMONTH")]
    if set(parts) != wanted or parts["FREQ"] not in ("MONTHLY", "YEARLY"):
        return None
    if not all(re.fullmatch(r"-?\d{1,2}", number) for number in numbers):
        return None
    day, month = map(int, numbers)
    if (parts["FREQ"] == "YEARLY" and not 1 <= month <= 12) or not _exists(day, month):
        return None
    return Cadence(day=day, month=month)


def _exists(day: int, month: int) -> bool:
    """Whether every such month (0: every month of the year) has that day; -1 is the last one of each."""
    months = (month,) if month else range(1, 13)
    return day == -1 or all(1 <= day <= monthrange(_COMMON, each)[1] for each in months)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
