"""What feeds brought, in the admin: looked at and never changed."""

from __future__ import annotations

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from feeds.models import Entry


class ReadOnly(ModelPermissionPolicy):
    """Entries are what others wrote: they are looked at."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return "view" in actions and self.user_has_permission(user, "view")


class DateInWordsColumn(Column):
    """The date as far as it is known; what could not be read stands as it was written."""

    cell_template_name = "feeds/admin/date_cell.html"


class EntryIndexView(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("feed")


class EntryFilters(WagtailFilterSet):
    class Meta:
        model = Entry
        fields = ["feed", "precision"]


class EntryView(generic.InspectView):
    """With what other apps let this person do about an entry: the hook `register_feed_entry_buttons` is called with it
    and the person, and gives Wagtail buttons."""

    page_title = _("Entry")

    def get_context_data(self, **kwargs):
        hooked = hooks.get_hooks("register_feed_entry_buttons")
        buttons = [button for hook in hooked for button in hook(self.object, self.request.user)]
        return super().get_context_data(**kwargs, buttons=buttons)


class EntryViewSet(ModelViewSet):
    model = Entry
    name = "feeds_entry"
    url_prefix = "feeds/entry"
    icon = "doc-full"
    menu_label = _("Entries")
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = EntryIndexView
    inspect_view_class = EntryView
    inspect_template_name = "feeds/admin/entry.html"
    filterset_class = EntryFilters
    search_fields = ["title", "summary"]
    ordering = ["-first_seen_at", "-pk"]
    list_per_page = 50
    form_fields = ["title"]
    permission_policy = ReadOnly(Entry)

    @cached_property
    def list_display(self):
        return [
            TitleColumn("title", label=_("Title"), url_name=self.get_url_name("inspect"), sort_key="title"),
            Column("feed", label=_("Feed"), sort_key="feed__title"),
            DateInWordsColumn("date_in_words", label=_("Published on"), sort_key="published_at"),
            DateColumn("first_seen_at", label=_("First seen"), sort_key="first_seen_at"),
        ]

    def get_permissions_to_register(self):
        return super().get_permissions_to_register().filter(codename="view_entry")
