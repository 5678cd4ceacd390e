from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "newsroom.stories"
    label = "newsroom_stories"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Stories")

    def ready(self) -> None:
        """Offer to make drafts of what other rooms take in, and hold the entries of which some were made."""
        from feeds.keeping import hold
        from newsroom.coverage.republishing import Drafter, register

        from . import actions

        register("story", Drafter(places=actions.places, draft=actions.draft_from, drafts=actions.drafts))
        hold(self.name, actions.held)
