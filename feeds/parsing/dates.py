"""What moment a feed's date names, in the spellings that Vietnamese sites write.

`vote()` looks at all dates of one feed and says whether 05/06 is the fifth of June; `read()` then reads one.
A date is read only when every word of it was understood: what cannot be read is None, never a guess and never
today. No clock: `now` is passed in, and a moment more than a day after it is None as well.

Does not read relative dates ("2 giờ trước") or lunar months (tháng Giêng, tháng Chạp).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from feeds.parsing.date_words import (
    COMPACT,
    NUMERIC_PATTERNS,
    UNIX,
    Clock,
    fold,
    month_number,
    take_clock,
    take_weekday,
    take_zone_at_end,
    without_filler,
)

VIETNAM = timezone(timedelta(hours=7), "+07")
"""Vietnam keeps one offset all year, since 1975. A date without a zone is read in it."""

MINUTE, HOUR, DAY, UNKNOWN = "minute", "hour", "day", "unknown"

# Before the web: 0001-01-01 (.NET), 1900-01-01 (SQL Server) and 1970-01-01 (Unix) mean "no date".
EARLIEST = datetime(1991, 1, 1, tzinfo=UTC)
FUTURE_TOLERANCE = timedelta(days=1)

LONGEST = 1000
"""Characters; what is longer is no date, whatever blanks are in it."""

# A few odd dates do not overturn a feed, a real quarrel leaves the ambiguous ones unread.
MAJORITY = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """A moment (aware) and how much of it the document really said: "minute", "hour" or "day".

    A day is its midnight in the zone that was used.
    """

    moment: datetime
    precision: str


@dataclass(frozen=True, slots=True)
class Vote:
    """Whether a feed writes the day before the month.

    `day_first` is None when nothing in the feed tells; `contested` says that its dates contradict each other;
    `looks_american` is the weak sign (`9/7/2026 6:44:00 PM`: no padding, English AM/PM, as .NET's en-US writes).
    """

    day_first: bool | None = None
    contested: bool = False
    looks_american: bool = False

    def settle(self, remembered: bool | None) -> bool | None:
        """The order to read ambiguous dates in: this document's evidence, else what was remembered from earlier
        ones, else the weak sign, else day first as everybody writes in Vietnam. None (do not read them) when the
        document contradicts itself and nothing is remembered."""
        if self.day_first is not None:
            return self.day_first
        if remembered is not None or self.contested:
            return remembered
        return not self.looks_american


@dataclass(frozen=True, slots=True)
class _Seen:
    """A date taken apart, its two small numbers perhaps not yet told apart."""

    year: int
    first: int
    second: int
    day_leads: bool | None
    clock: Clock | None = None
    weekday: int | None = None
    moment: datetime | None = None
    american: bool = False

    def day(self, day_first: bool) -> date | None:
        day, month = (self.first, self.second) if day_first else (self.second, self.first)
        try:
            return date(self.year, month, day)
        except ValueError:
            return None


def read(raw: str, *, now: datetime, day_first: bool | None = None, zone: tzinfo = VIETNAM) -> Reading | None:
    """The moment that `raw` names, or None.

    `day_first` settles dates such as 05/06/2024; with None those stay unread, while 22/11/2024 is read anyway.
    `zone` is for dates that name none.
    """
    seen = _take_apart(raw)
    if seen is None:
        return None
    reading = _assemble(seen, day_first, zone)
    if reading is None or not EARLIEST <= reading.moment <= now + FUTURE_TOLERANCE:
        return None
    return reading


def vote(raws: Iterable[str], *, now: datetime) -> Vote:
    """What all dates of one feed say together about the order of day and month.

    Counts for an order: the other one gives no real date, lies in the future, or misses the written weekday.
    """
    day_first = month_first = 0
    american = padded = False
    for raw in raws:
        seen = _take_apart(raw)
        if seen is None or seen.day_leads is not None:
            continue
        american = american or seen.american
        padded = padded or bool(re.search(r"(?<!\d)0\d?(?!\d)", raw.split(":")[0]))
        if seen.first == seen.second:
            continue
        as_day, as_month = (_plausible(seen, order, now) for order in (True, False))
        day_first += as_day and not as_month
        month_first += as_month and not as_day
    if not day_first and not month_first:
        return Vote(looks_american=american and not padded)
    if day_first >= MAJORITY * month_first:
        return Vote(day_first=True)
    if month_first >= MAJORITY * day_first:
        return Vote(day_first=False)
    return Vote(contested=True)


def _plausible(seen: _Seen, day_first: bool, now: datetime) -> bool:
    day = seen.day(day_first)
    if day is None or day > (now + FUTURE_TOLERANCE).date():
        return False
    return seen.weekday is None or day.weekday() == seen.weekday


def _assemble(seen: _Seen, day_first: bool | None, zone: tzinfo) -> Reading | None:
    if seen.moment is not None:
        return Reading(seen.moment, MINUTE)
    order = seen.day_leads if seen.day_leads is not None else _order(seen, day_first)
    day = seen.day(order) if order is not None else None
    if day is None:
        return None
    clock = seen.clock
    if clock is None:
        return Reading(datetime(day.year, day.month, day.day, tzinfo=zone), DAY)
    in_zone = zone if clock.offset is None else timezone(clock.offset)
    try:
        moment = datetime(day.year, day.month, day.day, tzinfo=in_zone) + clock.since_midnight
    except OverflowError:
        return None
    return Reading(moment, MINUTE if clock.has_minutes else HOUR)


def _order(seen: _Seen, day_first: bool | None) -> bool | None:
    """Whether the day leads. Where both orders give a day, a weekday that fits one of them alone must agree with the
    feed's order: a date that contradicts its feed stays unread."""
    possible = [order for order in (True, False) if seen.day(order)]
    if seen.first == seen.second:
        return True
    if len(possible) < 2:
        return possible[0] if possible else None
    fitting = [order for order in possible if (day := seen.day(order)) and day.weekday() == seen.weekday]
    if len(fitting) != 1 or day_first is None:
        return fitting[0] if len(fitting) == 1 else day_first
    return day_first if fitting == [day_first] else None


def _take_apart(raw: str) -> _Seen | None:
    return _taken_apart(raw) if len(raw) <= LONGEST else None


@functools.lru_cache(maxsize=1024)  # each date is asked for twice, by the vote and by the reading
def _taken_apart(raw: str) -> _Seen | None:
    text = fold(raw)
    if not text or len(text) > 120:
        return None
    return _unix(text) or _compact(text) or _written(text)


def _unix(text: str) -> _Seen | None:
    """`1732246200`, `1732246200000`, `/Date(1732246200000+0700)/`."""
    match = UNIX.fullmatch(text)
    if not match:
        return None
    seconds = int(match["seconds"]) if match["seconds"] else int(match["milliseconds"] or match["dotnet"]) / 1000
    return _Seen(0, 0, 0, True, moment=datetime.fromtimestamp(seconds, UTC))


def _compact(text: str) -> _Seen | None:
    """`20241122`, `20241122T103000+0700`, `202411221030`."""
    match = COMPACT.fullmatch(text)
    if not match:
        return None
    clock = None
    if match["hour"]:
        clock = Clock.of(match["hour"], match["minute"], match["second"], "", match["zone"] or "")
        if clock is None:
            return None
    return _Seen(int(match["year"]), int(match["day"]), int(match["month"]), True, clock)


def _written(text: str) -> _Seen | None:
    """Everything with separators or words: find the clock, drop the weekday and the filler, read what is left."""
    text, clock = take_clock(text)
    if clock is None and re.search(r"\d\s?:\s?\d", text):
        return None
    if clock is not None and clock.offset is None:
        text, offset = take_zone_at_end(text)
        clock = clock.in_zone(offset)
    text, weekday = take_weekday(text)
    text = without_filler(text)
    for pattern, day_leads in NUMERIC_PATTERNS:
        match = pattern.fullmatch(text)
        if not match:
            continue
        parts = match.groupdict()
        year = _full_year(parts["year"])
        if "month" in parts:
            month = month_number(parts["month"])
            return _Seen(year, int(parts["day"]), month, True, clock, weekday) if month else None
        ambiguous = day_leads is None
        american = bool(ambiguous and "/" in text and clock and clock.english_half)
        return _Seen(year, int(parts["first"]), int(parts["second"]), day_leads, clock, weekday, None, american)
    return None


def _full_year(written: str) -> int:
    """Two digits as RFC 5322 4.3 reads them, moved to the web's years: 26 is 2026, 99 is 1999."""
    year = int(written)
    if len(written) > 2:
        return year
    return year + (2000 if year < 69 else 1900)
