"""A radio or television work."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtailmedia.settings import wagtailmedia_settings

from newsroom.coverage.models import CoveredPage, Source
from newsroom.themes.models import Theme

from .series import Episode


class Medium(models.TextChoices):
    RADIO = "radio", _("Radio")
    TV = "tv", _("Television")


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
    transcript = models.TextField(_("transcript"), blank=True)
    episode = models.OneToOneField(
        Episode,
        verbose_name=_("recording of the episode"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="recording",
    )
    themes = ClusterTaggableManager(through=BroadcastTheme, verbose_name=_("themes"), blank=True)

    source_kind = Source.BROADCAST
    parent_page_types = ["newsroom_organisations.OutletPage"]
    subpage_types: list[str] = []
    template = "newsroom/broadcasts/broadcast_page.html"

    class Meta:
        verbose_name = _("broadcast")
        verbose_name_plural = _("broadcasts")
