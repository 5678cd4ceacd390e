"""Verbs about an agency's report: open, write lines, send, return. The only writers of this room.

Times are aware datetimes; days are local. Who *may* do it is asked by the screens (`permitting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom import text
from newsroom.organisations.models import Organisation
from newsroom.periods import Period, local_day
from newsroom.plan.models import Channel, Plan, PlanItem, Unit

from .. import permitting
from ..models import ActivityLine, Return, Submission
from .refusing import (
    AlreadySent,
    BrokenRows,
    Incomplete,
    LineGone,
    NoReason,
    NotAnOutlet,
    NotBegun,
    NotCounted,
    NotDoneYet,
    NothingToSend,
    NotOfThePlan,
    NotSent,
    OutputTooSmall,
    OutsideThePeriod,
    SomethingToSend,
    SubmissionError,
)

MEASURES = ("minutes", "persons", "copies")
FIELDS = frozenset({"channel", "items", "day", "title", "quantity", "evidence", *MEASURES})


@transaction.atomic
def open_submission(*, plan: Plan, organisation: Organisation, period: Period, by, at: datetime) -> Submission:
    """The organisation's report on that period, as it stands, or a new draft. Opening twice is opening once.

    Whether anything obliges the organisation is not asked: a commune may report what nobody demanded. Raises
    NotOfThePlan, NotBegun.
    """
    if period.year != plan.year:
        raise NotOfThePlan(_("The plan is of %(year)d: choose a period of that year.") % {"year": plan.year})
    if local_day(at) < period.start:
        raise NotBegun(_("This period begins on %(day)s.") % {"day": _said(period.start)})
    return Submission.objects.get_or_create(
        plan=plan,
        organisation=organisation,
        year=period.year,
        period_code=period.code,
        defaults={"opened_at": at, "opened_by": by, "changed_at": at, "changed_by": by},
    )[0]


@transaction.atomic
def annotate(
    *, submission: Submission, note: str, nothing_to_report: bool, output: int | None = None, by, at: datetime
) -> Submission:
    """Set the remarks (line breaks stay), and whether the agency says that nothing took place.

    `output` is how many pieces an outlet put out in the period, whatever they were about; None when it does not say.
    Raises AlreadySent, NotAnOutlet, OutputTooSmall.
    """
    submission = _draft(submission)
    if output is not None and not permitting.enters_output(submission.organisation.kind):
        raise NotAnOutlet(_("Only newspapers, stations and portals say how many pieces they put out."))
    if output is not None and output < 1:
        raise OutputTooSmall(_("Leave the total empty when there is none."))
    submission.output = output
    submission.note = _paragraphs(note)
    submission.nothing_to_report = nothing_to_report
    return _changed(submission, by, at)


@transaction.atomic
def add_line(*, submission: Submission, by, at: datetime, **values) -> ActivityLine:
    """One more activity. `values`: channel, day, title, evidence; items, quantity (1), minutes, persons, copies.

    Raises AlreadySent, OutsideThePeriod, NotDoneYet, Incomplete, NotCounted, NotOfThePlan.
    """
    submission = _draft(submission)
    line = _write(ActivityLine(submission=submission), values, at)
    _changed(submission, by, at)
    return line


@transaction.atomic
def change_line(*, line: ActivityLine, changes: Mapping[str, Any], by, at: datetime) -> ActivityLine:
    """Change an activity of a draft; `changes` holds any of the values of `add_line`, and raises as it does."""
    submission = _draft(line.submission)
    line = _write(ActivityLine.objects.select_related("channel").get(pk=line.pk), changes, at, submission)
    _changed(submission, by, at)
    return line


@transaction.atomic
def remove_line(*, line: ActivityLine, by, at: datetime) -> None:
    """Take an activity out of a draft. Raises AlreadySent."""
    submission = _draft(line.submission)
    line.delete()
    _changed(submission, by, at)


@transaction.atomic
def keep_rows(*, submission: Submission, rows: Iterable[tuple[int | None, Mapping | None]], by, at: datetime) -> None:
    """Write a whole form at once, all of it or nothing.

    A row is (the line's key, its values): no key adds a line, no values removes it. Raises AlreadySent, and
    BrokenRows with an error for *every* row that cannot be kept.
    """
    submission = _draft(submission)
    lines = {line.pk: line for line in submission.lines.select_related("channel")}
    errors: dict[int, SubmissionError] = {}
    for place, (key, values) in enumerate(rows):
        line = lines.get(key) if key else ActivityLine(submission=submission)
        try:
            if values is None:
                if line is not None and line.pk:
                    line.delete()
            elif line is None:
                raise LineGone(_("Somebody else has removed this activity meanwhile: add it again if it is needed."))
            else:
                _write(line, values, at, submission)
        except SubmissionError as error:
            errors[place] = error
    if errors:
        raise BrokenRows(errors)
    _changed(submission, by, at)


@transaction.atomic
def send(*, submission: Submission, by, at: datetime) -> Submission:
    """Hand the report in: from now on read-only, and shown beside the ledger's figures.

    Raises AlreadySent; NothingToSend without a line, unless the draft says that nothing took place;
    SomethingToSend when it says so and has lines.
    """
    submission = _draft(submission)
    has_lines = submission.lines.exists()
    if not has_lines and not submission.nothing_to_report:
        raise NothingToSend(_("Report at least one activity, or state that nothing took place in this period."))
    if has_lines and submission.nothing_to_report:
        raise SomethingToSend(_("The report lists activities and says that nothing took place: keep one of the two."))
    submission.state = Submission.State.SENT
    submission.sent_at, submission.sent_by = at, by
    submission.first_sent_at = submission.first_sent_at or at
    submission.save()
    return submission


@transaction.atomic
def return_submission(*, submission: Submission, reason: str, by, at: datetime) -> Submission:
    """Hand a sent report back for changes. The reason, and who had sent it when, are kept as a `Return`.

    Raises NotSent, NoReason.
    """
    submission = _locked(submission)
    if not submission.is_sent:
        raise NotSent(_("This report has not been sent, so it cannot be returned."))
    if not (reason := _paragraphs(reason)):
        raise NoReason(_("Say what has to be changed."))
    Return.objects.create(
        submission=submission,
        reason=reason,
        sent_at=submission.sent_at,
        sent_by=submission.sent_by,
        returned_at=at,
        returned_by=by,
    )
    submission.state = Submission.State.DRAFT
    submission.sent_at = submission.sent_by = None
    submission.save()
    return submission


def counts_by_the_copy(channel: Channel) -> bool:
    """Leaflets and the like: the quantity *is* the number of copies, and nobody is asked for it twice."""
    return channel.counts_copies and channel.unit == Unit.COPY


def _locked(submission: Submission) -> Submission:
    """As the database has it, held until the end of the transaction: sending and writing must not cross."""
    return Submission.objects.select_for_update(of=("self",)).select_related("plan__regime").get(pk=submission.pk)


def _draft(submission: Submission) -> Submission:
    submission = _locked(submission)
    if submission.is_sent:
        raise AlreadySent(_("This report has been sent: it can be changed only after it is returned."))
    return submission


def _changed(submission: Submission, by, at: datetime) -> Submission:
    submission.changed_at, submission.changed_by = at, by
    submission.save()
    return submission


def _write(line: ActivityLine, values: Mapping[str, Any], at: datetime, submission=None) -> ActivityLine:
    if unknown := set(values) - FIELDS:
        raise TypeError(f"An activity has no {', '.join(sorted(unknown))}.")
    submission = submission or line.submission
    for name in set(values) - {"items"}:
        setattr(line, name, values[name])
    line.title = text.canonical(line.title)
    line.evidence = _paragraphs(line.evidence)
    if counts_by_the_copy(line.channel):
        line.copies = line.quantity
    _check(line, submission.period, at)
    items = values.get("items")
    if items is not None:
        items = _of_the_plan(items, submission.plan)
    line.save()
    if items is not None:
        line.items.set(items)
    return line


def _check(line: ActivityLine, period: Period, at: datetime) -> None:
    if not (line.title and line.evidence and line.day and line.quantity and line.quantity > 0):
        raise Incomplete(_("An activity needs its name, its day, a quantity above zero and its evidence."))
    if line.day not in period:
        raise OutsideThePeriod(
            _("The day %(day)s lies outside the period (%(first)s – %(last)s).")
            % {"day": _said(line.day), "first": _said(period.start), "last": _said(period.last_day)}
        )
    if line.day > local_day(at):
        raise NotDoneYet(_("The day %(day)s is still to come.") % {"day": _said(line.day)})
    for measure in MEASURES:
        if getattr(line, measure) is not None and not getattr(line.channel, f"counts_{measure}"):
            said = {"channel": line.channel, "measure": line._meta.get_field(measure).verbose_name}
            raise NotCounted(_("“%(channel)s” does not count %(measure)s: leave it empty.") % said, field=measure)


def _said(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _of_the_plan(items: Iterable[PlanItem], plan: Plan) -> list[PlanItem]:
    items = list(items)
    if any(item.plan_id != plan.pk for item in items):
        raise NotOfThePlan(_("Choose content items of the plan %(plan)s.") % {"plan": plan.number})
    return items


def _paragraphs(words: str) -> str:
    """Spelled one way, line breaks kept, no empty line at either end."""
    return "\n".join(text.canonical(line) for line in (words or "").splitlines()).strip()
