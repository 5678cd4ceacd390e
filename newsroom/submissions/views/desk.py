"""An officer's own reports: what is due first, then what is to come, then what is sent."""

from django.shortcuts import redirect

from newsroom.organisations.models import Organisation

from ..models import Submission
from .base import Calendar, SubmissionsView


class DeskView(SubmissionsView):
    """Whoever reports for no organisation is shown the overview instead."""

    template_name = "newsroom/submissions/desk.html"

    def get(self, request):
        if not self.standing.reports_for:
            return redirect("newsroom_submissions:overview")
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        plans = self.plans()
        plan = self.chosen_plan(plans)
        return super().get_context_data(
            plans=plans,
            plan=plan,
            sees_all=self.standing.sees_all,
            desks=self.desks(Calendar(plan)) if plan else [],
            **kwargs,
        )

    def desks(self, calendar: Calendar) -> list[dict]:
        """One for each organisation for which the person reports."""
        organisations = list(Organisation.objects.filter(pk__in=self.standing.reports_for).alphabetical())
        reports = {
            (report.organisation_id, report.period_code): report
            for report in Submission.objects.filter(
                plan=calendar.plan, year=calendar.plan.year, organisation__in=organisations
            )
            .with_counts()
            .select_related("sent_by")
        }
        desks = []
        for organisation in organisations:
            rows = [
                calendar.row(organisation, code, reports.get((organisation.pk, code)), self.today)
                for code in calendar.periods
            ]
            rows = [row for row in rows if row.submission or row.required or _existed(organisation, row.period)]
            urgent = [row for row in rows if row.is_open and (row.required or row.submission)]
            desks.append(
                {
                    "organisation": organisation,
                    "urgent": urgent,
                    "others": [row for row in rows if row not in urgent],
                }
            )
        return desks


def _existed(organisation: Organisation, period) -> bool:
    return (organisation.valid_from is None or organisation.valid_from <= period.last_day) and (
        organisation.valid_to is None or period.last_day < organisation.valid_to
    )
