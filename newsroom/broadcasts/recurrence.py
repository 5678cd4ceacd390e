"""When a series airs, from its rule. Pure: rules are RFC 5545 RRULEs, read in Asia/Ho_Chi_Minh."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from dateutil.rrule import rrulestr

from newsroom.periods import ZONE, NotARule, parts_of_rule


def slots(rule: str, slot: time, first_day: date, last_day: date | None, start: date, stop: date) -> list[datetime]:
    """The moments at which a series begins, from local day `start` until before local day `stop`, in order.

    `slot` is local time of day; `first_day` anchors the rule (every second week counts from it) and is the first
    day that may air; `last_day` is the last one, included, or None. Aware, in Asia/Ho_Chi_Minh. Raises NotARule.
    """
    parts_of_rule(rule)
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
