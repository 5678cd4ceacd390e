"""Targets held against figures: how much is expected in a window, and how much of it is done. Pure.

The only number that 174/KH-UBND prints is *hàng tuần* (II.2.c, IV.1.e); every other target is data. What is expected
is computed, never stored.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from newsroom.coverage.counting import Figure
from newsroom.periods import LAW, Kind, NotARule, Period, Regime, cadence_of, parts_of, weekdays_in

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True, kw_only=True)
class Aim:
    """A target held against what was done in the window.

    `target` is None when the window is shorter than what the target asks for (a yearly one in a quarter). `origin` is
    the plan's clause, "" for a target that the unit set itself. `item`, `channel` and `organisation` say for what;
    "" means all, and `subject` says it in words. Either `every` or `rule` (RFC 5545) says how often, `rhythm` says it
    in words; `unit` is the channel's. `start` and `stop` (exclusive) are the part of the window in which the target
    holds: both `target` and `done` look at that part only; None where it is the whole window.
    """

    measure: str
    target: int | None
    done: int
    origin: str = ""
    item: str = ""
    channel: str = ""
    organisation: str = ""
    item_title: str = ""
    channel_name: str = ""
    organisation_name: str = ""
    subject: str = ""
    every: str = ""
    quantity: int = 0
    rule: str = ""
    rhythm: str = ""
    unit: str = ""
    start: date | None = None
    stop: date | None = None

    @property
    def done_ratio(self) -> float | None:
        """Done over target, to four places; may exceed 1. None without a target."""
        return round(self.done / self.target, 4) if self.target else None


def held(period: Period, valid_from: date | None = None, valid_to: date | None = None) -> tuple[date, date] | None:
    """The part of a window in which a target holds, from a first day until before `valid_to`; None if it never does."""
    start, stop = max(period.start, valid_from or period.start), min(period.stop, valid_to or period.stop)
    return (start, stop) if start < stop else None


def expected(
    *,
    quantity: int,
    period: Period,
    every: str = "",
    rule: str = "",
    weekday: int | None = None,
    since: date | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    regime: Regime = LAW,
) -> int | None:
    """How much a target asks for in a period; None when the period is shorter than the target's own.

    A `rule` asks once for each day on which it falls; every second week is counted from `since`. *Hàng tuần* means
    once for each time that the slot's `weekday` (Monday 0) occurs in the window: Q2/2024 by the law's window
    (15/3–14/6) has 14 Fridays. Without a slot it means the whole weeks of the window, 13 there: what every weekday
    reaches, so that nobody is asked for an airing on a day that nobody set. Months, quarters, halves and years are
    counted by how many of them the period is made of.

    Outside `valid_from`–`valid_to` (exclusive) nothing is asked. Of a month (quarter, …) in which the target holds for
    some days only, it asks for its share by days; the shares of a period are added up first and rounded once, half up.
    Raises NotARule for a rule that no cadence says.
    """
    window = held(period, valid_from, valid_to)
    if every and every != "week" and MONTHS[period.kind] < MONTHS[every]:
        return None
    if window is None:
        return 0
    if rule:
        cadence = cadence_of(rule)
        if cadence is None:
            raise NotARule(f"{rule!r} is no cadence that anybody says.")
        return quantity * len(cadence.days_in(window, since or window[0]))
    if every == "week":
        weeks = (window[1] - window[0]).days // 7 if weekday is None else weekdays_in(window, weekday)
        return quantity * weeks
    if window == (period.start, period.stop):
        return quantity * (MONTHS[period.kind] // MONTHS[every])
    shares = sum((_share(part, window) for part in parts_of(period, Kind(every), regime)), Fraction())
    return int(quantity * shares + Fraction(1, 2))


def weekday_of(rule: str) -> int | None:
    """The weekday (Monday 0) of a weekly RFC 5545 rule, the first one of the week; None for any other cadence."""
    try:
        cadence = cadence_of(rule.upper())
    except NotARule:
        return None
    return cadence.weekdays[0] if cadence and cadence.weekdays and not cadence.which else None


def done(figure: Figure, measure: str) -> int:
    """The part of a figure that a target's measure looks at. Episodes are first runs: a rerun is no new episode."""
    return {
        "works": figure.works,
        "appearances": figure.appearances,
        "episodes": figure.first_runs,
        "minutes": figure.minutes,
        "persons": figure.persons,
        "copies": figure.copies,
        "quantity": figure.quantity,
    }[measure]


def leading(aims: Iterable[Aim]) -> Aim | None:
    """The one aim that a cell shows: the only one of the widest, or what several of them owe together.

    An aim of all organisations goes before those of single ones: adding them up would count what they did twice.
    """
    aims = tuple(aims)
    named = [sum(map(bool, (aim.item, aim.channel, aim.organisation))) for aim in aims]
    return together(aim for aim, number in zip(aims, named, strict=True) if number == min(named))


def together(aims: Iterable[Aim]) -> Aim | None:
    """Aims of different organisations or channels added up, or the only one.

    None where they cannot be: two measures, one without a number, or two about the same (what was done would count
    twice).
    """
    aims = tuple(aims)
    if len(aims) < 2:
        return aims[0] if aims else None
    about = {(aim.item, aim.channel, aim.organisation) for aim in aims}
    if len({aim.measure for aim in aims}) > 1 or len(about) < len(aims) or any(aim.target is None for aim in aims):
        return None
    return Aim(
        measure=aims[0].measure,
        target=sum(aim.target or 0 for aim in aims),
        done=sum(aim.done for aim in aims),
        channel=aims[0].channel,
        item=aims[0].item,
        unit=aims[0].unit,
    )


def _share(part: Period, window: tuple[date, date]) -> Fraction:
    """Which part of its days lies in the window."""
    days = (min(part.stop, window[1]) - max(part.start, window[0])).days
    return Fraction(max(days, 0), part.days)
