"""Cadences, lengths and weekdays in words."""

from datetime import datetime

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from newsroom.periods import ZONE
from newsroom.plan.wording import rule_name

register = template.Library()


@register.filter
def cadence(rule: str) -> str:
    """A rule in words: "Thứ Sáu hằng tuần"; the rule itself where no words say it."""
    return rule_name(rule)


@register.filter
def length_in_words(seconds: int) -> str:
    """900 → "15 phút", 925 → "15 phút 25 giây"."""
    minutes, rest = divmod(int(seconds or 0), 60)
    if not rest:
        return _("%(minutes)d min") % {"minutes": minutes}
    if not minutes:
        return _("%(seconds)d s") % {"seconds": rest}
    return _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": rest}


@register.filter
def moment(when: datetime | None) -> str:
    """ "Thứ Sáu 14/06/2024, 19:45" in local time; "" for none."""
    if when is None:
        return ""
    when = localtime(when, ZONE)
    return f"{WEEKDAYS[when.weekday()]} {when:%d/%m/%Y, %H:%M}"
