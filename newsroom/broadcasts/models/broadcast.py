"""A radio or television work."""

from __future__ import annotations

import math
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.api import APIField
from wagtail.search import index
from wagtailmedia.edit_handlers import MediaChooserPanel
from wagtailmedia.settings import wagtailmedia_settings

from newsroom import text
from newsroom.coverage.models import CoveredPage, Source
from newsroom.coverage.producing import Appearance
from newsroom.themes.models import Theme

from ..measuring import seconds_of
from .series import Episode


class Medium(models.TextChoices):
    RADIO = "radio", _("Radio")
    TV = "tv", _("Television")


# What each medium's recording must be, in wagtailmedia's words.
RECORDINGS = {Medium.RADIO: "audio", Medium.TV: "video"}


class BroadcastTheme(ItemBase):
    tag = models.ForeignKey(Theme, related_name="tagged_broadcasts", on_delete=models.PROTECT)
    content_object = ParentalKey("BroadcastPage", on_delete=models.CASCADE, related_name="tagged_themes")

    class Meta:
        verbose_name = _("theme of a broadcast")
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="theme_once_on_a_broadcast"),
        ]


class BroadcastPage(CoveredPage):
    """A broadcast with its recording and transcript.

    The recording of an `episode` is no appearance of its own: the airing of the episode is what counts.
    """

    medium = models.CharField(_("medium"), max_length=5, choices=Medium.choices)
    media = models.ForeignKey(
        wagtailmedia_settings.MEDIA_MODEL,
        verbose_name=_("recording"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    duration_seconds = models.PositiveIntegerField(
        _("length on the air, in seconds"),
        default=0,
        help_text=_("Left at 0: the length of the recording, read from the file."),
    )
    transcript = models.TextField(
        _("transcript"), blank=True, help_text=_("What is said, for readers who cannot hear it.")
    )
    episode = models.OneToOneField(
        Episode,
        verbose_name=_("recording of the episode"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="recording",
        help_text=_("The airing of the episode is then what counts; this page is not counted again."),
    )
    themes = ClusterTaggableManager(through=BroadcastTheme, verbose_name=_("themes"), blank=True)

    source_kind = Source.BROADCAST
    parent_page_types = ["newsroom_organisations.OutletPage"]
    subpage_types: list[str] = []
    template = "newsroom/broadcasts/broadcast_page.html"

    content_panels = [
        TitleFieldPanel("title"),
        FieldPanel("lead"),
        MultiFieldPanel(
            [
                FieldPanel("medium"),
                MediaChooserPanel("media"),
                FieldPanel("duration_seconds"),
                FieldPanel("transcript"),
            ],
            heading=_("Recording"),
        ),
        CoveredPage.decision_panel,
        CoveredPage.kind_panel,
        CoveredPage.origin_panel,
        MultiFieldPanel(
            [FieldPanel("episode"), FieldPanel("same_work_as"), FieldPanel("channel")],
            heading=_("How it is counted"),
            classname="collapsed",
        ),
    ]
    search_fields = [
        *CoveredPage.search_fields,
        index.SearchField("transcript"),
        index.SearchField("folded_transcript"),
        index.FilterField("medium"),
    ]
    api_fields = [
        APIField("lead"),
        APIField("medium"),
        APIField("media"),
        APIField("duration_seconds"),
        APIField("transcript"),
        APIField("genre"),
        APIField("tone"),
        APIField("themes"),
        APIField("outside_cchc"),
        APIField("printed_byline"),
        APIField("source_name"),
        APIField("source_url"),
    ]

    class Meta:
        verbose_name = _("broadcast")
        verbose_name_plural = _("broadcasts")

    first_figure = None  # what lists show beside a piece: a broadcast has no picture in its text

    @property
    def folded_transcript(self) -> str:
        """The transcript as someone types who leaves the marks out."""
        return text.fold(self.transcript)

    @property
    def spoken_text(self) -> str:
        """The page's own transcript, else its recording's."""
        return self.transcript or getattr(self.media, "transcript", "")

    @property
    def producer(self) -> str:
        return f"{self.source_kind}:{self.medium}"

    def appearance(self) -> Appearance | None:
        """As for every covered page, with its length; None for the recording of an episode."""
        found = None if self.episode_id else super().appearance()
        return found and replace(found, seconds=self.duration_seconds)

    def clean(self):
        super().clean()
        if self.media and self.medium and self.media.type != RECORDINGS[Medium(self.medium)]:
            raise ValidationError({"media": _wrong_recording(self.medium)})

    def full_clean(self, *args, **kwargs):
        self._measure()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        self._measure()
        super().minimal_clean()

    def _measure(self) -> None:
        """Fill an empty length from what the library knows of the recording, else from the file."""
        if self.duration_seconds or not self.media:
            return
        length = self.media.duration
        if not length:
            try:
                with self.media.file.open("rb") as file:
                    length = seconds_of(file)
            except (OSError, ValueError):
                return  # the file is gone or out of reach: the length stays open, and the form says so
        self.duration_seconds = math.ceil(length or 0)


def _wrong_recording(medium: str):
    if medium == Medium.RADIO:
        return _("This is a film. A radio work needs a sound file, such as MP3 or M4A.")
    return _("This is a sound. A television work needs a film, such as MP4 or WebM.")
