"""The report's place in the admin's menu."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from newsroom.organisations.models import Membership


class ReportsMenuItem(MenuItem):
    """Shown to whoever holds a role here."""

    def is_shown(self, request) -> bool:
        return bool(Membership.objects.standing_in(request))


@hooks.register("register_admin_menu_item")
def reports_menu_item():
    return ReportsMenuItem(
        _("Periodic reports"), reverse("newsroom_reporting:index"), name="bao-cao-ky", icon_name="form", order=150
    )


@hooks.register("register_admin_menu_item")
def matrix_menu_item():
    return ReportsMenuItem(
        _("Coverage matrix"),
        reverse("newsroom_reporting:matrix_of_today"),
        name="ma-tran-phu",
        icon_name="table",
        order=152,
    )
