"""What happened to a report, written down in the same breath."""

from __future__ import annotations

from datetime import datetime

from newsroom import text

from ..models import Report, ReportEvent


class ReportError(ValueError):
    """Why a step was not taken; the message is for the person who tried."""


class ReasonMissing(ReportError):
    """A step that needs a reason, without one."""


def name_of(by) -> str:
    """How papers and histories name an account: in full, else by its log-in."""
    return (by.get_full_name() or by.get_username())[:150]


def because(reason: str, missing: str) -> str:
    """The reason in one spelling, at most 255 characters. Raises ReasonMissing with the given message."""
    if not (reason := text.canonical(reason or "")[:255]):
        raise ReasonMissing(missing)
    return reason


def log(report: Report, kind: ReportEvent.Kind, *, by, at: datetime, **told) -> None:
    ReportEvent.objects.create(
        report_id=report.pk,
        plan_number=report.plan.number,
        year=report.year,
        period_code=report.period_code,
        kind=kind,
        at=at,
        by_id=by.pk,
        by_name=name_of(by),
        **told,
    )


def stamp(report: Report, step: str, *, by, at: datetime | None) -> None:
    """Say of a step when and by whom it was taken; with `by=None` that it was not."""
    setattr(report, f"{step}_at", at)
    setattr(report, f"{step}_by_id", by.pk if by else None)
    setattr(report, f"{step}_by_name", name_of(by) if by else "")
