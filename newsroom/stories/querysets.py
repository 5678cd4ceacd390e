"""Questions about stories."""

from __future__ import annotations

from wagtail.models import PageManager
from wagtail.query import PageQuerySet


class StoryQuerySet(PageQuerySet):
    def newest_first(self) -> StoryQuerySet:
        return self.order_by("-first_published_at", "-pk")

    def alike(self, story) -> StoryQuerySet:
        """Other live, public stories that share a theme with `story`, newest first, each once."""
        themes = [theme.pk for theme in story.themes.all()]
        shared = self.model.themes.through.objects.filter(tag_id__in=themes).values("content_object_id")
        return self.live().public().filter(pk__in=shared).exclude(pk=story.pk).newest_first()


StoryManager = PageManager.from_queryset(StoryQuerySet, "StoryManager")
