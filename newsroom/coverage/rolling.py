"""Figures put together beforehand, month by month, so that a year costs no more than its months. Pure.

A work counts once in a figure. Among the appearances of one work in one cell, in order of day, each has one before it
or is the first. So the works of a run of months are exactly the appearances whose one before lies earlier than the
run, or nowhere: no work has two such, and none is without. Appearances can therefore be added up beforehand by
(month, month of the one before, cell), and every run of months is a sum. Months are those of one legal year, from 0;
what lies before that year is nowhere, because no run begins there.

All of it is a sum over works, none of which knows of another. So works that changed since can be taken out of the sums
and counted from their records, until they are put in again.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from .counting import GRAINS, Cell, Fact, Figure, Grain, Item, cells_of, counts, rows_of

NOWHERE = -1
"""The month before which nothing of the year lies."""

ROLLED: frozenset[Grain] = GRAINS
"""What is put together beforehand in every row: what a statement prints."""

ROLLED_TOTALS: frozenset[Grain] = frozenset({frozenset({"about"}), frozenset({"about", "tone"})})
"""What is put together beforehand in the row of the total alone."""


class Place(NamedTuple):
    """Where an appearance is added: its month, the month of the one before it in the cell, the cell."""

    month: int
    previous: int
    cell: Cell


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items in the one order in which rows are numbered, whatever order a plan prints them in."""
    return tuple(sorted(items, key=lambda item: item.label))


def fingerprint(items: Iterable[Item]) -> str:
    """What these rows are, in 64 characters; another one as soon as an item or one of its themes changes."""
    told = [[item.label, sorted(item.theme_ids)] for item in in_order(items)]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def month_of(day: date, fences: Sequence[date]) -> int | None:
    """Which month holds a day; the last fence is the first day that none does."""
    return next((n for n, start in enumerate(fences[:-1]) if start <= day < fences[n + 1]), None)


def run_of(start: date, stop: date, fences: Sequence[date]) -> tuple[int, int] | None:
    """The months from the first until before the second that make up a window; None when it is no run of them."""
    if start not in fences or stop not in fences or start >= stop:
        return None
    return fences.index(start), fences.index(stop)


def put_together(facts: Iterable[Fact], items: Iterable[Item], fences: Sequence[date]) -> dict[Place, Figure]:
    """The sums of a year. `works` is left at nought: it is what `add_up` finds."""
    items = tuple(items)
    standing: dict[tuple[int, Cell], list[Fact]] = defaultdict(list)
    for fact in facts:
        if counts(fact, fences[0], fences[-1]):
            for row in (None, *rows_of(fact, items)):
                for grain in ROLLED | ROLLED_TOTALS if row is None else ROLLED:
                    for cell in cells_of(fact, row, grain):
                        standing[fact.work_id, cell].append(fact)
    sums: dict[Place, Counter[str]] = defaultdict(Counter)
    for (_work, cell), those in standing.items():
        previous = NOWHERE
        for fact in sorted(those, key=lambda fact: (fact.day, fact.record_id)):
            month = month_of(fact.day, fences)
            assert month is not None
            sums[Place(month, previous, cell)].update(_of(fact))
            previous = month
    return {place: Figure(**sums[place]) for place in sums}


def add_up(sums: Mapping[Place, Figure], first: int, stop: int) -> dict[Cell, Figure]:
    """The figures of the months from `first` until before `stop`."""
    cells: dict[Cell, Counter[str]] = defaultdict(Counter)
    for place, figure in sums.items():
        if first <= place.month < stop:
            cells[place.cell].update({name: getattr(figure, name) for name in _SUMMED})
            cells[place.cell]["works"] += figure.appearances if place.previous < first else 0
    return {cell: Figure(**added) for cell, added in cells.items()}


_SUMMED = ("appearances", "seconds", "first_runs", "quantity", "persons", "copies")


def _of(fact: Fact) -> dict[str, int]:
    return {
        "appearances": 1,
        "seconds": fact.seconds,
        "first_runs": int(not fact.is_rerun),
        "quantity": fact.quantity,
        "persons": fact.persons,
        "copies": fact.copies,
    }
