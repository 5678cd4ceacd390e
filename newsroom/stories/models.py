"""An article."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.fields import StreamField

from newsroom.coverage.models import CoveredPage, Source
from newsroom.themes.models import Theme

from .blocks import StoryBody


class StoryTheme(ItemBase):
    tag = models.ForeignKey(Theme, related_name="tagged_stories", on_delete=models.PROTECT)
    content_object = ParentalKey("StoryPage", on_delete=models.CASCADE, related_name="tagged_themes")

    class Meta:
        verbose_name = _("theme of a story")
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="theme_once_on_a_story"),
        ]


class StoryPage(CoveredPage):
    """A story of one outlet (tin, bài)."""

    body = StreamField(StoryBody(), verbose_name=_("body"), blank=True)
    themes = ClusterTaggableManager(through=StoryTheme, verbose_name=_("themes"), blank=True)

    source_kind = Source.STORY
    parent_page_types = ["newsroom_organisations.OutletPage"]
    subpage_types: list[str] = []
    template = "newsroom/stories/story_page.html"

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
