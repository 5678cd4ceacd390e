"""Where agencies' reports hang in the admin."""

from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import urls


class ReportsMenuItem(MenuItem):
    """Shown to officers and to those who see all; asks the permissions at hand, not the database."""

    def is_shown(self, request):
        return request.user.has_perm("newsroom_submissions.view_submission")


@hooks.register("register_admin_urls")
def register_urls():
    return [path("bao-cao-don-vi/", include(urls))]


@hooks.register("register_admin_menu_item")
def register_menu_item():
    return ReportsMenuItem(
        _("Reports of organisations"),
        reverse_lazy("newsroom_submissions:desk"),
        name="submissions",
        icon_name="clipboard-list",
        order=330,
    )
