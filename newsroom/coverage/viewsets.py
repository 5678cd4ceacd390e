"""The desk list: what a room of covered pages shows to those who work on them, with filters in the address."""

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page, Revision, WorkflowState
from wagtail.permissions import page_permission_policy

from newsroom import text
from newsroom.organisations.models import OutletPage
from newsroom.themes.models import Theme

from .models import Genre, Tone


class OutletFilter(django_filters.ModelMultipleChoiceFilter):
    def get_filter_predicate(self, v):
        return {"path__startswith": v.path}


class ThemeFilter(django_filters.ModelMultipleChoiceFilter):
    """Pages with any of the themes, each once; also while searching, where joins are not to be had."""

    def filter(self, qs, value):
        if not value:
            return qs
        through = qs.model.themes.through
        return qs.filter(pk__in=list(through.objects.filter(tag__in=value).values_list("content_object_id", flat=True)))


class StateFilter(django_filters.ChoiceFilter):
    """Where a page stands on its way to the reader, and whether it has said what it is about."""

    STATES = (
        ("live", _("Published")),
        ("moderation", _("Awaiting approval")),
        ("scheduled", pgettext_lazy("page", "Scheduled")),
        ("draft", _("Draft")),
        ("undecided", _("No theme chosen yet")),
    )

    def filter(self, qs, value):
        if value == "live":
            return qs.filter(live=True)
        if value == "draft":
            return qs.filter(live=False)
        if value == "undecided":
            tagged = qs.model.themes.through.objects.values_list("content_object_id", flat=True)
            return qs.filter(outside_cchc=False).exclude(pk__in=list(tagged))
        pages = ContentType.objects.get_for_model(Page)
        if value == "moderation":
            found = WorkflowState.objects.filter(
                base_content_type=pages, status=WorkflowState.STATUS_IN_PROGRESS
            ).values_list("object_id", flat=True)
        elif value == "scheduled":
            found = Revision.objects.filter(base_content_type=pages, approved_go_live_at__isnull=False).values_list(
                "object_id", flat=True
            )
        else:
            return qs
        return qs.filter(pk__in=[int(pk) for pk in found])


class CoveredPageFilterSet(WagtailFilterSet):
    state = StateFilter(label=_("State"), choices=StateFilter.STATES, empty_label=_("All"), widget=RadioSelect)
    outlet = OutletFilter(
        label=_("Outlet"),
        queryset=lambda request: OutletPage.objects.order_by("title"),
        widget=CheckboxSelectMultiple,
    )
    genre = django_filters.MultipleChoiceFilter(label=_("Genre"), choices=Genre.choices, widget=CheckboxSelectMultiple)
    tone = django_filters.MultipleChoiceFilter(label=_("Tone"), choices=Tone.choices, widget=CheckboxSelectMultiple)
    themes = ThemeFilter(
        label=_("Theme"), queryset=lambda request: Theme.objects.alphabetical(), widget=CheckboxSelectMultiple
    )

    class Meta:
        model = Page
        fields: list[str] = []


class _DeskColumn(BaseColumn):
    class Media:
        css = {"all": ["newsroom/coverage/desk.css"]}


class OutletColumn(_DeskColumn):
    """The outlet under which a page stands, from the view's one query for all outlets."""

    cell_template_name = "newsroom/coverage/columns/outlet.html"


class KindColumn(_DeskColumn):
    """Genre, and the tone where it is not plain information: in a word, a sign and a colour."""

    cell_template_name = "newsroom/coverage/columns/kind.html"


class ThemesColumn(_DeskColumn):
    """The themes as chips, "not about CCHC", or that nobody has decided yet."""

    cell_template_name = "newsroom/coverage/columns/themes.html"


class WhenColumn(_DeskColumn):
    """When it was first published, and when it was last worked on."""

    cell_template_name = "newsroom/coverage/columns/when.html"


class CoveredPageIndexView(IndexView):
    """The number of queries does not grow with the rows. Searches with and without marks alike."""

    default_ordering = "-latest_revision_created_at"

    def annotate_queryset(self, pages):
        return (
            pages.defer_streamfields()
            .select_related("author", "latest_revision", "live_revision")
            .prefetch_related("content_type", "sites_rooted_here", "tagged_themes__tag")
            .prefetch_workflow_states()
            .annotate_site_root_state()
            .annotate_approved_schedule()
        )

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        query = text.plain_query(self.search_query)
        if not query:
            return queryset.none()
        return queryset.autocomplete(query, order_by_relevance=not self.is_explicitly_ordered)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        outlets = {outlet.path: outlet for outlet in OutletPage.objects.select_related("organisation")}
        for page in context["object_list"]:
            page.outlet = next((found for path, found in outlets.items() if page.path.startswith(path)), None)
        return context


class DeskMenuItem(MenuItem):
    """Shown to whoever may do something to some page."""

    def is_shown(self, request):
        return page_permission_policy.user_has_any_permission(request.user, {"add", "change", "publish"})


class CoveredPageListing(PageListingViewSet):
    """Abstract: a room sets `model`, `name`, `icon` and the menu's label."""

    index_view_class = CoveredPageIndexView
    filterset_class = CoveredPageFilterSet
    menu_item_class = DeskMenuItem
    add_to_admin_menu = True
    list_per_page = 50
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        OutletColumn("outlet", label=_("Outlet"), width="10%", classname="desk-wide"),
        KindColumn("kind", label=_("Genre"), width="10%", classname="desk-wide"),
        ThemesColumn("themes", label=_("Themes"), width="24%"),
        WhenColumn(
            "first_published_at",
            label=_("Published on"),
            sort_key="first_published_at",
            width="12%",
            classname="desk-wide",
        ),
        PageStatusColumn("status", label=_("State"), sort_key="live", width="10%"),
    ]
