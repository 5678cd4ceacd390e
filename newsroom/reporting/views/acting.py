"""What the person who asks may do with a report now: one main action, and those beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .. import permitting
from ..models import Report
from .asking import Asked

FREEZE = "newsroom_reporting.freeze_report"


@dataclass(frozen=True)
class Rights:
    """From standing and permissions, asked once a request."""

    writes: bool
    freezes: bool
    compares: bool

    @classmethod
    def of(cls, request, standing) -> Rights:
        superuser = request.user.is_superuser
        return cls(
            writes=permitting.may_write(standing, is_superuser=superuser),
            freezes=permitting.may_freeze(
                standing, may_freeze_reports=request.user.has_perm(FREEZE), is_superuser=superuser
            ),
            compares=permitting.may_compare(standing),
        )


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do. Without a `slug` it is a link to `url`; with one it is posted, `asks_why` with a reason."""

    label: str
    icon: str
    slug: str = ""
    url: str = ""
    asks_why: bool = False


def steps(question: Asked, report: Report | None, rights: Rights, *, today: date) -> list[Step]:
    """The open steps, the main one first; empty for those who only read."""
    if report is None:
        begin = Step(label=_("Begin the report"), icon="plus", slug="lap")
        return [begin] if rights.writes and question.period.start <= today else []
    if report.is_writable and rights.writes:
        return [
            Step(label=pgettext("report", "Submit"), icon="upload", slug="trinh"),
            Step(label=_("Write"), icon="edit", url=question.address("report_edit", ban="")),
        ]
    if report.is_freezable and rights.freezes:
        back = Step(label=pgettext("report", "Hand back"), icon="undo", slug="tra-lai", asks_why=True)
        freeze = Step(label=_("Freeze the figures"), icon="lock", slug="chot")
        return [freeze, back] if question.period.stop <= today else [back]
    if report.is_frozen and rights.freezes:
        return [Step(label=pgettext("report", "Reopen"), icon="lock-open", slug="mo-lai", asks_why=True)]
    return []


def waits_for(report: Report | None, period, *, today: date) -> str:
    """What happens next and who does it, for everybody: the sentence of the banner."""
    if report is None:
        if today < period.start:
            return _("The period has not begun.")
        return _("No report has been begun: Sở Nội vụ writes and submits it.")
    if report.is_writable:
        return _("Being written: Sở Nội vụ submits it when it is complete.")
    if report.is_freezable:
        if today < period.stop:
            return _("Submitted: it can be frozen after %(day)s, when the period's data close.") % {
                "day": f"{period.last_day:%d/%m/%Y}"
            }
        return _("Submitted: waits to be frozen.")
    return _("Frozen: nothing changes these figures. Later changes of the ledger are listed as adjustments.")
