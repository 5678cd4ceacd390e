from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoverageConfig(AppConfig):
    name = "newsroom.coverage"
    label = "newsroom_coverage"
    verbose_name = _("Coverage")

    def ready(self):
        from .forms import CoveredPageForm
        from .models import CoveredPage

        CoveredPage.base_form_class = CoveredPageForm
