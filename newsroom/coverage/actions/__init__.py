"""The verbs of the ledger: whoever writes a `CoverageRecord` does it through these.

Each is atomic, and writes what happened into the record's history in the same breath.
"""

from .correcting import NotCorrectable, correct, regroup
from .following import follow_page, leave_page
from .history import ReasonMissing
from .reconciling import Difference, differences, settle
from .recording import EvidenceMissing, record, record_manual, reinstate, withdraw

__all__ = [
    "Difference",
    "EvidenceMissing",
    "NotCorrectable",
    "ReasonMissing",
    "correct",
    "differences",
    "follow_page",
    "leave_page",
    "record",
    "record_manual",
    "regroup",
    "reinstate",
    "settle",
    "withdraw",
]
