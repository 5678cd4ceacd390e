"""The report's place in the admin's menu."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from newsroom.organisations.models import Membership

from .permitting import may_set_template


class ReportsMenuItem(MenuItem):
    """Shown to whoever holds a role here."""

    def is_shown(self, request) -> bool:
        return bool(Membership.objects.standing_in(request))


class TemplateMenuItem(MenuItem):
    """Shown to whoever may change the Word template."""

    def is_shown(self, request) -> bool:
        standing = Membership.objects.standing_in(request)
        return may_set_template(standing, is_superuser=request.user.is_superuser)


@hooks.register("register_settings_menu_item")
def template_menu_item():
    return TemplateMenuItem(
        _("Word template of reports"),
        reverse("newsroom_reporting:templates"),
        name="mau-van-ban",
        icon_name="doc-full",
        order=160,
    )


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
