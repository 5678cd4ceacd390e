"""Search, the themes, and the site's feed."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from wagtail.models import Site

from newsroom import text
from newsroom.themes.models import Theme

from . import fronts

PER_PAGE = 20
# What a reader pages through; beyond it a better word helps more than another page.
REACH = 200


def search(request):
    """Pieces that hold the words, with or without their marks: "cai cach" finds "cải cách"."""
    query = text.plain_query(request.GET.get("q", ""))
    found = []
    if query:
        for model in fronts.KINDS:
            found.extend(model.objects.live().public().search(query)[:REACH])
        found.sort(key=lambda page: page.first_published_at, reverse=True)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    return render(
        request,
        "cms/search.html",
        {"query": query, "results": page, "pieces": fronts.with_outlets(page.object_list)},
    )


def themes(request):
    """Every theme in use, in the order of the Vietnamese alphabet."""
    return render(request, "cms/themes.html", {"themes": Theme.objects.in_use().alphabetical()})


def theme(request, slug: str):
    """One theme and its newest pieces."""
    chosen = get_object_or_404(Theme, slug=slug)
    found = fronts.newest(limit=REACH, theme=chosen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "cms/theme.html", {"theme": chosen, "results": page, "pieces": page.object_list})


class SiteFeed(Feed):
    """The newest thirty pieces of all outlets as RSS."""

    link = "/"

    def __call__(self, request, *args, **kwargs):
        self.site = Site.find_for_request(request)
        return super().__call__(request, *args, **kwargs)

    def title(self) -> str:
        return self.site.site_name if self.site and self.site.site_name else settings.WAGTAIL_SITE_NAME

    def description(self) -> str:
        return _("Administrative reform in our province")

    def items(self):
        return fronts.newest(limit=30)

    def item_title(self, item) -> str:
        return item.title

    def item_description(self, item) -> str:
        return item.lead

    def item_link(self, item) -> str:
        return item.full_url or "/"

    def item_pubdate(self, item):
        return item.first_published_at

    def item_author_name(self, item) -> str:
        return item.outlet.title if item.outlet else ""

    def item_categories(self, item) -> list[str]:
        return [theme.name for theme in item.themes.all()]
