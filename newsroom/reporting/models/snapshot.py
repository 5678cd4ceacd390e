"""What was frozen: text and its hash, which nothing changes afterwards."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom import periods
from newsroom.statements.compiling import Seal

from ..querysets import SnapshotQuerySet, Unchangeable
from ..sealing import Sealed, Written, digest, unseal


class Snapshot(models.Model):
    """One freezing of one report, numbered from 1.

    `head` and `records` are the sealed text (`newsroom.reporting.sealing`), and `sha256` is that of its bytes. Keys of
    other tables are plain numbers: no deletion elsewhere can reach a snapshot. Neither model nor database lets it be
    changed or deleted; `verify_snapshots` finds out when somebody did so behind both.
    """

    report_id = models.BigIntegerField(db_index=True, editable=False)
    plan_id = models.BigIntegerField(editable=False)
    plan_number = models.CharField(max_length=60, editable=False)
    year = models.PositiveSmallIntegerField(editable=False)
    period_code = models.CharField(max_length=12, editable=False)
    number = models.PositiveIntegerField(editable=False)
    frozen_at = models.DateTimeField(_("frozen at"), editable=False)
    frozen_by_id = models.BigIntegerField(null=True, editable=False)
    frozen_by_name = models.CharField(_("frozen by"), max_length=150, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    head = models.TextField(editable=False)
    records = models.TextField(blank=True, editable=False)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["report_id", "number"], name="snapshot_number_once_in_a_report"),
            models.UniqueConstraint(
                fields=["plan_id", "year", "period_code", "number"], name="snapshot_number_once_in_a_period"
            ),
            models.CheckConstraint(name="snapshots_count_from_one", condition=Q(number__gt=0)),
            models.CheckConstraint(name="snapshot_names_a_period", condition=Q(period_code__in=list(periods.CODES))),
            models.CheckConstraint(
                name="snapshot_says_who_and_what",
                condition=~Q(frozen_by_name="") & ~Q(sha256="") & ~Q(head=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_number} – {self.period_code}/{self.year} #{self.number}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Unchangeable("A snapshot is never changed: freeze the report anew.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args, **kwargs):
        raise Unchangeable("A snapshot is never deleted.")

    @property
    def written(self) -> Written:
        return Written(self.head, self.records)

    @property
    def is_whole(self) -> bool:
        """Whether the stored text still has the hash under which it was stored."""
        return digest(self.written) == self.sha256

    @property
    def seal(self) -> Seal:
        """What a statement carries to tell which snapshot it is."""
        return Seal(
            snapshot_id=self.pk,
            number=self.number,
            sha256=self.sha256,
            frozen_at=self.frozen_at,
            frozen_by=self.frozen_by_name,
        )

    def opened(self, *, with_records: bool = False) -> Sealed:
        """The document. Raises CannotUnseal."""
        return unseal(self.head, self.records if with_records else None)
