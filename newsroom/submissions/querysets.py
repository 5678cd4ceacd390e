"""Questions about what agencies report, and about who must."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Count, Q

from newsroom.organisations.models import Organisation
from newsroom.periods import Period
from newsroom.plan.models import Plan

from . import tracking


class SubmissionQuerySet(models.QuerySet):
    def on(self, *, plan: Plan, period: Period) -> SubmissionQuerySet:
        return self.filter(plan=plan, year=period.year, period_code=period.code)

    def sent(self) -> SubmissionQuerySet:
        """Those that the recipient holds now; one that was handed back is a draft again."""
        return self.filter(state="sent")

    def with_counts(self) -> SubmissionQuerySet:
        """Adds `line_count`, the number of activities."""
        return self.annotate(line_count=Count("lines"))


class ActivityLineQuerySet(models.QuerySet):
    def reported(self, *, plan: Plan, period: Period) -> ActivityLineQuerySet:
        """What agencies have said, and sent, about that period. Beside the ledger's figures, never added to them.

        Lines of reports on *other* periods are not in it, whatever their day: a quarter's report and a half
        year's may name the same conference, each once.
        """
        return self.filter(
            submission__plan=plan,
            submission__year=period.year,
            submission__period_code=period.code,
            submission__state="sent",
        )

    def in_order(self) -> ActivityLineQuerySet:
        return self.order_by("day", "pk")


def duties_of(plan: Plan) -> tuple[tracking.Duty, ...]:
    """The plan's reporting duties for the pure rules; two queries."""
    return tuple(
        tracking.Duty(
            due_day=duty.due_day,
            kinds=frozenset(duty.kinds),
            bearer_ids=frozenset(bearer.pk for bearer in duty.bearers.all()),
            bearer_kinds=frozenset(duty.bearer_kinds),
        )
        for duty in plan.reporting_duties.prefetch_related("bearers")
    )


def bearers_of(duties: Iterable[tracking.Duty], *, last_day: date):
    """The organisations that bear any of the duties and existed on that day, alphabetically."""
    kinds = {kind for duty in duties for kind in duty.bearer_kinds}
    ids = {pk for duty in duties for pk in duty.bearer_ids}
    return Organisation.objects.valid_on(last_day).filter(Q(kind__in=kinds) | Q(pk__in=ids)).alphabetical()
