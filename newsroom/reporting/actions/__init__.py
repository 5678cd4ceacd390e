"""The verbs of a report: whoever changes one does it through these. Each is atomic and writes the report's history."""

from .adjusting import Adjustments, adjustments
from .cleaning import TAGS, cleaned
from .drafting import first_words
from .freezing import AlreadyFrozen, PeriodNotOver, freeze, reopen
from .gridding import grid_presented
from .history import ReasonMissing, ReportError
from .presenting import LIVE, Behind, Dimensions, NoSuchEdition, presented, records_presented, snapshot_of
from .printing import paper_on, print_paper
from .signing import UnknownFigures, figures_for, heading_of, names_works, paper_of, sections_of, strange_names
from .steps import NotNow, hand_back, open_report, register, submit
from .templating import TemplateRefused, template_in_use, upload_template, use_template
from .verifying import Finding, findings
from .writing import Overtaken, add_works, write

__all__ = [
    "LIVE",
    "TAGS",
    "Adjustments",
    "AlreadyFrozen",
    "Behind",
    "Dimensions",
    "Finding",
    "NoSuchEdition",
    "NotNow",
    "Overtaken",
    "PeriodNotOver",
    "ReasonMissing",
    "ReportError",
    "TemplateRefused",
    "UnknownFigures",
    "add_works",
    "adjustments",
    "cleaned",
    "figures_for",
    "findings",
    "first_words",
    "freeze",
    "grid_presented",
    "hand_back",
    "heading_of",
    "names_works",
    "open_report",
    "paper_of",
    "paper_on",
    "presented",
    "print_paper",
    "records_presented",
    "register",
    "reopen",
    "sections_of",
    "snapshot_of",
    "strange_names",
    "submit",
    "template_in_use",
    "upload_template",
    "use_template",
    "write",
]
