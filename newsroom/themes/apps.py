from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThemesConfig(AppConfig):
    name = "newsroom.themes"
    label = "newsroom_themes"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Themes")
