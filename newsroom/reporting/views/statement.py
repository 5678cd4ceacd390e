"""The statement of a period as a page."""

from __future__ import annotations

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

from newsroom.periods import Kind, periods_of
from newsroom.plan.wording import short_period_name

from ..rendering import FORMATS, words
from .asking import Asked, asked, for_those_with_a_standing


@for_those_with_a_standing
def statement(request, *, year: int, code: str, standing):
    """The page: one banner with the state, then figures that each open their records."""
    question = asked(request, year=year, code=code, standing=standing)
    compiled = question.statement()
    name = short_period_name(question.period)
    return render(
        request,
        "newsroom/reporting/statement.html",
        {
            "statement": compiled,
            "asked": question,
            "tables": _tables(compiled),
            "state": words.state(compiled),
            "scope": words.scope(compiled),
            "why": words.why_rows_exceed(compiled),
            "rules": list(words.rules()),
            "days_left": (question.period.last_day - timezone.localdate()).days,
            "others": _others(question),
            "header_title": _("Statement of %(period)s") % {"period": name},
            "header_icon": "form",
            "breadcrumbs_items": breadcrumbs({"url": "", "label": name}),
            "header_buttons": [
                HeaderButton(label=suffix.upper(), url=question.address(suffix=suffix), icon_name="download")
                for suffix in reversed(FORMATS)
            ],
        },
    )


def breadcrumbs(*items: dict[str, str]) -> list[dict[str, str]]:
    """The way from the admin's front to a screen of the report."""
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("newsroom_reporting:index"), "label": _("Reports")},
        *items,
    ]


def _tables(compiled) -> list[dict]:
    """The two spreads of the total: what address parameter they open by, and whether they have a unit."""
    return [
        {"by": "kenh", "caption": _("By channel"), "heading": _("Channel"), "parts": compiled.total.by_channel},
        {
            "by": "don-vi",
            "caption": _("By organisation"),
            "heading": _("Organisation"),
            "parts": compiled.total.by_organisation,
        },
    ]


def _others(question: Asked) -> dict[str, list[dict]]:
    """The other periods of the year, to go to from here; months apart, because they are many."""
    others: dict[str, list[dict]] = {"long": [], "months": []}
    for period in periods_of(question.period.year, question.plan.regime.rule()):
        others["months" if period.kind is Kind.MONTH else "long"].append(
            {
                "name": short_period_name(period),
                "url": Asked(question.plan, question.plans, period, question.standing).address(),
                "is_this": period.code == question.period.code,
            }
        )
    return others
