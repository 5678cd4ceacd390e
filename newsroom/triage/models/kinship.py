"""Which entries are one work, which are not, and who said so."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from feeds.models import Entry

from ..grouping import Rule
from ..querysets import KinshipEventQuerySet


class Kinship(models.Model):
    """An entry's place among those that are one work: all of one `group`. A person's word, and what spoke for it.

    `rule` is a `grouping.Rule`, or "" where a person knew without. Taking an entry out deletes this row and nothing
    else; `KinshipEvent` remembers.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="kinship")
    group = models.UUIDField(db_index=True)
    rule = models.CharField(max_length=5, blank=True, choices=[(rule.value, rule.value) for rule in Rule])
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("kinship of an entry")
        verbose_name_plural = _("kinships of entries")
        constraints = [
            models.CheckConstraint(
                name="kinship_rule_has_its_share",
                condition=Q(rule="", percent__isnull=True) | (~Q(rule="") & Q(percent__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.entry_id}"


class Refusal(models.Model):
    """Two entries that look alike and are not one work: a person said so. `first` has the lower key."""

    first = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    batch = models.UUIDField(db_index=True)

    class Meta:
        verbose_name = _("refused likeness")
        verbose_name_plural = _("refused likenesses")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="entries_refused_once"),
            models.CheckConstraint(name="lower_entry_first", condition=Q(first__lt=models.F("second"))),
        ]

    def __str__(self) -> str:
        return f"#{self.first_id} ≠ #{self.second_id}"


class KinshipEvent(models.Model):
    """One entry joined a group, left it, or was said to be another work; without foreign keys, so it outlives them.

    `before` and `after` are its groups: what undoing puts back, and what it must find.
    """

    class Kind(models.TextChoices):
        JOINED = "joined", pgettext_lazy("kinship", "joined")
        PARTED = "parted", pgettext_lazy("kinship", "parted")
        REFUSED = "refused", pgettext_lazy("kinship", "refused")
        UNDONE = "undone", pgettext_lazy("kinship", "undone")

    entry_id = models.BigIntegerField(db_index=True)
    other_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    before = models.UUIDField(null=True)
    after = models.UUIDField(null=True)
    rule = models.CharField(max_length=5, blank=True)
    percent = models.PositiveSmallIntegerField(null=True)
    batch = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=150, blank=True)

    objects = KinshipEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a kinship")
        verbose_name_plural = _("events of kinships")
        indexes = [models.Index(fields=["by_id", "-at"], name="kinship_by_at")]

    def __str__(self) -> str:
        return f"{self.kind} #{self.entry_id}"
