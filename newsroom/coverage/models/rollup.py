"""Figures put together beforehand: derived from the ledger, and made again whenever they are in doubt."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..querysets import RollupQuerySet


class Rollup(models.Model):
    """The figures of one legal year in the rows of one mapping of items to themes; see `newsroom.coverage.rolling`.

    `mapping` is the fingerprint of `rows` ([[label, [theme ids]], …] in order of label); `fences` are the first days of
    its months, and the first day after them. No plan is named: a plan whose items change finds no rollup.
    """

    mapping = models.CharField(max_length=64)
    rows = models.JSONField()
    fences = models.JSONField()
    start = models.DateField()
    rolled_at = models.DateTimeField(_("rolled up at"))

    objects = RollupQuerySet.as_manager()

    class Meta:
        verbose_name = _("rolled-up figures")
        verbose_name_plural = _("rolled-up figures")
        constraints = [models.UniqueConstraint(fields=["mapping", "start"], name="rollup_once_for_a_year_and_its_rows")]

    def __str__(self) -> str:
        return f"{self.start} {self.mapping[:8]}"


class RollupLine(models.Model):
    """One addend of a cell: lines of the same place are added up, and may be negative.

    `row` numbers the rows of the rollup, -1 is the total, -2 what serves none. No foreign keys to what it names: names
    are looked up when figures are read.
    """

    rollup = models.ForeignKey(Rollup, on_delete=models.CASCADE, related_name="lines", db_index=False)
    month = models.SmallIntegerField()
    previous = models.SmallIntegerField()
    row = models.SmallIntegerField()
    channel = models.BigIntegerField(null=True)
    organisation = models.BigIntegerField(null=True)
    genre = models.CharField(max_length=10, null=True)
    tone = models.CharField(max_length=8, null=True)
    about = models.BigIntegerField(null=True)
    appearances = models.IntegerField()
    seconds = models.BigIntegerField()
    first_runs = models.IntegerField()
    quantity = models.BigIntegerField()
    persons = models.BigIntegerField()
    copies = models.BigIntegerField()

    class Meta:
        verbose_name = _("line of rolled-up figures")
        verbose_name_plural = _("lines of rolled-up figures")
        indexes = [models.Index(fields=["rollup", "month"], name="rollup_line_month")]
        constraints = [
            models.CheckConstraint(name="rollup_previous_is_not_later", condition=Q(previous__lte=models.F("month"))),
        ]

    def __str__(self) -> str:
        return f"{self.rollup_id}/{self.month}/{self.row}"


class SetAside(models.Model):
    """A work that changed since figures were rolled up: taken out of all of them, and counted from its records."""

    work = models.BigIntegerField(primary_key=True)

    class Meta:
        verbose_name = _("work set aside")
        verbose_name_plural = _("works set aside")

    def __str__(self) -> str:
        return str(self.work)
