"""The admin's front page says what waits for whom."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from feeds.models import Entry, Feed
from newsroom.coverage.models import CoverageRecord
from newsroom.organisations.actions import appoint
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
    assert "1 lượt xuất hiện, 1 tác phẩm" in home_of(client, "officer", ours)


def test_an_analyst_sees_all_figures(client):
    factories.plan()
    factories.record(organisation=factories.organisation("Báo Sông Trà"))
    factories.record(organisation=factories.organisation("UBND huyện Vũ Thư", kind="district"))
    page = home_of(client, "analyst", factories.organisation("Sở TT&TT", kind="department"))
    assert "2 lượt xuất hiện, 2 tác phẩm" in page


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


def test_the_front_page_asks_no_more_when_more_waits(client, django_assert_max_num_queries):
    entries(1)
    home_of(client, "editor", factories.organisation())
    with django_assert_max_num_queries(60) as before:
        client.get("/admin/")
    Feed.objects.all().delete()
    entries(40)
    with django_assert_max_num_queries(len(before)):
        client.get("/admin/")
