from ..querysets import Unchangeable
from .event import ReportEvent
from .report import NARRATIVE, REGISTRATION, WORDING, Report, State
from .snapshot import Snapshot

__all__ = ["NARRATIVE", "REGISTRATION", "WORDING", "Report", "ReportEvent", "Snapshot", "State", "Unchangeable"]
