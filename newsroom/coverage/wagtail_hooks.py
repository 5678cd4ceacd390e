"""The ledger's place in the admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from newsroom.organisations.models import Membership

from .views.choosing import record_chooser


class LedgerMenuItem(MenuItem):
    """Shown to whoever holds a role here."""

    def is_shown(self, request) -> bool:
        return bool(Membership.objects.standing_in(request))


@hooks.register("register_admin_urls")
def ledger_urls():
    return [path("so-theo-doi/", include("newsroom.coverage.urls"))]


@hooks.register("register_admin_viewset")
def choose_records():
    return record_chooser


@hooks.register("register_admin_menu_item")
def ledger_menu_item():
    return LedgerMenuItem(
        _("Ledger"), reverse("newsroom_coverage:ledger"), name="so-theo-doi", icon_name="list-ul", order=140
    )
