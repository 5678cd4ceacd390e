"""The list of records (sổ theo dõi), with its filters in the address."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import HeaderButton

from newsroom import text
from newsroom.organisations.models import Organisation
from newsroom.periods import Kind, UnknownPeriod, period, periods_of
from newsroom.plan.models import Channel, Plan
from newsroom.plan.wording import short_period_name
from newsroom.themes.models import Theme

from ..models import CoverageRecord, Source
from .asking import LedgerMixin


def _period_choices() -> list[tuple[str, str]]:
    """Quarters, halves and years of the years that have a plan, the latest first: ("2024/quy-2", "Quý II/2024")."""
    found = {}
    for plan in Plan.objects.select_related("regime").latest_first():
        for each in periods_of(plan.year, plan.regime.rule()):
            if each.kind is not Kind.MONTH:
                found.setdefault(f"{each.year}/{each.code}", short_period_name(each))
    return list(found.items())


class PeriodFilter(django_filters.ChoiceFilter):
    """By the days of a report's window, in the calendar of that year's first plan."""

    def filter(self, qs: QuerySet, value):
        if not value:
            return qs
        year, _slash, code = value.partition("/")
        plan = Plan.objects.covering(int(year)).select_related("regime").first()
        try:
            return qs.during(period(int(year), code, plan.regime.rule()))
        except UnknownPeriod:
            return qs.none()


class ThemeFilter(django_filters.ModelChoiceFilter):
    def filter(self, qs, value):
        return qs.about_themes([value.pk]) if value else qs


class StandingFilter(django_filters.ChoiceFilter):
    def filter(self, qs, value):
        return {"standing": qs.standing, "withdrawn": qs.withdrawn}.get(value, lambda: qs)()


class LedgerFilterSet(WagtailFilterSet):
    ky = PeriodFilter(label=_("Period"), choices=_period_choices, empty_label=_("All"))
    tu_ngay = django_filters.DateFilter(label=_("From day"), field_name="day", lookup_expr="gte", widget=AdminDateInput)
    den_ngay = django_filters.DateFilter(label=_("To day"), field_name="day", lookup_expr="lte", widget=AdminDateInput)
    don_vi = django_filters.ModelChoiceFilter(
        label=_("Organisation"), field_name="organisation", queryset=Organisation.objects.none(), empty_label=_("All")
    )
    kenh = django_filters.ModelChoiceFilter(
        label=_("Channel"),
        field_name="channel",
        queryset=Channel.objects.in_order(),
        empty_label=_("All"),
    )
    chu_de = ThemeFilter(label=_("Theme"), queryset=Theme.objects.alphabetical(), empty_label=_("All"))
    nguon = django_filters.ChoiceFilter(
        label=_("Recorded from"),
        field_name="source",
        choices=Source.choices,
        widget=RadioSelect,
        empty_label=_("All"),
    )
    trang_thai = StandingFilter(
        label=_("State"),
        choices=[("standing", _("Counted")), ("withdrawn", _("Withdrawn"))],
        widget=RadioSelect,
        empty_label=_("All"),
    )

    class Meta:
        model = CoverageRecord
        fields: list[str] = []

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["don_vi"].queryset = bodies


class LedgerColumn(Column):
    class Media:
        css = {"all": ["newsroom/coverage/ledger.css"]}


class Ledger(LedgerMixin, BaseListingView):
    """Every record that the person may see, the latest day first. As many queries for a thousand as for ten."""

    page_title = _("Ledger")
    filterset_class = LedgerFilterSet
    is_searchable = True
    paginate_by = 50
    default_ordering = "-day"
    index_url_name = "newsroom_coverage:ledger"
    index_results_url_name = "newsroom_coverage:ledger_results"
    results_template_name = "newsroom/coverage/ledger/results.html"
    verbose_name_plural = _("records")
    columns = [
        LedgerColumn(
            "day", label=_("Day"), accessor=lambda record: f"{record.day:%d/%m/%Y}", sort_key="day", width="9%"
        ),
        TitleColumn(
            "title",
            classname="title ledger-column--title",
            label=_("Title"),
            url_name="newsroom_coverage:record",
            sort_key="title",
            width="30%",
        ),
        Column("organisation", label=_("Organisation"), accessor="organisation.label", width="13%"),
        Column("channel", classname="ledger-column--wide", label=_("Channel"), accessor="channel.name", width="14%"),
        Column(
            "themes",
            classname="ledger-column--wide",
            label=_("Themes"),
            accessor=lambda record: ", ".join(theme.name for theme in record.themes.all()) or "–",
            width="18%",
        ),
        LedgerColumn(
            "source",
            classname="ledger-column--wide",
            label=_("Recorded from"),
            accessor="get_source_display",
            width="8%",
        ),
        StatusTagColumn(
            "stands",
            classname="ledger-column--state",
            label=_("State"),
            accessor=lambda record: _("Counted") if record.stands else _("Withdrawn"),
            primary=lambda record: record.stands,
            width="10%",
        ),
    ]

    def get_base_queryset(self):
        return self.seen().select_related("organisation", "channel").prefetch_related("themes")

    def order_queryset(self, queryset):
        return super().order_queryset(queryset).order_by(*self._with_ties())

    def search_queryset(self, queryset):
        words = text.plain_query(self.search_query) if self.is_searching else ""
        return queryset.matching(words) if words else queryset

    def get_filterset_kwargs(self):
        covered = Organisation.objects.filter(pk__in=self.seen().order_by().values("organisation"))
        return {**super().get_filterset_kwargs(), "bodies": covered.order_by("sort_key")}

    @cached_property
    def header_buttons(self):
        if not self.may_enter:
            return []
        return [
            HeaderButton(label=_("Enter an activity"), url=reverse("newsroom_coverage:enter"), icon_name="plus-inverse")
        ]

    def get_breadcrumbs_items(self):
        home, here = super().get_breadcrumbs_items()
        return [home, {**here, "url": ""}]

    def _with_ties(self) -> list[str]:
        ordering = self.ordering if isinstance(self.ordering, str) else "-day"
        return [ordering, "-pk" if ordering.startswith("-") else "pk"]


class LedgerResults(Ledger):
    """The rows alone, for filters that narrow as one types."""

    results_only = True
