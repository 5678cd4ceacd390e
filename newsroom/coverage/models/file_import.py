"""A file of print and past years on its way into the ledger."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .batch import LedgerBatch


class FileImport(models.Model):
    """A CSV or XLSX handed in: tried first, then recorded whole or not at all.

    `found` is what trying it gave: {"rows", "new", "known", "different", "returning", "closed", "mistakes", …}.
    The file's bytes are kept here, never where the web server hands files out, until it is recorded or discarded.
    `done` of `total` rows tell how far it is.
    """

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("import", "Waiting")
        CHECKING = "checking", pgettext_lazy("import", "Being checked")
        FAULTY = "faulty", pgettext_lazy("import", "Has mistakes")
        READY = "ready", pgettext_lazy("import", "Ready to record")
        RECORDING = "recording", pgettext_lazy("import", "Being recorded")
        RECORDED = "recorded", pgettext_lazy("import", "Recorded")
        BROKEN = "broken", pgettext_lazy("import", "Broken off")

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    name = models.CharField(_("file"), max_length=255)
    digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True, editable=False)
    reason = models.CharField(_("where the rows come from"), max_length=255)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("handed in at"))
    moved_at = models.DateTimeField(_("last moved at"))
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=dict, blank=True)
    batch = models.OneToOneField(
        LedgerBatch, on_delete=models.PROTECT, null=True, blank=True, related_name="file_import"
    )

    class Meta:
        verbose_name = _("import of a file")
        verbose_name_plural = _("imports of files")
        constraints = [
            models.CheckConstraint(
                name="recorded_import_has_its_batch",
                condition=(Q(state="recorded") & Q(batch__isnull=False))
                | (~Q(state="recorded") & Q(batch__isnull=True)),
            ),
            models.CheckConstraint(name="import_says_where_from", condition=~Q(reason="")),
        ]
        indexes = [models.Index(fields=["-at"], name="import_latest_first")]

    def __str__(self) -> str:
        return self.name

    @property
    def percent(self) -> int:
        """How far it is, 0–100."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def is_moving(self) -> bool:
        """Whether somebody or something is at work on it."""
        return self.state in {self.State.WAITING, self.State.CHECKING, self.State.RECORDING}
