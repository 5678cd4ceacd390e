from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "newsroom.stories"
    label = "newsroom_stories"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Stories")
