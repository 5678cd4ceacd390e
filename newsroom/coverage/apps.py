from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoverageConfig(AppConfig):
    name = "newsroom.coverage"
    label = "newsroom_coverage"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Coverage")

    def ready(self) -> None:
        """Listen to publication, and answer for every kind of page that stands in the ledger."""
        from . import receivers
        from .forms import CoveredPageForm
        from .models import CoveredPage
        from .producing import register

        CoveredPage.base_form_class = CoveredPageForm
        receivers.listen()
        for kind in CoveredPage.kinds():
            register(kind.source_kind, kind.appearances)
