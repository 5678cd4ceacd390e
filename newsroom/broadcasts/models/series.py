"""A series with its slot, its episodes (scheduled, aired or missed), and their reruns."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom import text
from newsroom.coverage.models import Source
from newsroom.coverage.producing import Appearance
from newsroom.organisations.models import Organisation
from newsroom.periods import ZONE, NotARule
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

from ..querysets import EpisodeQuerySet, RerunQuerySet, SeriesQuerySet
from ..recurrence import slots


class Series(models.Model):
    """A regular programme. `rule` is an RFC 5545 RRULE read in local time; `last_day` is inclusive or empty."""

    slug = models.SlugField(_("identifier"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160)
    organisation = models.ForeignKey(
        Organisation, verbose_name=pgettext_lazy("series", "station"), on_delete=models.PROTECT, related_name="series"
    )
    channel = models.ForeignKey(Channel, verbose_name=_("channel"), on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(
        _("recurrence"), max_length=200, default="FREQ=WEEKLY;BYDAY=FR", help_text="FREQ=WEEKLY;BYDAY=FR"
    )
    slot = models.TimeField(_("time slot"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"), null=True, blank=True)
    themes = models.ManyToManyField(
        Theme,
        verbose_name=_("usual themes"),
        blank=True,
        related_name="+",
        help_text=_("Of an episode for which nobody chooses others."),
    )

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [
            models.CheckConstraint(
                name="series_ends_after_it_begins",
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                violation_error_message=_("A series cannot end before it begins."),
            ),
            models.CheckConstraint(name="series_has_a_length", condition=Q(minutes__gt=0)),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.name = text.canonical(self.name)
        self.slug = self.slug or text.slug(self.name, max_length=80)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.slot and self.first_day:
            try:
                slots(self.rule, self.slot, self.first_day, None, self.first_day, self.first_day)
            except NotARule as wrong:
                raise ValidationError({"rule": str(wrong)}) from wrong


class EpisodeState(models.TextChoices):
    SCHEDULED = "scheduled", _("Scheduled")
    AIRED = "aired", _("Aired")
    MISSED = "missed", _("Missed")


class Episode(models.Model):
    """One slot of a series. `planned_for` is the slot that the rule gave and never moves; `starts_at` may.

    Aired carries who said so, when it went out, how long and a proof; missed carries who and why. `reopened` counts
    how often a settled episode was put back to scheduled: each airing has its own key in the ledger, so that a
    date set right after a mistake is not overruled by the mistaken one.
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
    moved_at = models.DateTimeField(_("moved at"), null=True, blank=True)
    moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reopened = models.PositiveSmallIntegerField(_("times reopened"), default=0, editable=False)

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("episode")
        verbose_name_plural = _("episodes")
        constraints = [
            models.UniqueConstraint(fields=["series", "planned_for"], name="one_episode_per_slot"),
            models.CheckConstraint(name="episode_has_a_length", condition=Q(minutes__gt=0)),
            models.CheckConstraint(
                name="aired_episode_says_when_how_long_and_proof",
                condition=~Q(state="aired")
                | (
                    Q(aired_at__isnull=False)
                    & Q(aired_seconds__gt=0)
                    & ~Q(proof="")
                    & Q(settled_at__isnull=False)
                    & Q(missed_reason="")
                ),
            ),
            models.CheckConstraint(
                name="missed_episode_says_why",
                condition=~Q(state="missed")
                | (~Q(missed_reason="") & Q(aired_at__isnull=True) & Q(settled_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="scheduled_episode_claims_nothing",
                condition=~Q(state="scheduled")
                | (
                    Q(aired_at__isnull=True)
                    & Q(missed_reason="")
                    & Q(settled_at__isnull=True)
                    & Q(settled_by__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="nobody_moved_what_was_not_moved",
                condition=Q(moved_at__isnull=False) | (Q(moved_by__isnull=True) & Q(starts_at=F("planned_for"))),
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="episode_state_starts")]

    def __str__(self) -> str:
        return self.title or f"{self.series.name} {localtime(self.starts_at, ZONE):%d/%m/%Y}"

    @property
    def is_moved(self) -> bool:
        return self.starts_at != self.planned_for

    def standing(self, moment: datetime) -> str:
        """What the year's strip shows: "aired", "missed", "unsettled" (passed in silence), "moved" or "coming"."""
        if self.state != EpisodeState.SCHEDULED:
            return self.state
        if self.starts_at <= moment:
            return "unsettled"
        return "moved" if self.is_moved else "coming"

    @property
    def source_key(self) -> str:
        """Its key in the ledger: its own number, and after a reopening which airing it is."""
        return f"{self.pk}:{self.reopened}" if self.reopened else str(self.pk)

    def appearance(self) -> Appearance | None:
        """What the ledger should hold of this episode now; None unless it was aired."""
        if self.state != EpisodeState.AIRED:
            return None
        recording = getattr(self, "recording", None)
        return Appearance(
            source=Source.EPISODE,
            source_key=self.source_key,
            organisation_id=self.series.organisation_id,
            channel_id=self.series.channel_id,
            title=str(self),
            happened_at=self.aired_at,
            theme_ids=frozenset(theme.pk for theme in self.themes.all()),
            url=(recording.url or "") if recording and recording.live else "",
            evidence=self.proof,
            seconds=self.aired_seconds,
        )


class Rerun(models.Model):
    """An aired episode on the air again: an appearance of its own, of the same work. Withdrawn by deleting it."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="reruns")
    aired_at = models.DateTimeField(_("aired at"))
    aired_seconds = models.PositiveIntegerField(_("seconds aired"))
    proof = models.TextField(_("proof"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RerunQuerySet.as_manager()

    class Meta:
        verbose_name = _("rerun")
        verbose_name_plural = _("reruns")
        constraints = [
            models.UniqueConstraint(fields=["episode", "aired_at"], name="one_rerun_per_moment"),
            models.CheckConstraint(
                name="rerun_says_how_long_and_proof", condition=Q(aired_seconds__gt=0) & ~Q(proof="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.episode} ({localtime(self.aired_at, ZONE):%d/%m/%Y})"

    @property
    def source_key(self) -> str:
        """Its key in the ledger. Rows' numbers are never used again, so neither is a key."""
        return f"{self.episode_id}:rerun:{self.pk}"

    def appearance(self) -> Appearance | None:
        """The rerun beside its episode's first airing; None when that is no longer said to have aired."""
        first = self.episode.appearance()
        if first is None:
            return None
        return Appearance(
            source=Source.EPISODE,
            source_key=self.source_key,
            organisation_id=first.organisation_id,
            channel_id=first.channel_id,
            title=first.title,
            happened_at=self.aired_at,
            theme_ids=first.theme_ids,
            url=first.url,
            evidence=self.proof,
            seconds=self.aired_seconds,
            is_rerun=True,
            same_work_as=first.key,
        )
