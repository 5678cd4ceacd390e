"""The verbs of triage: accept, dismiss, reopen, one entry or many in one go; join and part what is one work; undo.

These are the only writers of `Decision`, of `Kinship` and of their histories. Each locks its entries first, so that of
two people deciding at the same moment one decides and the other is told who, what and when. Besides: remind a station,
mail a digest, keep the rules of a source, ask for a draft of an entry, learn from decisions.
"""

from .deciding import AlreadyDecided, DayIsUnknown, NoThemeChosen, StationMissing, accept, appearances, dismiss, reopen
from .digesting import digest, mail_digest
from .entering import NotByHand, enter, open_station
from .holding import NoLongerKept, held
from .kindred import KinAlready, NotTwoEntries, StandsAlone, join, part, refuse
from .learning import keep_off, learn_themes, let_speak
from .reminding import NobodyToRemind, NothingSaid, proposal, remind
from .republishing import KIND, original_of, republish
from .sifting import NotRules, save_rules, sift_arrivals, themes_by_name
from .together import (
    MOST,
    MovedSince,
    NothingChosen,
    Outcome,
    TooMany,
    accept_all,
    accept_with_kin,
    dismiss_all,
    dismiss_with_kin,
    mark_same,
    reopen_all,
    undo,
)

__all__ = [
    "KIND",
    "MOST",
    "AlreadyDecided",
    "DayIsUnknown",
    "KinAlready",
    "MovedSince",
    "NoLongerKept",
    "NoThemeChosen",
    "NobodyToRemind",
    "NotByHand",
    "NotRules",
    "NotTwoEntries",
    "NothingChosen",
    "NothingSaid",
    "Outcome",
    "StandsAlone",
    "StationMissing",
    "TooMany",
    "accept",
    "accept_all",
    "accept_with_kin",
    "appearances",
    "digest",
    "dismiss",
    "dismiss_all",
    "dismiss_with_kin",
    "enter",
    "held",
    "join",
    "keep_off",
    "learn_themes",
    "let_speak",
    "mail_digest",
    "mark_same",
    "open_station",
    "original_of",
    "part",
    "proposal",
    "refuse",
    "remind",
    "reopen",
    "reopen_all",
    "republish",
    "save_rules",
    "sift_arrivals",
    "themes_by_name",
    "undo",
]
