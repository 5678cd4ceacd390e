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
8. A record stands in each dimension once (its channel, its organisation, its genre, its tone), except in `about`:
   once for every organisation that it names, and nowhere there when it names none (IV.1.e asks who is praised and
   who is criticised). The same holds for spans of days within the window: weeks, months.

The same figures by SQL are `CoverageQuerySet.counted()`; a property test holds the two together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import product
from typing import NamedTuple, TypeAlias

UNCLASSIFIED = ""
"""The row of what serves no item; no printed label is empty."""

Grain: TypeAlias = frozenset[str]
"""By which dimensions figures are spread. The row always is: each grain has the total, every item and UNCLASSIFIED."""

Span: TypeAlias = tuple[date, date]
"""Days within the window, from the first until before the second."""

DIMENSIONS = ("channel", "organisation", "genre", "tone", "about", "span")

GRAINS: frozenset[Grain] = frozenset(
    frozenset(names) for names in ((), ("channel",), ("organisation",), ("genre",), ("tone",))
)
"""What a statement prints. Anything finer is counted for who asks for it."""


class NotADimension(ValueError):
    """A name by which nothing can be spread."""


class NotCounted(LookupError):
    """A figure of a grain that nobody asked to count: an answer of nought would be a wrong number."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A record as far as counting looks at it. `channel` is a code, `organisation` a slug, `about` slugs."""

    record_id: int
    work_id: int
    theme_ids: frozenset[int]
    day: date
    channel: str
    organisation: str
    genre: str = ""
    tone: str = "neutral"
    about: frozenset[str] = frozenset()
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
    """Which figure: a row (None is the total, UNCLASSIFIED its own) and a value of each dimension (None is all).

    `channel` is a code, `organisation` and `about` are slugs, `span` counts the given spans from 0. A genre may be
    empty: nobody said one.
    """

    item: str | None = None
    channel: str | None = None
    organisation: str | None = None
    genre: str | None = None
    tone: str | None = None
    about: str | None = None
    span: int | None = None

    @property
    def grain(self) -> Grain:
        """By which dimensions it is narrowed."""
        return _grain(tuple([value is not None for value in self[1:]]))

    @property
    def in_total(self) -> "Cell":
        """The same cell in the row of the total."""
        return Cell(None, *self[1:])


@cache
def _grain(narrowed: tuple[bool, ...]) -> Grain:
    return frozenset(name for name, is_narrowed in zip(DIMENSIONS, narrowed, strict=True) if is_narrowed)


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
    """Every figure of one window in some grains, and single cells beside them.

    `totals` are grains of the total alone. `asked` names the single cells, as cells of the total; each is counted in
    every row. Cells that hold nothing are not stored: ask with `at`.
    """

    cells: Mapping[Cell, Figure]
    grains: frozenset[Grain] = GRAINS
    totals: frozenset[Grain] = frozenset()
    asked: frozenset[Cell] = frozenset()

    def at(self, item: str | None = None, **dimensions: str | int | None) -> Figure:
        """The figure of one cell, zeros when nothing is there. Raises NotCounted."""
        cell = Cell(item, **dimensions)  # type: ignore[arg-type]
        if cell.in_total not in self.asked:
            self._require(item, cell.grain)
        return self.cells.get(cell, NOTHING)

    def spread(self, dimension: str, item: str | None = None, **held: str | int | None) -> dict[str, Figure]:
        """One row spread over the values of a dimension that have something, in their order.

        `held` narrows it to one value of other dimensions. Raises NotCounted.
        """
        grain = Cell(item, **held).grain | {dimension}  # type: ignore[arg-type]
        self._require(item, grain)
        return dict(
            sorted(
                (getattr(cell, dimension), figure)
                for cell, figure in self._shelves[item, grain]
                if all(value is None or getattr(cell, name) == value for name, value in held.items())
            )
        )

    def by_channel(self, item: str | None = None) -> dict[str, Figure]:
        """One row spread over channels, by code."""
        return self.spread("channel", item)

    def by_organisation(self, item: str | None = None) -> dict[str, Figure]:
        """One row spread over organisations, by slug."""
        return self.spread("organisation", item)

    @cached_property
    def _shelves(self) -> Mapping[tuple[str | None, Grain], list[tuple[Cell, Figure]]]:
        shelves = defaultdict(list)
        for cell, figure in self.cells.items():
            shelves[cell.item, cell.grain].append((cell, figure))
        return shelves

    def _require(self, item: str | None, grain: Grain) -> None:
        if grain not in self.grains and (item is not None or grain not in self.totals):
            raise NotCounted(f"Not counted by {', '.join(sorted(grain)) or 'row'}: ask for that grain.")


def grains_in(grains: Iterable[Iterable[str]]) -> frozenset[Grain]:
    """Grains as counting keeps them. Raises NotADimension."""
    asked = frozenset(frozenset(grain) for grain in grains)
    if unknown := {name for grain in asked for name in grain} - {*DIMENSIONS}:
        raise NotADimension(f"Not a dimension: {', '.join(sorted(unknown))}.")
    return asked


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


def cells_of(fact: Fact, row: str | None, grain: Grain, spans: Iterable[Span] = ()) -> Iterator[Cell]:
    """The cells of one row and grain in which a record stands: several where it names several organisations."""
    values: dict[str, Iterable[str | int]] = {
        "channel": (fact.channel,),
        "organisation": (fact.organisation,),
        "genre": (fact.genre,),
        "tone": (fact.tone,),
        "about": fact.about,
        "span": [number for number, (start, stop) in enumerate(spans) if start <= fact.day < stop],
    }
    names = sorted(grain)
    for chosen in product(*(values[name] for name in names)):
        yield Cell(row, **dict(zip(names, chosen, strict=True)))  # type: ignore[arg-type]


def count(
    facts: Iterable[Fact],
    items: Iterable[Item],
    start: date,
    stop: date,
    *,
    grains: Iterable[Iterable[str]] = GRAINS,
    totals: Iterable[Iterable[str]] = (),
    spans: Iterable[Span] = (),
    cells: Iterable[Cell] = (),
) -> Count:
    """Every figure of the window from `start` until before `stop` in each of the grains.

    Beside them the grains `totals` in the row of the total alone, and single `cells` in every row. Raises
    NotADimension.
    """
    items, spans, grains, totals = tuple(items), tuple(spans), grains_in(grains), grains_in(totals)
    asked = frozenset(cell.in_total for cell in cells)
    finer = ({cell.grain for cell in asked} | totals) - grains
    held: dict[Cell, list[Fact]] = defaultdict(list)
    for fact in facts:
        if counts(fact, start, stop):
            for row in (None, *rows_of(fact, items)):
                for grain in (*grains, *finer):
                    for cell in cells_of(fact, row, grain, spans):
                        if grain in grains or (row is None and grain in totals) or cell.in_total in asked:
                            held[cell].append(fact)
    return Count({cell: figure(those) for cell, those in held.items()}, grains, totals, asked)
