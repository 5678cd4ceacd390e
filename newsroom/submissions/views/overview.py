"""Who has reported on a period, who is late: for those who see every organisation's figures."""

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from newsroom.organisations.models import OrganisationKind
from newsroom.periods import Period
from newsroom.plan.wording import period_name, short_period_name

from ..models import Submission
from ..querysets import bearers_of
from ..tracking import Progress, in_hand
from ..wording import progress_name
from .base import ICONS, Calendar, Row, SubmissionsView

ORDER = {progress: place for place, progress in enumerate(Progress)}


class OverviewView(SubmissionsView):
    """Filters stand in the address: plan, period, state, kind."""

    template_name = "newsroom/submissions/overview.html"
    page_subtitle = _("Who has reported")

    def get(self, request):
        if not self.standing.sees_all:
            raise PermissionDenied
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        plans = self.plans()
        plan = self.chosen_plan(plans)
        context = super().get_context_data(plans=plans, plan=plan, reports_himself=self.standing.reports_for, **kwargs)
        calendar = Calendar(plan) if plan else None
        if calendar and (period := self.chosen_period(calendar)):
            context |= self.period_context(calendar, period)
        return context

    def chosen_period(self, calendar: Calendar) -> Period | None:
        """The one in the address, else the one whose due day is nearest."""
        wanted = calendar.periods.get(self.request.GET.get("period", ""))
        return wanted or in_hand(calendar.periods.values(), self.today)

    def period_context(self, calendar: Calendar, period: Period) -> dict:
        rows = self.rows(calendar, period)
        kinds = Counter(row.organisation.kind for row in rows)
        kind = self.request.GET.get("kind", "")
        if kind in kinds:
            rows = [row for row in rows if row.organisation.kind == kind]
        counts = Counter(row.progress for row in rows)
        state = self.request.GET.get("state", "")
        shown = [row for row in rows if row.progress == state] if state in set(Progress) else rows
        return {
            "period": period,
            "period_name": period_name(period),
            "periods": [(code, short_period_name(found)) for code, found in calendar.periods.items()],
            "kinds": [(value, label) for value, label in OrganisationKind.choices if value in kinds],
            "kind": kind if kind in kinds else "",
            "state": state if state in set(Progress) else "",
            "states": [
                {"value": p.value, "name": progress_name(p), "count": counts[p], "icon": ICONS[p]}
                for p in Progress
                if counts[p] or p.value == state
            ],
            "rows": shown,
            "required_count": sum(row.required for row in rows),
            "sent_count": sum(row.required and row.progress.is_with_the_recipient for row in rows),
            "total": len(rows),
        }

    def rows(self, calendar: Calendar, period: Period) -> list[Row]:
        """Everybody who must report, and whoever did or began to without having to; the most urgent first."""
        reports = {
            report.organisation_id: report
            for report in Submission.objects.on(plan=calendar.plan, period=period)
            .with_counts()
            .select_related("organisation", "sent_by")
        }
        asking = [duty for duty in calendar.duties if period.kind.value in duty.kinds]
        organisations = {found.pk: found for found in bearers_of(asking, last_day=period.last_day)}
        organisations |= {pk: report.organisation for pk, report in reports.items()}
        rows = [
            calendar.row(organisation, period.code, reports.get(pk), self.today)
            for pk, organisation in organisations.items()
        ]
        return sorted(rows, key=lambda row: (ORDER[row.progress], row.organisation.sort_key))
