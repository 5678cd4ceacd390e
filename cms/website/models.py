"""The front page, under which each outlet has its tree."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from newsroom.broadcasts.models import Episode
from newsroom.themes.models import Theme

from . import fronts


class HomePage(Page):
    """The newest of every outlet, the column's next and last episode, and the themes."""

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    template = "cms/home_page.html"

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        site = Site.find_for_request(request)
        newest = fronts.newest(limit=7)
        seen = [page.pk for page in newest]
        now = timezone.now()
        outlets = fronts.outlets_of(site, day=timezone.localdate(now)) if site else []
        episodes = Episode.objects.select_related("series__organisation")
        context.update(
            top=newest[:1],
            newest=newest[1:],
            columns=[(outlet, fronts.newest(limit=4, under=outlet, skip=seen)) for outlet in outlets],
            next_episode=episodes.upcoming(now).first(),
            last_episode=episodes.aired().order_by("-aired_at").first(),
            themes=Theme.objects.in_use().alphabetical(),
        )
        return context
