"""How much each item was told month by month, and year by year across plans. Pure: no database, no clock.

In the year of another plan a row counts what serves any of its counterparts there, and a record once (see
`newsroom.plan.rolling`). A row without a counterpart has no figure there: None, which is no nought.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from newsroom.coverage.counting import UNCLASSIFIED, Count, Figure
from newsroom.periods import Period

from .compiling import UNCLASSIFIED_CODE


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month of a report with one row's figure; None before it begins."""

    period: Period
    figure: Figure | None


@dataclass(frozen=True, kw_only=True)
class Year:
    """The year of one plan with one row's figure; None where the row has no counterpart in that plan."""

    plan_number: str
    year: int
    figure: Figure | None
    is_this: bool


@dataclass(frozen=True, kw_only=True)
class Course:
    """One row through time: an item, what serves none, or the total (label and code "")."""

    label: str
    code: str
    title: str
    months: tuple[Month, ...]
    years: tuple[Year, ...]

    @property
    def months_without(self) -> int:
        """How many months that have begun hold nothing."""
        return sum(month.figure is not None and not month.figure.appearances for month in self.months)

    @property
    def most(self) -> int:
        """The most appearances of a month."""
        return max((month.figure.appearances for month in self.months if month.figure), default=0)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was counted in the year of one plan, by that plan's lane; `labels` are the rows with a counterpart there."""

    plan_number: str
    year: int
    count: Count
    labels: frozenset[str]
    is_this: bool


def courses(
    *,
    items: Iterable[tuple[str, str]],
    words: tuple[str, str],
    months: Iterable[Period],
    told: Iterable[Told],
    today: date,
) -> tuple[Course, ...]:
    """Every row through time. `items` are (label, title) in printed order, `words` the titles of what serves none and
    of the total; the count of this plan's year has the months as its spans, in their order. Raises NotCounted."""
    told, months = tuple(told), tuple(months)
    own = next(each for each in told if each.is_this)
    rows: Mapping[str | None, tuple[str, str, str]] = {
        **{label: (label, label, title) for label, title in items},
        UNCLASSIFIED: ("", UNCLASSIFIED_CODE, words[0]),
        None: ("", "", words[1]),
    }
    return tuple(
        Course(
            label=label,
            code=code,
            title=title,
            months=tuple(
                Month(period=month, figure=own.count.at(row, span=number) if month.start <= today else None)
                for number, month in enumerate(months)
            ),
            years=tuple(
                Year(
                    plan_number=each.plan_number,
                    year=each.year,
                    figure=each.count.at(row) if not row or row in each.labels else None,
                    is_this=each.is_this,
                )
                for each in told
            ),
        )
        for row, (label, code, title) in rows.items()
    )
