"""Files of print and past years: from bytes to rows, and from rows to what may be recorded.

Pure: no framework, no clock, no network. Import from here, not from the modules inside.
"""

from newsroom.coverage.importing.columns import COLUMNS, REQUIRED, Column, column_of
from newsroom.coverage.importing.reading import Sheet, Unreadable, read
from newsroom.coverage.importing.understanding import Body, Mistake, Row, Terms, hinted, own_key, twice, understand

__all__ = [
    "COLUMNS",
    "REQUIRED",
    "Body",
    "Column",
    "Mistake",
    "Row",
    "Sheet",
    "Terms",
    "Unreadable",
    "column_of",
    "hinted",
    "own_key",
    "read",
    "twice",
    "understand",
]
