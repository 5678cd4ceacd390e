"""The vocabulary in the admin: each theme with the phrases that betray it."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import BooleanColumn, Column, NumberColumn
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from .forms import ChooserSearchForm
from .models import Theme, ThemePhrase

LATEST = 5
"""How many of the last changes of the phrases stand under a theme's form."""


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


class PhrasesPanel(Panel):
    """The phrases under a theme's form, to read: who changed what, and where they are changed.

    A room above that has a screen for it says so by the hook `register_theme_buttons`: called with the theme and the
    user, it returns buttons.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/themes/phrases_panel.html"

        def get_context_data(self, parent_context=None):
            context, theme = super().get_context_data(parent_context), self.instance
            if theme.pk is None:
                return context
            words = [*ThemePhrase.objects.filter(theme=theme).order_by("pk")]
            user = self.request.user
            offered = (button for hook in hooks.get_hooks("register_theme_buttons") for button in hook(theme, user))
            return context | {
                "kinds": [(kind.label, [p for p in words if p.strength == kind]) for kind in ThemePhrase.Strength],
                "buttons": [*offered],
                "goes": theme.phrase_changes.last_goes(LATEST),
            }


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
            PhrasesPanel(heading=_("Phrases that betray the theme")),
        ]
    )

    def get_queryset(self, request):
        return Theme.objects.annotate(phrase_count=Count("phrases"))
