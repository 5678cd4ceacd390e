"""Verbs of the statement: each reads the rooms below at one moment and creates no new fact."""

from .bearing import NoSuchDuty, compile_duties, records_of_duty
from .compiling import compile_statement
from .gridding import compile_grid
from .scoring import compile_scores
from .trending import compile_trend

__all__ = [
    "NoSuchDuty",
    "compile_duties",
    "compile_grid",
    "compile_scores",
    "compile_statement",
    "compile_trend",
    "records_of_duty",
]
