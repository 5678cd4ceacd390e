"""Feeds that move get their new address, those that are gone rest, and hosts that ask to be left alone are."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from feeds import actions, politeness
from feeds.fetching import Fetched
from feeds.models import Feed, FeedState
from tests.feeds.making import item, rss

AT = datetime(2024, 11, 1, 5, 0, tzinfo=UTC)
OLD, NEW = "http://dai.example.vn/rss", "https://dai-moi.example.vn/rss.xml"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(web):
    web[OLD] = rss(item(1), item(2))
    return actions.add_feed(url=OLD, at=AT, fetch=web)


def visit(web, at):
    actions.refresh(feeds=Feed.objects.order_by("pk"), at=at, fetch=web, chance=lambda: 0.5)
    return Feed.objects.order_by("pk").first()


def moved(body=None, to=NEW):
    return Fetched(status=200, body=body or rss(item(1), item(2)), url=to, moved_to=to)


def test_five_sightings_over_two_days_give_a_feed_its_new_address(web, feed):
    web[OLD] = moved()
    for hours in (1, 13, 25, 37):
        assert visit(web, AT + hours * HOUR).url == OLD
    assert visit(web, AT + 48 * HOUR).url == OLD, "five sightings, and not yet two days since the first"
    now = visit(web, AT + 49 * HOUR)
    assert (now.url, now.earlier_urls, now.moving_to, now.moving_seen) == (NEW, OLD, "", 0)
    assert now.entries.count() == 2


def test_two_days_are_not_enough_without_five_sightings(web, feed):
    web[OLD] = moved()
    for days in (1, 2, 3, 4):
        assert visit(web, AT + days * DAY).url == OLD
    assert Feed.objects.get().state(AT + 2 * DAY) == FeedState.MOVED


def test_a_portal_that_redirects_for_an_evening_changes_nothing(web, feed):
    web[OLD] = Fetched(status=200, body=b"<html>Wi-Fi</html>", url=NEW, moved_to=NEW)
    for hours in range(1, 60, 10):
        assert visit(web, AT + hours * HOUR).moving_to == ""
    web[OLD] = rss(item(1), item(2), item(3))
    assert visit(web, AT + 70 * HOUR).url == OLD


def test_a_target_that_has_nothing_of_ours_is_not_believed(web, feed):
    for number, hours in enumerate(range(1, 80, 10)):
        web[OLD] = moved(rss(item(100 + number)))
        feed = visit(web, AT + hours * HOUR)
    assert feed.url == OLD


def test_another_target_or_an_answer_of_its_own_starts_the_count_anew(web, feed):
    web[OLD] = moved()
    visit(web, AT + HOUR)
    assert visit(web, AT + 2 * HOUR).moving_seen == 2
    web[OLD] = moved(to="https://khac.example.vn/")
    assert visit(web, AT + 3 * HOUR).moving_seen == 1
    web[OLD] = rss(item(1), item(2))
    assert visit(web, AT + 4 * HOUR).moving_to == ""


def test_where_another_feed_lives_already_nobody_moves_in(web, feed):
    web[NEW] = rss(item(1), item(2))
    actions.add_feed(url=NEW, at=AT, fetch=web)
    web[OLD] = moved()
    for hours in range(1, 80, 10):
        now = visit(web, AT + hours * HOUR)
    assert now.url == OLD
    assert now.state(AT + 71 * HOUR) == FeedState.MOVED
    assert Feed.objects.count() == 2


def test_gone_is_said_twice_a_day_apart_and_asked_once_a_week(web, feed):
    web[OLD] = Fetched(status=410, url=OLD)
    assert visit(web, AT + HOUR).state(AT + HOUR) == FeedState.FAILING
    assert visit(web, AT + 24 * HOUR).state(AT + 24 * HOUR) == FeedState.FAILING
    now = visit(web, AT + 25 * HOUR)
    assert now.state(AT + 25 * HOUR) == FeedState.GONE
    assert now.next_due_at == AT + 25 * HOUR + 7 * DAY
    assert now.is_active
    web[OLD] = rss(item(3))
    now = visit(web, now.next_due_at)
    assert (now.state(now.last_attempt_at), now.gone_since, now.entries.count()) == (FeedState.OK, None, 3)


def test_not_found_is_not_gone(web, feed):
    web[OLD] = Fetched(status=404, url=OLD)
    for days in (1, 3, 5):
        assert visit(web, AT + days * DAY).state(AT + days * DAY) == FeedState.FAILING


def test_two_feeds_that_are_told_to_wait_speak_for_their_host(web):
    busy = [Feed(url=f"https://cong.example.vn/rss/{n}", next_due_at=AT) for n in range(6)]
    other = Feed(url="https://cong.example.vn.khac.vn/rss", next_due_at=AT)
    Feed.objects.bulk_create([*busy, other])
    told = Fetched(status=429, headers={"retry-after": "7200"})
    for each in busy:
        web[each.url] = told
    web[other.url] = rss(item(1))
    actions.refresh(at=AT, fetch=web, chance=lambda: 0.5, workers=2)
    asked = [url for url, *_ in web.asked if url != other.url]
    assert len(asked) <= 3, "two were told, and perhaps one more was on its way"
    waits = Feed.objects.filter(url__startswith="https://cong.example.vn/").values_list("next_due_at", flat=True)
    assert set(waits) == {AT + 2 * HOUR}
    assert Feed.objects.get(url=other.url).next_due_at < AT + 2 * HOUR


def test_one_feed_that_is_told_to_wait_speaks_for_itself(web):
    Feed.objects.bulk_create(Feed(url=f"https://cau.example.vn/{n}", next_due_at=AT) for n in range(3))
    web["https://cau.example.vn/0"] = Fetched(status=503, headers={"retry-after": "7200"})
    web["https://cau.example.vn/1"] = web["https://cau.example.vn/2"] = rss(item(1))
    actions.refresh(at=AT, fetch=web, chance=lambda: 0.5)
    assert Feed.objects.filter(next_due_at__gte=AT + 2 * HOUR).count() == 1


def test_quiet_hours_of_the_site_are_kept(web, feed, settings):
    settings.FEEDS_QUIET_HOURS = (23, 5)
    evening = datetime(2024, 11, 1, 15, 30, tzinfo=UTC)  # 22:30 in Việt Nam
    web[OLD] = rss(item(1), item(2), item(3))
    assert visit(web, evening).next_due_at == datetime(2024, 11, 1, 22, 30, tzinfo=UTC)


def test_the_database_refuses_a_move_without_a_day(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.create(url=OLD, moving_to=NEW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.create(url=OLD, moving_seen=1)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("max-age=3600", 3600),
        ('public, MAX-AGE="60"', 60),
        ("max-age=999999999", 86400),
        ("s-maxage=60", None),
        ("no-cache, max-age=60", None),
        ("max-age=0", None),
        ("max-age=", None),
        ("", None),
    ],
)
def test_how_long_an_answer_stays_true(header, seconds):
    assert politeness.max_age(header) == (seconds and timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("hours", "due", "becomes"),
    [
        ((23, 5), 22, 22),
        ((23, 5), 23, 29),
        ((23, 5), 28, 29),
        ((23, 5), 29, 29),
        ((1, 4), 2, 4),
        ((1, 4), 0, 0),
        ((3, 3), 3, 3),
    ],
)
def test_a_fetch_that_falls_into_quiet_hours_waits_for_their_end(hours, due, becomes):
    midnight = datetime(2024, 11, 1, tzinfo=UTC)
    moved_to = politeness.after_quiet_hours(midnight + due * HOUR, hours=hours, zone=UTC, chance=0.0)
    assert moved_to == midnight + becomes * HOUR
