"""The plan's targets held against the count of a window."""

from __future__ import annotations

from collections.abc import Iterable

from newsroom import periods
from newsroom.broadcasts.models import Series
from newsroom.coverage.counting import Cell, Count, Grain, Span
from newsroom.periods import Period
from newsroom.plan.models import Plan, Target
from newsroom.plan.wording import rhythm_name

from ..aiming import Aim, done, expected, held, weekday_of


class Promises:
    """The plan's targets that hold on some day of a period: which figures they look at, and what these say.

    To someone who sees some organisations only (`ids`), a target of all would look missed: such are left out. Three
    queries at most.
    """

    def __init__(self, plan: Plan, period: Period, ids: tuple[int, ...] | None, *, beside: Iterable[Span] = ()) -> None:
        """`beside` are spans that are counted for something else; theirs come first in `spans`."""
        self.plan, self.period, self.regime = plan, period, plan.regime.rule()
        found = plan.targets.select_related("origin", "item__clause", "channel", "organisation").order_by("pk")
        found = found.prefetch_related("organisation__former_names")
        self.targets = [
            target for target in found if (ids is None or target.organisation_id in ids) and self._window(target)
        ]
        windows = {self._window(target) for target in self.targets} - {(period.start, period.stop)}
        self.spans: tuple[Span, ...] = (*beside, *sorted(windows))
        """The parts of the period in which some target holds, to be counted beside the whole."""
        weekly = any(target.every == Target.Every.WEEK for target in self.targets)
        self.weekdays = _weekdays() if weekly else {}

    @property
    def grains(self) -> frozenset[Grain]:
        """What must be counted for them; of what holds for a part of the period, the whole of it as well."""
        grains = frozenset(self._cell(target).grain for target in self.targets)
        return grains | {grain - {"span"} for grain in grains}

    @property
    def cells(self) -> frozenset[Cell]:
        """The same, where no more than these figures is wanted."""
        cells = frozenset(self._cell(target) for target in self.targets)
        return cells | {cell._replace(span=None) for cell in cells}

    def held_against(self, count: Count) -> tuple[Aim, ...]:
        """Each target with what it expects and what is done, in the order in which they were set."""
        return tuple(self._aim(target, count) for target in self.targets)

    def _window(self, target: Target) -> Span | None:
        return held(self.period, target.valid_from, target.valid_to)

    def _cell(self, target: Target) -> Cell:
        """The figure at which a target looks."""
        window = self._window(target)
        return Cell(
            item=target.item.label if target.item else None,
            channel=target.channel.code if target.channel else None,
            organisation=target.organisation.slug if target.organisation else None,
            span=self.spans.index(window) if window in self.spans else None,
        )

    def _aim(self, target: Target, count: Count) -> Aim:
        cell, window = self._cell(target), self._window(target)
        body = target.organisation.label_on(self.period.last_day) if target.organisation else None
        subject = [target.item, target.channel, body]
        return Aim(
            measure=target.measure,
            target=expected(
                quantity=target.quantity,
                every=target.every,
                rule=target.rule,
                period=self.period,
                weekday=self._weekday(cell),
                since=target.valid_from or periods.period(self.plan.year, "nam", self.regime).start,
                valid_from=target.valid_from,
                valid_to=target.valid_to,
                regime=self.regime,
            ),
            done=done(count.at(**cell._asdict()), target.measure),
            origin=target.origin.label if target.origin else "",
            item=cell.item or "",
            channel=cell.channel or "",
            organisation=cell.organisation or "",
            item_title=target.item.title if target.item else "",
            channel_name=target.channel.name if target.channel else "",
            organisation_name=target.organisation.label if target.organisation else "",
            subject=" – ".join(str(part) for part in subject if part),
            every=target.every,
            quantity=target.quantity,
            rule=target.rule,
            rhythm=rhythm_name(target.every, target.rule),
            unit=target.channel.get_unit_display() if target.channel else "",
            start=window[0] if cell.span is not None else None,
            stop=window[1] if cell.span is not None else None,
        )

    def _weekday(self, cell: Cell) -> int | None:
        """The slot of "every week": that of the organisation's series on the channel, or of the channel's oldest."""
        any_slot = None if cell.organisation else self.weekdays.get((cell.channel, None))
        return self.weekdays.get((cell.channel, cell.organisation), any_slot)


def _weekdays() -> dict[tuple[str, str | None], int]:
    """The weekday on which a series airs, by channel and organisation, and by channel alone: the oldest series wins."""
    found: dict[tuple[str, str | None], int] = {}
    for series in Series.objects.select_related("channel", "organisation").order_by("first_day", "pk"):
        weekday = weekday_of(series.rule)
        if weekday is not None:
            found.setdefault((series.channel.code, series.organisation.slug), weekday)
            found.setdefault((series.channel.code, None), weekday)
    return found
