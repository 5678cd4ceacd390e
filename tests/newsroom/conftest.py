"""A quarter that is small enough to count on fingers."""

from datetime import date, time
from types import SimpleNamespace

import pytest

from newsroom.broadcasts.models import Series
from newsroom.coverage.models import Work
from newsroom.periods import period
from newsroom.plan.models import Clause, Target
from tests import factories as make


@pytest.fixture
def quarter(db):
    """Q2/2024 under 174/KH-UBND with two items, three outlets and nine records, eight of them in the quarter.

    Item 1 has themes a and b, item 2 has b and c. What each record is for stands beside it.
    """
    a, b, c, other = (make.theme(name) for name in ("Một cửa", "PAR Index", "SIPAS", "Giao thông"))
    plan = make.plan(items={"II.1.1": [a, b], "II.1.2": [b, c]})
    paper = make.organisation("Báo Thái Bình", kind="newspaper")
    station = make.organisation("Đài PT-TH", kind="broadcaster")
    portal = make.organisation("Cổng tỉnh", kind="portal")
    print_, tv, web, pano, column = (
        make.channel("bao", name="Báo in", position=1),
        make.channel("truyen-hinh", name="Truyền hình", unit="airing", position=2),
        make.channel("cong-tinh", name="Cổng tỉnh", position=3),
        make.channel("pano", name="Pano", unit="copy", position=4),
        make.channel("chuyen-muc-cchc", name="Chuyên mục CCHC", unit="issue", position=5),
    )
    series = Series.objects.create(
        slug="cchc",
        name="Cải cách hành chính",
        organisation=station,
        channel=column,
        rule="FREQ=WEEKLY;BYDAY=FR",
        slot=time(20, 5),
        minutes=15,
        first_day=date(2024, 1, 1),
    )
    duty = Clause.objects.create(plan=plan, label="IV.1.e.1", position=90, kind="duty")
    target = Target.objects.create(
        plan=plan, origin=duty, channel=column, organisation=station, measure="episodes", quantity=1, every="week"
    )
    piece = Work.objects.create(title="Một bài ba nơi")
    first, last = date(2024, 3, 15), date(2024, 6, 14)
    records = [
        make.record(first, themes=[a], organisation=paper, channel=print_, work=piece, title="In báo"),
        make.record(last, themes=[a], organisation=portal, channel=web, work=piece, title="Đăng lại"),
        make.record(last, themes=[a], organisation=station, channel=tv, work=piece, seconds=90, title="Lên sóng"),
        make.record(themes=[b], organisation=paper, channel=print_, title="Hai nội dung"),
        make.record(themes=[c], organisation=station, channel=column, seconds=900, title="Chuyên mục"),
        make.record(themes=[c], organisation=station, channel=column, seconds=900, is_rerun=True, title="Phát lại"),
        make.record(themes=[other], organisation=paper, channel=print_, title="Ngoài các nội dung"),
        make.record(themes=[], organisation=portal, channel=pano, quantity=40, title="Pano"),
    ]
    # Outside: the days before and after, and one that was withdrawn.
    make.record(date(2024, 3, 14), themes=[a], organisation=paper, channel=print_, title="Hôm trước")
    make.record(date(2024, 6, 15), themes=[a], organisation=paper, channel=print_, title="Hôm sau")
    make.record(themes=[a], organisation=paper, channel=print_, withdrawn_at=make.LONG_AGO, title="Đã gỡ")
    return SimpleNamespace(
        plan=plan,
        period=period(2024, "quy-2"),
        records=records,
        paper=paper,
        station=station,
        portal=portal,
        series=series,
        target=target,
        column=column,
        pano=pano,
    )


@pytest.fixture
def planner(quarter):
    return make.user("noi-vu", role="planner", organisation=make.organisation("Sở Nội vụ", kind="department"))
