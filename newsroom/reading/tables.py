"""Tables that are asked for their keys by type, and say what is wrong, where.

Messages are English templates that a room translates.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from newsroom import text
from newsroom.reading.placing import Path, lines_of

NOT_UTF8 = "This file is not UTF-8 text: save it as UTF-8."
NOT_TOML = "This is not TOML: %(detail)s"
MISSING = "The key “%(name)s” is missing."
UNKNOWN_KEY = "Nobody knows the key “%(name)s”. Known here: %(known)s."
NOT_TEXT = "A text in quotation marks is wanted here."
NOT_A_NUMBER = "A whole number is wanted here."
NOT_A_DAY = "A date is wanted here, without quotation marks: 2024-12-31."
NOT_A_FLAG = "true or false is wanted here."
NOT_A_LIST = 'A list of texts is wanted here: ["one", "two"].'
NOT_A_TABLE = "A table is wanted here, written [%(name)s]."
NOT_TABLES = "Tables are wanted here, each written [[%(name)s]]."
EMPTY = "This must not be empty."
TOO_LONG = "This is longer than %(limit)d characters."
OUT_OF_RANGE = "A number from %(low)d to %(high)d is wanted here."
NO_SUCH_CHOICE = "“%(value)s” is not one of: %(known)s."
TWICE = "“%(value)s” stands here twice; first on line %(first)d."

TEMPLATES = (
    *(NOT_UTF8, NOT_TOML, MISSING, UNKNOWN_KEY, NOT_TEXT, NOT_A_NUMBER, NOT_A_DAY, NOT_A_FLAG, NOT_A_LIST),
    *(NOT_A_TABLE, NOT_TABLES, EMPTY, TOO_LONG, OUT_OF_RANGE, NO_SUCH_CHOICE, TWICE),
)
"""Every message of this module, for the catalogue."""


class Unreadable(ValueError):
    """What is wrong, in which file, on which line (from 1), at which key ("items[3].themes"; "" for a whole file)."""

    def __init__(self, problem: str, *, file: str, line: int, key: str = "", **values: Any) -> None:
        super().__init__(problem % values if values else problem)
        self.problem, self.values = problem, values
        self.file, self.line, self.key = file, line, key

    def told(self, translate: Callable[[str], str]) -> str:
        """The message in the language of `translate`, which is a gettext."""
        message = translate(self.problem)
        return message % self.values if self.values else message


class Refused(ValueError):
    """A file that is not taken over: `file`, `line`, `key` and a translated `message`. Base of a room's own."""

    def __init__(self, problem: Unreadable, translate: Callable[[str], str] = str) -> None:
        self.file, self.line, self.key = problem.file, problem.line, problem.key
        self.message = problem.told(translate)
        place = f"{self.file}:{self.line}"
        super().__init__(": ".join(part for part in (place, problem.key, self.message) if part))


def read(source: bytes, *, file: str) -> "Table":
    """The whole document as one table; `file` is its name, for messages. A byte-order mark and Windows line ends
    are fine.

    Raises Unreadable, with the line, for bytes that are not UTF-8 and text that is not TOML.
    """
    try:
        written = source.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as refusal:
        raise Unreadable(NOT_UTF8, file=file, line=source.count(b"\n", 0, refusal.start) + 1) from refusal
    try:
        data = tomllib.loads(written)
    except tomllib.TOMLDecodeError as refusal:
        place = re.search(r"\(at line (\d+), column \d+\)$", str(refusal))
        line = int(place[1]) if place else written.rstrip().count("\n") + 1
        detail = re.sub(r" \(at .*\)$", "", str(refusal))
        raise Unreadable(NOT_TOML, file=file, line=line, detail=detail) from refusal
    return Table(data, (), lines_of(written), file=file)


