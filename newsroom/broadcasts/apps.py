from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BroadcastsConfig(AppConfig):
    name = "newsroom.broadcasts"
    label = "newsroom_broadcasts"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Broadcasts")

    def ready(self) -> None:
        """Answer for episodes and their reruns; pages are answered for by the ledger."""
        from itertools import chain

        from newsroom.coverage.models import Source
        from newsroom.coverage.producing import register

        from . import receivers
        from .forms import BroadcastForm
        from .models import BroadcastPage, Episode, Rerun

        BroadcastPage.base_form_class = BroadcastForm
        receivers.listen()
        register(Source.EPISODE, lambda: chain(Episode.objects.appearances(), Rerun.objects.appearances()))
