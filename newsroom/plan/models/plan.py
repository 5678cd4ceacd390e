"""The plan as printed: its clauses, and which of them are items to be told."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom.organisations.models import Organisation
from newsroom.themes.models import Theme

from ..querysets import PlanQuerySet
from .channel import Channel
from .regime import ReportingRegime


class Plan(models.Model):
    """A yearly plan of publicising administrative reform. `in_force_to` is exclusive."""

    number = models.CharField(pgettext_lazy("document", "number"), max_length=60)
    title = models.CharField(_("title"), max_length=255)
    issuer = models.ForeignKey(
        Organisation, verbose_name=_("issued by"), on_delete=models.PROTECT, related_name="issued_plans"
    )
    signed_by = models.CharField(_("signed by"), max_length=120, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    in_force_from = models.DateField(_("in force from"))
    in_force_to = models.DateField(_("in force until (exclusive)"))
    regime = models.ForeignKey(ReportingRegime, verbose_name=_("reporting calendar"), on_delete=models.PROTECT)
    is_sample = models.BooleanField(_("sample"), default=False)
    rolled_from = models.ForeignKey(
        "self",
        verbose_name=_("made from"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="rolled_into",
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.UniqueConstraint(fields=["number", "year"], name="plan_once_a_year"),
            models.UniqueConstraint(fields=["rolled_from", "year"], name="plan_rolled_over_once_into_a_year"),
            models.CheckConstraint(name="plan_ends_after_it_begins", condition=Q(in_force_to__gt=F("in_force_from"))),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.year})"

    @property
    def last_day(self) -> date:
        """The last day on which it is in force."""
        return self.in_force_to - timedelta(days=1)

    def is_in_force_on(self, day: date) -> bool:
        return self.in_force_from <= day < self.in_force_to


class ClauseKind(models.TextChoices):
    SECTION = "section", pgettext_lazy("kind of clause", "Section")
    PROSE = "prose", pgettext_lazy("kind of clause", "Text")
    ITEM = "item", pgettext_lazy("kind of clause", "Content item")
    CHANNELS = "channels", pgettext_lazy("kind of clause", "Forms")
    DUTY = "duty", pgettext_lazy("kind of clause", "Duty")
    REPORTING = "reporting", pgettext_lazy("kind of clause", "Reporting")


class Clause(models.Model):
    """One printed passage. Its label is kept as printed, gaps and jumps included (the plan has no III)."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="clauses")
    label = models.CharField(pgettext_lazy("clause", "label"), max_length=40)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=ClauseKind.choices)
    heading = models.CharField(pgettext_lazy("clause", "heading"), max_length=255, blank=True)
    text = models.TextField(pgettext_lazy("clause", "text"), blank=True)
    channels = models.ManyToManyField(Channel, verbose_name=_("channels named"), blank=True, related_name="clauses")

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        constraints = [
            models.UniqueConstraint(fields=["plan", "label"], name="clause_label_once_in_a_plan"),
            models.UniqueConstraint(fields=["plan", "position"], name="clause_position_once_in_a_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.heading}".strip()

    @property
    def anchor(self) -> str:
        """Its place on the reading screen; d and đ stay two letters, as two clauses may differ by that alone."""
        return "muc-" + "-".join(self.label.split())


class PlanItem(models.Model):
    """What must be told (II.1). A record serves an item when they share a theme."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    clause = models.OneToOneField(Clause, on_delete=models.CASCADE, related_name="item")
    title = models.CharField(_("short title"), max_length=160)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), related_name="plan_items")

    class Meta:
        verbose_name = _("content item")
        verbose_name_plural = _("content items")

    def __str__(self) -> str:
        return f"{self.label} {self.title}"

    @property
    def label(self) -> str:
        return self.clause.label
