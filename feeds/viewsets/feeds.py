"""Feeds in the admin: added after a look, changed, fetched now, never deleted once they brought something."""

from __future__ import annotations

import django_filters
from django import forms
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy

from feeds import actions
from feeds.forms import FeedForm
from feeds.models import Feed, FeedState
from feeds.rendering import sparkline
from feeds.tasks import refresh_these
from feeds.viewsets.lists import HandListOutView, TakeListOverView
from feeds.wording import advice, fetches_in_words, why


class KeepEntries(ModelPermissionPolicy):
    """A feed that brought something is switched off, not deleted: what it brought may have been counted."""

    def user_has_permission_for_instance(self, user, action, instance):
        allowed = super().user_has_permission_for_instance(user, action, instance)
        return allowed and (action != "delete" or not instance.has_brought_something)


class StateColumn(Column):
    """The state in a word and, where there is one, the reason in a sentence."""

    cell_template_name = "feeds/admin/state_cell.html"

    def get_value(self, instance):
        return instance.state(timezone.now())


class FeedFilters(WagtailFilterSet):
    """By state; several states are an "or"."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), method="in_states", choices=FeedState.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Feed
        fields: list[str] = []

    def in_states(self, queryset, name, value):
        return queryset.in_states(value, timezone.now()) if value else queryset


class FeedIndexView(generic.IndexView):
    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if self.user_has_permission("add"):
            take = Button(_("Take a list over"), url=reverse("feeds_feed:take_over"), icon_name="upload", priority=50)
            buttons.append(take)
        for kind, label in (("opml", _("Download as OPML")), ("csv", _("Download as CSV"))):
            buttons.append(Button(label, url=reverse(f"feeds_feed:{kind}"), icon_name="download", priority=60))
        return buttons

    def get_base_queryset(self):
        return super().get_base_queryset().on_the_web().with_entry_count()

    def get_edit_url(self, instance):
        """The title leads to what the feed brought and how it fares; editing is a button there."""
        return self.get_inspect_url(instance)


class AddFeedView(generic.CreateView):
    """In two steps: first the address is fetched and shown, then the same address is kept."""

    preview: actions.Preview | None = None
    found: actions.Preview | None = None
    submit_button_label = _("Look at the feed")
    submit_button_active_label = _("Fetching…")

    @property
    def chosen(self) -> str:
        """A feed that was found on a page takes the page's place, unless somebody typed another address since: Enter
        presses the first button."""
        told = self.request.POST
        return told.get("found", "") if told.get("searched") == told.get("url") else ""

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if chosen := self.chosen:
            kwargs["data"] = {**self.request.POST.dict(), "url": chosen, "looked_at": ""}
        return kwargs

    def form_invalid(self, form):
        self.form = form
        self.found = form.preview if form.preview and form.preview.found else None
        return super().form_invalid(form)

    def form_valid(self, form):
        """Not in a transaction, unlike the parent's: a site may take its time, and nothing else may wait for it."""
        self.form = form
        looked_at = "" if self.chosen else self.request.POST.get("looked_at")
        if form.preview and looked_at != form.cleaned_data["url"]:
            self.preview = form.preview
            self.submit_button_label = _("Keep this feed")
            return self.render_to_response(self.get_context_data(form=form))
        self.object = self.save_instance()
        return self.save_action()

    def save_instance(self):
        kept = self.form.cleaned_data
        feed = actions.add_feed(
            url=kept["url"],
            title=kept["title"],
            ignored_parameters=kept["ignored_parameters"],
            by=self.request.user,
            at=timezone.now(),
        )
        if not kept["is_active"]:
            feed.is_active = False
            feed.save(update_fields=["is_active"])
        log(instance=feed, action="wagtail.create", content_changed=True, user=self.request.user)
        return feed

    def get_success_url(self):
        return reverse(self.edit_url_name.replace("edit", "inspect"), args=[self.object.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(preview=self.preview, found=self.found, **kwargs)


class DeleteFeedView(generic.DeleteView):
    def dispatch(self, request, *args, **kwargs):
        """Said here as well as in the policy: the generic view asks for the permission without the feed in hand."""
        if self.object.has_brought_something:
            messages.warning(request, _("A feed that brought something is not deleted. Switch it off instead."))
            return redirect("feeds_feed:inspect", self.object.pk)
        return super().dispatch(request, *args, **kwargs)


class FeedView(generic.InspectView):
    """How one feed fares: its state, its last thirty fetches, its latest entries."""

    page_title = _("Feed")

    def get_context_data(self, **kwargs):
        feed, at = self.object, timezone.now()
        state, events = feed.state(at), list(feed.events.order_by("-at", "-pk"))
        return super().get_context_data(
            state=state,
            since=feed.since(at),
            why=why(feed, state, at),
            advice=advice(feed, state, at),
            events=events,
            sparkline=sparkline(events[::-1]),
            words=fetches_in_words(events),
            entries=feed.entries.newest_first()[:10],
            entry_count=feed.entries.count(),
            can_fetch=self.user_has_permission("change"),
            **kwargs,
        )


class FetchNowView(PermissionCheckedMixin, View):
    """Fetch one feed because somebody pressed the button."""

    permission_policy = KeepEntries(Feed)
    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request, pk):
        result = refresh_these.enqueue(feed_ids=[pk])
        if not result.is_finished or (result.status != "FAILED" and not result.return_value["feeds"]):
            messages.info(request, _("The feed is being fetched."))
        elif result.status == "FAILED" or result.return_value["failed"]:
            messages.warning(request, _("The feed could not be fetched; the reason is below."))
        else:
            new = result.return_value["new"]
            words = ngettext("%(new)d new entry.", "%(new)d new entries.", new) % {"new": new}
            messages.success(request, words if new else gettext("Nothing new."))
        return redirect("feeds_feed:inspect", pk)


class FeedViewSet(ModelViewSet):
    model = Feed
    name = "feeds_feed"
    url_prefix = "feeds/feed"
    icon = "feeds-rss"
    menu_label = _("Feeds")
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = FeedIndexView
    add_view_class = AddFeedView
    delete_view_class = DeleteFeedView
    inspect_view_class = FeedView
    create_template_name = "feeds/admin/add_feed.html"
    inspect_template_name = "feeds/admin/feed.html"
    filterset_class = FeedFilters
    search_fields = ["title", "url"]
    ordering = ["title", "url"]
    list_per_page = 50
    permission_policy = KeepEntries(Feed)

    @cached_property
    def list_display(self):
        return [
            TitleColumn("__str__", label=_("Feed"), url_name=self.get_url_name("inspect"), sort_key="title"),
            StateColumn("state", label=_("State"), sort_key="failures"),
            DateColumn("last_success_at", label=_("Last success"), sort_key="last_success_at"),
            DateColumn("last_change_at", label=_("Last new entry"), sort_key="last_change_at"),
            Column("entry_count", label=_("Entries"), classname="w-text-end", sort_key="entry_count"),
        ]

    def get_form_class(self, for_update=False):
        return FeedForm

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("fetch/<int:pk>/", FetchNowView.as_view(), name="fetch"),
            path("list/", TakeListOverView.as_view(), name="take_over"),
            path("list.opml", HandListOutView.as_view(kind="opml"), name="opml"),
            path("list.csv", HandListOutView.as_view(kind="csv"), name="csv"),
        ]
