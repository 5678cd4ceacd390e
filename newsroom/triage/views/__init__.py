"""The screens of triage. Here lives the clock."""

from .inbox import InboxView
from .many import ManyView, UndoView
from .reminding import RemindView
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
    "SourcesView",
    "UndoView",
]
