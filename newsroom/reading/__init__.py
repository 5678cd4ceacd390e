"""TOML files that people write: what they say, and on which line each thing stands.

Pure: nothing is opened, no clock, no framework. Import from here, not from the modules inside.
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
