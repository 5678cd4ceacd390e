"""What a table is made of: headings and rows of plain values. Whoever prints one decides how a number looks."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Value = object
"""str, int, float (a ratio or exact minutes), date, or None where there is nothing to say."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """`kind` is text, number, ratio, minutes or day. `above` is a heading shared with the neighbours of the same.

    `width` is in characters of a sheet; papers take it as a share of their own width.
    """

    heading: str
    width: int
    kind: str = "text"
    above: str = ""


@dataclass(frozen=True)
class Row:
    cells: tuple[Value, ...]
    strong: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """`sheet` is its short name on a tab, `note` the sentence under it. `rows` may be read more than once."""

    code: str
    sheet: str
    caption: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    note: str = ""


class Rows(Iterable[Row]):
    """Rows that are made while they are read, as often as one likes: nothing is kept."""

    def __init__(self, make: Callable[[], Iterator[Row]]):
        self._make = make

    def __iter__(self) -> Iterator[Row]:
        return self._make()
