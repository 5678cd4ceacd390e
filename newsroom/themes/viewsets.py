"""The vocabulary in the admin: each theme with the phrases that betray it."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, NumberColumn
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from .forms import ChooserSearchForm, ThemeForm
from .models import Theme


class ThemeIndexView(IndexView):
    """Searched by folded names, sorted by the Vietnamese alphabet, on either database."""

    def search_queryset(self, queryset):
        return queryset.matching(self.search_query) if self.is_searching else queryset

    def _get_title_column(self, field_name, *args, **kwargs):
        column = super()._get_title_column(field_name, *args, **kwargs)
        column.sort_key = "sort_key"
        return column


class _Choosing:
    filter_form_class = ChooserSearchForm
    ordering = ["sort_key", "pk"]


class ThemeChooseView(_Choosing, ChooseView):
    pass


class ThemeChooseResultsView(_Choosing, ChooseResultsView):
    pass


class ThemeChooserViewSet(SnippetChooserViewSet):
    choose_view_class = ThemeChooseView
    choose_results_view_class = ThemeChooseResultsView


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    menu_label = _("Themes")
    menu_order = 700
    add_to_settings_menu = True
    inspect_view_enabled = True
    inspect_view_fields = ["name", "description", "phrase_list", "slug"]
    copy_view_enabled = False
    admin_url_namespace = "themes"
    base_url_path = "chu-de"
    index_view_class = ThemeIndexView
    chooser_viewset_class = ThemeChooserViewSet
    ordering = "sort_key"
    list_per_page = 50
    list_filter = ["is_active"]
    list_display = [
        "name",
        Column("description", label=_("Description")),
        NumberColumn("phrase_count", label=_("Phrases"), sort_key="phrase_count"),
        BooleanColumn("is_active", label=_("In use"), sort_key="is_active"),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("description"),
            FieldPanel("is_active"),
            InlinePanel(
                "phrases",
                heading=_("Phrases that betray the theme"),
                label=_("Phrase"),
                help_text=_(
                    "A strong phrase may suggest the theme alone; a weak one needs a second signal. "
                    "“Excludes” marks a false friend: where it stands, the theme is not meant."
                ),
                panels=[FieldRowPanel([FieldPanel("text"), FieldPanel("strength")]), FieldPanel("source")],
            ),
        ],
        base_form_class=ThemeForm,
    )

    def get_queryset(self, request):
        return Theme.objects.annotate(phrase_count=Count("phrases"))
