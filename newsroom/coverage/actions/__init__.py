"""The verbs of the ledger: whoever writes a `CoverageRecord` does it through these.

Each is atomic, and writes what happened into the record's history in the same breath.
"""

from .correcting import NotCorrectable, correct, regroup
from .following import follow_page, leave_page
from .history import ReasonMissing
from .merging import NotTheirs, NotToBeGrouped, distinguish, merge, split
from .reconciling import Difference, differences, settle
from .recording import EvidenceMissing, record, record_manual, reinstate, withdraw
from .undoing import ChangedSince, NothingToUndo, Stray, UndoneAlready, undo

__all__ = [
    "ChangedSince",
    "Difference",
    "EvidenceMissing",
    "NotCorrectable",
    "NotTheirs",
    "NotToBeGrouped",
    "NothingToUndo",
    "ReasonMissing",
    "Stray",
    "UndoneAlready",
    "correct",
    "differences",
    "distinguish",
    "follow_page",
    "leave_page",
    "merge",
    "record",
    "record_manual",
    "regroup",
    "reinstate",
    "settle",
    "split",
    "undo",
    "withdraw",
]
