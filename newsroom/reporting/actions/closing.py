"""Telling the ledger which periods are frozen, so that its desk can name them before something changes."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from newsroom.coverage.closing import Closing
from newsroom.periods import period
from newsroom.plan.wording import short_period_name

from ..models import Report
from ..models.report import CLOSED


def closings() -> Iterator[Closing]:
    """Every period whose report is frozen now. One query."""
    for report in Report.objects.filter(state__in=CLOSED).select_related("plan__regime"):
        named = short_period_name(period(report.year, report.period_code, report.plan.regime.rule()))
        yield Closing(
            plan_id=report.plan_id,
            year=report.year,
            code=report.period_code,
            title=f"{named} ({report.plan.number})",
            closed_at=report.frozen_at,
            address=reverse("newsroom_reporting:changes", args=[report.year, report.period_code]),
        )
