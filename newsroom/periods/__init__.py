"""The days of a report."""

from dataclasses import dataclass
from enum import StrEnum


class Weekend(StrEnum):
    KEEP = "keep"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True)
class Regime:
    name: str
    opening_day: int = 15
    unit_due_day: int = 15
    province_due_day: int = 20
    weekend: Weekend = Weekend.KEEP
