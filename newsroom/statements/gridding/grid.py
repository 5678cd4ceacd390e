"""What a coverage matrix is made of. Pure: no database, no clock."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from newsroom.coverage.counting import Figure
from newsroom.periods import Period

from ..advising import Advice
from ..aiming import Aim
from ..compiling import Seal


class Spread(StrEnum):
    """What the columns are; the names are the dimensions of `counting`."""

    ORGANISATION = "organisation"
    CHANNEL = "channel"
    WEEK = "span"


class State(StrEnum):
    """How a square stands, the loudest first."""

    GAP = "gap"  # nothing, although a duty or a target asks for it
    EMPTY = "empty"  # nothing, where an outlet, a form or a week could have something
    SHORT = "short"  # something, less than the target
    MET = "met"
    SOME = "some"  # something, and no target
    NONE = "none"  # nothing, from an organisation that is no outlet and was not asked
    AHEAD = "ahead"  # the week has not begun


@dataclass(frozen=True, kw_only=True)
class Filter:
    """To which records the grid is narrowed; "" does not narrow. `kind` is an organisation's, `group` a channel's."""

    kind: str = ""
    group: str = ""
    genre: str = ""
    tone: str = ""

    def __bool__(self) -> bool:
        return any((self.kind, self.group, self.genre, self.tone))


@dataclass(frozen=True, kw_only=True)
class Column:
    """An organisation, a channel or a week. `code` is what addresses use; `note` stands below the name.

    Nothing is missed in an organisation that is not `expected` to tell every item: it runs no outlet. A week may be
    ahead (it has not begun) or cut (the window holds only a part of it).
    """

    code: str
    name: str
    note: str = ""
    is_expected: bool = True
    is_ahead: bool = False
    is_cut: bool = False


@dataclass(frozen=True, kw_only=True)
class Week:
    """A week from Monday to Sunday, cut at the ends of its window; `stop` is not counted."""

    code: str
    start: date
    stop: date

    @property
    def number(self) -> int:
        """The ISO number of the week."""
        return self.start.isocalendar().week

    @property
    def last_day(self) -> date:
        return self.stop - timedelta(days=1)

    @property
    def is_whole(self) -> bool:
        return (self.stop - self.start).days == 7


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A clause of IV.1 that names items: by whom (slugs, and every organisation of a kind), in which channels."""

    clause: str
    items: frozenset[str]
    bearers: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Square:
    """Where a row meets a column. `duty` is the clause that asks for it, "" where none does."""

    column: str
    figure: Figure
    aim: Aim | None = None
    duty: str = ""
    is_expected: bool = True
    is_ahead: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is there although something could be."""
        return self.state in (State.GAP, State.EMPTY)

    @property
    def state(self) -> State:
        target = self.aim.target if self.aim else None
        if not self.figure.appearances:
            if self.is_ahead:
                return State.AHEAD
            if self.duty or target:
                return State.GAP
            return State.EMPTY if self.is_expected else State.NONE
        if self.aim is None or target is None:
            return State.SOME
        return State.MET if self.aim.done >= target else State.SHORT

    @property
    def is_lacking(self) -> bool:
        """Empty, or less than its target."""
        return self.state in (State.GAP, State.EMPTY, State.SHORT)


@dataclass(frozen=True, kw_only=True)
class Row:
    """An item of the plan, what serves none, the total, or a weekly target. `figure` is the row's own, counted anew."""

    label: str
    code: str
    title: str
    squares: tuple[Square, ...]
    figure: Figure
    aim: Aim | None = None

    @property
    def empty(self) -> int:
        return sum(square.is_empty for square in self.squares)

    @property
    def gaps(self) -> int:
        return sum(square.state is State.GAP for square in self.squares)


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The matrix of one plan and period. `aims` are its targets that no filter cuts into, `weekly` those of every
    week, when the columns are weeks; `advice` is what to tell next, when nothing is narrowed.

    `organisations` and `seal` say whose figures they are and whether they are frozen, as in a `Statement`.
    """

    plan_number: str
    plan_title: str
    plan_year: int
    plan_is_sample: bool
    period: Period
    period_name: str
    spread: Spread
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unclassified: Row
    total: Row
    weekly: tuple[Row, ...] = ()
    aims: tuple[Aim, ...] = ()
    advice: tuple[Advice, ...] = ()
    narrowed: Filter = field(default_factory=Filter)
    organisations: tuple[str, ...] | None = None
    seal: Seal | None = None

    @property
    def provisional(self) -> bool:
        return self.seal is None

    @property
    def lines(self) -> tuple[Row, ...]:
        """All rows that count records as printed: the items, what serves none, the total."""
        return (*self.rows, self.unclassified, self.total)

    @property
    def empty(self) -> int:
        """How many squares of items hold nothing."""
        return sum(row.empty for row in self.rows)

    @property
    def gaps(self) -> int:
        """How many of these a duty or a target asks for."""
        return sum(row.gaps for row in self.rows)

    @property
    def quiet(self) -> int:
        """How many of these nobody asks for."""
        return self.empty - self.gaps

    @property
    def repeated(self) -> int:
        """By how many appearances the rows exceed the total, because some serve several items."""
        parts = (*self.rows, self.unclassified)
        return sum(row.figure.appearances for row in parts) - self.total.figure.appearances

    def empty_in(self, column: str) -> int:
        """How many items have nothing in that column."""
        return self._tally[column][0]

    def gaps_in(self, column: str) -> int:
        """How many of these a duty or a target asks for."""
        return self._tally[column][1]

    @cached_property
    def _tally(self) -> dict[str, tuple[int, int]]:
        found = {column.code: (0, 0) for column in self.columns}
        for row in self.rows:
            for square in row.squares:
                empty, gaps = found[square.column]
                state = square.state
                found[square.column] = empty + (state in (State.GAP, State.EMPTY)), gaps + (state is State.GAP)
        return found


def days_of(week: Week) -> str:
    """ "18–24/3", "29/4–5/5", and "15/3" for a single day."""
    first, last = week.start, week.last_day
    if first == last:
        return f"{last.day}/{last.month}"
    start = f"{first.day}" if first.month == last.month else f"{first.day}/{first.month}"
    return f"{start}–{last.day}/{last.month}"


def weeks_of(period: Period) -> tuple[Week, ...]:
    """The weeks of a window in order, the first and the last cut at its ends: Q2/2024 has 14, of which 12 are whole."""
    weeks, day = [], period.start
    while day < period.stop:
        stop = min(day + timedelta(days=7 - day.weekday()), period.stop)
        year, number, _weekday = day.isocalendar()
        weeks.append(Week(code=f"{year}-W{number:02}", start=day, stop=stop))
        day = stop
    return tuple(weeks)
