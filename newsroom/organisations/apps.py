from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from . import permitting


class OrganisationsConfig(AppConfig):
    name = "newsroom.organisations"
    label = "newsroom_organisations"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Organisations")

    def ready(self):
        from . import receivers  # noqa: F401

        permitting.allow(*permitting.ROLES, permissions=["newsroom_organisations.view_organisation"])
        permitting.allow(
            "planner",
            permissions=[
                "newsroom_organisations.add_organisation",
                "newsroom_organisations.change_organisation",
                "newsroom_organisations.view_membership",
            ],
        )
