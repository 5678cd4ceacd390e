from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "newsroom.reporting"
    label = "newsroom_reporting"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Periodic reports")
