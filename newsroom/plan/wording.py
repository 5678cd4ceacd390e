"""How periods, cadences and targets are called: "Quý II/2024 (15/03/2024 – 14/06/2024)", "Thứ Bảy cuối tháng"."""

from collections.abc import Iterable

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from newsroom.periods import Cadence, Kind, NotARule, Period, cadence_of

_ROMAN = ("I", "II", "III", "IV")


def roman(number: int) -> str:
    """1–4 as quarters are numbered on paper; raises IndexError outside them."""
    if not 1 <= number <= len(_ROMAN):
        raise IndexError(f"A year has no quarter {number}.")
    return _ROMAN[number - 1]


def short_period_name(period: Period) -> str:
    """Without its days: "Tháng 6/2024", "Quý II/2024", "6 tháng đầu năm 2024", "Năm 2024"."""
    values = {"number": period.number, "roman": "", "year": period.year}
    if period.kind is Kind.MONTH:
        return _("Month %(number)d/%(year)d") % values
    if period.kind is Kind.QUARTER:
        return _("Quarter %(roman)s/%(year)d") % {**values, "roman": roman(period.number)}
    if period.kind is Kind.HALF:
        name = _("First six months of %(year)d") if period.number == 1 else _("Last six months of %(year)d")
        return name % values
    return pgettext("period", "Year %(year)d") % values


def period_name(period: Period) -> str:
    """With its first and its last day, both counted: "Quý II/2024 (15/03/2024 – 14/06/2024)"."""
    return f"{short_period_name(period)} ({period.start:%d/%m/%Y} – {period.last_day:%d/%m/%Y})"


def days_name(weekdays: Iterable[int]) -> str:
    """Weekdays (Monday = 0) in words, in the order of the week."""
    return ", ".join(str(WEEKDAYS[day]) for day in sorted(weekdays))


def cadence_name(cadence: Cadence) -> str:
    """ "Thứ Sáu hằng tuần", "Thứ Bảy cuối tháng", "ngày 10 hằng tháng"."""
    values = {"days": days_name(cadence.weekdays), "every": cadence.every, "day": cadence.day, "month": cadence.month}
    if cadence.day:
        said = {
            (True, False): _("day %(day)d of the month"),
            (False, False): _("last day of the month"),
            (True, True): _("%(day)d/%(month)d of the year"),
            (False, True): _("last day of month %(month)d"),
        }[cadence.day > 0, cadence.month > 0]
    elif cadence.which:
        said = {
            1: _("first %(days)s of the month"),
            2: _("second %(days)s of the month"),
            3: _("third %(days)s of the month"),
            4: _("fourth %(days)s of the month"),
            -1: _("last %(days)s of the month"),
        }[cadence.which]
    elif cadence.every == 1:
        said = _("every %(days)s")
    elif cadence.every == 2:
        said = _("%(days)s, every second week")
    else:
        said = _("%(days)s, every %(every)d weeks")
    return said % values


def rule_name(rule: str) -> str:
    """A rule (RFC 5545) in words; the rule itself where no words say it."""
    try:
        said = cadence_of(rule)
    except NotARule:
        return rule
    return cadence_name(said) if said else rule


def rhythm_name(every: str, rule: str) -> str:
    """How often a target asks: "mỗi tuần", or its rule in words."""
    if rule:
        return rule_name(rule)
    return {
        "week": _("every week"),
        "month": _("every month"),
        "quarter": _("every quarter"),
        "half": _("every half year"),
        "year": _("every year"),
    }[every]


def promise_name(target) -> str:
    """What a target asks: "6 tác phẩm mỗi tháng", "40 bản mỗi quý", "1 số đã phát, Thứ Bảy cuối tháng"."""
    in_units = target.measure == "quantity" and target.channel
    measure = target.channel.get_unit_display() if in_units else target.get_measure_display()
    values = {"quantity": target.quantity, "measure": measure, "rhythm": rhythm_name(target.every, target.rule)}
    return (
        _("%(quantity)d %(measure)s, %(rhythm)s") if target.rule else _("%(quantity)d %(measure)s %(rhythm)s")
    ) % values
