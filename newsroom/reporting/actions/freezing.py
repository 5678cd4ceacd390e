"""Freezing and reopening: the one moment at which figures become a document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from newsroom.coverage.models import LedgerEvent
from newsroom.organisations.models import Organisation
from newsroom.periods import Period, local_day
from newsroom.plan.models import Channel, Plan
from newsroom.statements.actions import compile_statement
from newsroom.statements.compiling import Reported, Statement
from newsroom.statements.querysets import counting_in, items_of
from newsroom.submissions.models import ActivityLine, Submission
from newsroom.themes.models import Theme

from ..models import Report, ReportEvent, Snapshot, State
from ..sealing import Kept, Said, Sealed, digest, seal
from .history import ReportError, because, log, name_of, stamp
from .signing import paper_to_seal
from .steps import NotNow, locked

_SERIALISATION_FAILURE = "40001"
_ATTEMPTS = 5


class PeriodNotOver(ReportError):
    """Data of a period close with its last day: what still runs is not frozen (NĐ 09/2019/NĐ-CP, Điều 12)."""


class AlreadyFrozen(NotNow):
    """Somebody else froze it a moment ago; there is one snapshot and it is theirs."""


def freeze(*, report: Report, by, at: datetime) -> Snapshot:
    """Seal figures, records and words of a submitted report as its next snapshot.

    Everything is read at one moment. Of two people at once one freezes and the other gets AlreadyFrozen. Raises NotNow
    in any other state, PeriodNotOver, and UnknownFigures when the text asks for a figure that there is not.
    """
    with translation.override(settings.LANGUAGE_CODE):  # an official paper, whatever language its screen speaks
        return _at_one_moment(lambda: _freeze(report, by=by, at=at))


def _freeze(report: Report, *, by, at: datetime) -> Snapshot:
    report = locked(report)
    if report.is_frozen:
        raise AlreadyFrozen(
            _("%(who)s has frozen this report already.") % {"who": report.frozen_by_name}, report=report
        )
    if not report.is_freezable:
        raise NotNow(_("A report is frozen after it was submitted."), report=report)
    if local_day(at) < report.period.stop:
        raise PeriodNotOver(
            _("The period ends on %(day)s: its figures can be frozen from the day after.")
            % {"day": f"{report.period.last_day:%d/%m/%Y}"}
        )
    number = report.edition + 1
    written = seal(_document(report, number=number, by=by, at=at))
    snapshot = Snapshot.objects.create(
        report_id=report.pk,
        plan_id=report.plan_id,
        plan_number=report.plan.number,
        year=report.year,
        period_code=report.period_code,
        number=number,
        frozen_at=at,
        frozen_by_id=by.pk,
        frozen_by_name=name_of(by),
        sha256=digest(written),
        head=written.head,
        records=written.records,
    )
    report.state, report.edition = State.FROZEN, number
    stamp(report, "frozen", by=by, at=at)
    stamp(report, "reopened", by=None, at=None)
    report.reopening_reason = ""
    report.save()
    log(report, ReportEvent.Kind.FROZEN, by=by, at=at, snapshot_number=number, sha256=snapshot.sha256)
    return snapshot


@transaction.atomic
def reopen(*, report: Report, reason: str, by, at: datetime) -> Report:
    """Open a frozen report again: its text may change and its figures follow the ledger. The snapshot stays.

    Raises ReasonMissing, NotNow.
    """
    reason = because(reason, _("Say why the report is reopened: the reason stays in its history."))
    report = locked(report)
    if not report.is_frozen:
        raise NotNow(_("Only a frozen report can be reopened."), report=report)
    report.state, report.reopening_reason = State.REOPENED, reason
    stamp(report, "submitted", by=None, at=None)
    stamp(report, "frozen", by=None, at=None)
    stamp(report, "reopened", by=by, at=at)
    report.version += 1
    report.save()
    log(report, ReportEvent.Kind.REOPENED, by=by, at=at, reason=reason, snapshot_number=report.edition)
    return report


def document(*, plan: Plan, period: Period) -> tuple[Statement, tuple[Kept, ...]]:
    """Statement and records as they stand now, each record once as lists print it and once as counting reads it."""
    statement = compile_statement(plan=plan, period=period, with_records=True)
    facts = {fact.record_id: fact for fact in counting_in(period, None).facts()}
    return statement, tuple(Kept(line, facts[line.record_id]) for line in statement.records or ())


def names_now(*, plan: Plan, period: Period, kept: tuple[Kept, ...]) -> dict[str, dict[str, str]]:
    """The words under which the figures are read: of themes, items and channels today, of organisations as they were
    called on the period's last day."""
    slugs = {each.fact.organisation for each in kept}
    return {
        "theme": {str(pk): name for pk, name in Theme.objects.values_list("pk", "name")},
        "item": dict(plan.items.values_list("clause__label", "title")),
        "channel": dict(Channel.objects.values_list("code", "name")),
        "organisation": {
            one.slug: one.label_on(period.last_day) for one in Organisation.objects.with_names().filter(slug__in=slugs)
        },
    }


def _document(report: Report, *, number: int, by, at: datetime) -> Sealed:
    plan, period = report.plan, report.period
    statement, kept = document(plan=plan, period=period)
    last = LedgerEvent.objects.order_by("-pk").values_list("pk", flat=True).first()
    return Sealed(
        statement=statement,
        records=kept,
        items=tuple(items_of(plan)),
        names=names_now(plan=plan, period=period, kept=kept),
        reported=tuple(_reported(plan, period)),
        number=number,
        frozen_at=at,
        frozen_by=name_of(by),
        plan_id=plan.pk,
        report_id=report.pk,
        code=_code_version(),
        paper=paper_to_seal(report, statement),
        ledger_event=last or 0,
    )


def _reported(plan: Plan, period: Period):
    lines = ActivityLine.objects.filter(
        submission__plan=plan,
        submission__year=period.year,
        submission__period_code=period.code,
        submission__state=Submission.State.SENT,
    )
    for line in lines.select_related("channel", "submission__organisation").prefetch_related("items__clause"):
        yield Said(
            organisation=line.submission.organisation.slug,
            channel=line.channel.code,
            items=tuple(sorted(item.label for item in line.items.all() if item.plan_id == plan.pk)),
            reported=Reported(
                activities=1,
                quantity=line.quantity,
                minutes=line.minutes or 0,
                persons=line.persons or 0,
                copies=line.copies or 0,
            ),
        )


def _code_version() -> str:
    try:
        return version("cchc-newsroom")
    except PackageNotFoundError:
        return ""


def _at_one_moment(step: Callable[[], Snapshot]) -> Snapshot:
    """Run a step so that all that it reads stood at one moment; begin anew when somebody else was quicker.

    SQLite writes one after the other anyway. PostgreSQL is asked for a repeatable read, and refuses whoever waited for
    a lock in it; the second look then sees what the first person did. Inside another transaction its rules hold.
    """
    if connection.in_atomic_block or connection.vendor != "postgresql":
        with transaction.atomic():
            return step()
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                return step()
        except OperationalError as problem:
            refused = getattr(problem.__cause__, "sqlstate", "") == _SERIALISATION_FAILURE
            if not refused or attempt == _ATTEMPTS:
                raise
    raise AssertionError("unreachable")
