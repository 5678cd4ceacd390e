"""A station's feed entry becomes a number: fetched over HTTP, accepted by an editor, counted in its quarter."""

import pytest
from django.core.management import call_command

from feeds.models import Entry, Feed
from newsroom.coverage.models import CoverageRecord
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme
from newsroom.triage.models import Station
from tests.feeds.serving import Server, answer

from .conftest import Q2, Q3, at, organisation, row, statement

pytestmark = pytest.mark.django_db
MORNING = (2024, 6, 12, 8, 0)
DOCUMENT = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Đài huyện Vũ Thư</title>
<item><title>Vũ Thư đẩy mạnh dịch vụ công trực tuyến toàn trình</title><link>http://dai.example/1</link>
<guid>1</guid><pubDate>11/06/2024 17:30</pubDate><description>Người dân nộp hồ sơ trực tuyến.</description></item>
<item><title>Giải bóng chuyền hơi các thôn</title><link>http://dai.example/2</link>
<guid>2</guid><pubDate>11/06/2024 18:00</pubDate><description>Mười hai đội.</description></item>
</channel></rss>"""


@pytest.fixture
def station(settings):
    """A station that answers on this machine."""
    settings.FEEDS_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    server = Server()
    body = DOCUMENT.encode()
    server.at["/rss.xml"] = answer(headers=[("Content-Type", "application/rss+xml")], body=body)
    yield server
    server.close()


@pytest.fixture
def taken_in(province, station):
    """The administrator adds the feed and says whose voice it is; the clock fetches."""
    administrator = province.browser("quantri")
    with at(*MORNING):
        address = {"url": station.url("/rss.xml"), "is_active": "on"}
        looked = administrator.post("/admin/feeds/feed/new/", address)
        assert "Giải bóng chuyền hơi các thôn" in looked.content.decode()
        kept = administrator.post("/admin/feeds/feed/new/", {**address, "looked_at": address["url"]})
        assert kept.status_code == 302, kept.context["form"].errors
        feed = Feed.objects.get()
        said = administrator.post(
            "/admin/nguon-tin/new/",
            {
                "feed": feed.pk,
                "organisation": organisation("dai-tt-th-vu-thu").pk,
                "channel": Channel.objects.get(code="dai-huyen").pk,
            },
        )
        assert said.status_code == 302, said.context["form"].errors
        call_command("refresh_feeds", "--all", verbosity=0)
    return feed


def verdict(browser, entry, word, **data):
    return browser.post(f"/admin/hop-tin-ve/{entry.pk}/{word}/", data, follow=True)


def test_an_accepted_entry_is_counted_in_its_quarter_and_a_dismissed_one_is_not(province, analyst, taken_in):
    with at(*MORNING):
        editor = province.browser("btv.cong")
        inbox = editor.get("/admin/hop-tin-ve/").content.decode()
        assert "dịch vụ công trực tuyến" in inbox
        theme = Theme.objects.get(slug="dich-vu-cong-truc-tuyen")
        verdict(editor, Entry.objects.get(guid="1"), "nhan", themes=[theme.pk])
        verdict(editor, Entry.objects.get(guid="2"), "bo-qua")
        pulled = statement(analyst, Q2)
    assert pulled["total"]["appearances"] == 1
    assert row(pulled, "II.1.4")["by_organisation"]["dai-tt-th-vu-thu"]["appearances"] == 1
    assert statement(analyst, Q3)["total"]["appearances"] == 0
    assert CoverageRecord.objects.get().day.isoformat() == "2024-06-11"


def test_fetching_again_brings_nothing_twice(province, taken_in, station):
    with at(2024, 6, 12, 9, 0):
        call_command("refresh_feeds", "--all", verbosity=0)
    assert Entry.objects.count() == 2
    assert [event.new for event in taken_in.events.order_by("at", "pk")] == [2, 0, 0]


def test_accepting_twice_is_accepting_once_and_reopening_takes_it_out(province, analyst, taken_in):
    entry = Entry.objects.get(guid="1")
    theme = Theme.objects.get(slug="dich-vu-cong-truc-tuyen")
    with at(*MORNING):
        for username in ("btv.cong", "btv.bao"):
            verdict(province.browser(username), entry, "nhan", themes=[theme.pk])
        assert statement(analyst)["total"]["appearances"] == 1
        verdict(province.browser("btv.cong"), entry, "mo-lai")
        assert statement(analyst)["total"]["appearances"] == 0
    assert CoverageRecord.objects.count() == 1


def test_whoever_may_not_triage_changes_nothing(province, client, taken_in):
    entry = Entry.objects.get(guid="1")
    theme = Theme.objects.get(slug="dich-vu-cong-truc-tuyen")
    for browser in (province.browser("pv.bao"), province.browser("canbo"), client):
        verdict(browser, entry, "nhan", themes=[theme.pk])
    assert not CoverageRecord.objects.exists()


def test_a_station_says_whose_voice_it_is(taken_in):
    assert Station.objects.get().organisation.slug == "dai-tt-th-vu-thu"
