"""What an agency says that it did in a period."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from newsroom import periods
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel, Plan, PlanItem

from .querysets import ActivityLineQuerySet, SubmissionQuerySet


def _person(verbose_name=""):
    """Who did it; a report outlives the account."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=verbose_name,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )


class Submission(models.Model):
    """One organisation's report on one plan and period. `period_code` is an address such as "quy-2".

    A draft is the organisation's own. Sent, it is read-only, until it is returned for changes and is a draft
    again; `first_sent_at` then keeps the moment that decides whether it was in time.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Sent")

    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="submissions")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="submissions"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    period_code = models.CharField(_("period"), max_length=12)
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.DRAFT)
    nothing_to_report = models.BooleanField(_("nothing took place in this period"), default=False)
    note = models.TextField(_("remarks"), blank=True)
    output = models.PositiveIntegerField(_("all pieces that the outlet put out in the period"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened at"), editable=False)
    opened_by = _person(_("opened by"))
    changed_at = models.DateTimeField(_("last changed at"), editable=False)
    changed_by = _person(_("last changed by"))
    first_sent_at = models.DateTimeField(_("first sent at"), null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True, editable=False)
    sent_by = _person(_("sent by"))

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of an organisation")
        verbose_name_plural = _("reports of organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "organisation", "year", "period_code"], name="one_submission_per_period"
            ),
            models.CheckConstraint(
                name="output_is_more_than_nothing", condition=Q(output__isnull=True) | Q(output__gt=0)
            ),
            models.CheckConstraint(name="submission_names_a_period", condition=Q(period_code__in=list(periods.CODES))),
            models.CheckConstraint(
                name="sent_submission_says_when",
                condition=Q(state="sent", sent_at__isnull=False, first_sent_at__isnull=False)
                | Q(state="draft", sent_at__isnull=True, sent_by__isnull=True),
            ),
            models.CheckConstraint(
                name="submission_first_sent_before_last",
                condition=Q(sent_at__isnull=True) | Q(first_sent_at__lte=F("sent_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation.label} – {self.period_code}/{self.year}"

    @property
    def is_sent(self) -> bool:
        return self.state == self.State.SENT

    @property
    def period(self) -> periods.Period:
        """Its window. The due day in it is the calendar's; the plan's reporting duty may name another."""
        return periods.period(self.year, self.period_code, self.plan.regime.rule())


class Return(models.Model):
    """One time that a sent report was handed back for changes, and why. What was sent when, and by whom, is kept."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="returns")
    reason = models.TextField(_("what to change"))
    sent_at = models.DateTimeField(_("sent at"), editable=False)
    sent_by = _person(_("sent by"))
    returned_at = models.DateTimeField(_("returned at"), editable=False)
    returned_by = _person(_("returned by"))

    class Meta:
        verbose_name = _("return of a report")
        verbose_name_plural = _("returns of reports")
        ordering = ["-returned_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="return_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="return_follows_sending", condition=Q(returned_at__gte=F("sent_at"))),
        ]

    def __str__(self) -> str:
        return self.reason


class ActivityLine(models.Model):
    """One activity as the agency reports it. Shown beside the ledger's figures and never added to them."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="lines")
    channel = models.ForeignKey(Channel, verbose_name=_("channel"), on_delete=models.PROTECT, related_name="+")
    items = models.ManyToManyField(PlanItem, verbose_name=_("content items"), blank=True, related_name="+")
    day = models.DateField(_("day"))
    title = models.CharField(_("what was done"), max_length=300)
    quantity = models.PositiveIntegerField(_("quantity in the channel's unit"), default=1)
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    persons = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    copies = models.PositiveIntegerField(_("copies"), null=True, blank=True)
    evidence = models.TextField(_("evidence"))

    objects = ActivityLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.CheckConstraint(name="activity_counts_something", condition=Q(quantity__gt=0)),
            models.CheckConstraint(name="activity_has_evidence", condition=~Q(evidence="")),
            models.CheckConstraint(name="activity_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title
