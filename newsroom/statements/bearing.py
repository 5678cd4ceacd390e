"""Who bears which duty of a plan (IV.1), and what each did under it: a pure reading of records and reports.

A bearer fulfils a duty by what it publishes in the duty's channels about the duty's content items; none named means
all. Records are counted by the rules of `coverage.counting`, so that a figure here is what the statement says of the
same records.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from newsroom.coverage.counting import Fact, Figure, Item, counts, figure
from newsroom.periods import Period

from .compiling import Reported


@dataclass(frozen=True, kw_only=True)
class Bearer:
    """An organisation that bears a duty. `code` is its slug; `ended` the day from which it no longer exists."""

    code: str
    name: str
    kind: str = ""
    ended: date | None = None


@dataclass(frozen=True, kw_only=True)
class Charge:
    """A duty as the plan has it, before anything is counted. Items and channels are labels and codes."""

    label: str
    summary: str
    bearers: tuple[Bearer, ...]
    items: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    channel_names: tuple[str, ...] = ()
    is_measured: bool = True

    def covers(self, fact: Fact, items: Mapping[str, Item]) -> bool:
        """Whether a record lies in its channels and serves one of its items, whoever published it."""
        if self.channels and fact.channel not in self.channels:
            return False
        return not self.items or any(items[label].theme_ids & fact.theme_ids for label in self.items)


@dataclass(frozen=True, kw_only=True)
class Activity:
    """A reported activity as far as duties look at it. `items` are labels."""

    organisation: str
    channel: str
    items: frozenset[str]
    reported: Reported

    def serves(self, charge: Charge) -> bool:
        if charge.channels and self.channel not in charge.channels:
            return False
        return not charge.items or bool(self.items & set(charge.items))


@dataclass(frozen=True, kw_only=True)
class Borne:
    """What one bearer did under one duty: as the ledger saw it, and beside it what it reported."""

    bearer: Bearer
    figure: Figure
    reported: Reported

    @property
    def is_empty(self) -> bool:
        """Neither seen nor reported."""
        return not self.figure.appearances and not self.reported.activities


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A duty with its bearers. `figure` is of all of them together, each work once. Unmeasured: figures are noughts."""

    charge: Charge
    figure: Figure = field(default_factory=Figure)
    reported: Reported = field(default_factory=Reported)
    borne: tuple[Borne, ...] = ()

    @property
    def empty(self) -> tuple[Borne, ...]:
        """Bearers of whom nothing is known, none for a duty that is not measured."""
        return tuple(each for each in self.borne if each.is_empty) if self.charge.is_measured else ()

    @property
    def told(self) -> tuple[Borne, ...]:
        """Bearers with something: those whom the ledger did not see first."""
        those = [each for each in self.borne if not each.is_empty]
        return tuple(sorted(those, key=lambda each: bool(each.figure.appearances)))

    @property
    def is_empty(self) -> bool:
        """Whether it is measured, and nobody did anything."""
        return self.charge.is_measured and len(self.empty) == len(self.borne)


@dataclass(frozen=True, kw_only=True)
class DutySheet:
    """Every duty of a plan in a period, in printed order. `organisations` as in `Statement`."""

    plan_number: str
    plan_title: str
    plan_year: int
    plan_is_sample: bool
    period: Period
    period_name: str
    duties: tuple[Duty, ...]
    organisations: tuple[str, ...] | None = None

    @property
    def empty(self) -> tuple[Duty, ...]:
        return tuple(duty for duty in self.duties if duty.is_empty)


def weigh(
    charges: Iterable[Charge],
    *,
    facts: Iterable[Fact],
    activities: Iterable[Activity],
    items: Iterable[Item],
    period: Period,
) -> tuple[Duty, ...]:
    """Each duty with what its bearers did in the period. A bearer that has ended stands there only if it did something.

    Rows of bearers are in the order given.
    """
    by_label = {item.label: item for item in items}
    seen: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if counts(fact, period.start, period.stop):
            seen[fact.organisation].append(fact)
    said: dict[str, list[Activity]] = defaultdict(list)
    for activity in activities:
        said[activity.organisation].append(activity)
    return tuple(_duty(charge, seen, said, by_label) for charge in charges)


def _duty(
    charge: Charge, seen: Mapping[str, list[Fact]], said: Mapping[str, list[Activity]], items: Mapping[str, Item]
) -> Duty:
    if not charge.is_measured:
        borne = tuple(
            Borne(bearer=bearer, figure=Figure(), reported=Reported()) for bearer in charge.bearers if not bearer.ended
        )
        return Duty(charge=charge, borne=borne)
    everything: list[Fact] = []
    rows = []
    for bearer in charge.bearers:
        theirs = [fact for fact in seen.get(bearer.code, ()) if charge.covers(fact, items)]
        told = sum((each.reported for each in said.get(bearer.code, ()) if each.serves(charge)), Reported())
        row = Borne(bearer=bearer, figure=figure(theirs), reported=told)
        if not bearer.ended or not row.is_empty:
            rows.append(row)
            everything += theirs
    return Duty(
        charge=charge,
        figure=figure(everything),
        reported=sum((row.reported for row in rows), Reported()),
        borne=tuple(rows),
    )
