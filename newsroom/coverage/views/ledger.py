"""The list of records (sổ theo dõi), with its filters in the address."""

from __future__ import annotations

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.widgets.button import Button, HeaderButton

from ..models import CoverageRecord
from .asking import LedgerMixin
from .exporting import as_csv, as_xlsx
from .filtering import LedgerFilterSet, bodies_of, searched


class LedgerColumn(Column):
    class Media:
        css = {"all": ["newsroom/coverage/ledger.css"]}


class PickColumn(BaseColumn):
    """A check box for each record, and one for all of the page."""

    header_template_name = "newsroom/coverage/columns/pick_all.html"
    cell_template_name = "newsroom/coverage/columns/pick.html"

    class Media:
        js = ["newsroom/coverage/ledger_pick.js"]


class RecordColumn(TitleColumn):
    """The title; on a narrow screen also whose it is and whether it counts."""

    cell_template_name = "newsroom/coverage/columns/title.html"


class WorkColumn(BaseColumn):
    """How many appearances its work has, and the way to them; nothing for a work of its own."""

    cell_template_name = "newsroom/coverage/columns/work.html"


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
    all_columns = [
        PickColumn("pick", width="4%"),
        LedgerColumn(
            "day", label=_("Day"), accessor=lambda record: f"{record.day:%d/%m/%Y}", sort_key="day", width="9%"
        ),
        RecordColumn(
            "title",
            classname="title ledger-column--title",
            label=_("Title"),
            url_name="newsroom_coverage:record",
            sort_key="folded",
            width="29%",
        ),
        Column(
            "organisation",
            classname="ledger-column--wide",
            label=_("Organisation"),
            accessor="organisation.label",
            sort_key="organisation__sort_key",
            width="12%",
        ),
        Column(
            "channel",
            classname="ledger-column--wide",
            label=_("Channel"),
            accessor="channel.name",
            sort_key="channel__position",
            width="13%",
        ),
        Column(
            "themes",
            classname="ledger-column--wide",
            label=_("Themes"),
            accessor=lambda record: ", ".join(theme.name for theme in record.themes.all()) or "–",
            width="15%",
        ),
        WorkColumn("works", label=_("Works"), classname="ledger-column--wide", sort_key="shared", width="7%"),
        LedgerColumn(
            "source",
            classname="ledger-column--wide",
            label=_("Recorded from"),
            accessor="get_source_display",
            width="8%",
        ),
        StatusTagColumn(
            "stands",
            classname="ledger-column--state ledger-column--wide",
            label=_("State"),
            accessor=lambda record: _("Counted") if record.stands else _("Withdrawn"),
            primary=lambda record: record.stands,
            width="9%",
        ),
    ]

    def get(self, request, *args, **kwargs):
        how = {"csv": as_csv, "xlsx": as_xlsx}.get(request.GET.get("export", ""))
        if how is None:
            return super().get(request, *args, **kwargs)
        return how(self.get_queryset(), f"so-theo-doi-{timezone.localdate():%Y-%m-%d}")

    @cached_property
    def columns(self):
        return self.all_columns if self.may_enter else self.all_columns[1:]

    def get_base_queryset(self):
        """With the number of standing appearances of each one's work."""
        beside = CoverageRecord.objects.standing().filter(work=OuterRef("work")).order_by().values("work")
        shared = Subquery(beside.annotate(number=Count("pk")).values("number"), output_field=IntegerField())
        return (
            self.seen()
            .select_related("organisation", "channel")
            .prefetch_related("themes")
            .annotate(shared=Coalesce(shared, 0))
        )

    def order_queryset(self, queryset):
        return super().order_queryset(queryset).order_by(*self._with_ties())

    def search_queryset(self, queryset):
        return searched(queryset, self.search_query) if self.is_searching else queryset

    def get_filterset_kwargs(self):
        return {**super().get_filterset_kwargs(), "bodies": bodies_of(self.seen())}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        narrowed = self.search_queryset(self.filter_queryset(self.seen().order_by()))
        query = self.request.GET.copy()
        for name in ("p", "id", "tat_ca", "export", "_w_filter_fragment", "ordering"):
            query.pop(name, None)
        return {
            **context,
            "works": narrowed.aggregate(works=Count("work", distinct=True))["works"],
            "standing": narrowed.standing().count(),
            "may_enter": self.may_enter,
            "carried": [(name, value) for name, values in query.lists() for value in values if value],
        }

    @cached_property
    def header_buttons(self):
        if not self.may_enter:
            return []
        return [
            HeaderButton(label=_("Enter an activity"), url=reverse("newsroom_coverage:enter"), icon_name="plus-inverse")
        ]

    @cached_property
    def header_more_buttons(self):
        query = self.request.GET.copy()
        query.pop("p", None)
        buttons = []
        for order, (kind, label) in enumerate((("xlsx", _("Download XLSX")), ("csv", _("Download CSV")))):
            query["export"] = kind
            address = f"{reverse('newsroom_coverage:ledger')}?{query.urlencode()}"
            buttons.append(Button(label, url=address, icon_name="download", priority=order))
        if self.may_enter:
            for order, (name, label, icon) in enumerate(_ROOMS, start=10):
                buttons.append(Button(label, url=reverse(f"newsroom_coverage:{name}"), icon_name=icon, priority=order))
        return buttons

    def get_breadcrumbs_items(self):
        home, here = super().get_breadcrumbs_items()
        return [home, {**here, "url": ""}]

    def _with_ties(self) -> list[str]:
        ordering = self.ordering if isinstance(self.ordering, str) else "-day"
        return [ordering, "-pk" if ordering.startswith("-") else "pk"]


class LedgerResults(Ledger):
    """The rows alone, for filters that narrow as one types."""

    results_only = True


_ROOMS = (
    ("proposals", _("Possibly the same work"), "copy"),
    ("imports", _("Import from a file"), "upload"),
    ("batches", _("Changes and undoing"), "history"),
)
