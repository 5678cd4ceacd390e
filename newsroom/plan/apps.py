from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from newsroom.organisations import permitting


class PlanConfig(AppConfig):
    name = "newsroom.plan"
    label = "newsroom_plan"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Plan")

    def ready(self):
        # Everybody who works here reads the plan; Sở Nội vụ owns it, and the vocabulary that it maps to.
        permitting.allow(
            *permitting.ROLES,
            permissions=["newsroom_plan.view_plan", "newsroom_plan.view_channel", "newsroom_themes.view_theme"],
        )
        permitting.allow(
            "planner",
            permissions=[
                *(f"newsroom_plan.{verb}_plan" for verb in ("add", "change")),
                *(f"newsroom_plan.{verb}_channel" for verb in ("add", "change")),
                *(f"newsroom_plan.{verb}_reportingregime" for verb in ("add", "change", "view")),
                *(f"newsroom_themes.{verb}_theme" for verb in ("add", "change")),
            ],
        )
