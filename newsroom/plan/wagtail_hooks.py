"""Where plans hang in the admin, and what their history is told in."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from .viewsets import ChannelViewSet, PlanViewSet, RegimeViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [PlanViewSet(), ChannelViewSet(), RegimeViewSet()]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    @actions.register_action("newsroom.load")
    class Loaded(LogFormatter):
        label = gettext_lazy("Load from a file")

        def format_message(self, log_entry):
            return _("Loaded from the file %(file)s") % {"file": log_entry.data.get("file", "")}

    @actions.register_action("newsroom.amend")
    class Amended(LogFormatter):
        label = gettext_lazy("Change a part")

        def format_message(self, log_entry):
            return _("Changed: %(part)s") % {"part": log_entry.data.get("part", "")}

    @actions.register_action("newsroom.roll_over")
    class RolledOver(LogFormatter):
        label = gettext_lazy("Make from an earlier plan")

        def format_message(self, log_entry):
            return _("Made from the plan %(plan)s") % {"plan": log_entry.data.get("plan", "")}

    @actions.register_action("newsroom.crosswalk")
    class Crossed(LogFormatter):
        label = gettext_lazy("Say what carries on what")

        def format_message(self, log_entry):
            return _("Compared with the plan %(plan)s") % {"plan": log_entry.data.get("plan", "")}

    @actions.register_action("newsroom.drop")
    class Dropped(LogFormatter):
        label = gettext_lazy("Drop a part")

        def format_message(self, log_entry):
            return _("Dropped: %(part)s") % {"part": log_entry.data.get("part", "")}
