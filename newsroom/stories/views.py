"""The feed of an outlet."""

from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404

from newsroom.organisations.models import OutletPage

from .models import StoryPage

LATEST = 30


class OutletFeed(Feed):
    """The newest thirty stories of one outlet as RSS 2.0, at /<the outlet's address>/rss.xml."""

    def get_object(self, request, slug: str) -> OutletPage:
        return get_object_or_404(OutletPage.objects.live().public(), slug=slug)

    def title(self, outlet) -> str:
        return outlet.title

    def link(self, outlet) -> str:
        return outlet.full_url or "/"

    def description(self, outlet) -> str:
        return outlet.tagline or outlet.search_description or outlet.title

    def items(self, outlet):
        return (
            StoryPage.objects.live()
            .public()
            .descendant_of(outlet)
            .newest_first()
            .select_related("author", "origin")
            .prefetch_related("tagged_themes__tag")[:LATEST]
        )

    def item_title(self, story) -> str:
        return story.title

    def item_description(self, story) -> str:
        return story.lead

    def item_link(self, story) -> str:
        return story.full_url or "/"

    def item_pubdate(self, story):
        return story.first_published_at

    def item_updateddate(self, story):
        return story.last_published_at

    def item_author_name(self, story) -> str:
        return story.printed_byline

    def item_categories(self, story) -> list[str]:
        return [tagged.tag.name for tagged in story.tagged_themes.all()]
