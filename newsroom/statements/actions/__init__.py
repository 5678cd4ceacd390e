"""Verbs of the statement: each reads the rooms below at one moment and creates no new fact."""

from .compiling import compile_statement
from .gridding import compile_grid
from .trending import compile_trend

__all__ = ["compile_grid", "compile_statement", "compile_trend"]
