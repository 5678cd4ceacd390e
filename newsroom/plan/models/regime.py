"""A reporting calendar as a row, so that another law is data and not a release."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom import periods


class ReportingRegime(models.Model):
    """When periods open and reports are due; see `newsroom.periods.Regime` for the arithmetic."""

    class Weekend(models.TextChoices):
        KEEP = "keep", _("Keep the day")
        BEFORE = "before", _("The working day before")
        AFTER = "after", _("The working day after")

    code = models.SlugField(_("identifier"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    opening_day = models.PositiveSmallIntegerField(
        _("opening day"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(28)],
        help_text=_("A period opens on this day of the month before it; 1 means calendar months."),
    )
    unit_due_day = models.PositiveSmallIntegerField(_("units report by day"), default=15)
    province_due_day = models.PositiveSmallIntegerField(_("the province reports by day"), default=20)
    weekend = models.CharField(
        _("when the day falls on a weekend"), max_length=6, choices=Weekend.choices, default=Weekend.KEEP
    )

    class Meta:
        verbose_name = _("reporting calendar")
        verbose_name_plural = _("reporting calendars")
        constraints = [
            models.CheckConstraint(
                name="regime_days_exist_in_every_month",
                condition=Q(opening_day__range=(1, 28))
                & Q(unit_due_day__range=(1, 28))
                & Q(province_due_day__range=(1, 28)),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def rule(self) -> periods.Regime:
        return periods.Regime(
            name=self.name,
            opening_day=self.opening_day,
            unit_due_day=self.unit_due_day,
            province_due_day=self.province_due_day,
            weekend=periods.Weekend(self.weekend),
        )
