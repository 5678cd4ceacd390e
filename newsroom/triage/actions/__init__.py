"""The verbs of triage: accept, dismiss, reopen, one entry or many in one go, and undo; remind a station; mail a digest.

The first are the only writers of `Decision` and of its history. Each locks its entries first, so that of two people
deciding at the same moment one decides and the other is told who, what and when.
"""

from .deciding import AlreadyDecided, DayIsUnknown, NoThemeChosen, StationMissing, accept, appearances, dismiss, reopen
from .digesting import digest, mail_digest
from .entering import NotByHand, enter, open_station
from .reminding import NobodyToRemind, NothingSaid, proposal, remind
from .sifting import NotRules, save_rules, sift_arrivals, themes_by_name
from .together import MOST, NothingChosen, Outcome, TooMany, accept_all, dismiss_all, reopen_all, undo

__all__ = [
    "MOST",
    "AlreadyDecided",
    "DayIsUnknown",
    "NoThemeChosen",
    "NobodyToRemind",
    "NotByHand",
    "NotRules",
    "NothingChosen",
    "NothingSaid",
    "Outcome",
    "StationMissing",
    "TooMany",
    "accept",
    "accept_all",
    "appearances",
    "digest",
    "dismiss",
    "dismiss_all",
    "enter",
    "mail_digest",
    "open_station",
    "proposal",
    "remind",
    "reopen",
    "reopen_all",
    "save_rules",
    "sift_arrivals",
    "themes_by_name",
    "undo",
]
