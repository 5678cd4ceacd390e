"""A report on a plan and a period: its state, what it tells, and what its paper says."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom import periods
from newsroom.plan.models import Plan

from ..querysets import ReportQuerySet, Unchangeable


class State(models.TextChoices):
    """Draft → submitted → frozen; reopened is a draft again, with a snapshot behind it."""

    DRAFT = "draft", pgettext_lazy("state of a report", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("state of a report", "Submitted")
    FROZEN = "frozen", pgettext_lazy("state of a report", "Frozen")
    REOPENED = "reopened", pgettext_lazy("state of a report", "Reopened")


WRITABLE = frozenset({State.DRAFT, State.REOPENED})
"""In which its text may change, and from which it is submitted."""

FREEZABLE = frozenset({State.SUBMITTED})
"""In which somebody has vouched for it: it may be frozen, or handed back."""

CLOSED = frozenset({State.FROZEN})
"""In which its figures are those of its last snapshot; it may be reopened."""

NARRATIVE = ("results", "shortcomings", "proposals", "outstanding")
"""The sections of rich text, in printed order."""

WORDING = (*NARRATIVE, "abstract", "recipients", "capacity", "office", "signatory", "issuer", "issuer_parent", "place")
REGISTRATION = ("number", "symbol", "day")
"""What the registry gives the paper; it may come after freezing."""


def _name(verbose_name):
    """Who did it, in words that outlive the account."""
    return models.CharField(verbose_name, max_length=150, blank=True, editable=False)


def _id():
    return models.BigIntegerField(null=True, blank=True, editable=False)


def _when(verbose_name, **options):
    return models.DateTimeField(verbose_name, editable=False, **{"null": True, "blank": True, **options})


def _said(step: str, *, has: bool) -> Q:
    """Whether a step is told with when and who, or not at all."""
    return Q(**{f"{step}_at__isnull": not has}) & (
        ~Q(**{f"{step}_by_name": ""}) if has else Q(**{f"{step}_by_name": ""})
    )


_NEVER_REOPENED = _said("reopened", has=False) & Q(reopening_reason="")
_HAS_BEEN_REOPENED = _said("reopened", has=True) & ~Q(reopening_reason="") & Q(edition__gt=0)


class Report(models.Model):
    """One report of the province on one plan and period. Written only by `reporting.actions`.

    `edition` is the number of its last snapshot, 0 before the first freezing. `version` grows with every change of
    what it says: whoever saves says which version was read. The step fields tell of the way to the present state;
    the whole way is in `ReportEvent`.
    """

    plan = models.ForeignKey(Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField(_("year"))
    period_code = models.CharField(_("period"), max_length=12)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DRAFT, editable=False)
    edition = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    opened_at, opened_by_id, opened_by_name = _when(_("opened at"), null=False), _id(), _name(_("opened by"))
    changed_at, changed_by_id, changed_by_name = _when(_("last changed at"), null=False), _id(), _name(_("changed by"))
    submitted_at, submitted_by_id, submitted_by_name = _when(_("submitted at")), _id(), _name(_("submitted by"))
    frozen_at, frozen_by_id, frozen_by_name = _when(_("frozen at")), _id(), _name(_("frozen by"))
    reopened_at, reopened_by_id, reopened_by_name = _when(_("reopened at")), _id(), _name(_("reopened by"))
    reopening_reason = models.CharField(_("reason for reopening"), max_length=255, blank=True, editable=False)

    results = models.TextField(_("results"), blank=True)
    shortcomings = models.TextField(_("shortcomings"), blank=True)
    proposals = models.TextField(_("proposals"), blank=True)
    outstanding = models.TextField(_("outstanding works"), blank=True)

    issuer = models.CharField(_("issued by"), max_length=160, blank=True)
    issuer_parent = models.CharField(_("parent body"), max_length=160, blank=True)
    number = models.CharField(pgettext_lazy("document", "number"), max_length=30, blank=True)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    day = models.DateField(_("dated"), null=True, blank=True)
    abstract = models.CharField(_("abstract"), max_length=255, blank=True)
    recipients = models.TextField(_("recipients"), blank=True)
    capacity = models.CharField(_("signs in whose stead"), max_length=80, blank=True)
    office = models.CharField(_("office of the signatory"), max_length=80, blank=True)
    signatory = models.CharField(_("name of the signatory"), max_length=80, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("periodic report")
        verbose_name_plural = _("periodic reports")
        permissions = [("freeze_report", _("Can freeze and reopen reports"))]
        constraints = [
            models.UniqueConstraint(fields=["plan", "year", "period_code"], name="one_report_per_plan_and_period"),
            models.CheckConstraint(name="report_names_a_period", condition=Q(period_code__in=list(periods.CODES))),
            models.CheckConstraint(name="report_is_opened_by_someone", condition=~Q(opened_by_name="")),
            models.CheckConstraint(
                name="report_state_says_who_and_when",
                condition=(
                    Q(state="draft", edition=0)
                    & _said("submitted", has=False)
                    & _said("frozen", has=False)
                    & _NEVER_REOPENED
                )
                | (
                    Q(state="submitted")
                    & _said("submitted", has=True)
                    & _said("frozen", has=False)
                    & ((_NEVER_REOPENED & Q(edition=0)) | _HAS_BEEN_REOPENED)
                )
                | (
                    Q(state="frozen", edition__gt=0)
                    & _said("submitted", has=True)
                    & _said("frozen", has=True)
                    & _NEVER_REOPENED
                )
                | (
                    Q(state="reopened")
                    & _said("submitted", has=False)
                    & _said("frozen", has=False)
                    & _HAS_BEEN_REOPENED
                ),
            ),
            models.CheckConstraint(
                name="report_frozen_after_it_was_submitted",
                condition=Q(frozen_at__isnull=True) | Q(frozen_at__gte=F("submitted_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan.number} – {self.period_code}/{self.year}"

    def delete(self, *args, **kwargs):
        """Only what was never frozen can go."""
        if self.edition:
            raise Unchangeable("A report that has been frozen stays.")
        return super().delete(*args, **kwargs)

    @property
    def period(self) -> periods.Period:
        return periods.period(self.year, self.period_code, self.plan.regime.rule())

    @property
    def is_frozen(self) -> bool:
        return self.state in CLOSED

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE

    @property
    def is_freezable(self) -> bool:
        return self.state in FREEZABLE
