"""The sealed document: a first line with figures and the words of their time, then a line for every record.

The text is what the hash is of: UTF-8, each line canonical JSON, each ended by one line feed. Whoever has the file can
check it without this program: `sha256sum`.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from newsroom.coverage.counting import Fact, Item
from newsroom.statements.compiling import RecordLine, Reported, Statement

from .plain import CannotUnseal, canonical, from_plain, to_plain

FORMAT = 1
"""How the document is laid out; a reader for each format stays in the program."""

RULES = 1
"""Of which version the rules of `coverage.counting` are; another rule of counting is another number."""


class Kept(NamedTuple):
    """One record: as lists print it, and as counting read it."""

    line: RecordLine
    fact: Fact


class Said(NamedTuple):
    """One activity that an agency reported of itself: by slug, channel code and labels of items."""

    organisation: str
    channel: str
    items: tuple[str, ...]
    reported: Reported


class Written(NamedTuple):
    """The two parts of the text, in which it is also stored: figures are read far oftener than records."""

    head: str
    records: str

    @property
    def content(self) -> bytes:
        """The bytes that are hashed, and that a person can take away as a file."""
        return f"{self.head}\n{self.records}".encode()


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """Everything that a snapshot holds. `statement` carries neither records nor a seal.

    `records` is None when only the head was read. `items` is the plan's mapping to themes by which was counted; `names`
    are the words of the day by kind ("theme", "item", "organisation", "channel") and key. `paper` is what a paper needs
    beside the figures, as plain values. `ledger_event` is the last line of the ledger's history that was known.
    """

    statement: Statement
    records: tuple[Kept, ...] | None
    items: tuple[Item, ...]
    names: dict[str, dict[str, str]]
    number: int
    frozen_at: datetime
    frozen_by: str
    reported: tuple[Said, ...] = ()
    plan_id: int = 0
    report_id: int = 0
    rules: int = RULES
    code: str = ""
    ledger_event: int = 0
    paper: dict[str, Any] = field(default_factory=dict)


def seal(sealed: Sealed) -> Written:
    """The one text of a document. Raises CannotSeal."""
    bare = replace(sealed, statement=replace(sealed.statement, records=None, seal=None), records=None)
    head = {
        "format": FORMAT,
        "fingerprint": fingerprint(sealed.items, sealed.names),
        **{name: part for name, part in to_plain(bare).items() if name != "records"},
    }
    return Written(canonical(head), "".join(f"{canonical(to_plain(kept))}\n" for kept in sealed.records or ()))


def unseal(head: str, records: str | None = None) -> Sealed:
    """The document that the text holds; without `records` only its head. Raises CannotUnseal."""
    try:
        stored = json.loads(head)
        if stored.get("format") != FORMAT:
            raise CannotUnseal(f"Format {stored.get('format')!r} is not known here.")
        lines = None
        if records is not None:
            lines = tuple(from_plain(Kept, json.loads(line)) for line in records.split("\n") if line)
        sealed: Sealed = from_plain(Sealed, {**stored, "records": None})
        return replace(sealed, records=lines)
    except (ValueError, TypeError, KeyError, AttributeError) as problem:
        raise CannotUnseal(str(problem)) from problem


def digest(written: Written) -> str:
    """SHA-256 of the text, in hex."""
    return hashlib.sha256(written.content).hexdigest()


def fingerprint(items: Iterable[Item], names: dict[str, dict[str, str]]) -> str:
    """One hash for the plan's mapping and the names of the day: equal when nobody renamed or remapped anything."""
    return hashlib.sha256(canonical([to_plain(tuple(items)), names]).encode()).hexdigest()
