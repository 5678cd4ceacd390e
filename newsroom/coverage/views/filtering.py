"""The filters of the list of records. All stand in the address, so that a list can be sent, kept and exported."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet
from django.forms import RadioSelect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import AdminDateInput

from newsroom import text
from newsroom.organisations.models import Organisation
from newsroom.periods import Kind, UnknownPeriod, period, periods_of
from newsroom.plan.models import Channel, Plan, PlanItem
from newsroom.plan.wording import short_period_name
from newsroom.themes.models import Theme

from ..models import CoverageRecord, Genre, Source, Tone
from ..querysets import CoverageQuerySet

ALL = "tat_ca"
"""The parameter that says: not those that are ticked, but all that the filters leave."""


def _period_choices() -> list[tuple[str, str]]:
    """Quarters, halves and years of the years that have a plan, the latest first: ("2024/quy-2", "Quý II/2024")."""
    found = {}
    for plan in Plan.objects.select_related("regime").latest_first():
        for each in periods_of(plan.year, plan.regime.rule()):
            if each.kind is not Kind.MONTH:
                found.setdefault(f"{each.year}/{each.code}", short_period_name(each))
    return list(found.items())


def _item_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The content items of every plan, and what serves none: ("3/II.1.1", "II.1.1 …"), ("3/", "Không phân loại")."""
    plans = Plan.objects.latest_first().prefetch_related("items__clause")
    return [
        (
            str(plan),
            [
                *((f"{plan.pk}/{item.label}", str(item)) for item in _in_order(plan)),
                (f"{plan.pk}/", _("Unclassified")),
            ],
        )
        for plan in plans
    ]


def _in_order(plan: Plan) -> list[PlanItem]:
    return sorted(plan.items.all(), key=lambda item: item.clause.position)


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


class ItemFilter(django_filters.ChoiceFilter):
    """What serves a content item of a plan, or none of them."""

    def filter(self, qs, value):
        if not value:
            return qs
        plan, _slash, label = value.partition("/")
        items = PlanItem.objects.filter(plan=plan)
        themes = Theme.objects.filter(plan_items__in=items.filter(clause__label=label) if label else items)
        ids = list(themes.values_list("pk", flat=True))
        return qs.about_themes(ids) if label else qs.without_themes(ids)


class ThemeFilter(django_filters.ModelChoiceFilter):
    def filter(self, qs, value):
        return qs.about_themes([value.pk]) if value else qs


class StandingFilter(django_filters.ChoiceFilter):
    def filter(self, qs, value):
        return {"standing": qs.standing, "withdrawn": qs.withdrawn}.get(value, lambda: qs)()


class DecidedFilter(django_filters.ChoiceFilter):
    """Whether a person settled anything of a record, so that its source no longer changes that."""

    def filter(self, qs, value):
        return {"co": qs.exclude(settled_fields=[]), "khong": qs.filter(settled_fields=[])}.get(value, qs)


class EvidenceFilter(django_filters.ChoiceFilter):
    """Whether anything proves it: an address, or a document named."""

    def filter(self, qs, value):
        bare = Q(evidence="", url="")
        return {"thieu": qs.filter(bare), "co": qs.exclude(bare)}.get(value, qs)


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
    noi_dung = ItemFilter(label=_("Content item"), choices=_item_choices, empty_label=_("All"))
    chu_de = ThemeFilter(label=_("Theme"), queryset=Theme.objects.alphabetical(), empty_label=_("All"))
    the_loai = django_filters.ChoiceFilter(
        label=_("Genre"), field_name="genre", choices=Genre.choices, empty_label=_("All")
    )
    sac_thai = django_filters.ChoiceFilter(
        label=_("Tone"), field_name="tone", choices=Tone.choices, widget=RadioSelect, empty_label=_("All")
    )
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
    quyet_dinh = DecidedFilter(
        label=_("Decided by a person"),
        choices=[("co", _("Something was set right here")), ("khong", _("As its source says"))],
        widget=RadioSelect,
        empty_label=_("All"),
    )
    minh_chung = EvidenceFilter(
        label=_("Evidence"),
        choices=[("co", _("With evidence")), ("thieu", _("Without evidence"))],
        widget=RadioSelect,
        empty_label=_("All"),
    )
    tac_pham = django_filters.NumberFilter(label=_("Number of the work"), field_name="work")

    class Meta:
        model = CoverageRecord
        fields: list[str] = []

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["don_vi"].queryset = bodies


def bodies_of(seen: CoverageQuerySet):
    """The organisations of which anything is in the ledger."""
    return Organisation.objects.filter(pk__in=seen.order_by().values("organisation")).order_by("sort_key")


def searched(records: CoverageQuerySet, query: str) -> CoverageQuerySet:
    """Narrowed to those whose titles hold the words, marks or no marks."""
    words = text.plain_query(query)
    return records.matching(words) if words else records


def chosen_in(address, seen: CoverageQuerySet, request) -> CoverageQuerySet:
    """The records that an address (or a form that carries it on) means: those ticked, or all that its filters leave."""
    if ALL not in address:
        ids = [int(pk) for pk in address.getlist("id") if pk.isdecimal() and len(pk) < 19]
        return seen.filter(pk__in=ids)
    filters = LedgerFilterSet(data=address, request=request, queryset=seen, bodies=bodies_of(seen))
    found = filters.qs if filters.is_valid() else seen.none()
    return searched(found, address.get("q", ""))
