"""Reports of 2024 that Sở Nội vụ froze and signed, and what happened to their figures afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from newsroom import periods
from newsroom.coverage.actions import correct, withdraw
from newsroom.coverage.models import CoverageRecord, Source
from newsroom.plan.models import Plan
from newsroom.reporting.actions import freeze, open_report, register, reopen, submit, write
from newsroom.reporting.models import Report
from newsroom.themes.models import Theme

from . import province

SIGNATORY = {"signatory": "Nguyễn Văn Mẫu", "capacity": "KT. GIÁM ĐỐC", "office": "PHÓ GIÁM ĐỐC"}


@dataclass(frozen=True)
class Signing:
    """One report: when it was frozen, its number, and for which reason it was frozen again, if it was."""

    code: str
    frozen_on: date
    number: str
    again_on: date | None = None
    why: str = ""


# The reports that the ministry asks for (581/BNV-CCHC); the second quarter is left to whoever tries the demo.
SIGNINGS = [
    Signing("quy-1", date(2024, 3, 18), "61"),
    Signing(
        "6-thang-dau",
        date(2024, 6, 17),
        "148",
        again_on=date(2024, 6, 19),
        why="Báo Thái Bình đối chiếu lại danh mục tác phẩm, đề nghị tính lại trước khi gửi (mẫu)",
    ),
    Signing("quy-3", date(2024, 9, 17), "233"),
]


def sign_reports(progress) -> int:
    """Freeze the reports of the demo; how many snapshots were made now."""
    plan = Plan.objects.select_related("regime").get(number="174/KH-UBND", year=2024)
    made = 0
    for signing in progress.each(SIGNINGS, len(SIGNINGS)):
        period = periods.period(2024, signing.code, plan.regime.rule())
        if not Report.objects.on(plan, period).exists():
            made += _sign(plan, period, signing)
    return made


def _sign(plan: Plan, period: periods.Period, signing: Signing) -> int:
    officer = province.person("noivu")
    begun = _at(signing.frozen_on, 8)
    report = open_report(plan=plan, period=period, by=officer, at=begun)
    report = write(report=report, words=SIGNATORY, version=report.version, by=officer, at=begun)
    submit(report=report, by=officer, at=_at(signing.frozen_on, 9))
    freeze(report=report, by=officer, at=_at(signing.frozen_on, 10))
    register(
        report=report,
        number=signing.number,
        symbol=report.symbol,
        day=signing.again_on or signing.frozen_on,
        by=officer,
        at=_at(signing.frozen_on, 14),
    )
    _adjust(period, at=_at(signing.frozen_on, 15))
    if signing.again_on is None:
        return 1
    reopen(report=report, reason=signing.why, by=officer, at=_at(signing.again_on, 8))
    submit(report=report, by=officer, at=_at(signing.again_on, 9))
    freeze(report=report, by=officer, at=_at(signing.again_on, 10))
    return 2


def _adjust(period: periods.Period, *, at: datetime) -> None:
    """What an analyst set right after the figures were frozen: one more theme, one activity that was entered twice."""
    analyst = province.person("tttt")
    standing = CoverageRecord.objects.standing().during(period).order_by("day", "pk")
    story = standing.filter(source=Source.STORY).last()
    added = Theme.objects.exclude(pk__in=story.themes.all()).order_by("slug").first()
    correct(
        record=story,
        changes={"theme_ids": {*story.themes.values_list("pk", flat=True), added.pk}},
        reason="Gắn thêm chủ đề sau khi đọc lại bài (mẫu)",
        by=analyst,
        at=at,
    )
    twice = standing.filter(source=Source.MANUAL).last()
    if twice is not None:
        withdraw(
            source=twice.source,
            source_key=twice.source_key,
            reason="Đơn vị báo nhập trùng (mẫu)",
            by=analyst,
            at=at,
            settled=True,
        )


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
