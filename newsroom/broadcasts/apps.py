from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BroadcastsConfig(AppConfig):
    name = "newsroom.broadcasts"
    label = "newsroom_broadcasts"
    verbose_name = _("Broadcasts")
