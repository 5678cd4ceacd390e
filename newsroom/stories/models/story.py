"""An article."""

import json

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.search import index

from newsroom import text
from newsroom.coverage.models import CoveredPage, Source
from newsroom.themes.models import Theme

from ..blocks import StoryBody
from ..querysets import StoryManager
from .origin import OriginPanel, StoryOrigin

# What would end a <script> element or start another, as JSON may also write it.
_NOT_IN_A_SCRIPT = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


class StoryTheme(ItemBase):
    tag = models.ForeignKey(Theme, related_name="tagged_stories", on_delete=models.PROTECT)
    content_object = ParentalKey("StoryPage", on_delete=models.CASCADE, related_name="tagged_themes")

    class Meta:
        verbose_name = _("theme of a story")
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="theme_once_on_a_story"),
        ]


class StoryPage(CoveredPage):
    """A story of one outlet (tin, bài). With an `origin` it is somebody else's, taken over ("Đăng lại")."""

    body = StreamField(StoryBody(), verbose_name=_("body"), blank=True)
    themes = ClusterTaggableManager(through=StoryTheme, verbose_name=_("themes"), blank=True)
    origin = models.ForeignKey(
        StoryOrigin, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="pages"
    )

    objects = StoryManager()

    source_kind = Source.STORY
    parent_page_types = ["newsroom_organisations.OutletPage"]
    subpage_types: list[str] = []
    template = "newsroom/stories/story_page.html"

    content_panels = [
        OriginPanel(heading=_("Where it comes from"), icon="link"),
        TitleFieldPanel("title"),
        FieldPanel("lead"),
        FieldPanel("body"),
        CoveredPage.decision_panel,
        CoveredPage.kind_panel,
        CoveredPage.origin_panel,
        CoveredPage.counting_panel,
    ]
    search_fields = [
        *CoveredPage.search_fields,
        index.SearchField("body"),
        index.SearchField("folded_body"),
        index.SearchField("byline"),
    ]
    api_fields = [
        APIField("lead"),
        APIField("body"),
        APIField("genre"),
        APIField("tone"),
        APIField("themes"),
        APIField("outside_cchc"),
        APIField("printed_byline"),
        APIField("source_name"),
        APIField("source_url"),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    @transaction.atomic
    def publish(self, revision, **kwargs):
        """Of two outlets that publish what they took of one original in the same instant, the second waits: the ledger
        must see the first to count both as one work."""
        if self.origin_id:
            list(StoryOrigin.objects.same_original_as(self.origin).select_for_update().values_list("pk"))
        return super().publish(revision, **kwargs)

    @property
    def locked_fields(self) -> tuple[str, ...]:
        """What is taken over says whose it is as its origin does."""
        return ("source_name", "source_url") if self.origin_id else ()

    @property
    def printed_byline(self) -> str:
        """Of what is taken over, the original's author, and never the person who took it; a byline as typed stands."""
        return (self.byline or self.origin.author) if self.origin_id else super().printed_byline

    def _same_work(self) -> tuple[str, str] | None:
        """An appearance of the same work as its original, whether that is counted itself, yet or never."""
        return super()._same_work() or (self.origin.key if self.origin_id else None)

    @property
    def plain_text(self) -> str:
        return "\n".join([self.lead, *self.body.stream_block.get_searchable_content(self.body)])

    @property
    def folded_body(self) -> str:
        """The words of the body as someone types who leaves the marks out."""
        return text.fold(" ".join(self.body.stream_block.get_searchable_content(self.body)))

    @property
    def first_figure(self):
        """The first picture of the body as its block's value (`image`, `alt`, `caption`), or None."""
        return next((block.value for block in self.body if block.block_type == "figure" and block.value["image"]), None)

    def get_context(self, request, *args, **kwargs):
        """Adds `alike` (up to four newer stories with a theme in common) and `structured_data` (JSON-LD)."""
        context = super().get_context(request, *args, **kwargs)
        context["alike"] = StoryPage.objects.alike(self)[:4]
        context["structured_data"] = self.structured_data(request)
        return context

    def structured_data(self, request=None) -> str:
        """The story as a schema.org NewsArticle, in JSON that may stand in a <script> element as it is."""
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.lead or None,
            "datePublished": self.first_published_at and self.first_published_at.isoformat(),
            "dateModified": self.last_published_at and self.last_published_at.isoformat(),
            "mainEntityOfPage": self.get_full_url(request),
            "inLanguage": "vi",
            "articleSection": [theme.name for theme in self.themes.all()] or None,
            "isBasedOn": self.source_url or None,
        }
        if self.printed_byline:
            data["author"] = {"@type": "Person", "name": self.printed_byline}
        if self.outlet:
            data["publisher"] = {"@type": "NewsMediaOrganization", "name": self.outlet.title}
        if figure := self.first_figure:
            data["image"] = figure["image"].get_rendition("width-960|format-jpeg").full_url
        known = {name: value for name, value in data.items() if value}
        return json.dumps(known, ensure_ascii=False).translate(_NOT_IN_A_SCRIPT)
