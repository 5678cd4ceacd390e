"""A series with its slot, and its episodes: scheduled, aired or missed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

from ..querysets import EpisodeQuerySet


class Series(models.Model):
    """A regular programme. `rule` is an RFC 5545 RRULE read in local time; `last_day` is inclusive or empty."""

    slug = models.SlugField(_("identifier"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("station"), on_delete=models.PROTECT, related_name="series"
    )
    channel = models.ForeignKey(Channel, verbose_name=_("channel"), on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(
        _("recurrence"), max_length=200, default="FREQ=WEEKLY;BYDAY=FR", help_text="FREQ=WEEKLY;BYDAY=FR"
    )
    slot = models.TimeField(_("time slot"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"), null=True, blank=True)
    themes = models.ManyToManyField(Theme, verbose_name=_("usual themes"), blank=True, related_name="+")

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [
            models.CheckConstraint(
                name="series_ends_after_it_begins",
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
            ),
            models.CheckConstraint(name="series_has_a_length", condition=Q(minutes__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name


class EpisodeState(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    AIRED = "aired", _("Aired")
    MISSED = "missed", _("Missed")


class Episode(models.Model):
    """One slot of a series. `planned_for` is the slot that the rule gave and never moves; `starts_at` may.

    Aired carries who said so, when it went out, how long and a proof; missed carries who and why.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="episodes")
    planned_for = models.DateTimeField(_("slot"))
    starts_at = models.DateTimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    title = models.CharField(_("title"), max_length=255, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=EpisodeState.choices, default=EpisodeState.SCHEDULED)
    aired_at = models.DateTimeField(_("aired at"), null=True, blank=True)
    aired_seconds = models.PositiveIntegerField(_("seconds aired"), default=0)
    proof = models.TextField(_("proof"), blank=True)
    missed_reason = models.CharField(_("reason"), max_length=255, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("episode")
        verbose_name_plural = _("episodes")
        constraints = [
            models.UniqueConstraint(fields=["series", "planned_for"], name="one_episode_per_slot"),
            models.CheckConstraint(
                name="aired_episode_says_when_how_long_and_proof",
                condition=~Q(state="aired")
                | (Q(aired_at__isnull=False) & Q(aired_seconds__gt=0) & ~Q(proof="") & Q(settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="missed_episode_says_why",
                condition=~Q(state="missed")
                | (~Q(missed_reason="") & Q(aired_at__isnull=True) & Q(settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="scheduled_episode_claims_nothing",
                condition=~Q(state="scheduled")
                | (Q(aired_at__isnull=True) & Q(missed_reason="") & Q(settled_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.series} {self.starts_at:%d/%m/%Y}"
