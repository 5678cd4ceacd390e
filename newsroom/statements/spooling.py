"""Lists of records that may be long: beyond a few on disk, read as often as one likes. Pure: no database, no clock.

A year of a province is more than a server should hold in memory for everybody who downloads it.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import Any

from .compiling import RecordLine

IN_MEMORY = 1 << 20
"""Bytes that a list may take before it moves to disk."""

_NAMES = tuple(each.name for each in fields(RecordLine))


class Spooled(Collection[RecordLine]):
    """Records in their order, each read anew by every iteration; the file goes with the object.

    Not to be iterated by two threads at once.
    """

    def __init__(self, lines: Iterable[RecordLine]) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed when it is collected
        self._length = 0
        for line in lines:
            self._file.write(json.dumps(_packed(line), ensure_ascii=False).encode() + b"\n")
            self._length += 1

    def __iter__(self) -> Iterator[RecordLine]:
        position = 0
        while True:
            # Others may iterate in between: each goes on from its own place.
            self._file.seek(position)
            packed = self._file.readlines(1 << 16)
            position = self._file.tell()
            if not packed:
                return
            for line in packed:
                yield _unpacked(json.loads(line))

    def __len__(self) -> int:
        return self._length

    def __contains__(self, line: object) -> bool:
        return any(line == each for each in self)

    def __eq__(self, other: object) -> bool:
        """Equal to any list of the same records in the same order."""
        if not isinstance(other, Collection) or len(self) != len(other):
            return NotImplemented if not isinstance(other, Collection) else False
        return all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


def _packed(line: RecordLine) -> list[Any]:
    values = (getattr(line, name) for name in _NAMES)
    return [value.isoformat() if isinstance(value, date) else value for value in values]


def _unpacked(values: list[Any]) -> RecordLine:
    told: dict[str, Any] = dict(zip(_NAMES, values, strict=True))
    told.update({name: tuple(value) for name, value in told.items() if isinstance(value, list)})
    told["day"] = date.fromisoformat(told["day"])
    return RecordLine(**told)
