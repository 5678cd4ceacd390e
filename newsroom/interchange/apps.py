from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterchangeConfig(AppConfig):
    name = "newsroom.interchange"
    label = "newsroom_interchange"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Statistics API")
