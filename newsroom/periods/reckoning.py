"""From a year and a code to a window of days, and from a day back to its period.

Windows are half-open: `start` is counted, `stop` is not. Days are dates in Asia/Ho_Chi_Minh. The law's
windows come from Nghị định 09/2019/NĐ-CP, Điều 12; another calendar is another `Regime`.
"""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from enum import StrEnum
from functools import total_ordering
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone in which a record gets its date, wherever the server stands."""


class UnknownPeriod(ValueError):
    """A year or a code that names no period."""


class NotARegime(ValueError):
    """A calendar whose days do not exist in every month."""


class NotADay(TypeError):
    """A moment where a local date is wanted."""


class NaiveMoment(ValueError):
    """A moment without a zone, which has no local day."""


class Weekend(StrEnum):
    """What becomes of a due date on a Saturday or Sunday: it stays, or moves to the Friday or the Monday.

    Public holidays, Tết among them, are not looked at.
    """

    KEEP = "keep"
    BEFORE = "before"
    AFTER = "after"


class Kind(StrEnum):
    """The lengths of a report."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


@dataclass(frozen=True)
class Regime:
    """One calendar of reports.

    `opening_day` is the day, of the month before, on which each month of the report opens; 1 stands for
    calendar months, which open on the first of their own month. A report falls due on the first
    `unit_due_day` of a month once its window is closed (the unit's), and on the first `province_due_day`
    from then on (the province's). Under the law that gives days 15 and 20 of the period's last month. All
    days are 1–28, else NotARegime.
    """

    name: str
    opening_day: int = 15
    unit_due_day: int = 15
    province_due_day: int = 20
    weekend: Weekend = Weekend.KEEP

    def __post_init__(self) -> None:
        for field in ("opening_day", "unit_due_day", "province_due_day"):
            if not 1 <= getattr(self, field) <= 28:
                raise NotARegime(f"{field} is {getattr(self, field)}: not every month has it, use 1 to 28.")


# Windows: the decree. Units by day 15: plan 174/KH-UBND (Thái Bình, 2024), IV.2. Province by day 20:
# 581/BNV-CCHC.
LAW = Regime("Nghị định 09/2019/NĐ-CP, Điều 12")
CALENDAR = Regime("Tháng dương lịch", opening_day=1)

# code -> kind, first month, last month
_MONTHS: dict[str, tuple[Kind, int, int]] = {
    **{f"thang-{n}": (Kind.MONTH, n, n) for n in range(1, 13)},
    **{f"quy-{n}": (Kind.QUARTER, 3 * n - 2, 3 * n) for n in range(1, 5)},
    "6-thang-dau": (Kind.HALF, 1, 6),
    "6-thang-cuoi": (Kind.HALF, 7, 12),
    "nam": (Kind.YEAR, 1, 12),
}
CODES: tuple[str, ...] = tuple(_MONTHS)
"""The nineteen codes of a year, as they stand in addresses: months, quarters, halves, the year."""


@total_ordering
@dataclass(frozen=True)
class Period:
    """One window of a report, with its due dates after the weekend policy.

    Build it with `period()`, `containing()` or `month_of()`. Periods sort by their first day, the shorter
    first. `day in period` takes a local date; hand it a moment and it raises NotADay.
    """

    year: int
    code: str
    kind: Kind
    start: date
    stop: date
    due: date
    province_due: date

    def __str__(self) -> str:
        return f"{self.code}/{self.year}"

    def __contains__(self, day: date) -> bool:
        return self.start <= _only_a_day(day) < self.stop

    def __lt__(self, other: object) -> bool:
        return self._rank() < other._rank() if isinstance(other, Period) else NotImplemented

    @property
    def number(self) -> int:
        """Which one of its kind in the year, from 1: 2 for `quy-2`, 1 for `nam`."""
        _, first, last = _MONTHS[self.code]
        return last // (last - first + 1)

    @property
    def last_day(self) -> date:
        """The last day that counts."""
        return self.stop - timedelta(days=1)

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.stop - self.start).days

    @property
    def starts_at(self) -> datetime:
        """The first moment that counts, aware, local midnight."""
        return datetime.combine(self.start, time.min, tzinfo=ZONE)

    @property
    def stops_at(self) -> datetime:
        """The first moment that counts no longer, aware, local midnight."""
        return datetime.combine(self.stop, time.min, tzinfo=ZONE)

    def _rank(self) -> tuple[date, date, date, date, int, str]:
        return self.start, self.stop, self.due, self.province_due, self.year, self.code


