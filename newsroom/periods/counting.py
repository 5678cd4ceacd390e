"""How many Fridays a window holds: the quantity that the word *hàng tuần* asks for."""

from datetime import date, timedelta

from newsroom.periods.reckoning import Period


class NotAWeekday(ValueError):
    """A weekday outside 0 (Monday) … 6 (Sunday)."""


def weekdays_in(window: Period | tuple[date, date], weekday: int) -> int:
    """Count one weekday in a window.

    `window` is a Period, or (start, stop) with stop excluded; `weekday` as in `date.weekday()`, Monday = 0.
    A window that is empty, or ends before it starts, holds none. Holidays are not known here: Tết has no
    rule.
    """
    start, stop = _ends(window)
    first = _first(start, weekday)
    return max(0, (stop - first).days + 6) // 7


def last_weekdays_in(window: Period | tuple[date, date], weekday: int) -> tuple[date, ...]:
    """The dates in a window that are the last such weekday of their calendar month.

    For columns of the cadence *last Saturday of the month*. Same arguments as `weekdays_in`; in date order.
    """
    start, stop = _ends(window)
    day = _first(start, weekday)
    found = []
    while day < stop:
        week_later = day + timedelta(days=7)
        if week_later.month != day.month:
            found.append(day)
        day = week_later
    return tuple(found)


def _ends(window: Period | tuple[date, date]) -> tuple[date, date]:
    return (window.start, window.stop) if isinstance(window, Period) else window


def _first(start: date, weekday: int) -> date:
    if not 0 <= weekday <= 6:
        raise NotAWeekday(f"Weekday {weekday} is none: Monday is 0 and Sunday is 6.")
    return start + timedelta(days=(weekday - start.weekday()) % 7)
