"""Holding what is stored against its hashes, against the reports' history, and against its own records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import Report, ReportEvent, Snapshot
from ..sealing import CannotUnseal, differences


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong. `snapshot` says of which, as "174/KH-UBND – quy-2/2024 #1"."""

    snapshot: str
    problem: str


def findings(*, recount: bool = False) -> Iterator[Finding]:
    """Everything that is not as it was frozen; nothing when all is well. Changes nothing.

    `recount` also counts every snapshot's records again and holds them against its figures. One snapshot at a time is
    in memory.
    """
    told = {
        (event.report_id, event.snapshot_number): event
        for event in ReportEvent.objects.filter(kind=ReportEvent.Kind.FROZEN).order_by("pk")
    }
    found = set()
    for snapshot in Snapshot.objects.order_by("pk").iterator(chunk_size=1):
        found.add((snapshot.report_id, snapshot.number))
        event = told.get((snapshot.report_id, snapshot.number))
        for problem in _problems(snapshot, event, recount=recount):
            yield Finding(snapshot=str(snapshot), problem=problem)
    for key in sorted(told.keys() - found):
        event = told[key]
        name = f"{event.plan_number} – {event.period_code}/{event.year} #{event.snapshot_number}"
        yield Finding(snapshot=name, problem=_("It is gone: the report's history tells of its freezing."))
    for report in Report.objects.exclude(edition=0).select_related("plan").order_by("pk"):
        if (report.pk, report.edition) not in found and (report.pk, report.edition) not in told:
            yield Finding(snapshot=f"{report} #{report.edition}", problem=_("It is gone: the report counts on it."))


def _problems(snapshot: Snapshot, event: ReportEvent | None, *, recount: bool) -> Iterator[str]:
    if not snapshot.is_whole:
        yield _("Its text no longer has its hash.")
    if event is None:
        yield _("The report's history knows nothing of its freezing.")
    elif event.sha256 != snapshot.sha256:
        yield _("Its hash is not the one that the report's history tells.")
    try:
        sealed = snapshot.opened(with_records=True)
    except CannotUnseal as problem:
        yield _("Its text cannot be read: %(problem)s") % {"problem": problem}
        return
    period = sealed.statement.period
    columns = {
        "number": sealed.number,
        "report_id": sealed.report_id,
        "plan_id": sealed.plan_id,
        "plan_number": sealed.statement.plan_number,
        "year": period.year,
        "period_code": period.code,
        "frozen_at": sealed.frozen_at,
        "frozen_by_name": sealed.frozen_by,
    }
    for name, value in columns.items():
        if getattr(snapshot, name) != value:
            yield _("The column %(name)s says otherwise than its text.") % {"name": name}
    if recount:
        for difference in differences(sealed):
            yield _("Its figures are not what its records add up to: %(place)s") % {"place": difference}
