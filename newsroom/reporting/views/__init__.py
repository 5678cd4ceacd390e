"""Screens of the report, and its files at the same address with a suffix."""

from .index import index
from .records import records
from .statement import statement, statement_file

__all__ = ["index", "records", "statement", "statement_file"]
