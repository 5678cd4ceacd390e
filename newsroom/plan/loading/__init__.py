"""What a person wrote in TOML, checked whole before anything is written: plans, and the forms they may name.

Pure: slugs, codes and labels stand for whatever is named. Import from here, not from the modules inside.
"""

from .channels import UNITS, ChannelRow, read_channels
from .crosswalks import CrosswalkRow, KnownPlan, read_crosswalks
from .plans import (
    CLAUSE_KINDS,
    REPORT_KINDS,
    AssignmentRow,
    ClauseRow,
    ItemRow,
    Known,
    PlanSheet,
    ReportingRow,
    read_plan,
)
from .scoring import Criterion, Group, Rule, from_stored, read_rules, to_stored
from .targets import EVERY, MEASURES, MEASURES_OF_A_CHANNEL, TargetRow

__all__ = [
    "CLAUSE_KINDS",
    "EVERY",
    "MEASURES",
    "MEASURES_OF_A_CHANNEL",
    "REPORT_KINDS",
    "UNITS",
    "AssignmentRow",
    "ChannelRow",
    "ClauseRow",
    "Criterion",
    "CrosswalkRow",
    "Group",
    "ItemRow",
    "Known",
    "KnownPlan",
    "PlanSheet",
    "ReportingRow",
    "Rule",
    "TargetRow",
    "from_stored",
    "read_channels",
    "read_crosswalks",
    "read_plan",
    "read_rules",
    "to_stored",
]
