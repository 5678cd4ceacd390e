"""Verbs of the statement: each reads the rooms below at one moment and creates no new fact."""

from .compiling import compile_statement

__all__ = ["compile_statement"]
