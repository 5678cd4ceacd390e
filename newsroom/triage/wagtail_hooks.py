"""Where triage hangs in the admin: the inbox with its count, the stations, the permissions."""

from django.contrib.auth.models import Permission
from django.urls import include, path, reverse, reverse_lazy
from django.utils.formats import number_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.widgets.button import Button

from newsroom.coverage.republishing import drafter
from newsroom.organisations.models import Membership

from . import urls
from .actions import KIND
from .models import BY_HAND, InboxEntry, Station
from .views.phrases import may_change_phrases
from .viewsets import stations


class InboxMenuItem(MenuItem):
    """With the number of entries that wait, for those who may see them."""

    def is_shown(self, request):
        return request.user.has_perm("newsroom_triage.view_decision")

    def render_component(self, request):
        waiting = InboxEntry.objects.undecided().count()
        label = f"{self.label} ({number_format(waiting, force_grouping=True)})" if waiting else str(self.label)
        return LinkMenuItem(self.name, label, self.url, icon_name=self.icon_name, classname=self.classname)


@hooks.register("register_admin_menu_item")
def register_inbox_menu_item():
    return InboxMenuItem(_("Inbox"), reverse_lazy("newsroom_triage:inbox"), name="inbox", icon_name="mail", order=120)


class SourcesMenuItem(MenuItem):
    """For those who decide."""

    def is_shown(self, request):
        return request.user.has_perm("newsroom_triage.change_decision")


@hooks.register("register_settings_menu_item")
def register_sources_menu_item():
    url = reverse_lazy("newsroom_triage:sources")
    return SourcesMenuItem(_("Rules of sources"), url, name="source-rules", icon_name="list-ul", order=131)


class SendingMenuItem(MenuItem):
    """For the people of a station without RSS; those who decide find it under the settings."""

    def is_shown(self, request):
        ids = Membership.objects.standing_in(request).organisation_ids
        return bool(ids) and Station.objects.filter(feed__url__startswith=BY_HAND, organisation__in=ids).exists()


class StationsByHandMenuItem(SourcesMenuItem):
    """For those who decide."""


@hooks.register("register_admin_menu_item")
def register_sending_menu_item():
    url = reverse_lazy("newsroom_triage:by_hand")
    return SendingMenuItem(_("Send entries"), url, name="send-entries", icon_name="edit", order=121)


@hooks.register("register_settings_menu_item")
def register_stations_by_hand_menu_item():
    url = reverse_lazy("newsroom_triage:by_hand")
    return StationsByHandMenuItem(_("Stations without RSS"), url, name="stations-by-hand", icon_name="edit", order=132)


class PhrasesMenuItem(MenuItem):
    """For those who change phrases and may see what they find."""

    def is_shown(self, request):
        return may_change_phrases(request.user)


@hooks.register("register_settings_menu_item")
def register_phrases_menu_item():
    url = reverse_lazy("newsroom_triage:phrases_of_themes")
    return PhrasesMenuItem(_("Phrases of themes"), url, name="theme-phrases", icon_name="tag", order=133)


class LearningMenuItem(MenuItem):
    """For those who may look."""

    def is_shown(self, request):
        return request.user.has_perm("newsroom_triage.view_learnedtheme")


@hooks.register("register_settings_menu_item")
def register_learning_menu_item():
    url = reverse_lazy("newsroom_triage:learning")
    return LearningMenuItem(_("Learned from decisions"), url, name="learned-themes", icon_name="history", order=134)


@hooks.register("register_theme_buttons")
def offer_phrases(theme, user):
    """Under a theme's form: the screen on which its phrases are written and tried."""
    if not may_change_phrases(user):
        return []
    url = reverse("newsroom_triage:phrases", args=[theme.pk])
    return [Button(_now("Change and try the phrases"), url=url)]


@hooks.register("register_admin_urls")
def register_inbox_urls():
    return [path("hop-tin-ve/", include(urls))]


@hooks.register("register_feed_health_buttons")
def offer_reminders(feeds, user):
    """On the health screen: who is behind a feed, one click away from being reminded. One query for a page of feeds."""
    if not user.has_perm("newsroom_triage.change_station"):
        return {}
    stations = Station.objects.filter(feed__in=feeds).select_related("organisation")
    return {
        station.feed_id: [
            Button(
                _now("Remind %(name)s") % {"name": station.organisation.label},
                url=reverse("newsroom_triage:remind", args=[station.pk]),
                classname="button-small button-secondary",
            )
        ]
        for station in stations
    }


@hooks.register("register_feed_entry_buttons")
def offer_republishing(entry, user):
    """On an entry's own page, for those who decide, where a room makes drafts."""
    if drafter(KIND) is None or not user.has_perm("newsroom_triage.change_decision"):
        return []
    url = reverse("newsroom_triage:republish", args=[entry.pk])
    return [Button(_now("Republish"), url=url, classname="button button-secondary")]


@hooks.register("register_admin_viewset")
def register_stations():
    return stations


@hooks.register("register_permissions")
def register_permissions():
    """So that an administrator can give the inbox to a group that stands for no role."""
    return Permission.objects.filter(
        content_type__app_label="newsroom_triage",
        codename__in=("view_decision", "change_decision", "view_learnedtheme", "change_learnedtheme"),
    )
