"""How a matrix is laid from one count, and in which order it is shown. Pure: no database, no clock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from newsroom.coverage.counting import UNCLASSIFIED, Count
from newsroom.periods import Period

from ..advising import Advice
from ..aiming import Aim, done, leading
from ..compiling import UNCLASSIFIED_CODE, Seal
from .grid import Column, Duty, Filter, Grid, Row, Spread, Square


def lay(
    *,
    plan: Mapping[str, object],
    period: Period,
    period_name: str,
    spread: Spread,
    columns: Sequence[Column],
    items: Iterable[tuple[str, str]],
    words: tuple[str, str],
    count: Count,
    aims: Iterable[Aim] = (),
    duties: Mapping[tuple[str, str], str] | None = None,
    advice: tuple[Advice, ...] = (),
    narrowed: Filter | None = None,
    organisations: tuple[str, ...] | None = None,
    seal: Seal | None = None,
) -> Grid:
    """A grid from a count that was spread by `spread`; weeks are its spans in the order of `columns`.

    `plan` are the plan's fields as `Grid` names them, `items` (label, title) in printed order, `words` the titles of
    the row of what serves none and of the total, `duties` the clause by (item's label, column's code). Raises
    NotCounted.
    """
    aims, duties = tuple(aims), duties or {}
    keys: dict[str, str | int] = (
        {column.code: number for number, column in enumerate(columns)}
        if spread is Spread.WEEK
        else {column.code: column.code for column in columns}
    )

    def squares(item: str | None) -> tuple[Square, ...]:
        label = item or ""
        return tuple(
            Square(
                column=column.code,
                figure=count.at(item, **{spread.value: keys[column.code]}),
                aim=None if item == UNCLASSIFIED else leading(_aims_at(aims, label, spread, column.code)),
                duty=duties.get((label, column.code), "") if item else "",
                is_expected=column.is_expected and bool(item),
                is_ahead=column.is_ahead,
            )
            for column in columns
        )

    def row(item: str | None, label: str, code: str, title: str) -> Row:
        own = leading(aim for aim in aims if item and aim.item == item and not aim.channel and not aim.organisation)
        return Row(
            label=label, code=code, title=title, squares=squares(item), figure=count.at(item), aim=own if item else None
        )

    return Grid(
        **plan,  # type: ignore[arg-type]
        period=period,
        period_name=period_name,
        spread=spread,
        columns=tuple(columns),
        rows=tuple(row(label, label, label, title) for label, title in items),
        unclassified=row(UNCLASSIFIED, "", UNCLASSIFIED_CODE, words[0]),
        total=row(None, "", "", words[1]),
        weekly=tuple(_week_by_week(aim, columns, count) for aim in aims if aim.every == "week")
        if spread is Spread.WEEK
        else (),
        aims=aims,
        advice=advice,
        narrowed=narrowed or Filter(),
        organisations=organisations,
        seal=seal,
    )


def grains_for(spread: Spread, aimed: Iterable[frozenset[str]] = ()) -> frozenset[frozenset[str]]:
    """What must be counted to lay such a grid: rows, rows by column, and what targets look at, for weeks week by week.

    `aimed` are the dimensions to which each target is narrowed.
    """
    held = frozenset(aimed)
    if spread is Spread.WEEK:
        held |= {names | {spread.value} for names in held}
    return held | {frozenset(), frozenset({spread.value})}


def untouched(
    aims: Iterable[Aim], narrowed: Filter, kinds: Mapping[str, str], groups: Mapping[str, str]
) -> tuple[Aim, ...]:
    """The targets whose figures a filter does not cut into: what is left of the others would look missed.

    `kinds` are organisations' kinds by slug, `groups` channels' groups by code.
    """
    if narrowed.genre or narrowed.tone:
        return ()
    return tuple(
        aim
        for aim in aims
        if (not narrowed.kind or kinds.get(aim.organisation) == narrowed.kind)
        and (not narrowed.group or groups.get(aim.channel) == narrowed.group)
    )


def owed(
    duties: Iterable[Duty], spread: Spread, narrowed: Filter, kinds: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """By (item's label, column's code) the clause that asks for it, the first where several do; none for weeks.

    A filter by what a column is not (by genre or tone, a channel's group under outlets, a kind under channels) asks
    for less than the duty says: then nobody is told to owe.
    """
    across = narrowed.group if spread is Spread.ORGANISATION else narrowed.kind
    if spread is Spread.WEEK or narrowed.genre or narrowed.tone or across:
        return {}
    found: dict[tuple[str, str], str] = {}
    for duty in duties:
        codes = duty.channels
        if spread is Spread.ORGANISATION:
            codes = duty.bearers | {slug for slug, kind in kinds.items() if kind in duty.kinds}
        for item in duty.items:
            for code in codes:
                found.setdefault((item, code), duty.clause)
    return found


def emptiest_first(grid: Grid) -> Grid:
    """Rows and columns with the most gaps before the others, then with the most empty squares, then as printed.

    Weeks stay in their order: a hole in time is seen where it is.
    """
    rows = sorted(grid.rows, key=lambda row: (-row.gaps, -row.empty))
    if grid.spread is Spread.WEEK:
        return replace(grid, rows=tuple(rows))
    columns = sorted(grid.columns, key=lambda column: (-grid.gaps_in(column.code), -grid.empty_in(column.code)))
    return _with(replace(grid, rows=tuple(rows)), tuple(columns))


def only_lacking(grid: Grid) -> Grid:
    """The rows and the columns in which something lacks. Figures of rows and the total stay those of the whole."""
    rows = tuple(row for row in grid.rows if any(square.is_lacking for square in row.squares))
    lacking = {square.column for row in rows for square in row.squares if square.is_lacking}
    return _with(replace(grid, rows=rows), tuple(column for column in grid.columns if column.code in lacking))


def _with(grid: Grid, columns: tuple[Column, ...]) -> Grid:
    def laid(row: Row) -> Row:
        held = {square.column: square for square in row.squares}
        return replace(row, squares=tuple(held[column.code] for column in columns))

    return replace(
        grid,
        columns=columns,
        rows=tuple(map(laid, grid.rows)),
        unclassified=laid(grid.unclassified),
        total=laid(grid.total),
        weekly=tuple(map(laid, grid.weekly)),
    )


def _aims_at(aims: Iterable[Aim], item: str, spread: Spread, code: str) -> list[Aim]:
    """The targets of one square. What is done for a year is not spread over weeks: those have rows of their own."""
    if spread is Spread.WEEK:
        return []
    return [aim for aim in aims if aim.item == item and getattr(aim, spread.value) == code]


def _held(aim: Aim) -> dict[str, str]:
    return {name: getattr(aim, name) for name in ("channel", "organisation") if getattr(aim, name)}


def _week_by_week(aim: Aim, columns: Sequence[Column], count: Count) -> Row:
    """A weekly target with what was done in each week; a week that the window cuts asks for nothing."""
    squares = []
    for number, column in enumerate(columns):
        figure = count.at(aim.item or None, span=number, **_held(aim))
        target = None if column.is_ahead or column.is_cut else aim.quantity
        weekly = replace(aim, target=target, done=done(figure, aim.measure))
        squares.append(Square(column=column.code, figure=figure, aim=weekly, is_ahead=column.is_ahead))
    return Row(
        label=aim.origin,
        code="",
        title=aim.subject,
        squares=tuple(squares),
        figure=count.at(aim.item or None, **_held(aim)),
        aim=aim,
    )
