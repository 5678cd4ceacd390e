"""Questions about stories."""

from __future__ import annotations

from django.db import models
from wagtail.models import PageManager
from wagtail.query import PageQuerySet


class OriginQuerySet(models.QuerySet):
    def same_original_as(self, origin) -> OriginQuerySet:
        """What all outlets took of one original, in the order in which they took it."""
        return self.filter(source=origin.source, source_key=origin.source_key).order_by("pk")


class StoryQuerySet(PageQuerySet):
    def newest_first(self) -> StoryQuerySet:
        return self.order_by("-first_published_at", "-pk")

    def alike(self, story) -> StoryQuerySet:
        """Other live, public stories that share a theme with `story`, newest first, each once."""
        themes = [theme.pk for theme in story.themes.all()]
        shared = self.model.themes.through.objects.filter(tag_id__in=themes).values("content_object_id")
        return self.live().public().filter(pk__in=shared).exclude(pk=story.pk).newest_first()


StoryManager = PageManager.from_queryset(StoryQuerySet, "StoryManager")
