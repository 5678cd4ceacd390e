"""The admin's front page says what waits for whom."""

import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from feeds.models import Entry, Feed
from newsroom.coverage.models import CoverageRecord
from newsroom.organisations.actions import appoint
from newsroom.plan.models import Clause, ReportingDuty, Target
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 6, 10, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


def home_of(client, role, organisation):
    user = factories.user()
    appoint(user=user, organisation=organisation, role=role, by=None, at=NOW)
    client.force_login(user)
    return client.get("/admin/").content.decode()


def entries(number):
    feed = Feed.objects.create(url="https://dai.example/rss.xml")
    for key in range(number):
        Entry.objects.create(
            feed=feed, identity=str(key), title=f"Tin {key}", first_title="", content_hash="", first_seen_at=NOW
        )


def test_an_editor_is_told_how_many_entries_wait(client):
    entries(3)
    assert "3 tin đang chờ duyệt trong Hộp tin về" in home_of(client, "editor", factories.organisation())


def test_a_reporter_is_not_asked_to_triage(client):
    entries(3)
    assert "chờ duyệt trong Hộp tin về" not in home_of(client, "reporter", factories.organisation())


def test_days_until_the_report_are_counted_to_the_day(client):
    factories.plan()
    page = home_of(client, "planner", factories.organisation("Sở Nội vụ", kind="department"))
    assert "15/06/2024" in page
    assert "còn 5 ngày" in page


def test_an_officer_sees_the_figures_of_the_own_agency_only(client):
    factories.plan()
    ours = factories.organisation("UBND huyện Vũ Thư", kind="district")
    factories.record(organisation=ours)
    factories.record(organisation=factories.organisation("Báo Sông Trà"))
    assert CoverageRecord.objects.count() == 2
    assert tile(home_of(client, "officer", ours), "Số liệu tạm tính") == "1"


def test_an_analyst_sees_all_figures(client):
    factories.plan()
    factories.record(organisation=factories.organisation("Báo Sông Trà"))
    factories.record(organisation=factories.organisation("UBND huyện Vũ Thư", kind="district"))
    page = home_of(client, "analyst", factories.organisation("Sở TT&TT", kind="department"))
    assert tile(page, "Số liệu tạm tính") == "2"


def test_an_unsettled_episode_is_the_station_s_business_and_no_other_editor_s(client):
    from newsroom.broadcasts.models import Episode, Series

    station = factories.organisation("Đài Sông Trà", kind="broadcaster")
    series = Series.objects.create(
        slug="s",
        name="Chuyên mục",
        organisation=station,
        channel=factories.channel("chuyen-muc"),
        slot="19:45",
        minutes=15,
        first_day=NOW.date() - timedelta(days=30),
    )
    slot = timezone.now() - timedelta(days=3)
    Episode.objects.create(series=series, planned_for=slot, starts_at=slot, minutes=15)
    asked = "Ghi nhận số phát sóng"
    assert asked in home_of(client, "editor", station)
    assert asked not in home_of(client, "editor", factories.organisation("Báo Sông Trà"))


def tile(page, label):
    """The figure of one tile of the board, by its label."""
    found = re.search(rf'board__label">{label}.*?board__value">([^<]*)<', page, re.DOTALL)
    return found[1] if found else None


def test_an_editor_s_board_is_that_of_the_own_outlet_and_opens_its_records(client):
    theme = factories.theme()
    factories.plan(items={"II.1.1": [theme]})
    ours, theirs = factories.organisation("Báo Sông Trà"), factories.organisation("Cổng Sông Trà", kind="portal")
    for of in (ours, theirs, theirs):
        factories.record(organisation=of, themes=[theme])
    page = home_of(client, "editor", ours)
    assert tile(page, "Số liệu tạm tính") == "1"
    assert "tính đến hết ngày 14/06, còn 4 ngày" in page
    (address,) = re.findall(r'href="(/bao-cao/2024/quy-2/ban-ghi[^"]*)"', page)
    records = client.get(address.replace("&amp;", "&")).content.decode()
    assert records.count("data-record=") == 1


def test_a_planner_sees_who_is_late_and_an_officer_does_not(client):
    plan = factories.plan()
    clause = Clause.objects.create(plan=plan, label="IV.2", position=99, kind="reporting")
    duty = ReportingDuty.objects.create(
        plan=plan, clause=clause, recipient=plan.issuer, due_day=15, kinds=["quarter"], bearer_kinds=["district"]
    )
    officer_of = factories.organisation("UBND huyện Vũ Thư", kind="district")
    factories.organisation("UBND huyện Tiền Hải", kind="district")
    home = factories.organisation("Sở Nội vụ", kind="department")
    assert duty.bearers.count() == 0
    assert tile(home_of(client, "planner", home), "Báo cáo đang chờ") == "2"
    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        page = home_of(client, "planner", home)
        assert tile(page, "Đơn vị trễ hạn") == "2"
        assert page.count("trễ hạn") >= 1
        assert tile(home_of(client, "officer", officer_of), "Đơn vị trễ hạn") is None
    assert tile(home_of(client, "officer", officer_of), "Hạn báo cáo") == "15/06/2024"


def test_targets_stand_with_what_is_missing(client):
    plan = factories.plan()
    ours = factories.organisation("Báo Sông Trà")
    Target.objects.create(plan=plan, organisation=ours, measure="works", quantity=3, every="quarter")
    factories.record(organisation=ours)
    page = home_of(client, "reporter", ours)
    assert tile(page, "Chỉ tiêu đã đạt") == "0/1"
    assert "<b>1/3</b> tác phẩm – còn 2" in page


def test_someone_without_a_role_is_told_how_to_get_one_and_sees_no_figure(client):
    factories.plan()
    factories.record()
    client.force_login(factories.user())
    page = client.get("/admin/").content.decode()
    assert "Bạn chưa được phân công" in page
    assert "board__value" not in page


def test_without_a_plan_the_board_says_what_will_stand_there(client):
    assert "Chưa có kế hoạch nào cho năm nay" in home_of(client, "planner", factories.organisation())


def test_a_chart_has_its_table_beside_it_and_its_numbers_are_the_same(client):
    theme = factories.theme()
    factories.plan(items={"II.1.1": [theme], "II.1.2": []})
    ours = factories.organisation("Báo Sông Trà")
    factories.record(organisation=ours, themes=[theme])
    page = home_of(client, "reporter", ours)
    drawn = json.loads(re.search(r'<script id="board-chart" type="application/json">(.*?)</script>', page)[1])
    assert (drawn["labels"], drawn["series"][0]["values"]) == (["II.1.1", "II.1.2"], [1, 0])
    told = re.findall(r'<th scope="row"><b>([^<]*)</b>.*?board__number">(?:<a[^>]*>)?(\d+)', page, re.DOTALL)
    assert told == [("II.1.1", "1"), ("II.1.2", "0")]


def test_the_front_page_asks_no_more_when_more_waits(client, django_assert_max_num_queries):
    entries(1)
    factories.plan(items={"II.1.1": [factories.theme()]})
    home_of(client, "editor", factories.organisation())
    with django_assert_max_num_queries(60) as before:
        client.get("/admin/")
    Feed.objects.all().delete()
    entries(40)
    factories.plan(year=2024, number="2/KH-UBND")
    for number in range(30):
        factories.record(organisation=factories.organisation(f"Đơn vị {number}", kind="department"))
    with django_assert_max_num_queries(len(before)):
        client.get("/admin/")
