"""How records become figures. Pure: no framework, no clock, no network.

The rules, in the order in which they apply:

1. What counts is what stands: a withdrawn record is in the ledger and in no figure.
2. It counts on its local day (Asia/Ho_Chi_Minh), from the window's first day until before its stop. Windows are
   those of Nghị định 09/2019/NĐ-CP, Điều 12.
3. An appearance is one record: one piece, by one organisation, in one channel, on one day. A work is counted once in
   a figure, however many of its appearances are there: the plan asks the portal to repost what the newspaper printed
   and the station aired (174/KH-UBND, II.2.b), and a repost is no second piece. A rerun is an appearance of the
   same work.
4. A record serves each content item of the plan (174/KH-UBND, II.1) with which it shares a theme: once in each such
   row, and once in the total. So the rows may add up to more than the total.
5. What serves no item stands in a row of its own, so that nothing is dropped. A record is there or in items,
   never in both.
6. Works are counted anew in every figure: a work in two channels is one work in each and one in their total.
7. Minutes are seconds, added up first and rounded once, half a minute up.

The same figures by SQL are `CoverageQuerySet.counted()`; a property test holds the two together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

UNCLASSIFIED = ""
"""The row of what serves no item; no printed label is empty."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A record as far as counting looks at it. `channel` is a code, `organisation` a slug."""

    record_id: int
    work_id: int
    theme_ids: frozenset[int]
    day: date
    channel: str
    organisation: str
    seconds: int = 0
    quantity: int = 1
    persons: int = 0
    copies: int = 0
    is_rerun: bool = False
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """A content item of a plan: its printed label, and the themes that serve it."""

    label: str
    theme_ids: frozenset[int]


class Cell(NamedTuple):
    """Which figure: a row (None is the total, UNCLASSIFIED its own), a channel and an organisation (None is all)."""

    item: str | None = None
    channel: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands in one cell. `quantity` is in the channel's unit: add it up within one channel only.

    `first_runs` are appearances that are no reruns.
    """

    appearances: int = 0
    works: int = 0
    seconds: int = 0
    first_runs: int = 0
    quantity: int = 0
    persons: int = 0
    copies: int = 0

    @property
    def minutes(self) -> int:
        return minutes(self.seconds)


NOTHING = Figure()


@dataclass(frozen=True)
class Count:
    """Every figure of one window. Cells that hold nothing are not stored: ask with `at`."""

    cells: Mapping[Cell, Figure]

    def at(self, item: str | None = None, channel: str | None = None, organisation: str | None = None) -> Figure:
        """The figure of one cell, zeros when nothing is there."""
        return self.cells.get(Cell(item, channel, organisation), NOTHING)

    def by_channel(self, item: str | None = None) -> dict[str, Figure]:
        """One row spread over the channels that have something, by code."""
        return {
            cell.channel: figure
            for cell, figure in sorted(self.cells.items(), key=_order)
            if cell.item == item and cell.channel is not None and cell.organisation is None
        }

    def by_organisation(self, item: str | None = None) -> dict[str, Figure]:
        """One row spread over the organisations that have something, by slug."""
        return {
            cell.organisation: figure
            for cell, figure in sorted(self.cells.items(), key=_order)
            if cell.item == item and cell.organisation is not None and cell.channel is None
        }


def minutes(seconds: int) -> int:
    """Whole minutes, half a minute up: 29 seconds are 0, 30 are 1, 90 are 2."""
    return (seconds + 30) // 60


def counts(fact: Fact, start: date, stop: date) -> bool:
    """Whether a record stands and its day is from `start` until before `stop`."""
    return fact.stands and start <= fact.day < stop


def rows_of(fact: Fact, items: Iterable[Item]) -> tuple[str, ...]:
    """The labels of the items that a record serves, or the one row of what serves none."""
    return tuple(item.label for item in items if item.theme_ids & fact.theme_ids) or (UNCLASSIFIED,)


def figure(facts: Iterable[Fact]) -> Figure:
    """Add up records of one cell, each of which must be given once."""
    facts = tuple(facts)
    return Figure(
        appearances=len(facts),
        works=len({fact.work_id for fact in facts}),
        seconds=sum(fact.seconds for fact in facts),
        first_runs=sum(not fact.is_rerun for fact in facts),
        quantity=sum(fact.quantity for fact in facts),
        persons=sum(fact.persons for fact in facts),
        copies=sum(fact.copies for fact in facts),
    )


def count(facts: Iterable[Fact], items: Iterable[Item], start: date, stop: date) -> Count:
    """Every figure of the window from `start` until before `stop`: by row, by row and channel, by row and
    organisation, by all three."""
    items = tuple(items)
    held: dict[Cell, list[Fact]] = defaultdict(list)
    for fact in facts:
        if counts(fact, start, stop):
            for row in (None, *rows_of(fact, items)):
                for channel in (None, fact.channel):
                    for organisation in (None, fact.organisation):
                        held[Cell(row, channel, organisation)].append(fact)
    return Count({cell: figure(those) for cell, those in held.items()})


def _order(pair: tuple[Cell, Figure]) -> tuple[str, str, str]:
    cell, _figure = pair
    return cell.item or "", cell.channel or "", cell.organisation or ""
