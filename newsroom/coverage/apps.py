from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoverageConfig(AppConfig):
    name = "newsroom.coverage"
    label = "newsroom_coverage"
    verbose_name = _("Coverage")
