"""When a series airs, from its rule. Pure: rules are RFC 5545 RRULEs, read in Asia/Ho_Chi_Minh."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from newsroom.periods import ZONE

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PART = re.compile(r"^[A-Z]+=[A-Z0-9,+-]+$")
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_BYDAY = re.compile(r"^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$")


class NotARule(ValueError):
    """A recurrence that cannot be read, repeats within a day, or ends by itself."""


@dataclass(frozen=True)
class Cadence:
    """A recurrence as an editor says it.

    `weekdays` as in `date.weekday()`, Monday = 0, ascending. `every` counts weeks. `which` is 0 for weekly series;
    for monthly ones the first (1) … fourth (4) or last (-1) such weekday of the month.
    """

    weekdays: tuple[int, ...]
    every: int = 1
    which: int = 0

    @property
    def rule(self) -> str:
        """The RRULE that says the same. Raises NotARule when there is no day."""
        if not self.weekdays:
            raise NotARule("A series needs at least one weekday.")
        days = ",".join(f"{self.which or ''}{_DAYS[day]}" for day in sorted(self.weekdays))
        if self.which:
            return f"FREQ=MONTHLY;BYDAY={days}"
        interval = f";INTERVAL={self.every}" if self.every > 1 else ""
        return f"FREQ=WEEKLY{interval};BYDAY={days}"


def cadence_of(rule: str) -> Cadence | None:
    """The cadence that a rule says, or None when no cadence says it. Raises NotARule."""
    parts = _parts(rule)
    days = [_BYDAY.match(day) for day in parts.get("BYDAY", "").split(",")]
    if not all(days) or not set(parts) <= {"FREQ", "BYDAY", "INTERVAL"}:
        return None
    weekdays = tuple(sorted(_DAYS.index(day[2]) for day in days if day))
    ordinals = {int(day[1] or 0) for day in days if day}
    every = int(parts.get("INTERVAL", "1"))
    if parts["FREQ"] == "WEEKLY" and ordinals == {0}:
        return Cadence(weekdays, every=every)
    if parts["FREQ"] == "MONTHLY" and every == 1 and len(ordinals) == 1 and ordinals <= {1, 2, 3, 4, -1}:
        return Cadence(weekdays, which=ordinals.pop())
    return None


def slots(rule: str, slot: time, first_day: date, last_day: date | None, start: date, stop: date) -> list[datetime]:
    """The moments at which a series begins, from local day `start` until before local day `stop`, in order.

    `slot` is local time of day; `first_day` anchors the rule (every second week counts from it) and is the first
    day that may air; `last_day` is the last one, included, or None. Aware, in Asia/Ho_Chi_Minh. Raises NotARule.
    """
    _parts(rule)
    end = stop if last_day is None else min(stop, last_day + timedelta(days=1))
    if start >= end:
        return []
    try:
        found = rrulestr(rule, dtstart=datetime.combine(first_day, slot)).between(
            datetime.combine(start, time.min), datetime.combine(end, time.min), inc=True
        )
    except (ValueError, TypeError, AttributeError, KeyError) as unreadable:
        raise NotARule(f"{rule!r} cannot be read: {unreadable}.") from unreadable
    return [moment.replace(tzinfo=ZONE) for moment in found if moment.date() < end]


def weeks_of(year: int) -> list[date]:
    """The Mondays of the weeks that hold a day of the year, at most 53 (54 when a leap year begins on a Sunday)."""
    monday = date(year, 1, 1) - timedelta(days=date(year, 1, 1).weekday())
    return [day for day in (monday + timedelta(weeks=n) for n in range(54)) if day <= date(year, 12, 31)]


def by_week(moments: Iterable[tuple[datetime, object]], year: int) -> list[tuple[date, list]]:
    """Things with aware moments, sorted into the weeks of a year by local day: [(Monday, [thing, …]), …]."""
    weeks: dict[date, list] = {monday: [] for monday in weeks_of(year)}
    for moment, thing in moments:
        day = moment.astimezone(ZONE).date()
        if day.year == year:
            weeks[day - timedelta(days=day.weekday())].append(thing)
    return list(weeks.items())


def _parts(rule: str) -> dict[str, str]:
    """The parts of a rule by name. Raises NotARule for what this house does not air by."""
    pieces = rule.strip().split(";")
    if not all(_PART.match(piece) for piece in pieces):
        raise NotARule(f"{rule!r} is no recurrence: write FREQ=WEEKLY;BYDAY=FR for every Friday.")
    parts = dict(piece.split("=", 1) for piece in pieces)
    if parts.get("FREQ") not in _FREQUENCIES:
        raise NotARule(f"{rule!r} must repeat by days, weeks, months or years.")
    if not parts.get("INTERVAL", "1").isdecimal() or int(parts.get("INTERVAL", "1")) < 1:
        raise NotARule(f"{rule!r} has an INTERVAL below 1: it would never move on.")
    if parts.keys() & {"UNTIL", "COUNT", "BYHOUR", "BYMINUTE", "BYSECOND"}:
        raise NotARule(f"{rule!r} may not end by itself or set hours: the series' last day and its slot do.")
    return parts
