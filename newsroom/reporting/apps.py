from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from newsroom.organisations import permitting


class ReportingConfig(AppConfig):
    name = "newsroom.reporting"
    label = "newsroom_reporting"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Periodic reports")

    def ready(self):
        from newsroom.coverage import closing

        from .actions.closing import closings

        closing.register("reporting", closings)
        # Sở Nội vụ freezes from the start; an office with two pairs of eyes moves this to its leaders' group.
        permitting.allow("planner", permissions=["newsroom_reporting.freeze_report"])
