"""Two records that look alike and are not one piece: a person said so."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Distinction(models.Model):
    """A refused suggestion: these two are different works, and are not suggested again. `first` is the lower id."""

    first = models.ForeignKey("CoverageRecord", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("CoverageRecord", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(_("when"))
    by_name = models.CharField(_("who"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("refused suggestion")
        verbose_name_plural = _("refused suggestions")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="refused_once"),
            models.CheckConstraint(name="lower_record_first", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"#{self.first_id} ≠ #{self.second_id}"
