"""Who must do it (IV.1), how much (targets) and when they report (IV.2)."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom.organisations.models import Organisation
from newsroom.periods import NotARule, cadence_of

from ..wording import promise_name
from .channel import Channel
from .plan import Clause, Plan, PlanItem


class Assignment(models.Model):
    """A duty and those who bear it: named organisations, and every organisation of the named kinds.

    What its bearers publish under its items and channels (none named: under all) fulfils it. A duty that no record can
    show – to supervise, to keep portals running – is not `is_measured`.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="assignments")
    clause = models.OneToOneField(Clause, on_delete=models.CASCADE, related_name="assignment")
    summary = models.CharField(_("summary"), max_length=255)
    bearers = models.ManyToManyField(Organisation, verbose_name=_("borne by"), blank=True, related_name="assignments")
    bearer_kinds = models.JSONField(_("borne by every"), default=list, blank=True)
    items = models.ManyToManyField(PlanItem, verbose_name=_("content items"), blank=True)
    channels = models.ManyToManyField(Channel, verbose_name=_("channels"), blank=True)
    is_measured = models.BooleanField(
        _("measured by the ledger"),
        default=True,
        help_text=_("No: nothing that is published shows whether it was done, such as supervising others."),
    )

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")

    def __str__(self) -> str:
        return self.summary


class Measure(models.TextChoices):
    WORKS = "works", pgettext_lazy("measure", "works")
    APPEARANCES = "appearances", pgettext_lazy("measure", "appearances")
    EPISODES = "episodes", pgettext_lazy("measure", "episodes aired")
    MINUTES = "minutes", pgettext_lazy("measure", "minutes")
    PERSONS = "persons", pgettext_lazy("measure", "people")
    COPIES = "copies", pgettext_lazy("measure", "copies")
    QUANTITY = "quantity", pgettext_lazy("measure", "in the channel's unit")


class Target(models.Model):
    """How much is expected: a quantity per kind of period, or one per recurrence ("hàng tuần", "thứ Bảy cuối tháng").

    Either `every` or `rule` (an RFC 5545 RRULE that a `periods.Cadence` says) tells how often. What is expected in a
    window is computed, never stored. `origin` is the plan's clause; empty means that the unit set the target itself
    (the plan's only number is the weekly column). It holds from `valid_from` until before `valid_to`; empty: as long
    as the plan is reported on. `set_at` and `set_by` tell who set it on a screen; one from the plan's file has neither.
    """

    class Every(models.TextChoices):
        WEEK = "week", _("week")
        MONTH = "month", _("month")
        QUARTER = "quarter", _("quarter")
        HALF = "half", _("half year")
        YEAR = "year", _("year")

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="targets")
    origin = models.ForeignKey(
        Clause,
        verbose_name=_("from clause"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="targets",
    )
    item = models.ForeignKey(
        PlanItem,
        verbose_name=_("content item"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="targets",
    )
    channel = models.ForeignKey(
        Channel, verbose_name=_("channel"), on_delete=models.PROTECT, null=True, blank=True, related_name="targets"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="targets",
    )
    measure = models.CharField(_("counted as"), max_length=12, choices=Measure.choices)
    quantity = models.PositiveIntegerField(_("quantity"))
    every = models.CharField(_("every"), max_length=8, choices=Every.choices, blank=True)
    rule = models.CharField(_("recurrence"), max_length=120, blank=True)
    valid_from = models.DateField(_("holds from"), null=True, blank=True)
    valid_to = models.DateField(_("holds until (exclusive)"), null=True, blank=True)
    set_at = models.DateTimeField(_("set at"), null=True, blank=True, editable=False)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("set by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.CheckConstraint(name="target_is_more_than_nothing", condition=Q(quantity__gt=0)),
            models.CheckConstraint(
                name="target_names_what_it_is_for",
                condition=Q(item__isnull=False) | Q(channel__isnull=False) | Q(organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="target_says_how_often_in_one_way",
                condition=(Q(every="") & ~Q(rule="")) | (~Q(every="") & Q(rule="")),
            ),
            models.CheckConstraint(
                name="target_ends_after_it_begins",
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="target_in_units_names_its_channel",
                condition=~Q(measure__in=["quantity", "episodes"]) | Q(channel__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return promise_name(self)

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, None without an end."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None

    def clean(self):
        super().clean()
        try:
            said = not self.rule or cadence_of(self.rule)
        except NotARule:
            said = None
        if not said:
            raise ValidationError({"rule": _("No recurrence that can be counted: FREQ=WEEKLY;BYDAY=FR is one.")})


class ReportingDuty(models.Model):
    """Who reports to whom, through whom, by which day of the period's last month, for which kinds of period."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reporting_duties")
    clause = models.OneToOneField(Clause, on_delete=models.CASCADE, related_name="reporting_duty")
    bearers = models.ManyToManyField(
        Organisation, verbose_name=_("borne by"), blank=True, related_name="reporting_duties"
    )
    bearer_kinds = models.JSONField(_("borne by every"), default=list, blank=True)
    recipient = models.ForeignKey(
        Organisation, verbose_name=_("reports to"), on_delete=models.PROTECT, related_name="+"
    )
    via = models.ForeignKey(
        Organisation, verbose_name=_("through"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    due_day = models.PositiveSmallIntegerField(
        _("due day"),
        validators=[MinValueValidator(1), MaxValueValidator(28)],
        help_text=_("Of the period's last month."),
    )
    kinds = models.JSONField(_("kinds of period"), default=list)

    class Meta:
        verbose_name = _("reporting duty")
        verbose_name_plural = _("reporting duties")
        constraints = [
            models.CheckConstraint(name="report_due_on_a_day_of_every_month", condition=Q(due_day__range=(1, 28))),
        ]

    def __str__(self) -> str:
        return str(self.clause)
