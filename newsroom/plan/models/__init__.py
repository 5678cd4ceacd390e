from .channel import Channel, ChannelService, Unit
from .duties import Assignment, Measure, ReportingDuty, Target
from .plan import Clause, ClauseKind, Plan, PlanItem
from .regime import ReportingRegime

__all__ = [
    "Assignment",
    "Channel",
    "ChannelService",
    "Clause",
    "ClauseKind",
    "Measure",
    "Plan",
    "PlanItem",
    "ReportingDuty",
    "ReportingRegime",
    "Target",
    "Unit",
]