class Table:
    """One table of a document. Ask for its keys by their type; each wrong one raises Unreadable with its place."""

    def __init__(self, data: Mapping[str, Any], path: Path, lines: Mapping[Path, int], *, file: str) -> None:
        self._data, self._path, self._lines, self._file = data, path, lines, file

    def __contains__(self, key: str) -> bool:
        return key in self._data

    @property
    def line(self) -> int:
        """Where the table begins."""
        return self._line(self._path)

    def line_of(self, *steps: str | int) -> int:
        """Where a key, or one of the values in its list, stands."""
        return self._line((*self._path, *steps))

    def wrong(self, problem: str, *steps: str | int, **values: Any) -> Unreadable:
        """The refusal of a key of this table (or of the nth value in its list), to be raised."""
        path = (*self._path, *steps)
        return Unreadable(problem, file=self._file, line=self._line(path), key=_spoken(path), **values)

    def knows_only(self, *keys: str, required: Collection[str] = ()) -> None:
        """Refuse a key that is none of these, and the lack of a required one."""
        for key in self._data:
            if key not in keys:
                raise self.wrong(UNKNOWN_KEY, key, name=key, known=", ".join(keys))
        self.needs(*required)

    def needs(self, *keys: str) -> None:
        """Refuse the lack of one of these."""
        for key in keys:
            if key not in self._data:
                raise self.wrong(MISSING, key, name=key)

    def text(self, key: str, *, limit: int = 0, required: bool = False, lines: bool = False) -> str:
        """A text in its stored spelling, "" if absent. Line ends stay only with `lines`."""
        return self._text(self._data.get(key, ""), key, limit=limit, required=required, lines=lines)

    def number(self, key: str, *, low: int, high: int) -> int:
        """A whole number within the bounds, both allowed; absent counts as wrong."""
        value = self._data.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(NOT_A_NUMBER, key)
        if not low <= value <= high:
            raise self.wrong(OUT_OF_RANGE, key, low=low, high=high)
        return value

    def day(self, key: str) -> date | None:
        """A date without a time, None if absent."""
        value = self._data.get(key)
        if value is None:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(NOT_A_DAY, key)
        return value

    def flag(self, key: str) -> bool:
        """true or false; False if absent."""
        value = self._data.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(NOT_A_FLAG, key)
        return value

    def choice(self, key: str, known: Collection[str]) -> str:
        """One of the known words; absent counts as wrong."""
        value: str = self.text(key)
        if value not in known:
            raise self.wrong(NO_SUCH_CHOICE, key, value=value, known=", ".join(known))
        return value

    def texts(self, key: str, *, limit: int = 0) -> tuple[str, ...]:
        """A list of texts, none of them empty or there twice; () if absent."""
        values = self._data.get(key, [])
        if not isinstance(values, list):
            raise self.wrong(NOT_A_LIST, key)
        found: dict[str, int] = {}
        for number, value in enumerate(values):
            value = self._text(value, key, number, limit=limit, required=True)
            if value in found:
                raise self.wrong(TWICE, key, number, value=value, first=found[value])
            found[value] = self.line_of(key, number)
        return tuple(found)

    def choices(self, key: str, known: Collection[str], problem: str = NO_SUCH_CHOICE) -> tuple[str, ...]:
        """A list of known words; () if absent. `problem` may use %(value)s and %(known)s."""
        values = self.texts(key)
        for number, value in enumerate(values):
            if value not in known:
                raise self.wrong(problem, key, number, value=value, known=", ".join(known))
        return values

    def table(self, key: str) -> "Table":
        """The table under a key; absent counts as wrong."""
        value = self._data.get(key)
        if not isinstance(value, dict):
            raise self.wrong(NOT_A_TABLE, key, name=key)
        return Table(value, (*self._path, key), self._lines, file=self._file)

    def tables(self, key: str) -> "Iterator[Table]":
        """The tables written [[key]], in order; none if absent."""
        values = self._data.get(key, [])
        if not (isinstance(values, list) and all(isinstance(value, dict) for value in values)):
            raise self.wrong(NOT_TABLES, key, name=key)
        for number, value in enumerate(values):
            yield Table(value, (*self._path, key, number), self._lines, file=self._file)

    def _text(self, value: Any, *steps: str | int, limit: int = 0, required: bool = False, lines: bool = False) -> str:
        if not isinstance(value, str):
            raise self.wrong(NOT_TEXT, *steps)
        parts = value.strip("\n").split("\n") if lines else [value]
        kept = "\n".join(text.canonical(part) for part in parts)
        if required and not kept:
            raise self.wrong(EMPTY, *steps)
        if limit and len(kept) > limit:
            raise self.wrong(TOO_LONG, *steps, limit=limit)
        return kept

    def _line(self, path: Path) -> int:
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)


def _spoken(path: Path) -> str:
    """("items", 2, "themes", 0) as a person counts: "items[3].themes[1]"."""
    spoken = ""
    for step in path:
        spoken += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if spoken else step
    return spoken
