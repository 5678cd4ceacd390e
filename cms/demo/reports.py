"""What agencies say that they did: reports of 2024 sent in time, late or not at all, and a draft of today's period."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from newsroom import periods
from newsroom.organisations.models import Organisation
from newsroom.periods import Kind, Period
from newsroom.plan.models import Channel, Plan, PlanItem
from newsroom.submissions import permitting
from newsroom.submissions.actions import add_line, annotate, open_submission, send
from newsroom.submissions.models import Submission
from newsroom.submissions.querysets import bearers_of, duties_of

from . import corpus, province

REPORTED_2024 = ("quy-1", "quy-2", "6-thang-dau", "quy-3")
"""Periods of which the sample agencies reported; the rest is left to whoever tries the demo."""

HABITS = (["in time"] * 7) + (["late"] * 2) + ["never"]

LINES = [
    (
        "giao-ban-hop-dinh-ky",
        "II.1.2",
        "Lồng ghép CCHC trong giao ban tháng",
        (1, 3),
        "Biên bản, thông báo kết luận",
    ),
    ("cong-don-vi", "II.1.4", "Tin, bài CCHC trên trang thông tin điện tử", (3, 14), "Danh mục đường dẫn kèm theo"),
    ("mang-xa-hoi", "II.1.4", "Bài đăng về dịch vụ công trực tuyến", (2, 20), "Ảnh chụp màn hình"),
    ("tap-huan", "II.1.4", "Tập huấn kỹ năng nộp hồ sơ trực tuyến", (1, 2), "Giấy mời, danh sách ký tên"),
    ("to-roi", "II.1.4", "Tờ rơi hướng dẫn nộp hồ sơ qua bưu chính", (200, 1500), "Hóa đơn in, biên bản bàn giao"),
]
"""Channel, content item, what was done, lowest and highest quantity, evidence."""


def write_reports(progress, *, now: datetime) -> int:
    """Reports of the agencies of 2024 and of today's province; how many were opened now."""
    channels = {channel.code: channel for channel in Channel.objects.all()}
    made = 0
    plan = Plan.objects.get(number="174/KH-UBND", year=2024)
    for code in REPORTED_2024:
        made += _period(plan, periods.period(2024, code, plan.regime.rule()), channels, now)
    return made + _today(channels, now)


def _period(plan: Plan, period: Period, channels: dict[str, Channel], now: datetime) -> int:
    bearers = list(bearers_of(duties_of(plan), last_day=period.last_day).order_by("slug"))
    known = set(Submission.objects.on(plan=plan, period=period).values_list("organisation_id", flat=True))
    made = 0
    for organisation in bearers:
        random = corpus.chance("report", period.code, organisation.slug)
        habit = random.choice(HABITS)
        if habit == "never" or organisation.pk in known:
            continue
        days = -random.randint(0, 6) if habit == "in time" else random.randint(1, 12)
        at = _afternoon(period.due + timedelta(days=days), random)
        submission = open_submission(plan=plan, organisation=organisation, period=period, by=None, at=at)
        for line in random.sample(LINES, k=random.randint(2, 4)):
            _line(submission, line, period, channels, random, at)
        if permitting.enters_output(organisation.kind):
            # A sample: with the whole output the report tells which share was about administrative reform.
            output = random.randint(300, 1200) * (3 if period.kind is Kind.QUARTER else 6)
            annotate(submission=submission, note="", nothing_to_report=False, output=output, by=None, at=at)
        send(submission=submission, by=None, at=at)
        made += 1
    return made


def _today(channels: dict[str, Channel], now: datetime) -> int:
    """The draft that the agency officer of the demo finds on his desk."""
    today = timezone.localdate(now)
    plan = Plan.objects.filter(year=periods.containing(today, Kind.YEAR).year).order_by("is_sample").first()
    if plan is None or plan.year == 2024:
        return 0
    period = periods.containing(today, Kind.QUARTER, plan.regime.rule())
    organisation = Organisation.objects.get(slug=province.OFFICER_TODAY)
    if Submission.objects.on(plan=plan, period=period).filter(organisation=organisation).exists():
        return 0
    officer = province.person("canbo")
    submission = open_submission(plan=plan, organisation=organisation, period=period, by=officer, at=now)
    random = corpus.chance("report", "today")
    for line in LINES[:2]:
        _line(submission, line, period, channels, random, now, by=officer)
    annotate(submission=submission, note="Bản nháp mẫu.", nothing_to_report=False, by=officer, at=now)
    return 1


def _line(submission, line, period: Period, channels, random, at: datetime, *, by=None) -> None:
    code, item, title, (low, high), evidence = line
    channel = channels[code]
    last = min(period.last_day, timezone.localdate(at))
    quantity = random.randint(low, high)
    add_line(
        submission=submission,
        channel=channel,
        items=PlanItem.objects.filter(plan=submission.plan, clause__label=item),
        day=period.start + timedelta(days=random.randint(0, (last - period.start).days)),
        title=title,
        evidence=f"{evidence} (mẫu)",
        quantity=quantity,
        persons=random.randint(30, 180) if channel.counts_persons else None,
        copies=quantity if channel.counts_copies else None,
        by=by,
        at=at,
    )


def _afternoon(day: date, random) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(random.randint(13, 17), random.randrange(60))))
