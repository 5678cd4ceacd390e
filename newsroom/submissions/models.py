"""What an agency says that it did in a period."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel, Plan, PlanItem


class Submission(models.Model):
    """One organisation's report on one plan and period. `period_code` is an address such as "quy-2"."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Sent")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="submissions")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="submissions"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    period_code = models.CharField(_("period"), max_length=12)
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.DRAFT)
    note = models.TextField(_("remarks"), blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("report of an organisation")
        verbose_name_plural = _("reports of organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "organisation", "year", "period_code"], name="one_submission_per_period"
            ),
            models.CheckConstraint(
                name="sent_submission_says_when",
                condition=(Q(state="sent") & Q(sent_at__isnull=False))
                | (Q(state="draft") & Q(sent_at__isnull=True) & Q(sent_by__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation.label} – {self.period_code}/{self.year}"


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

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            models.CheckConstraint(name="activity_counts_something", condition=Q(quantity__gt=0)),
            models.CheckConstraint(name="activity_has_evidence", condition=~Q(evidence="")),
        ]

    def __str__(self) -> str:
        return self.title
