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

from . import urls
from .models import InboxEntry, Station
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


@hooks.register("register_admin_viewset")
def register_stations():
    return stations


@hooks.register("register_permissions")
def register_permissions():
    """So that an administrator can give the inbox to a group that stands for no role."""
    return Permission.objects.filter(
        content_type__app_label="newsroom_triage", codename__in=("view_decision", "change_decision")
    )
