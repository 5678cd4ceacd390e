"""Verbs about plans. Import from here, not from the modules inside."""

from .taking_over import (
    IN_USE,
    REGIMES,
    SEEDS,
    SHIPPED_CHANNELS,
    SHIPPED_PLAN,
    NotAPlan,
    NotChannels,
    PlanCheck,
    check_plan,
    load_channels,
    load_plan,
    ship_regimes,
)

__all__ = [
    "IN_USE",
    "REGIMES",
    "SEEDS",
    "SHIPPED_CHANNELS",
    "SHIPPED_PLAN",
    "NotAPlan",
    "NotChannels",
    "PlanCheck",
    "check_plan",
    "load_channels",
    "load_plan",
    "ship_regimes",
]
