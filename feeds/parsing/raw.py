"""A document before its words are cleaned and its dates read: what every format is brought to first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class RawEntry:
    """As written, undecided: `files` are (address, type, size) triples, `date` any spelling. `markup` is the short hash
    of the item's own markup, "" where that is not known."""

    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    date: str = ""
    files: tuple[tuple[str, str, str], ...] = ()
    markup: str = ""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """As written. `base` is what relative links are joined to."""

    title: str = ""
    link: str = ""
    base: str = ""
    generator: str = ""
    version: str = ""
    date: str = ""
    every: timedelta | None = None
    ill_formed: bool = False
    entries: tuple[RawEntry, ...] = ()
