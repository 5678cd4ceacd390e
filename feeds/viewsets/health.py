"""How all feeds fare: the worst first, why, since when, and what to do about it."""

from __future__ import annotations

from django.db.models import Prefetch
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from feeds.models import Feed, FeedState, FetchEvent
from feeds.querysets import WORST_FIRST
from feeds.rendering import sparkline
from feeds.viewsets.feeds import FeedFilters
from feeds.wording import advice, fetches_in_words, why


class _HealthColumn(BaseColumn):
    """A column that knows the moment for which the page speaks."""

    def get_cell_context_data(self, instance, parent_context):
        at = parent_context["table"].at
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "at": at, "state": instance.state(at)}

    class Media:
        css = {"all": ["feeds/health.css"]}


class StandingColumn(_HealthColumn):
    cell_template_name = "feeds/admin/health_state.html"

    def get_cell_context_data(self, instance, parent_context):
        told = super().get_cell_context_data(instance, parent_context)
        return {**told, "since": instance.since(told["at"])}


class ReasonColumn(_HealthColumn):
    cell_template_name = "feeds/admin/health_reason.html"

    def get_cell_context_data(self, instance, parent_context):
        told = super().get_cell_context_data(instance, parent_context)
        asked = instance, told["state"], told["at"]
        return {**told, "why": why(*asked), "advice": advice(*asked), "buttons": instance.buttons}


class FetchesColumn(_HealthColumn):
    cell_template_name = "feeds/admin/sparkline.html"

    def get_cell_context_data(self, instance, parent_context):
        marks = [*reversed(instance.latest_events)]
        told = super().get_cell_context_data(instance, parent_context)
        return {**told, "sparkline": sparkline(marks), "words": fetches_in_words(marks)}


class HealthView(generic.IndexView):
    """Counted and filtered by state. Reads the feeds of one page and their events: as many queries for ten thousand
    feeds as for one."""

    model = Feed
    page_title = _("Health of the feeds")
    header_icon = "warning"
    results_template_name = "feeds/admin/health_results.html"
    any_permission_required = ["view", "change"]
    filterset_class = FeedFilters
    search_fields = ["title", "url"]
    paginate_by = 50
    default_ordering = None
    index_url_name = "feeds_health:index"
    index_results_url_name = "feeds_health:index_results"
    permission_policy = ModelPermissionPolicy(Feed)

    columns = [
        TitleColumn("__str__", label=_("Feed"), url_name="feeds_feed:inspect", classname="health__feed"),
        StandingColumn("state", label=_("State"), classname="health__state"),
        ReasonColumn("reason", label=_("Why, and what to do"), classname="health__reason"),
        FetchesColumn("fetches", label=_("Last 30 fetches"), classname="health__fetches"),
    ]

    @cached_property
    def at(self):
        return timezone.now()

    def get_base_queryset(self):
        latest = FetchEvent.objects.order_by("-at", "-pk")
        return Feed.objects.on_the_web().prefetch_related(Prefetch("events", queryset=latest, to_attr="latest_events"))

    def order_queryset(self, queryset):
        return queryset.worst_first(self.at)

    def get_table_kwargs(self):
        return {**super().get_table_kwargs(), "classname": "listing health"}

    def get_table(self, object_list):
        feeds = list(object_list)
        offered = buttons_of(feeds, self.request.user)
        for feed in feeds:
            feed.buttons = offered.get(feed.pk, [])
        table = super().get_table(feeds)
        table.at = self.at
        return table

    def get_context_data(self, **kwargs):
        counts = Feed.objects.on_the_web().state_counts(self.at)
        asked = self.request.GET.getlist("state")
        return super().get_context_data(
            counts=[
                {"state": FeedState(state), "count": counts[state], "is_asked": state in asked}
                for state in WORST_FIRST
                if state in counts
            ],
            all_count=sum(counts.values()),
            **kwargs,
        )


def buttons_of(feeds: list[Feed], user) -> dict[int, list]:
    """What other apps let this person do about feeds: the hook `register_feed_health_buttons` is called with the feeds
    of a page and the person, and gives Wagtail buttons by the feed's key."""
    offered: dict[int, list] = {}
    for hook in hooks.get_hooks("register_feed_health_buttons"):
        for pk, buttons in hook(feeds, user).items():
            offered.setdefault(pk, []).extend(buttons)
    return offered


class HealthMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("feeds.view_feed") or request.user.has_perm("feeds.change_feed")


class HealthViewSet(ViewSet):
    name = "feeds_health"
    url_prefix = "feeds/health"
    icon = "warning"
    menu_label = _("Health of the feeds")
    menu_item_class = HealthMenuItem

    def get_urlpatterns(self):
        return [
            path("", HealthView.as_view(), name="index"),
            path("results/", HealthView.as_view(results_only=True), name="index_results"),
        ]
