"""What was learned about a theme from editors' decisions, and whether it has a say."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom.themes.models import Theme

from ..judging import Tally
from ..learning import Lesson
from ..querysets import LearnedQuerySet
from ..suggesting import Model


class LearnedTheme(models.Model):
    """The last lesson about one theme (see `learning`): its weights, from how many decisions, how it fared on the rest.

    It has a say when it was found better than the phrases alone and nobody keeps it off; that switch outlives the next
    lesson. `version` rises with every lesson that says something new; `digest` tells models apart. The weights are
    empty where there were too few decisions.
    """

    class Worth(models.TextChoices):
        BETTER = "better", pgettext_lazy("a learned model", "better than the phrases alone")
        NO_BETTER = "no_better", pgettext_lazy("a learned model", "not better enough")
        TOO_FEW = "too_few", pgettext_lazy("a learned model", "too few decisions yet")

    theme = models.OneToOneField(Theme, on_delete=models.CASCADE, related_name="learned")
    version = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64)
    bias = models.FloatField(default=0)
    weights = models.JSONField(default=dict)
    learned_at = models.DateTimeField()
    decisions = models.PositiveIntegerField()
    chosen = models.PositiveIntegerField()
    held_back = models.PositiveIntegerField()
    phrases_right = models.PositiveIntegerField(default=0)
    phrases_wrong = models.PositiveIntegerField(default=0)
    phrases_missed = models.PositiveIntegerField(default=0)
    learned_right = models.PositiveIntegerField(default=0)
    learned_wrong = models.PositiveIntegerField(default=0)
    learned_missed = models.PositiveIntegerField(default=0)
    worth = models.CharField(max_length=9, choices=Worth.choices)
    kept_off = models.BooleanField(default=False)
    kept_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    kept_off_at = models.DateTimeField(null=True)

    objects = LearnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("what was learned about a theme")
        verbose_name_plural = _("what was learned about themes")
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(
                name="learned_worth_is_known", condition=Q(worth__in=("better", "no_better", "too_few"))
            ),
            models.CheckConstraint(
                name="learned_from_what_there_is",
                condition=Q(chosen__lte=F("decisions")) & Q(held_back__lte=F("decisions")),
            ),
            models.CheckConstraint(
                name="learned_kept_off_when",
                condition=Q(kept_off=True, kept_off_at__isnull=False) | Q(kept_off=False, kept_off_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme} v{self.version}"

    @property
    def is_on(self) -> bool:
        return self.worth == self.Worth.BETTER and not self.kept_off

    @property
    def model(self) -> Model:
        return Model(self.bias, self.weights)

    @property
    def phrases(self) -> Tally:
        """How the phrases alone fared on what was held back."""
        return Tally(self.phrases_right, self.phrases_wrong, self.phrases_missed)

    @property
    def learned(self) -> Tally:
        """How the model fared on the same."""
        return Tally(self.learned_right, self.learned_wrong, self.learned_missed)

    def take(self, lesson: Lesson) -> bool:
        """The lesson in the fields, unsaved; whether it says anything new."""
        said = {
            "bias": lesson.model.bias,
            "weights": dict(lesson.model.weights),
            "decisions": lesson.decisions,
            "chosen": lesson.chosen,
            "held_back": lesson.held_back,
            "worth": lesson.worth,
        }
        for who, tally in (("phrases", lesson.phrases), ("learned", lesson.learned)):
            said |= {f"{who}_{name}": getattr(tally, name) for name in ("right", "wrong", "missed")}
        digest = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
        if digest == self.digest:
            return False
        for name, value in (said | {"digest": digest}).items():
            setattr(self, name, value)
        return True
