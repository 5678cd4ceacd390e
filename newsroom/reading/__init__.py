"""Files that people write: TOML, what it says and on which line each thing stands; and sheets of a spreadsheet.

Pure: nothing is opened, no clock, no framework. Import TOML's part from here and sheets from `sheets`, which needs
openpyxl.
"""

from newsroom.reading.placing import Path, lines_of
from newsroom.reading.tables import (
    EMPTY,
    MISSING,
    NO_SUCH_CHOICE,
    NOT_A_DAY,
    NOT_A_FLAG,
    NOT_A_LIST,
    NOT_A_NUMBER,
    NOT_A_TABLE,
    NOT_TABLES,
    NOT_TEXT,
    NOT_TOML,
    NOT_UTF8,
    OUT_OF_RANGE,
    TEMPLATES,
    TOO_LONG,
    TWICE,
    UNKNOWN_KEY,
    Refused,
    Table,
    Unreadable,
    read,
)

__all__ = [
    "EMPTY",
    "MISSING",
    "NOT_A_DAY",
    "NOT_A_FLAG",
    "NOT_A_LIST",
    "NOT_A_NUMBER",
    "NOT_A_TABLE",
    "NOT_TABLES",
    "NOT_TEXT",
    "NOT_TOML",
    "NOT_UTF8",
    "NO_SUCH_CHOICE",
    "OUT_OF_RANGE",
    "TEMPLATES",
    "TOO_LONG",
    "TWICE",
    "UNKNOWN_KEY",
    "Path",
    "Refused",
    "Table",
    "Unreadable",
    "lines_of",
    "read",
]
