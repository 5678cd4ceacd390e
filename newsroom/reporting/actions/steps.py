"""The way of a report up to freezing: open, submit, hand back; and what the registry adds."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from newsroom import text
from newsroom.periods import Period
from newsroom.plan.models import Plan

from ..models import Report, ReportEvent, State
from .cleaning import cleaned
from .drafting import first_words
from .history import ReportError, because, log, name_of, stamp


class NotNow(ReportError):
    """A step that the report's state does not allow; `report` is as the database has it."""

    def __init__(self, message: str, *, report: Report | None = None):
        super().__init__(message)
        self.report = report


def locked(report: Report) -> Report:
    """As the database has it, held until the end of the transaction."""
    return (
        Report.objects.select_for_update(of=("self",)).select_related("plan__regime", "plan__issuer").get(pk=report.pk)
    )


@transaction.atomic
def open_report(*, plan: Plan, period: Period, by, at: datetime) -> Report:
    """The report of a plan on a period, begun now with its first words unless somebody began it before.

    Two at once open one.
    """
    found = Report.objects.on(plan, period).select_related("plan__regime").first()
    if found is not None:
        return found
    person = {"by_id": by.pk, "by_name": name_of(by), "at": at}
    begun = {f"{step}_{name}": value for step in ("opened", "changed") for name, value in person.items()}
    begun |= _first_words(plan, period, by)
    try:
        with transaction.atomic():
            report = Report.objects.create(plan=plan, year=period.year, period_code=period.code, **begun)
    except IntegrityError:
        return Report.objects.on(plan, period).select_related("plan__regime").get()
    log(report, ReportEvent.Kind.OPENED, by=by, at=at)
    return report


def _first_words(plan: Plan, period: Period, by) -> dict[str, str]:
    with translation.override(settings.LANGUAGE_CODE):  # an official paper, whatever language its screen speaks
        return {name: cleaned(name, words) for name, words in first_words(plan=plan, period=period, by=by).items()}


@transaction.atomic
def submit(*, report: Report, by, at: datetime, version: int | None = None) -> Report:
    """Vouch for the text and ask for freezing; from now on it is read-only. `version` is the one that was read.

    Raises NotNow, Overtaken.
    """
    report = locked(report)
    if not report.is_writable:
        raise NotNow(_("This report has been submitted already."), report=report)
    if version is not None and version != report.version:
        raise NotNow(
            _("%(who)s has changed the text meanwhile: read it again before you submit it.")
            % {"who": report.changed_by_name},
            report=report,
        )
    report.state = State.SUBMITTED
    stamp(report, "submitted", by=by, at=at)
    report.save()
    log(report, ReportEvent.Kind.SUBMITTED, by=by, at=at)
    return report


@transaction.atomic
def hand_back(*, report: Report, reason: str, by, at: datetime) -> Report:
    """Return a submitted report to those who write it. Raises ReasonMissing, NotNow."""
    reason = because(reason, _("Say what has to be changed."))
    report = locked(report)
    if not report.is_freezable:
        raise NotNow(_("Only a submitted report can be handed back."), report=report)
    report.state = State.REOPENED if report.edition else State.DRAFT
    stamp(report, "submitted", by=None, at=None)
    report.save()
    log(report, ReportEvent.Kind.HANDED_BACK, by=by, at=at, reason=reason)
    return report


@transaction.atomic
def register(*, report: Report, number: str, symbol: str, day: date | None, by, at: datetime) -> Report:
    """Enter what the registry gives the paper: number, symbol and date. In any state: it often comes after freezing.

    The snapshot keeps what was known when it was made; papers print what is registered now.
    """
    report = locked(report)
    wanted = {"number": text.canonical(number)[:30], "symbol": text.canonical(symbol)[:60], "day": day}
    changed = sorted(name for name, value in wanted.items() if getattr(report, name) != value)
    if changed:
        for name, value in wanted.items():
            setattr(report, name, value)
        report.save(update_fields=[*wanted])
        log(report, ReportEvent.Kind.REGISTERED, by=by, at=at, changes=changed)
    return report
