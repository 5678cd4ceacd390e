from ..querysets import Unchangeable
from .event import ReportEvent
from .report import NARRATIVE, Report, State
from .snapshot import Snapshot

__all__ = ["NARRATIVE", "Report", "ReportEvent", "Snapshot", "State", "Unchangeable"]
