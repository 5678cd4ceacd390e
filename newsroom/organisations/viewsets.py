"""Organisations and who works in them, in the admin."""

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, InspectView, SnippetViewSet

from newsroom import text

from .forms import ChooserSearchForm, MembershipFilterSet, OrganisationFilterSet, OrganisationForm
from .models import Membership, Organisation


class MinorColumn(Column):
    """Left out on a narrow screen, where a name would else be broken letter by letter."""

    def __init__(self, name, **kwargs):
        super().__init__(name, classname="listing-minor", **kwargs)

    class Media:
        css = {"all": ["newsroom/organisations/listing.css"]}


class DayColumn(MinorColumn):
    """A date as it is written here, dd/mm/yyyy: "2 years ago" says little about a law or a merger."""

    def get_value(self, instance):
        return date_format(value, "d/m/Y") if (value := super().get_value(instance)) else ""


class OrganisationIndexView(IndexView):
    """Searched by folded names and codes, sorted by the Vietnamese alphabet, on either database."""

    def search_queryset(self, queryset):
        return queryset.matching(self.search_query) if self.is_searching else queryset

    def _get_title_column(self, field_name, *args, **kwargs):
        column = super()._get_title_column(field_name, *args, **kwargs)
        column.sort_key = "sort_key"
        return column


class OrganisationInspectView(InspectView):
    def get_field_display_value(self, field_name, field):
        value = super().get_field_display_value(field_name, field)
        return "–" if value in (None, "") else value


class _Choosing:
    filter_form_class = ChooserSearchForm
    ordering = ["sort_key", "pk"]


class OrganisationChooseView(_Choosing, ChooseView):
    pass


class OrganisationChooseResultsView(_Choosing, ChooseResultsView):
    pass


class OrganisationChooserViewSet(SnippetChooserViewSet):
    choose_view_class = OrganisationChooseView
    choose_results_view_class = OrganisationChooseResultsView


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    menu_order = 710
    add_to_settings_menu = True
    inspect_view_enabled = True
    inspect_view_fields = [
        *("name", "short_name", "kind", "code", "parent", "valid_from", "valid_to", "successors", "website", "slug")
    ]
    copy_view_enabled = False
    admin_url_namespace = "organisations"
    base_url_path = "to-chuc"
    index_view_class = OrganisationIndexView
    inspect_view_class = OrganisationInspectView
    chooser_viewset_class = OrganisationChooserViewSet
    filterset_class = OrganisationFilterSet
    ordering = "sort_key"
    list_per_page = 50
    list_display = [
        "name",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        MinorColumn("parent", label=_("Belongs to"), accessor=lambda o: o.parent.label if o.parent else ""),
        MinorColumn("code", label=_("Code"), sort_key="code"),
        DayColumn("valid_from", label=_("Exists from"), sort_key="valid_from"),
        DayColumn("valid_to", label=_("Gone from"), sort_key="valid_to"),
    ]
    list_export = ["slug", "name", "short_name", "kind", "code", "parent", "valid_from", "valid_to", "website"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel([FieldPanel("name"), FieldPanel("short_name"), FieldPanel("slug")], heading=_("Name")),
            InlinePanel(
                "former_names",
                panels=[FieldPanel("name"), FieldRowPanel([FieldPanel("short_name"), FieldPanel("until")])],
                heading=_("Former names"),
                label=_("Former name"),
                help_text=_(
                    "Reports print the names that were valid on the last day of their period. When a body gets a new "
                    "name, write the old one here with the first day of the new one, and change the name above. A "
                    "merger or a split is no new name: end the organisation and name what it became."
                ),
            ),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("code")], heading=_("Kind and code")),
            FieldPanel("parent"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                    FieldPanel("successors", widget=forms.SelectMultiple(attrs={"size": 8})),
                ],
                heading=_("How long it exists, and what it became"),
            ),
            FieldPanel("website"),
        ],
        base_form_class=OrganisationForm,
    )

    def get_queryset(self, request):
        return Organisation.objects.select_related("parent")


class MembershipIndexView(IndexView):
    is_searchable = True

    def search_queryset(self, queryset):
        for word in text.plain_query(self.search_query).split() if self.is_searching else ():
            queryset = queryset.filter(
                Q(organisation__folded__contains=text.fold(word))
                | Q(user__username__icontains=word)
                | Q(user__last_name__icontains=word)
                | Q(user__first_name__icontains=word)
            )
        return queryset


class MembershipViewSet(SnippetViewSet):
    """Saving or deleting one here keeps the Wagtail groups in step: see `receivers`."""

    model = Membership
    icon = "user"
    menu_label = _("Who works where")
    menu_order = 711
    add_to_settings_menu = True
    inspect_view_enabled = True
    copy_view_enabled = False
    admin_url_namespace = "memberships"
    base_url_path = "phan-cong"
    index_view_class = MembershipIndexView
    filterset_class = MembershipFilterSet
    list_per_page = 50
    list_display = [
        "user",
        Column("role", label=_("Role"), accessor="get_role_display", sort_key="role"),
        Column(
            "organisation", label=_("Organisation"), accessor="organisation.label", sort_key="organisation__sort_key"
        ),
    ]
    panels = [FieldPanel("user"), FieldPanel("organisation"), FieldPanel("role")]

    def get_queryset(self, request):
        return Membership.objects.select_related("user", "organisation").order_by(
            "organisation__sort_key", "role", "pk"
        )
