"""The verbs of a report: whoever changes one does it through these. Each is atomic and writes the report's history."""

from .freezing import AlreadyFrozen, PeriodNotOver, freeze, reopen
from .history import ReasonMissing, ReportError
from .presenting import LIVE, Behind, NoSuchEdition, presented, records_presented, snapshot_of
from .printing import print_paper
from .steps import NotNow, hand_back, open_report, register, submit

__all__ = [
    "LIVE",
    "AlreadyFrozen",
    "Behind",
    "NoSuchEdition",
    "NotNow",
    "PeriodNotOver",
    "ReasonMissing",
    "ReportError",
    "freeze",
    "hand_back",
    "open_report",
    "presented",
    "print_paper",
    "records_presented",
    "register",
    "reopen",
    "snapshot_of",
    "submit",
]