def period(year: int, code: str, regime: Regime = LAW) -> Period:
    """The period of that year and code, e.g. `period(2024, "quy-2")`: 15/3/2024–14/6/2024, due 15/6/2024.

    Raises UnknownPeriod for a code outside CODES or a year that the calendar cannot hold.
    """
    if code not in _MONTHS:
        raise UnknownPeriod(f"No period is called {code!r}: use one of {', '.join(CODES)}.")
    if not MINYEAR < year < MAXYEAR:
        raise UnknownPeriod(f"No period lies in the year {year}: use {MINYEAR + 1} to {MAXYEAR - 1}.")
    kind, first, last = _MONTHS[code]
    stop = _opening(year, last + 1, regime)
    due = _first_on(regime.unit_due_day, stop)
    province_due = _first_on(regime.province_due_day, due)
    return Period(
        year=year,
        code=code,
        kind=kind,
        start=_opening(year, first, regime),
        stop=stop,
        due=_working(due, regime.weekend),
        province_due=_working(province_due, regime.weekend),
    )


def periods_of(year: int, regime: Regime = LAW) -> tuple[Period, ...]:
    """All nineteen periods of a year, in the order of CODES."""
    return tuple(period(year, code, regime) for code in CODES)


def month_of(day: date, regime: Regime = LAW) -> Period:
    """The report month that holds a local date: 15/6/2024 lies in `thang-7` under the law."""
    return containing(day, Kind.MONTH, regime)


def containing(day: date, kind: Kind, regime: Regime = LAW) -> Period:
    """The period of that kind that holds a local date; exactly one does."""
    day = _only_a_day(day)
    year, month = day.year, day.month
    if 1 < regime.opening_day <= day.day:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return period(year, _code(kind, month), regime)


def preceding(this: Period, regime: Regime = LAW) -> Period:
    """The period of the same kind just before this one; pass the regime that made it."""
    return containing(this.start - timedelta(days=1), this.kind, regime)


def following(this: Period, regime: Regime = LAW) -> Period:
    """The period of the same kind just after this one; pass the regime that made it."""
    return containing(this.stop, this.kind, regime)


def parts_of(this: Period, kind: Kind, regime: Regime = LAW) -> tuple[Period, ...]:
    """The periods of a kind that lie wholly in this one, in order: the three months of a quarter.

    Empty when the kind is longer than this period. Pass the regime that made it.
    """
    return tuple(
        part
        for part in periods_of(this.year, regime)
        if part.kind is kind and this.start <= part.start and part.stop <= this.stop
    )


def local_day(moment: datetime) -> date:
    """The date of an aware moment in Asia/Ho_Chi_Minh: the day to which a record belongs.

    Raises NaiveMoment when the moment has no zone: whose midnight it means cannot be known.
    """
    if moment.utcoffset() is None:
        raise NaiveMoment(f"{moment.isoformat()} has no zone, so it has no local day.")
    return moment.astimezone(ZONE).date()


def _code(kind: Kind, month: int) -> str:
    return next(code for code, (k, first, last) in _MONTHS.items() if k is kind and first <= month <= last)


def _opening(year: int, month: int, regime: Regime) -> date:
    """The day on which a month opens; month 13 is January of the next year."""
    months = 12 * year + month - 1 - (regime.opening_day > 1)
    return date(months // 12, months % 12 + 1, regime.opening_day)


def _first_on(day_of_month: int, earliest: date) -> date:
    """The first date with that day of the month, from `earliest` on."""
    if earliest.day <= day_of_month:
        return earliest.replace(day=day_of_month)
    months = 12 * earliest.year + earliest.month
    return date(months // 12, months % 12 + 1, day_of_month)


def _working(day: date, weekend: Weekend) -> date:
    beyond_friday = day.weekday() - 4
    if beyond_friday <= 0 or weekend is Weekend.KEEP:
        return day
    return day - timedelta(days=beyond_friday) if weekend is Weekend.BEFORE else day + timedelta(days=3 - beyond_friday)


def _only_a_day(day: date) -> date:
    """Refuse a datetime, which is a date to Python and would count in the zone it happens to carry."""
    if isinstance(day, datetime):
        raise NotADay(f"{day.isoformat()} is a moment: turn it into a date with local_day().")
    return day
