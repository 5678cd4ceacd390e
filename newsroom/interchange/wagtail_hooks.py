"""Where keys hang in the admin."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .querysets import keeps_keys_for
from .viewsets import ApiKeyViewSet


class KeysMenuItem(MenuItem):
    """Shown to those who make keys."""

    def is_shown(self, request) -> bool:
        kept = keeps_keys_for(request.user)
        return kept is None or bool(kept)


@hooks.register("register_admin_viewset")
def register_keys():
    return ApiKeyViewSet()


@hooks.register("register_settings_menu_item")
def register_menu_item():
    return KeysMenuItem(_("API keys"), reverse_lazy("api_keys:index"), name="api-keys", icon_name="key", order=720)
