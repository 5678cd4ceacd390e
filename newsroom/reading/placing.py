"""On which line of a TOML text each table, key and list value stands.

`tomllib` gives values without places, so the text is walked through a second time for them.
"""

import re
import tomllib
from bisect import bisect_right

Path = tuple[str | int, ...]
"""Where a thing stands in a document: ("items", 2, "themes", 0)."""

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r'[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)
_SCALAR = re.compile(r"[^\s,\]}#][^,\]}#\n]*")


def lines_of(written: str) -> dict[Path, int]:
    """The line, from 1, of every table, key and list value of a text that `tomllib` has accepted already."""
    return _Walk(written).lines


class _Walk:
    """One pass over a TOML text. It trusts the syntax: anything else was refused before."""

    def __init__(self, written: str) -> None:
        self.written, self.at = written, 0
        self.starts = [0, *(found.end() for found in re.finditer("\n", written))]
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}
        table: Path = ()
        while self._skip(_BLANK) < len(written):
            if written.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.written, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _mark(self, path: Path) -> None:
        self.lines.setdefault(path, bisect_right(self.starts, self.at))

    def _keys(self) -> list[str]:
        """A key, dotted or not, with quotation marks taken off by the parser that knows them."""
        keys = []
        while True:
            self._skip(_SPACE)
            start = self.at
            keys.append(next(iter(tomllib.loads(f"{self.written[start : self._skip(_KEY)]}=0"))))
            self._skip(_SPACE)
            if not self.written.startswith(".", self.at):
                return keys
            self.at += 1

    def _header(self) -> Path:
        brackets = 2 if self.written.startswith("[[", self.at) else 1
        line_start = self.at
        self.at += brackets
        *above, last = self._keys()
        path: Path = ()
        for key in above:
            path = self._latest((*path, key))
        path = (*path, last)
        end, self.at = self.at + brackets, line_start
        self._mark(path)
        if brackets == 2:
            self.counts[path] = self.counts.get(path, 0) + 1
            path = self._latest(path)
            self._mark(path)
        self.at = end
        return path

    def _latest(self, path: Path) -> Path:
        return (*path, self.counts[path] - 1) if path in self.counts else path

    def _pair(self, table: Path) -> None:
        start = self.at
        path = (*table, *self._keys())
        end, self.at = self.at + 1, start
        self._mark(path)
        self.at = end
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip(_SPACE)
        opening = self.written[self.at]
        if opening not in "[{":
            self._skip(_STRING if opening in "\"'" else _SCALAR)
            return
        self.at += 1
        number = 0
        while self.written[self._skip(_BLANK)] not in "]}":
            if self.written[self.at] == ",":
                self.at += 1
            elif opening == "{":
                self._pair(path)
            else:
                self._mark((*path, number))
                self._value((*path, number))
                number += 1
        self.at += 1
