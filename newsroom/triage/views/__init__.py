"""The screens of triage. Here lives the clock."""

from .inbox import InboxView
from .learning import LearnedView, LearningView
from .many import ManyView, UndoView
from .phrases import PhrasesView, ThemesView
from .reminding import RemindView
from .republishing import RepublishView
from .same import ApartView, RefuseView, SameView
from .sending import SendFileView, SendView, StationsByHandView
from .sources import RulesView, SourcesView
from .verbs import AcceptView, DismissView, ReopenView

__all__ = [
    "AcceptView",
    "ApartView",
    "DismissView",
    "InboxView",
    "LearnedView",
    "LearningView",
    "ManyView",
    "PhrasesView",
    "RefuseView",
    "RemindView",
    "ReopenView",
    "RepublishView",
    "RulesView",
    "SameView",
    "SendFileView",
    "SendView",
    "SourcesView",
    "StationsByHandView",
    "ThemesView",
    "UndoView",
]
