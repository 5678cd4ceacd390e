"""Screens of the report, and its files at the same address with a suffix."""

from .files import statement_file
from .index import index
from .records import records
from .statement import statement

__all__ = ["index", "records", "statement", "statement_file"]
