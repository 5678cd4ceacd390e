from ..querysets import Unchangeable
from .event import ReportEvent
from .office_template import OfficeTemplate, TemplateUse
from .report import NARRATIVE, REGISTRATION, WORDING, Report, State
from .snapshot import Snapshot

__all__ = [
    "NARRATIVE",
    "REGISTRATION",
    "WORDING",
    "OfficeTemplate",
    "Report",
    "ReportEvent",
    "Snapshot",
    "State",
    "TemplateUse",
    "Unchangeable",
]
