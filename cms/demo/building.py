"""The order in which the demo is built. Each step finds what it made before and leaves it alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from cms.website.models import HomePage

from . import deeds, indexing, programmes, province, reports, signing, stations, stories
from .progress import Progress

RECENT = timedelta(weeks=8)


def build(*, progress: Progress, now: datetime, port: int) -> int:
    """Everything, in order; how many things were made now, 0 when all was there.

    `now` decides what "the last eight weeks" are, `port` where the sample feeds are served.
    """
    today = timezone.localdate(now)
    is_new = not HomePage.objects.exists()
    with progress.step("Cơ quan, chủ đề, hình thức tuyên truyền"), indexing.left_for_later():
        province.load_ground(at=now)
    with progress.step("Kế hoạch 174/KH-UBND và kế hoạch mẫu năm nay"):
        province.load_plans(today=today, first_recent_day=today - RECENT, at=now)
    with progress.step("Trang chủ, tòa soạn, tài khoản"):
        home = province.build_site()
        province.open_outlets(home=home, by=None, at=now)
        province.hire(at=now)
    with indexing.left_for_later():
        made = _fill(progress=progress, now=now, port=port)
    if made or is_new:
        with progress.step("Chỉ mục tìm kiếm"):
            indexing.catch_up()
    return made


def _fill(*, progress: Progress, now: datetime, port: int) -> int:
    made = 0
    with progress.step("Tin, bài năm 2024"):
        made += stories.write_year(progress, now=now)
    with progress.step("Phát thanh, truyền hình năm 2024"):
        made += programmes.write_broadcasts(progress)
    with progress.step("Chuyên mục hằng tuần năm 2024"):
        made += programmes.write_column_of_the_year(progress)
    with progress.step("Hoạt động nhập tay, báo cáo của đơn vị"):
        made += deeds.write_by_hand(progress, at=now)
        made += reports.write_reports(progress, now=now)
    with progress.step("Báo cáo kỳ đã chốt, đã ký"):
        made += signing.sign_reports(progress)
    with progress.step("Tám tuần gần đây"):
        made += stories.write_recent(progress, now=now)
        made += stories.write_waiting(now=now)
        made += programmes.write_column_of_today(progress, now=now)
    with progress.step("Chín đài, trạm cơ sở, tin RSS và tin gửi tay"):
        made += stations.open_stations(port=port, now=now)
        made += stations.send_by_hand(now=now)
        made += stations.triage(now=now)
        made += stations.republish_some(now=now)
    return made
