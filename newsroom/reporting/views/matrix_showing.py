"""A matrix as its page prints it: every square with its words and the address of its records."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.coverage.counting import Figure
from newsroom.statements.compiling import UNCLASSIFIED_CODE, Aim
from newsroom.statements.gridding import Column, Grid, Row, Square, State

from ..rendering import words as statement_words
from ..rendering.grids import words
from ..templatetags.statement_tags import grouped
from .matrix_asking import MatrixAsked, narrowing

SIGNS = {State.GAP: "!", State.EMPTY: "○", State.SHORT: "▼", State.MET: "✓", State.AHEAD: "…"}
"""What stands beside a word, for those who do not see its colour."""


@dataclass(frozen=True)
class ShownSquare:
    """`number` is None where a word says more than a nought. `spoken` names the square to who tabs onto it."""

    column: Column
    url: str
    state: str
    number: int | None
    sign: str
    word: str
    note: str
    spoken: str
    id: str


@dataclass(frozen=True)
class ShownRow:
    """`note` says how much of the row lacks; `own` is its last square, the figure of the whole row."""

    row: Row
    squares: tuple[ShownSquare, ...]
    own: ShownSquare
    note: str = ""


@dataclass(frozen=True)
class ShownHead:
    """A column's head; `note` below its name, `lacks` how many of its squares are empty, in words."""

    column: Column
    lacks: str
    is_loud: bool


class Showing:
    """Turns one grid, looked at in one way, into rows for the template."""

    def __init__(self, grid: Grid, look: MatrixAsked):
        self.grid, self.look = grid, look
        self.words, self.measures = words.states(), statement_words.measures()
        self.base = look.question.address("records").partition("?")[0]
        self.kept = {**look.question.query, **narrowing(look.narrowed)}

    def heads(self) -> list[ShownHead]:
        found = []
        for column in self.grid.columns:
            gaps, empty = self.grid.gaps_in(column.code), self.grid.empty_in(column.code)
            found.append(ShownHead(column, lacks(gaps, empty - gaps), bool(gaps)))
        return found

    def items(self) -> list[ShownRow]:
        return [self._row(row, lacks(row.gaps, row.empty - row.gaps)) for row in self.grid.rows]

    def weekly(self) -> list[ShownRow]:
        return [self._row(row) for row in self.grid.weekly]

    def unclassified(self) -> ShownRow:
        return self._row(self.grid.unclassified)

    def total(self) -> ShownRow:
        return self._row(self.grid.total)

    def _row(self, row: Row, note: str = "") -> ShownRow:
        is_item = bool(row.code) and row.code != UNCLASSIFIED_CODE
        squares = tuple(
            self._square(row, column, square, loud=is_item)
            for column, square in zip(self.grid.columns, row.squares, strict=True)
        )
        name = _("All")
        own = Square(column="", figure=row.figure, aim=row.aim)
        return ShownRow(row, squares, self._square(row, Column(code="", name=name), own, loud=False), note)

    def _square(self, row: Row, column: Column, square: Square, *, loud: bool) -> ShownSquare:
        figure, state = square.figure, square.state
        weekly = row in self.grid.weekly
        says_word = loud or state in (State.SHORT, State.MET) or (weekly and bool(column.code))
        word = self.words[state] if says_word else ""
        if state is State.SHORT and square.aim and square.aim.target is not None:
            word = _("%(missing)s short") % {"missing": grouped(square.aim.target - square.aim.done)}
        number = _measured(figure, self.look.figure)
        shown = None if word and not figure.appearances else number
        if loud and state is State.NONE:
            shown, word = None, "–"
        note = self._aimed(square.aim) or (square.duty if state is State.GAP else "")
        title = row.label or row.title
        return ShownSquare(
            column=column,
            url="" if weekly or not (loud or figure.appearances) else self._url(row, column),
            state=str(state) if says_word else "some" if figure.appearances else "none",
            number=shown,
            sign=SIGNS.get(state, "") if word else "",
            word=word,
            note=note,
            spoken=", ".join(filter(None, (title, column.name, grouped(number), word, note))),
            id=f"o-{row.code or 'tong'}-{column.code or 'tong'}",
        )

    def _aimed(self, aim: Aim | None) -> str:
        """ "13/14 kỳ đã phát"."""
        if aim is None or aim.target is None:
            return ""
        return f"{grouped(aim.done)}/{grouped(aim.target)} {self.measures.get(aim.measure, '')}"

    def _url(self, row: Row, column: Column) -> str:
        query = {**self.kept, "muc": row.code, self.look.by: column.code}
        query = {key: value for key, value in query.items() if value}
        return f"{self.base}?{urlencode(query)}" if query else self.base


def lacks(gaps: int, empty: int) -> str:
    """ "2 chưa có · 3 trống", or nothing."""
    said = []
    if gaps:
        said.append(ngettext("%(count)d owed", "%(count)d owed", gaps) % {"count": gaps})
    if empty:
        said.append(ngettext("%(count)d empty", "%(count)d empty", empty) % {"count": empty})
    return " · ".join(said)


def _measured(figure: Figure, name: str) -> int:
    return getattr(figure, name)
