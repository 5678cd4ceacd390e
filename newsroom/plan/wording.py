"""How a period is called on paper: "Quý II/2024 (15/03/2024 – 14/06/2024)"."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from newsroom.periods import Kind, Period

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
