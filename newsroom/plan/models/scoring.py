"""How publicity is scored, as a row: another province's rule is data and not a release."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..loading import Rule, from_stored


class ScoringRule(models.Model):
    """One version of a way of scoring; see `loading.scoring` for what it may say. A version never changes."""

    code = models.SlugField(_("identifier"), max_length=60)
    version = models.PositiveSmallIntegerField(_("version"))
    name = models.CharField(_("name"), max_length=200)
    source = models.CharField(_("source"), max_length=400)
    note = models.TextField(_("note"), blank=True)
    is_sample = models.BooleanField(_("sample"), default=False)
    places = models.PositiveSmallIntegerField(_("decimals"), default=2)
    criteria = models.JSONField(_("criteria"))
    loaded_at = models.DateTimeField(_("loaded at"))

    class Meta:
        verbose_name = _("scoring rule")
        verbose_name_plural = _("scoring rules")
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="scoring_rule_version_once"),
            models.CheckConstraint(name="scoring_rule_versions_count_from_one", condition=Q(version__gte=1)),
            models.CheckConstraint(name="scoring_rule_has_a_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"

    def rule(self) -> Rule:
        """The same without its database."""
        return Rule(
            code=self.code,
            version=self.version,
            name=self.name,
            source=self.source,
            note=self.note,
            is_sample=self.is_sample,
            places=self.places,
            criteria=from_stored(self.criteria),
        )
