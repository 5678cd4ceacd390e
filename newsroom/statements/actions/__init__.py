"""Verbs of the statement: each reads the rooms below at one moment and creates no new fact."""

from .compiling import compile_statement
from .gridding import compile_grid

__all__ = ["compile_grid", "compile_statement"]
