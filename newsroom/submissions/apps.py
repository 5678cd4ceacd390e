"""What agencies report of themselves, shown beside what the ledger saw."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from newsroom.organisations import permitting


class SubmissionsConfig(AppConfig):
    name = "newsroom.submissions"
    label = "newsroom_submissions"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Submissions")

    def ready(self):
        # Opens the menu. Whose report it is, and whether it is sent, is asked in this room's own `permitting`.
        permitting.allow(
            "officer", "planner", "analyst", "editor", permissions=["newsroom_submissions.view_submission"]
        )
