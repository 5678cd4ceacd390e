"""The nouns of triage: stations, decisions about entries, and which entries are one work."""

from .decision import Decision, DecisionEvent, InboxEntry
from .kinship import Kinship, KinshipEvent, Refusal
from .learned import LearnedTheme
from .station import BY_HAND, DigestMail, HandEntry, Reminder, SourceRules, Station

__all__ = [
    "BY_HAND",
    "Decision",
    "DecisionEvent",
    "DigestMail",
    "HandEntry",
    "InboxEntry",
    "Kinship",
    "KinshipEvent",
    "LearnedTheme",
    "Refusal",
    "Reminder",
    "SourceRules",
    "Station",
]
