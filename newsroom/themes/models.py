"""The controlled vocabulary: editors choose from it and never add to it by typing."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TagBase
from wagtail.search import index

from newsroom import text

from .querysets import PhraseChangeQuerySet, ThemeQuerySet


class Theme(index.Indexed, TagBase, ClusterableModel):
    """What coverage is about. Outlives any one plan: each plan maps its items to themes.

    `folded` and `sort_key` are kept by `save`: SQLite knows neither đ nor the Vietnamese alphabet. Two names
    that differ by capitals, marks or spelling alone are one (`folded` is unique): nobody could search them apart.
    """

    free_tagging = False

    description = models.TextField(_("description"), blank=True)
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("A theme out of use is no longer offered; its history stays.")
    )
    folded = models.CharField(max_length=300, unique=True, editable=False)
    sort_key = models.CharField(max_length=600, editable=False, db_index=True)

    objects = ThemeQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=5),
        index.AutocompleteField("name"),
        index.SearchField("folded"),
        index.AutocompleteField("folded"),
    ]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def clean(self):
        super().clean()
        self.name = text.canonical(self.name)
        if not text.tokens(self.name):
            raise ValidationError({"name": _("A name needs a letter or a digit.")})
        if other := Theme.objects.filter(folded=text.fold(self.name)).exclude(pk=self.pk).first():
            message = _("There is a theme “%(name)s” already: the two differ by capitals, marks or spelling alone.")
            raise ValidationError({"name": message % {"name": other.name}})

    def save(self, *args, **kwargs):
        self.name = text.canonical(self.name)
        self.folded = text.fold(self.name)
        self.sort_key = text.sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def phrase_list(self) -> str:
        """Its phrases in one line, each with its strength: for those who only read."""
        return "; ".join(f"{phrase.text} ({phrase.get_strength_display()})" for phrase in self.phrases.all())

    phrase_list.fget.short_description = _("phrases")

    def slugify(self, tag: str, i: int | None = None) -> str:
        """taggit's slug drops đ; ours folds it."""
        slug = text.slug(tag)
        return slug if i is None else f"{slug}_{i}"


class ThemePhrase(models.Model):
    """Words that betray a theme, or (`EXCLUDE`) that show a false friend: "hồ sơ vụ án" is no dossier of ours.

    A strong phrase may suggest its theme alone; a weak one needs a second signal.
    """

    class Strength(models.TextChoices):
        STRONG = "strong", _("Strong")
        WEAK = "weak", _("Weak")
        EXCLUDE = "exclude", _("Excludes")

    theme = ParentalKey(Theme, verbose_name=_("theme"), on_delete=models.CASCADE, related_name="phrases")
    text = models.CharField(_("phrase"), max_length=200)
    strength = models.CharField(_("strength"), max_length=8, choices=Strength.choices)
    source = models.CharField(_("source"), max_length=255, blank=True)
    folded = models.CharField(max_length=300, editable=False)

    class Meta:
        verbose_name = _("phrase")
        verbose_name_plural = _("phrases")
        constraints = [
            models.UniqueConstraint(fields=["theme", "text", "strength"], name="phrase_once_in_a_theme"),
            models.CheckConstraint(
                name="phrase_strength_is_known", condition=models.Q(strength__in=["strong", "weak", "exclude"])
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args, **kwargs):
        self.spell()
        super().save(*args, **kwargs)

    def spell(self):
        """The text in one spelling, and what it is found by: for those who write many at once, past `save`."""
        self.text = text.canonical(self.text)
        self.folded = text.fold(self.text)


class PhraseChange(models.Model):
    """One line of the history of a theme's phrases: added (`before` is ""), taken away (`after` is "") or of another
    kind. What was changed in one go shares a `batch`; one that takes a go back names it in `undoes`."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="phrase_changes")
    text = models.CharField(_("phrase"), max_length=200)
    before = models.CharField(max_length=8, blank=True, choices=ThemePhrase.Strength.choices)
    after = models.CharField(max_length=8, blank=True, choices=ThemePhrase.Strength.choices)
    source = models.CharField(_("source"), max_length=255, blank=True)
    batch = models.UUIDField(db_index=True)
    undoes = models.UUIDField(null=True, db_index=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)

    objects = PhraseChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a phrase")
        verbose_name_plural = _("changes of phrases")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="phrase_change_changes", condition=~models.Q(before=models.F("after"))),
            models.CheckConstraint(
                name="phrase_change_kinds_are_known",
                condition=models.Q(
                    before__in=["", "strong", "weak", "exclude"], after__in=["", "strong", "weak", "exclude"]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before or '–'} → {self.after or '–'}: {self.text}"
