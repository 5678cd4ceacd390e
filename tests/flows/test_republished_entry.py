"""A station's entry that the newspaper republishes is one work with it: accepted before it, after it, or never."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from feeds.models import Entry, Feed
from newsroom.coverage.models import CoverageRecord
from newsroom.plan.models import Channel
from newsroom.stories.models import StoryPage
from newsroom.themes.models import Theme
from newsroom.triage.models import Station

from .conftest import Q2, at, organisation, row, statement

pytestmark = pytest.mark.django_db
MORNING = (2024, 6, 12, 8, 0)


@pytest.fixture
def entry(province):
    feed = Feed.objects.create(url="https://dai-vu-thu.example/rss", title="Đài huyện Vũ Thư")
    channel = Channel.objects.get(code="dai-huyen")
    Station.objects.create(feed=feed, organisation=organisation("dai-tt-th-vu-thu"), channel=channel)
    return Entry.objects.create(
        feed=feed,
        identity="1",
        title="Vũ Thư đẩy mạnh dịch vụ công trực tuyến toàn trình",
        link="https://dai-vu-thu.example/1",
        summary="Người dân nộp hồ sơ trực tuyến.",
        published_at=datetime(2024, 6, 11, 10, 30, tzinfo=UTC),
        precision="minute",
        content_hash="1" * 64,
        first_seen_at=datetime(2024, 6, 11, 11, 0, tzinfo=UTC),
    )


def republish(browser, entry):
    """Press “Đăng lại” and publish the draft as it stands."""
    drafted = browser.post(f"/admin/hop-tin-ve/{entry.pk}/dang-lai/")
    assert drafted.status_code == 302, drafted.content.decode()[-1500:]
    page = StoryPage.objects.get(pk=int(drafted.url.rstrip("/").split("/")[-2]))
    assert browser.get(drafted.url).status_code == 200
    page.latest_revision.publish()
    page.refresh_from_db()
    return page


def accept(browser, entry):
    theme = Theme.objects.get(slug="dich-vu-cong-truc-tuyen")
    browser.post(f"/admin/hop-tin-ve/{entry.pk}/nhan/", {"themes": [theme.pk]})


def figures(analyst):
    """(appearances, works) of the item that the entry serves, and of the total."""
    pulled = statement(analyst, Q2)
    return [(each["appearances"], each["works"]) for each in (row(pulled, "II.1.4"), pulled["total"])]


def settled():
    """Nothing differs between the ledger and what its producers derive anew."""
    call_command("reconcile_coverage", verbosity=0)


@pytest.mark.parametrize("order", ["accepted before", "accepted after"])
def test_with_the_accepted_entry_it_is_two_appearances_of_one_work(province, analyst, entry, order):
    with at(*MORNING):
        portal, paper = province.browser("btv.cong"), province.browser("btv.bao")
        steps = [lambda: accept(portal, entry), lambda: republish(paper, entry)]
        for step in steps if order == "accepted before" else reversed(steps):
            step()
        settled()
    assert figures(analyst) == [(2, 1), (2, 1)]
    assert CoverageRecord.objects.values("work").distinct().count() == 1


def test_never_accepted_it_is_one_work_however_many_outlets_republish_it(province, analyst, entry):
    with at(*MORNING):
        republish(province.browser("btv.bao"), entry)
        assert figures(analyst) == [(1, 1), (1, 1)]
        republish(province.browser("btv.cong"), entry)
        settled()
    assert figures(analyst) == [(2, 1), (2, 1)]


def test_accepted_after_two_outlets_took_it_all_three_are_one_work(province, analyst, entry):
    with at(*MORNING):
        for username in ("btv.bao", "btv.cong"):
            republish(province.browser(username), entry)
        accept(province.browser("btv.dai"), entry)
        settled()
    assert figures(analyst) == [(3, 1), (3, 1)]


def test_the_feed_may_go_and_the_figures_stay(province, analyst, entry):
    with at(*MORNING):
        republish(province.browser("btv.bao"), entry)
        entry.feed.delete()
        settled()
    assert figures(analyst) == [(1, 1), (1, 1)]
    assert CoverageRecord.objects.get().same_work_as.startswith("entry:")


def test_unpublished_it_leaves_the_count_and_the_entry_stays_counted(province, analyst, entry):
    with at(*MORNING):
        accept(province.browser("btv.cong"), entry)
        republish(province.browser("btv.bao"), entry).unpublish()
        settled()
    assert figures(analyst) == [(1, 1), (1, 1)]
