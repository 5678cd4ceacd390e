"""Series in the admin, with the strip of their year; and the desk list of broadcasts."""

from datetime import timedelta

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.forms import RadioSelect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BaseColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton

from newsroom.coverage.viewsets import CoveredPageFilterSet, CoveredPageListing
from newsroom.periods import local_day

from . import actions
from .forms import SeriesForm
from .models import BroadcastPage, Medium, Rerun, Series
from .permitting import StationPolicy
from .recurrence import by_week

WEEKS_AHEAD = 8
NEXT = 3
# Where a cell of the strip holds several episodes, the first of these names it.
LOUDEST = ("unsettled", "missed", "moved", "coming", "aired")


class StandingColumn(BaseColumn):
    """The next episode, and how many slots passed in silence."""

    cell_template_name = "newsroom/broadcasts/columns/standing.html"

    class Media:
        css = {"all": ["newsroom/broadcasts/series.css"]}


class CadenceColumn(BaseColumn):
    cell_template_name = "newsroom/broadcasts/columns/cadence.html"


class SeriesIndexView(generic.IndexView):
    """What needs a word first: series with slots that passed in silence."""

    any_permission_required = ["view"]

    def get_base_queryset(self):
        return (
            Series.objects.with_standing(timezone.now())
            .select_related("organisation", "channel")
            .order_by("-unsettled", "next_at", "name")
        )

    def get_edit_url(self, instance):
        may = self.permission_policy.user_has_permission_for_instance(self.request.user, "change", instance)
        return super().get_edit_url(instance) if may else None


class _Generating:
    """Saving a series makes the episodes of the weeks ahead, in the same transaction."""

    def save_instance(self):
        series = super().save_instance()
        now = timezone.now()
        until = local_day(now) + timedelta(weeks=WEEKS_AHEAD)
        actions.generate_episodes(series=series, until=until, by=self.request.user, at=now)
        return series

    def get_success_url(self):
        return reverse("series:inspect", args=[self.object.pk])


class SeriesCreateView(_Generating, generic.CreateView):
    page_title = gettext_lazy("New series")


class SeriesEditView(_Generating, generic.EditView):
    """Wagtail asks whether one may change series; here it matters which."""

    def get_object(self, queryset=None):
        found = super().get_object(queryset)
        if not self.user_has_permission_for_instance("change", found):
            raise PermissionDenied
        return found


class SeriesView(generic.InspectView):
    """One series: what waits for a word, what is next, and the strip of a year."""

    any_permission_required = ["view"]
    template_name = "newsroom/broadcasts/admin/series.html"
    page_title = ""

    def get_object(self, queryset=None):
        found = Series.objects.select_related("organisation", "channel").prefetch_related("themes")
        return generic.base.get_object_or_404(found, pk=self.pk)

    def get_edit_url(self):
        return reverse(self.edit_url_name, args=[self.object.pk]) if self.may_change else None

    @cached_property
    def may_change(self) -> bool:
        return self.permission_policy.user_has_permission_for_instance(self.request.user, "change", self.object)

    @cached_property
    def header_buttons(self):
        if not self.may_change:
            return []
        return [HeaderButton(_("Edit the series"), url=self.get_edit_url(), icon_name="edit")]

    header_more_buttons = []

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": capfirst(Series._meta.verbose_name_plural)},
            {"url": "", "label": self.object.name, "sublabel": self.object.organisation.label},
        ]

    def get_context_data(self, **kwargs):
        now = timezone.now()
        year = self._year(now)
        ready = self.object.episodes.select_related("recording", "settled_by", "moved_by").prefetch_related(
            "themes", Prefetch("reruns", Rerun.objects.order_by("aired_at"))
        )
        episodes = list(ready.of_year(year))
        for episode in episodes:
            episode.series = self.object
        unsettled = list(self.object.episodes.unsettled_before(now).order_by("starts_at"))
        upcoming = list(self.object.episodes.upcoming(now)[:NEXT])
        for episode in [*episodes, *unsettled, *upcoming]:
            episode.stands = episode.standing(now)
        years = self.object.episodes.dates("planned_for", "year", order="DESC")
        return super().get_context_data(
            **kwargs,
            series=self.object,
            may_change=self.may_change,
            year=year,
            years=sorted({day.year for day in years} | {year}, reverse=True),
            strip=_strip(episodes, year),
            counts={state: sum(1 for one in episodes if one.stands == state) for state in LOUDEST},
            episodes=episodes,
            unsettled=unsettled,
            upcoming=upcoming,
        )

    def _year(self, now) -> int:
        asked = self.request.GET.get("nam", "")
        return int(asked) if asked.isdecimal() and 1900 < int(asked) < 2200 else local_day(now).year

    def get_fields(self):
        return []


