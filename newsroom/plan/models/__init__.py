from .channel import Channel, ChannelService, Unit
from .crosswalk import Counterpart, Crosswalk
from .duties import Assignment, Measure, ReportingDuty, Target
from .plan import Clause, ClauseKind, Plan, PlanItem
from .regime import ReportingRegime
from .scoring import ScoringRule

__all__ = [
    "Assignment",
    "Channel",
    "ChannelService",
    "Clause",
    "ClauseKind",
    "Counterpart",
    "Crosswalk",
    "Measure",
    "Plan",
    "PlanItem",
    "ReportingDuty",
    "ReportingRegime",
    "ScoringRule",
    "Target",
    "Unit",
]
