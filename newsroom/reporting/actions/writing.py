"""What a report says, written by several people without losing each other's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import REGISTRATION, WORDING, Report, ReportEvent
from .cleaning import cleaned
from .history import ReportError, log, stamp
from .steps import NotNow, locked


class Overtaken(ReportError):
    """Somebody saved after this person had read; `report` is what is stored now. Nothing was written."""

    def __init__(self, message: str, *, report: Report):
        super().__init__(message)
        self.report = report


@transaction.atomic
def write(*, report: Report, words: Mapping[str, object], version: int, by, at: datetime) -> Report:
    """Change what the report says; `words` by field of WORDING and REGISTRATION, `version` the one that was read.

    Rich text is cleaned. What is the same already is not written, and then nobody is overtaken. Raises NotNow when it
    is not to be written in this state, Overtaken when another version is stored.
    """
    if unknown := set(words) - {*WORDING, *REGISTRATION}:
        raise TypeError(f"A report has no {', '.join(sorted(unknown))}.")
    report = locked(report)
    wanted = {name: cleaned(name, value) for name, value in words.items()}
    changed = sorted(name for name, value in wanted.items() if getattr(report, name) != value)
    if not changed:
        return report
    if not report.is_writable:
        raise NotNow(_("This report is submitted or frozen: its text can no longer be changed."), report=report)
    if report.version != version:
        raise Overtaken(
            _("%(who)s has saved this report while you were writing.") % {"who": report.changed_by_name}, report=report
        )
    for name in changed:
        setattr(report, name, wanted[name])
    report.version += 1
    stamp(report, "changed", by=by, at=at)
    report.save()
    log(report, ReportEvent.Kind.WRITTEN, by=by, at=at, changes=changed)
    return report


def add_works(*, report: Report, work_ids, version: int, by, at: datetime) -> Report:
    """Name works among the outstanding ones, as figures that stay alive: a work that leaves the period is noticed.

    Raises as `write`.
    """
    lines = "".join(f"<li>{{{{ tac_pham.{int(work)} }}}}</li>" for work in dict.fromkeys(work_ids))
    if not lines:
        return report
    stored = Report.objects.get(pk=report.pk).outstanding
    html = f"{stored[: -len('</ul>')]}{lines}</ul>" if stored.endswith("</ul>") else f"{stored}<ul>{lines}</ul>"
    return write(report=report, words={"outstanding": html}, version=version, by=by, at=at)
