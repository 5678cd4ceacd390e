"""How much each item was told month by month: a chart, and beside it the table that says the same."""

from __future__ import annotations

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.plan.wording import short_period_name
from newsroom.statements.actions import compile_trend
from newsroom.statements.trending import Course

from .asking import Asked, asked, for_those_with_a_standing
from .statement import breadcrumbs


@for_those_with_a_standing
def trends(request, *, year: int, code: str, standing):
    """Every row of the plan through the months of its year, and through other plans' years. Always the ledger of now:
    a frozen period stays as it was, a trend goes on."""
    question = asked(request, year=year, code=code, standing=standing)
    courses = compile_trend(plan=question.plan, today=timezone.localdate(), organisation_ids=question.organisation_ids)
    name = short_period_name(question.period)
    return render(
        request,
        "newsroom/reporting/trends.html",
        {
            "asked": question,
            "matrix_url": question.address("matrix"),
            "trends": [_shown(question, course, number) for number, course in enumerate(courses)],
            "header_title": _("Trends of %(year)d") % {"year": question.plan.year},
            "header_icon": "history",
            "breadcrumbs_items": breadcrumbs(
                {"url": question.address(), "label": name},
                {"url": question.address("matrix"), "label": _("Coverage matrix")},
                {"url": "", "label": _("Trends")},
            ),
        },
    )


def _shown(question: Asked, course: Course, number: int) -> dict:
    """A course with what its chart draws and the addresses of its figures."""
    months = [
        {
            "month": month,
            "name": f"{month.period.number}/{month.period.year}",
            "url": Asked(question.plan, question.plans, month.period, question.standing).address(
                "records", muc=course.code
            )
            if month.figure and month.figure.appearances
            else "",
            "is_in_period": question.period.start <= month.period.start and month.period.stop <= question.period.stop,
        }
        for month in course.months
    ]
    without = course.months_without
    return {
        "course": course,
        "id": f"xu-huong-{number}",
        "months": months,
        "said": ngettext("%(count)d month without any", "%(count)d months without any", without) % {"count": without}
        if without
        else _("Something in every month"),
        "is_lacking": bool(without),
        "years_id": f"xu-huong-{number}-nam",
        "years": {
            "kind": "bar",
            "labels": [f"{year.year}" for year in course.years],
            "series": [
                {"name": _("Appearances"), "values": [_of(year, "appearances") for year in course.years]},
                {"name": _("Works"), "values": [_of(year, "works") for year in course.years]},
            ],
        },
        "chart": {
            "kind": "bar",
            "labels": [each["name"] for each in months],
            "series": [
                {"name": _("Appearances"), "values": [_of(month, "appearances") for month in course.months]},
                {"name": _("Works"), "values": [_of(month, "works") for month in course.months]},
            ],
        },
    }


def _of(point, name: str) -> int | None:
    """One figure of a month or a year; None draws nothing."""
    return getattr(point.figure, name) if point.figure else None
