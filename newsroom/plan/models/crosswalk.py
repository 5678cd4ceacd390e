"""What carries on what from one plan to a later one, so that trends stay readable across plans."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..querysets import CrosswalkQuerySet
from .plan import Plan, PlanItem


class Crosswalk(models.Model):
    """Two plans of which the later carries on the earlier; one for each pair.

    An item of the earlier plan without a `Counterpart` has not been looked at yet; one of the later plan that no
    counterpart names is new.
    """

    earlier = models.ForeignKey(
        Plan, verbose_name=_("earlier plan"), on_delete=models.CASCADE, related_name="crosswalks_forth"
    )
    later = models.ForeignKey(
        Plan, verbose_name=_("later plan"), on_delete=models.CASCADE, related_name="crosswalks_back"
    )

    objects = CrosswalkQuerySet.as_manager()

    class Meta:
        verbose_name = _("crosswalk")
        verbose_name_plural = _("crosswalks")
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="crosswalk_once_between_two_plans"),
            models.CheckConstraint(name="crosswalk_leads_to_another_plan", condition=~Q(earlier=F("later"))),
        ]

    def __str__(self) -> str:
        return f"{self.earlier} → {self.later}"


class Counterpart(models.Model):
    """An item of the earlier plan and one that carries it on. `new` is None when it was said that none does."""

    crosswalk = models.ForeignKey(Crosswalk, on_delete=models.CASCADE, related_name="counterparts")
    old = models.ForeignKey(
        PlanItem, verbose_name=_("item of the earlier plan"), on_delete=models.CASCADE, related_name="carried_on_by"
    )
    new = models.ForeignKey(
        PlanItem,
        verbose_name=_("carried on by"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="carries_on",
    )
    note = models.CharField(_("note"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("counterpart")
        verbose_name_plural = _("counterparts")
        constraints = [
            models.UniqueConstraint(fields=["crosswalk", "old", "new"], name="counterpart_named_once"),
            models.UniqueConstraint(
                fields=["crosswalk", "old"], condition=Q(new__isnull=True), name="no_counterpart_said_once"
            ),
            models.CheckConstraint(
                name="counterpart_is_another_item", condition=Q(new__isnull=True) | ~Q(old=F("new"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old.label} → {self.new.label if self.new else '–'}"
