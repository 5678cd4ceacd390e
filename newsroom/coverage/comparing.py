"""What a change of records does to the figures of a window. Pure; counts by the rules of `counting` alone."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from newsroom.coverage.counting import UNCLASSIFIED, Fact, Item, count


@dataclass(frozen=True, slots=True)
class Shift:
    """By how much one row moves: the label of an item, UNCLASSIFIED, or None for the total."""

    row: str | None
    appearances: int
    works: int


def shifts(
    before: Collection[Fact], after: Collection[Fact], items: Iterable[Item], start: date, stop: date
) -> tuple[Shift, ...]:
    """The rows that move in the window from `start` until before `stop`, in the plan's order, the total last.

    Give every record of the works concerned, changed or not: a work is counted once in a row, so what happens to one
    of its appearances depends on the others. Works that nobody touches need not be there: they move nothing.
    """
    items = tuple(items)
    was, is_now = (count(facts, items, start, stop, grains=[()]) for facts in (before, after))
    moved = (
        Shift(
            row,
            is_now.at(row).appearances - was.at(row).appearances,
            is_now.at(row).works - was.at(row).works,
        )
        for row in (*(item.label for item in items), UNCLASSIFIED, None)
    )
    return tuple(shift for shift in moved if shift.appearances or shift.works)
