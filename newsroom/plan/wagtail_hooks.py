"""What the admin learns from the plan room."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("newsroom.load", _("Load from a file"), _("Loaded from a file"))
