"""Which reports there are."""

from __future__ import annotations

from django.db.models import F
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

from newsroom.periods import Kind, periods_of
from newsroom.plan.models import Plan
from newsroom.plan.wording import short_period_name

from ..models import Report
from ..permitting import may_set_template
from . import acting
from .asking import Asked, for_those_with_a_standing
from .statement import breadcrumbs

GROUPS = ((Kind.QUARTER, Kind.HALF, Kind.YEAR), (Kind.MONTH,))


@for_those_with_a_standing
def index(request, *, standing):
    """Every plan with its periods: the state of each, and by when its report is due."""
    plans = list(Plan.objects.select_related("regime").latest_first())
    reports = {(each.plan_id, each.period_code): each for each in Report.objects.filter(year=F("plan__year"))}
    rights = acting.Rights.of(request, standing)
    today = timezone.localdate()
    return render(
        request,
        "newsroom/reporting/index.html",
        {
            "plans": [_shelf(plan, plans, reports, standing, rights, today) for plan in plans],
            "header_title": _("Reports"),
            "header_icon": "form",
            "breadcrumbs_items": [*breadcrumbs()[:1], {"url": "", "label": _("Reports")}],
            "header_buttons": _buttons(request.user, standing),
        },
    )


def _buttons(user, standing) -> list[HeaderButton]:
    if not may_set_template(standing, is_superuser=user.is_superuser):
        return []
    address = reverse("newsroom_reporting:templates")
    return [HeaderButton(label=_("Word template of reports"), url=address, icon_name="doc-full")]


def _shelf(plan: Plan, plans: list[Plan], reports: dict, standing, rights, today) -> dict:
    of_the_year = tuple(other for other in plans if other.year == plan.year)
    periods = periods_of(plan.year, plan.regime.rule())
    return {
        "plan": plan,
        "groups": [
            {
                "months": group == (Kind.MONTH,),
                "periods": [
                    _row(Asked(plan, of_the_year, period, standing), reports, rights, today)
                    for period in periods
                    if period.kind in group
                ],
            }
            for group in GROUPS
        ],
    }


def _row(question: Asked, reports: dict, rights, today) -> dict:
    """One period: its window, where its report stands, and what the one who asks can do next."""
    period = question.period
    report = reports.get((question.plan.pk, period.code))
    steps = acting.steps(question, report, rights, today=today)
    return {
        "period": period,
        "name": short_period_name(period),
        "url": question.address(),
        "state": _state(period, today, report),
        "report": report,
        "report_url": question.address("report"),
        "next": steps[0].label if steps and (report or period.stop <= today) else "",
    }


def _state(period, today, report: Report | None) -> dict[str, object]:
    """Where today stands to a period, in a word and a sign."""
    if today < period.start:
        return {"word": _("Not begun"), "is_now": False}
    if today < period.stop:
        return {"word": _("Running, %(days)d days left") % {"days": (period.stop - today).days}, "is_now": True}
    if report is not None and report.is_frozen:
        return {"word": _("Ended, frozen"), "is_now": False}
    return {"word": _("Ended, provisional"), "is_now": False}
