from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    name = "newsroom.submissions"
    label = "newsroom_submissions"
    verbose_name = _("Submissions")
