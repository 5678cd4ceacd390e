"""What was done to the ledger in one go, so that it can be told and undone in one go."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LedgerBatch(models.Model):
    """One decision of one person, with the reason: its events name the records that it changed.

    `told` says what was asked for, in words (the themes, the file, the filters). `held` is what undoing must find
    as it was left: for groupings {"works": {work: [its records afterwards]}}. `undoes` is the batch that this one
    took back; each can be taken back once.
    """

    class Kind(models.TextChoices):
        CORRECTED = "corrected", pgettext_lazy("batch", "Correction")
        REGROUPED = "regrouped", pgettext_lazy("batch", "Move to another work")
        MERGED = "merged", pgettext_lazy("batch", "Merging of works")
        SPLIT = "split", pgettext_lazy("batch", "Splitting of works")
        RETAGGED = "retagged", pgettext_lazy("batch", "Change of themes")
        IMPORTED = "imported", pgettext_lazy("batch", "Import from a file")
        UNDONE = "undone", pgettext_lazy("batch", "Undoing")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    at = models.DateTimeField(_("when"))
    by_id = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(_("who"), max_length=150, blank=True)
    reason = models.CharField(_("reason"), max_length=255)
    size = models.PositiveIntegerField(_("records changed"), default=0)
    told = models.JSONField(default=dict, blank=True)
    held = models.JSONField(default=dict, blank=True)
    undoes = models.OneToOneField(
        "self", verbose_name=_("undoes"), on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        verbose_name = _("change of the ledger")
        verbose_name_plural = _("changes of the ledger")
        constraints = [
            models.CheckConstraint(
                name="only_an_undoing_undoes",
                condition=(Q(kind="undone") & Q(undoes__isnull=False)) | (~Q(kind="undone") & Q(undoes__isnull=True)),
            ),
            models.CheckConstraint(name="batch_says_why", condition=~Q(reason="")),
        ]
        indexes = [models.Index(fields=["-at"], name="batch_latest_first")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} #{self.pk}"

    @property
    def is_undone(self) -> bool:
        """Whether a later batch took this one back."""
        return hasattr(self, "undone_by")
