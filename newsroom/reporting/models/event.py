"""What happened to a report, in words that outlive it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportEvent(models.Model):
    """One step of a report. No foreign keys: history outlives what it describes.

    A freezing tells number and hash of its snapshot, so that one that is missing, or was replaced whole, is found.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", pgettext_lazy("event of a report", "opened")
        WRITTEN = "written", pgettext_lazy("event of a report", "text changed")
        SUBMITTED = "submitted", pgettext_lazy("event of a report", "submitted")
        HANDED_BACK = "handed_back", pgettext_lazy("event of a report", "handed back")
        FROZEN = "frozen", pgettext_lazy("event of a report", "frozen")
        REOPENED = "reopened", pgettext_lazy("event of a report", "reopened")
        REGISTERED = "registered", pgettext_lazy("event of a report", "entered in the registry")

    report_id = models.BigIntegerField(db_index=True)
    plan_number = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    period_code = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField(_("when"))
    by_id = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(_("who"), max_length=150)
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    snapshot_number = models.PositiveIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    changes = models.JSONField(default=list, blank=True, help_text="names of the fields that were written")

    class Meta:
        verbose_name = _("event of a report")
        verbose_name_plural = _("events of reports")
        default_permissions = ()
        indexes = [models.Index(fields=["report_id", "at"], name="report_event_at")]
        constraints = [
            models.CheckConstraint(name="report_event_says_who", condition=~Q(by_name="")),
            models.CheckConstraint(
                name="report_event_says_why",
                condition=~Q(kind__in=["reopened", "handed_back"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="freezing_names_its_snapshot",
                condition=~Q(kind="frozen") | (Q(snapshot_number__isnull=False) & ~Q(sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.report_id}"
