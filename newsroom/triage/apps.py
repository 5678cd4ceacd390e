from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TriageConfig(AppConfig):
    name = "newsroom.triage"
    label = "newsroom_triage"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Triage")

    def ready(self) -> None:
        """Answer for the entries in the ledger, hold those that people built on, and say who may decide: editors and
        the analysts of Sở TT&TT."""
        from feeds.keeping import hold
        from newsroom.coverage.models import Source
        from newsroom.coverage.producing import register
        from newsroom.organisations import permitting

        from . import receivers  # noqa: F401
        from .actions import appearances, held

        register(Source.ENTRY, appearances)
        hold(self.name, held)
        permitting.allow(
            "editor",
            "analyst",
            permissions=[
                "newsroom_triage.view_decision",
                "newsroom_triage.change_decision",
                "newsroom_triage.view_station",
                "newsroom_triage.add_station",
                "newsroom_triage.change_station",
                # The post room knows no roles: whoever triages also looks after the feeds.
                "feeds.view_feed",
                "feeds.add_feed",
                "feeds.change_feed",
                "feeds.view_entry",
            ],
        )
        # Whoever meets the entries owns the words that find them; the theme itself stays with the plan's owner.
        permitting.allow("editor", "analyst", "planner", permissions=["newsroom_themes.change_themephrase"])
        permitting.allow("editor", "analyst", permissions=["newsroom_triage.view_learnedtheme"])
        permitting.allow("analyst", permissions=["newsroom_triage.change_learnedtheme"])
        permitting.allow("planner", permissions=["newsroom_triage.view_decision", "newsroom_triage.view_station"])
