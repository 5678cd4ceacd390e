"""The verbs of the ledger: whoever writes a `CoverageRecord` does it through these.

Each is atomic, and writes what happened into the record's history in the same breath.
"""

from .correcting import NotCorrectable, correct, regroup
from .following import follow_page, leave_page
from .history import ReasonMissing
from .importing import MOST_BYTES, FileTooLarge, NotInThatState, discard, file_away, hand_in, progress_of, try_out
from .merging import MOST as MOST_GROUPED
from .merging import NotTheirs, NotToBeGrouped, distinguish, merge, split
from .reconciling import Difference, differences, settle
from .recording import EvidenceMissing, record, record_manual, reinstate, withdraw
from .retagging import MOST as MOST_RETAGGED
from .retagging import NothingToChange, Outdated, Retagging, TooMany, preview, retag
from .rolling import roll_up, roll_up_anew, rollup_differences, set_aside
from .suggesting import Beside, Proposal, beside, proposals
from .undoing import ChangedSince, NothingToUndo, Stray, UndoneAlready, undo

__all__ = [
    "MOST_BYTES",
    "MOST_GROUPED",
    "MOST_RETAGGED",
    "Beside",
    "ChangedSince",
    "Difference",
    "EvidenceMissing",
    "FileTooLarge",
    "NotCorrectable",
    "NotInThatState",
    "NotTheirs",
    "NotToBeGrouped",
    "NothingToChange",
    "NothingToUndo",
    "Outdated",
    "Proposal",
    "ReasonMissing",
    "Retagging",
    "Stray",
    "TooMany",
    "UndoneAlready",
    "beside",
    "correct",
    "differences",
    "discard",
    "distinguish",
    "file_away",
    "follow_page",
    "hand_in",
    "leave_page",
    "merge",
    "preview",
    "progress_of",
    "proposals",
    "record",
    "record_manual",
    "regroup",
    "reinstate",
    "retag",
    "roll_up",
    "roll_up_anew",
    "rollup_differences",
    "set_aside",
    "settle",
    "split",
    "try_out",
    "undo",
    "withdraw",
]
