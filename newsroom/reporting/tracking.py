"""By when figures close and papers leave. Pure: no clock.

The chain 14 → 15 → 20 → 25: data close with the period's last day (NĐ 09/2019/NĐ-CP, Điều 12), units report by the
plan's day (174/KH-UBND, IV.2), the province reports to the ministry (581/BNV-CCHC) and to the Government by day 25
(Điều 13). Between closing and sending lies at least one working day (Điều 8.5).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from newsroom.periods import Period

GOVERNMENT_DAY = 25
_SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One day of the chain. `is_early` when it leaves no working day after closing."""

    code: str
    day: date
    is_early: bool = False


def chain(period: Period) -> tuple[Milestone, ...]:
    """The four days of a period's report, in order: closing, units, ministry, government."""
    earliest = first_working_day_after(period.last_day)
    sending = {
        "units": period.due,
        "ministry": period.province_due,
        "government": max(period.province_due, period.province_due.replace(day=GOVERNMENT_DAY)),
    }
    return (
        Milestone(code="closing", day=period.last_day),
        *(Milestone(code=code, day=day, is_early=day < earliest) for code, day in sending.items()),
    )


def first_working_day_after(day: date) -> date:
    """The next Monday to Friday. Feasts are not known here: Tết has no rule, so an office looks at its calendar."""
    day += timedelta(days=1)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day
