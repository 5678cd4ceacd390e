"""Forms of a plan: its file, its parts, the plan of the next year, and what carries on what. Import from here."""

from .parts import (
    LARGEST_FILE,
    AssignmentForm,
    ClauseForm,
    PlanFileForm,
    PlanForm,
    PlanItemForm,
    ReportingDutyForm,
)
from .rolling import CounterpartForm, NextPlanForm
from .targets import TargetForm

__all__ = [
    "LARGEST_FILE",
    "AssignmentForm",
    "ClauseForm",
    "CounterpartForm",
    "NextPlanForm",
    "PlanFileForm",
    "PlanForm",
    "PlanItemForm",
    "ReportingDutyForm",
    "TargetForm",
]
