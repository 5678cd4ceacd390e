"""The screens of triage. Here lives the clock."""

from .inbox import InboxView
from .many import ManyView, UndoView
from .reminding import RemindView
from .sending import SendFileView, SendView, StationsByHandView
from .sources import RulesView, SourcesView
from .verbs import AcceptView, DismissView, ReopenView

__all__ = [
    "AcceptView",
    "DismissView",
    "InboxView",
    "ManyView",
    "RemindView",
    "ReopenView",
    "RulesView",
    "SendFileView",
    "SendView",
    "SourcesView",
    "StationsByHandView",
    "UndoView",
]
