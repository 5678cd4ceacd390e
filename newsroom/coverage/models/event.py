"""What happened to a record, in words that outlive it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .batch import LedgerBatch


class LedgerEvent(models.Model):
    """One line of a record's history. No foreign keys to what it describes: history outlives it.

    `changes` tells in words, `exact` the same as the database holds it ({field: [old, new]} with ids; "settled" is
    the list of fields that this event settled): what undoing needs. Both stay as they were written.
    """

    class Kind(models.TextChoices):
        RECORDED = "recorded", _("recorded")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REINSTATED = "reinstated", _("reinstated")
        CORRECTED = "corrected", _("corrected")
        UPDATED = "updated", _("updated from its source")
        REGROUPED = "regrouped", _("moved to another work")
        UNDONE = "undone", _("change undone")

    record_id = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField(_("when"))
    by_id = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(_("who"), max_length=150, blank=True)
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    changes = models.JSONField(_("changes"), default=dict, help_text="{field: [old, new]}")
    exact = models.JSONField(default=dict, editable=False)
    batch = models.ForeignKey(
        LedgerBatch, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="events"
    )

    class Meta:
        verbose_name = _("ledger event")
        verbose_name_plural = _("ledger events")
        indexes = [
            models.Index(fields=["record_id", "at"], name="event_record_at"),
            # "Changed since …" of the statistics API asks by time alone.
            models.Index(fields=["at"], name="event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.record_id}"
