"""How a cadence is said: "Thứ Sáu hằng tuần", "Thứ Bảy cuối tháng"."""

from collections.abc import Iterable

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _


def days_name(weekdays: Iterable[int]) -> str:
    """Weekdays (Monday = 0) in words, in the order of the week."""
    return ", ".join(str(WEEKDAYS[day]) for day in sorted(weekdays))


def cadence_name(weekdays: Iterable[int], every: int, which: int) -> str:
    """A cadence in words, from the fields of `recurrence.Cadence`."""
    values = {"days": days_name(weekdays), "every": every}
    if which:
        said = {
            1: _("first %(days)s of the month"),
            2: _("second %(days)s of the month"),
            3: _("third %(days)s of the month"),
            4: _("fourth %(days)s of the month"),
            -1: _("last %(days)s of the month"),
        }[which]
        return said % values
    if every == 1:
        return _("every %(days)s") % values
    if every == 2:
        return _("%(days)s, every second week") % values
    return _("%(days)s, every %(every)d weeks") % values
