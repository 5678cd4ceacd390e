"""Days of a report: which window a period covers, when it is due, and which weekdays it holds.

Pure: no framework, no clock, no network. Import from here, not from the modules inside.
"""

from newsroom.periods.counting import NotAWeekday, last_weekdays_in, weekdays_in
from newsroom.periods.reckoning import (
    CALENDAR,
    CODES,
    LAW,
    ZONE,
    Kind,
    NaiveMoment,
    NotADay,
    NotARegime,
    Period,
    Regime,
    UnknownPeriod,
    Weekend,
    containing,
    following,
    local_day,
    month_of,
    parts_of,
    period,
    periods_of,
    preceding,
)
from newsroom.periods.recurring import Cadence, NotARule, cadence_of, parts_of_rule

__all__ = [
    "CALENDAR",
    "CODES",
    "LAW",
    "ZONE",
    "Cadence",
    "Kind",
    "NaiveMoment",
    "NotADay",
    "NotARegime",
    "NotARule",
    "NotAWeekday",
    "Period",
    "Regime",
    "UnknownPeriod",
    "Weekend",
    "cadence_of",
    "containing",
    "following",
    "last_weekdays_in",
    "local_day",
    "month_of",
    "parts_of",
    "parts_of_rule",
    "period",
    "periods_of",
    "preceding",
    "weekdays_in",
]
