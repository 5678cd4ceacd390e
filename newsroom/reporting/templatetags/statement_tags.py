"""Numbers as offices write them, each opening its records."""

import nh3
from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from newsroom import text

from ..actions import TAGS
from ..rendering import scores, words

register = template.Library()


@register.filter
def grouped(number) -> str:
    """1234 → "1.234" in Vietnamese, "1,234" elsewhere; None → "–"."""
    if number is None:
        return "–"
    written = f"{number:,}"
    return written.replace(",", ".") if (get_language() or "vi").startswith("vi") else written


@register.filter
def percent(ratio) -> str:
    """0.9286 → "93%"; None → "–". Rounded half up, for reading only: exports carry the ratio."""
    return "–" if ratio is None else f"{int(ratio * 100 + 0.5)}%"


@register.filter
def points(value) -> str:
    """Decimal("0.80") → "0,8"; None → "–"."""
    return scores.number(value)


@register.filter
def asked_in_words(aim) -> str:
    """What a target asks, and in which part of the period."""
    return words.asked(aim)


@register.filter
def clock(seconds) -> str:
    """330 → "5:30" (minutes and seconds); 0 → ""."""
    return f"{seconds // 60}:{seconds % 60:02}" if seconds else ""


@register.filter
def cleaned_html(html) -> str:
    """The rich text of a report for a screen, its live figures marked."""
    return mark_safe(nh3.clean(html, tags={*TAGS, "data"}, attributes={"data": {"value"}}))  # noqa: S308


@register.filter
def named(names: dict, key: str) -> str:
    """The word for a key, or the key where there is none."""
    return names.get(key, key)


@register.simple_tag(takes_context=True)
def asked_address(context, name="statement", **query) -> str:
    """The address of another screen for the same plan and period; `ban` and the like as given, else none."""
    given = {key.replace("_", "-"): str(value) for key, value in query.items()}
    return context["asked"].address(name, **{"ban": "", **given})


@register.simple_tag
def moved(before: int, after: int) -> str:
    """How a figure moved: "8 → 9 (+1)"; alone where it did not."""
    if before == after:
        return grouped(after)
    difference = after - before
    sign = "+" if difference > 0 else "−"
    return f"{grouped(before)} → {grouped(after)} ({sign}{grouped(abs(difference))})"


@register.simple_tag
def plan_slug(plan) -> str:
    """How addresses name a plan."""
    return text.slug(plan.number)


@register.simple_tag(takes_context=True)
def opening(context, number, muc="", kenh="", don_vi="", **narrowed):
    """A figure as a link to exactly its records; a nought opens nothing and is no link.

    Further words of the address are given with underscores: `the_loai="brief"`.
    """
    if not number:
        return "0"
    query = {"muc": muc, "kenh": kenh, "don-vi": don_vi}
    query |= {name.replace("_", "-"): value for name, value in narrowed.items()}
    address = context["asked"].address("records", **{key: value for key, value in query.items() if value})
    title = _("Open the records behind this figure")
    return format_html('<a href="{}" title="{}">{}</a>', address, title, grouped(number))


@register.simple_tag(takes_context=True)
def opening_by(context, number, by, code, **narrowed):
    """The same, narrowed by a word of the address that a variable names."""
    return opening(context, number, **narrowed, **{by.replace("-", "_"): code})


@register.filter
def share(ratio) -> str:
    """0.0303 → "3,0%" in Vietnamese, "3.0%" elsewhere; None → "–"."""
    if ratio is None:
        return "–"
    written = f"{ratio * 100:.1f}%"
    return written.replace(".", ",") if (get_language() or "vi").startswith("vi") else written
