"""Who owes a report, for when, and where it stands: pure.

Source of the days: the plan's own clause (174/KH-UBND, IV.2: units report "chậm nhất ngày 15 của tháng cuối kỳ báo
cáo"), laid over the windows of `newsroom.periods`. A report sent on the due day itself is in time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from newsroom.periods import Period, Regime, periods_of


class Progress(StrEnum):
    """Where one organisation's report on one period stands, in the order in which a planner asks after it."""

    LATE = "late"  # the day has passed and nothing was ever sent, whether or not a draft exists
    RETURNED = "returned"  # was sent, and came back for changes
    AWAITED = "awaited"  # nothing yet, and still in time
    DRAFT = "draft"  # being written, and still in time
    NOT_BEGUN = "not-begun"  # the window has not opened: there is nothing to report yet
    SENT_LATE = "sent-late"
    SENT = "sent"

    @property
    def is_with_the_recipient(self) -> bool:
        return self in (Progress.SENT, Progress.SENT_LATE)


@dataclass(frozen=True, kw_only=True)
class Track:
    """`days` left until the due day (negative: past it); for LATE and SENT_LATE the days over it, above zero."""

    progress: Progress
    days: int


@dataclass(frozen=True, kw_only=True)
class Duty:
    """A reporting duty without its database: who bears it, for which kinds of period, by which day of the month."""

    due_day: int
    kinds: frozenset[str]
    bearer_ids: frozenset[int] = frozenset()
    bearer_kinds: frozenset[str] = frozenset()

    def is_borne_by(self, *, organisation_id: int, kind: str) -> bool:
        return organisation_id in self.bearer_ids or kind in self.bearer_kinds


def track(*, period: Period, today: date, opened: bool, is_sent: bool, first_sent_on: date | None) -> Track:
    """Where a report stands on a local day.

    What counts for punctuality is the day on which it was *first* sent: handing it back for changes makes
    nobody late. Being sent without ever having been sent is a contradiction: ValueError.
    """
    if is_sent:
        if first_sent_on is None:
            raise ValueError("A report that is sent was sent on some day.")
        over = (first_sent_on - period.due).days
        return Track(progress=Progress.SENT_LATE, days=over) if over > 0 else Track(progress=Progress.SENT, days=-over)
    left = (period.due - today).days
    if first_sent_on is not None:
        return Track(progress=Progress.RETURNED, days=left)
    if left < 0:
        return Track(progress=Progress.LATE, days=-left)
    if opened:
        return Track(progress=Progress.DRAFT, days=left)
    return Track(progress=Progress.NOT_BEGUN if today < period.start else Progress.AWAITED, days=left)


def periods_asked(duties: Iterable[Duty], *, year: int, regime: Regime) -> dict[str, Period]:
    """code → period for every period of the year that some duty asks for, by due day, the shorter first.

    The day is the duty's own; where two duties ask for the same period, the earlier day.
    """
    found: dict[str, Period] = {}
    for duty in duties:
        for period in periods_of(year, replace(regime, unit_due_day=duty.due_day)):
            known = found.get(period.code)
            if period.kind.value in duty.kinds and (known is None or period.due < known.due):
                found[period.code] = period
    return {period.code: period for period in sorted(found.values(), key=lambda p: (p.due, p.days))}


def period_owed(
    duties: Iterable[Duty],
    *,
    code: str,
    year: int,
    regime: Regime,
    organisation_id: int,
    kind: str,
    valid_from: date | None,
    valid_to: date | None,
) -> Period | None:
    """The period that the organisation must report on, with its due day; None: nothing obliges it.

    An organisation owes what it existed to see the end of: one that ended (`valid_to`, exclusive) on or before
    the period's last day leaves the report to its successors.
    """
    borne = [duty for duty in duties if duty.is_borne_by(organisation_id=organisation_id, kind=kind)]
    period = periods_asked(borne, year=year, regime=regime).get(code)
    if period is None:
        return None
    existed = (valid_from is None or valid_from <= period.last_day) and (valid_to is None or period.last_day < valid_to)
    return period if existed else None


def in_hand(periods: Iterable[Period], today: date) -> Period | None:
    """The period that is on everybody's desk: the one whose due day is nearest, the shorter of two. None of none."""
    return min(periods, key=lambda p: (abs((p.due - today).days), p.days), default=None)
