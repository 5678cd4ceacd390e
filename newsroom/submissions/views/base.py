"""What the screens share: who asks, on which day, under which plan."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsroom.organisations.models import Membership, Organisation
from newsroom.periods import Period, local_day
from newsroom.plan.models import Plan
from newsroom.plan.wording import period_name, short_period_name

from .. import permitting, wording
from ..models import Submission
from ..querysets import duties_of
from ..tracking import Progress, Track, period_owed, periods_asked, track

ICONS = {
    Progress.LATE: "warning",
    Progress.RETURNED: "resubmit",
    Progress.AWAITED: "time",
    Progress.DRAFT: "draft",
    Progress.NOT_BEGUN: "calendar-alt",
    Progress.SENT_LATE: "check",
    Progress.SENT: "check",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One organisation's report on one period, as lists show it. `required`: a duty of the plan asks for it."""

    plan: Plan
    organisation: Organisation
    period: Period
    submission: Submission | None
    track: Track
    required: bool

    @property
    def progress(self) -> Progress:
        """What nobody asked for is never overdue."""
        if not self.required and self.track.progress is Progress.LATE:
            return Progress.DRAFT if self.submission else Progress.AWAITED
        return self.track.progress

    @property
    def name(self) -> str:
        return wording.progress_name(self.progress)

    @property
    def days(self) -> str:
        if not self.required:
            return _("Not required")
        return wording.days_words(self.progress, self.track.days)

    @property
    def icon(self) -> str:
        return ICONS[self.progress]

    @property
    def is_open(self) -> bool:
        """Whether there is something to write now."""
        return not self.progress.is_with_the_recipient and self.progress is not Progress.NOT_BEGUN

    @property
    def period_name(self) -> str:
        return period_name(self.period)

    @property
    def short_period_name(self) -> str:
        return short_period_name(self.period)

    @property
    def url(self) -> str:
        return report_url("report", self.plan, self.organisation, self.period)


def report_url(name: str, plan: Plan, organisation: Organisation, period: Period) -> str:
    return reverse(f"newsroom_submissions:{name}", args=[plan.pk, organisation.slug, period.code])


class Calendar:
    """What one plan asks for: three queries for the plan, its calendar and its duties."""

    def __init__(self, plan: Plan):
        self.plan = plan
        self.regime = plan.regime.rule()
        self.duties = duties_of(plan)
        self.periods = periods_asked(self.duties, year=plan.year, regime=self.regime)

    def row(self, organisation: Organisation, code: str, submission: Submission | None, today) -> Row:
        """`code` is one of `periods`."""
        owed = period_owed(
            self.duties,
            code=code,
            year=self.plan.year,
            regime=self.regime,
            organisation_id=organisation.pk,
            kind=organisation.kind,
            valid_from=organisation.valid_from,
            valid_to=organisation.valid_to,
        )
        period = owed or self.periods[code]
        first_sent_at = submission and submission.first_sent_at
        where = track(
            period=period,
            today=today,
            opened=submission is not None,
            is_sent=submission is not None and submission.is_sent,
            first_sent_on=local_day(first_sent_at) if first_sent_at else None,
        )
        return Row(
            plan=self.plan,
            organisation=organisation,
            period=period,
            submission=submission,
            track=where,
            required=owed is not None,
        )


class SubmissionsView(WagtailAdminTemplateMixin, View):
    """Refuses whoever has no business here. `now` and `today` are the only clock of these screens."""

    page_title = gettext_lazy("Reports of organisations")
    header_icon = "clipboard-list"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.now = timezone.now()
        self.today = local_day(self.now)
        self.standing = Membership.objects.standing_in(request)
        if not permitting.may_look(self.standing):
            raise PermissionDenied

    def get_breadcrumbs_items(self):
        subtitle = self.get_page_subtitle()
        root = {"url": reverse("newsroom_submissions:desk") if subtitle else "", "label": self.get_page_title()}
        return [*self.breadcrumbs_items, root, *([{"url": "", "label": subtitle}] if subtitle else [])]

    def plans(self) -> list[Plan]:
        """Newest first, a real plan before a sample."""
        return list(Plan.objects.select_related("regime").order_by("-year", "is_sample", "-issued_on", "number"))

    def chosen_plan(self, plans: list[Plan]) -> Plan | None:
        """The one in the address, else the one in force today, else the newest."""
        wanted = self.request.GET.get("plan", "")
        named = [plan for plan in plans if str(plan.pk) == wanted]
        in_force = [plan for plan in plans if plan.in_force_from <= self.today < plan.in_force_to]
        return next(iter([*named, *in_force, *plans]), None)