def _strip(episodes: list, year: int) -> list[list[dict]]:
    """The weeks of a year in rows of thirteen: {monday, sunday, episodes, state}; `state` "" where none has a slot.

    A 53rd week at either end of the year is left out when it has none.
    """
    weeks = []
    for monday, found in by_week(((episode.planned_for, episode) for episode in episodes), year):
        states = {episode.stands for episode in found}
        weeks.append(
            {
                "monday": monday,
                "sunday": monday + timedelta(days=6),
                "episodes": found,
                "state": next((state for state in LOUDEST if state in states), ""),
            }
        )
    for end in (-1, 0):
        while len(weeks) > 52 and not weeks[end]["state"]:
            weeks.pop(end)
    return [weeks[start : start + 13] for start in range(0, len(weeks), 13)]


class SeriesViewSet(ModelViewSet):
    model = Series
    name = "series"
    url_prefix = "chuyen-muc"
    icon = "calendar-alt"
    menu_label = gettext_lazy("Series")
    menu_order = 130
    add_to_admin_menu = True
    inspect_view_enabled = True
    copy_view_enabled = False
    index_view_class = SeriesIndexView
    add_view_class = SeriesCreateView
    edit_view_class = SeriesEditView
    inspect_view_class = SeriesView
    permission_policy = StationPolicy(Series)
    search_fields = ["name"]
    list_display = [
        TitleColumn("name", label=gettext_lazy("Series"), url_name="series:inspect"),
        Column("organisation", label=gettext_lazy("Station"), accessor="organisation.label"),
        CadenceColumn("rule", label=gettext_lazy("When")),
        StandingColumn("next_at", label=gettext_lazy("Next episode")),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            MultiFieldPanel(
                [
                    FieldPanel("pattern"),
                    FieldPanel("weekdays"),
                    FieldRowPanel([FieldPanel("slot"), FieldPanel("minutes")]),
                    FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                ],
                heading=gettext_lazy("When it airs"),
                icon="calendar-alt",
            ),
            MultiFieldPanel(
                [FieldPanel("organisation"), FieldPanel("channel"), FieldPanel("themes")],
                heading=gettext_lazy("How it is counted"),
                icon="tag",
            ),
        ],
        base_form_class=SeriesForm,
    )

    def get_permissions_to_register(self):
        return super().get_permissions_to_register().none()

    def get_urlpatterns(self):
        found = [pattern for pattern in super().get_urlpatterns() if pattern.name != "inspect"]
        return [*found, path("<int:pk>/", self.inspect_view, name="inspect")]


class BroadcastFilterSet(CoveredPageFilterSet):
    medium = django_filters.ChoiceFilter(
        label=gettext_lazy("Medium"), choices=Medium.choices, empty_label=gettext_lazy("All"), widget=RadioSelect
    )


class LengthColumn(BaseColumn):
    """Radio or television, and how long."""

    cell_template_name = "newsroom/broadcasts/columns/length.html"


class BroadcastListing(CoveredPageListing):
    model = BroadcastPage
    name = "broadcasts"
    url_prefix = "phat-song"
    icon = "media"
    menu_label = pgettext_lazy("menu", "Broadcasts")
    menu_order = 120
    filterset_class = BroadcastFilterSet
    columns = [
        *CoveredPageListing.columns[:3],
        LengthColumn("length", label=gettext_lazy("Medium"), width="10%", classname="desk-wide"),
        *CoveredPageListing.columns[3:],
    ]


series = SeriesViewSet()
broadcasts = BroadcastListing()
