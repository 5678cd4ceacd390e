"""A server that says "unchanged" though something is new is found out, not believed for a while, and told of."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from feeds import actions, politeness
from feeds.fetching import Fetched, Unreachable
from feeds.models import Feed, FeedState
from feeds.politeness import DISTRUSTED_FOR, LIES_AFTER, WRONG_CLOCK
from feeds.wording import advice, why
from tests.feeds.making import item, rss

AT = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
URL = "https://dai.example.vn/rss"
HOUR, DAY, MOMENT = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
OLD = "Fri, 22 Nov 2024 10:30:00 +0700"

pytestmark = pytest.mark.django_db


class Server:
    """Serves `items` under `etag`; says 304 to whoever names the etag that `believes` says."""

    def __init__(self, *items):
        self.items, self.etag, self.asked = items, "a", []
        self.believes = lambda etag: etag == self.etag

    def __call__(self, url, *, etag, last_modified):
        self.asked.append(etag)
        if etag and self.believes(etag):
            return Fetched(status=304, url=url)
        return Fetched(status=200, body=rss(*self.items), url=url, headers={"etag": self.etag})


@pytest.fixture
def server(web):
    server = web[URL] = Server(item(1))
    Feed.objects.create(url=URL)
    visit(web, AT)
    return server


def visit(web, at):
    actions.refresh(feeds=list(Feed.objects.all()), at=at, fetch=web, chance=lambda: 0.5, workers=1)
    return Feed.objects.get()


def visits(web, times, *, start=AT):
    """So many within the day after `start`, each told "unchanged"."""
    for n in range(times):
        visit(web, start + (n + 1) * HOUR)
    assert Feed.objects.get().unchanged == times


class TestWhoIsFoundOut:
    def test_one_that_keeps_its_etag_while_its_items_change(self, web, server):
        server.items = item(1), item(2)
        visits(web, LIES_AFTER)
        feed = visit(web, AT + DAY)
        assert feed.entries.count() == 2
        assert (feed.distrusted_since, feed.distrusted_until) == (AT + DAY, AT + DAY + DISTRUSTED_FOR)
        assert feed.events.latest("at").remark == "lied"
        assert set(feed.events.exclude(at=AT + DAY).values_list("remark", flat=True)) == {""}

    def test_one_that_keeps_it_while_an_item_is_edited(self, web, server):
        server.items = (item(1, "Sửa lại"),)
        visits(web, LIES_AFTER)
        assert visit(web, AT + DAY).state(AT + DAY) == FeedState.LYING

    def test_one_whose_news_were_there_long_before_it_said_unchanged(self, web, server):
        server.believes = lambda etag: True
        server.items, server.etag = (item(1), item(2, date=OLD)), "b"
        visits(web, 20)
        feed = visit(web, AT + DAY)
        assert (feed.state(AT + DAY), feed.events.latest("at").remark) == (FeedState.LYING, "lied")


class TestWhoIsNot:
    def not_blamed(self, feed):
        return (feed.distrusted_since, feed.distrusted_until) == (None, None) and not feed.events.exclude(
            remark=""
        ).exists()

    def test_one_that_has_nothing_new(self, web, server):
        visits(web, 20)
        assert self.not_blamed(visit(web, AT + DAY))

    def test_one_whose_document_only_says_another_time_of_its_making(self, web, server):
        visits(web, LIES_AFTER)
        server.items = (item(1), "<ttl>5</ttl>")
        assert self.not_blamed(visit(web, AT + DAY))

    def test_one_whose_news_came_after_its_last_answer(self, web, server):
        visits(web, LIES_AFTER)
        server.items, server.etag = (item(1), item(2, date="Sat, 23 Nov 2024 11:00:00 +0700")), "b"
        assert self.not_blamed(visit(web, AT + DAY))

    def test_one_whose_news_are_dated_by_the_wrong_zone(self, web, server):
        visits(web, LIES_AFTER)
        server.items, server.etag = (item(1), item(2, date="Fri, 22 Nov 2024 01:00:00 GMT")), "b"
        assert self.not_blamed(visit(web, AT + DAY))

    def test_one_whose_news_bear_a_day_and_no_hour(self, web, server):
        server.believes = lambda etag: True
        server.items, server.etag = (item(1), item(2, date="2024-11-21")), "b"
        visits(web, 20)
        assert self.not_blamed(visit(web, AT + DAY))

    def test_one_that_said_so_less_than_three_times(self, web, server):
        server.items = item(1), item(2)
        visits(web, LIES_AFTER - 1)
        assert self.not_blamed(visit(web, AT + DAY))

    def test_one_that_sends_the_document_though_it_was_asked_for_changes(self, web, server):
        visits(web, LIES_AFTER)
        server.believes = lambda etag: False
        server.items = item(1), item(2)
        assert self.not_blamed(visit(web, AT + 5 * HOUR))

    def test_one_without_validators(self, web, server):
        server.etag = ""
        visit(web, AT + 25 * HOUR)
        server.items = item(1), item(2)
        Feed.objects.update(unchanged=5)
        assert self.not_blamed(visit(web, AT + 26 * HOUR))

    def test_one_that_does_not_answer_when_everything_is_asked_for(self, web, server):
        visits(web, LIES_AFTER)
        web[URL] = Unreachable()
        assert self.not_blamed(visit(web, AT + DAY))


class TestWhoIsDistrusted:
    @pytest.fixture
    def caught(self, web, server):
        server.items = item(1), item(2)
        visits(web, LIES_AFTER)
        visit(web, AT + DAY)
        return AT + DAY

    def test_is_asked_for_everything_until_seven_days_are_over(self, web, server, caught):
        for hours in (1, 30, 7 * 24 - 1):
            visit(web, caught + hours * HOUR)
            assert server.asked[-1] == ""
        visit(web, caught + DISTRUSTED_FOR)
        assert server.asked[-1] == "a"

    def test_and_so_nothing_of_it_comes_late(self, web, server, caught):
        server.items = item(1), item(2), item(3)
        assert visit(web, caught + HOUR).entries.count() == 3

    def test_is_distrusted_longer_while_its_news_come_under_the_old_validators(self, web, server, caught):
        server.items = item(1), item(2), item(3)
        feed = visit(web, caught + 3 * DAY)
        assert (feed.distrusted_since, feed.distrusted_until) == (caught, caught + 3 * DAY + DISTRUSTED_FOR)
        assert feed.events.latest("at").remark == "would_lie"

    def test_is_not_distrusted_longer_for_news_under_new_ones(self, web, server, caught):
        server.items, server.etag = (item(1), item(2), item(3)), "b"
        assert visit(web, caught + 3 * DAY).distrusted_until == caught + DISTRUSTED_FOR

    def test_is_well_again_when_it_was_mended(self, web, server, caught):
        server.items, server.etag = (item(1), item(2), item(3)), "b"
        visit(web, caught + DAY)
        later = caught + DISTRUSTED_FOR
        server.items, server.etag = (item(1), item(2), item(3), item(4)), "c"
        visit(web, later - HOUR)
        feed = visit(web, later)
        assert (feed.state(later), feed.since(later), server.asked[-1]) == (FeedState.OK, None, "c")
        assert feed.unchanged == 1, "and is believed when it says so"

    def test_is_found_out_again_if_it_was_not(self, web, server, caught):
        later = caught + DISTRUSTED_FOR
        visit(web, later)
        server.items = item(1), item(2), item(3)
        visits(web, 4, start=later)
        again = later + DAY
        feed = visit(web, again)
        assert (feed.distrusted_since, feed.distrusted_until) == (again, again + DISTRUSTED_FOR)

    def test_at_another_address_begins_anew(self, web, caught):
        from feeds.forms import FeedForm

        form = FeedForm({"url": URL, "title": "Đài", "is_active": "on"}, instance=Feed.objects.get())
        form.changed_data.append("url")
        assert form.is_valid()
        form.save()
        assert Feed.objects.get().distrusted_until is None


class TestWhatPeopleSee:
    @pytest.fixture
    def lying(self):
        now = timezone.now()
        feed = Feed.objects.create(
            url=URL, last_attempt_at=now, distrusted_since=now - DAY, distrusted_until=now + 6 * DAY
        )
        feed.events.create(at=now - DAY, status=200, new=1, remark="lied")
        feed.events.create(at=now, status=200, new=1, remark="would_lie")
        return feed

    def test_the_health_page_says_so_with_since_when_and_what_to_do(self, lying, client, admin_user):
        client.force_login(admin_user)
        html = client.get(reverse("feeds_health:index"), {"state": "lying"}).content.decode()
        since, until = timezone.localtime(lying.distrusted_since), timezone.localtime(lying.distrusted_until)
        for words in (
            "báo sai",
            f"từ {since:%d/%m/%Y %H:%M}",
            "Máy chủ của trang báo không có gì mới trong khi đã có tin mới",
            f"Nhờ người quản trị trang sửa cách máy chủ trả lời (ETag, Last-Modified). Đến {until:%d/%m/%Y %H:%M}",
        ):
            assert words in html

    def test_each_fetch_says_what_it_brought_to_light(self, lying, client, admin_user):
        client.force_login(admin_user)
        html = client.get(reverse("feeds_feed:inspect", args=[lying.pk])).content.decode()
        assert html.count("Trước đó trang báo không có gì mới, trong khi đã có tin mới.") == 1
        assert html.count("nếu hỏi, trang sẽ báo không có gì mới") == 1

    def test_a_stranger_sees_nothing_of_it(self, lying, client):
        client.force_login(get_user_model().objects.create_user("khach", "khach@example.vn", "x"))
        assert client.get(reverse("feeds_health:index")).status_code == 302

    def test_there_are_words_for_both(self, lying):
        now = timezone.now()
        assert why(lying, "lying", now)
        assert advice(lying, "lying", now)


@pytest.mark.parametrize(
    ("unchanged", "same", "oldest", "lied"),
    [
        (LIES_AFTER, True, None, True),
        (LIES_AFTER - 1, True, AT - DAY, False),
        (LIES_AFTER, False, None, False),
        (LIES_AFTER, False, AT - WRONG_CLOCK, True),
        (LIES_AFTER, False, AT - WRONG_CLOCK + MOMENT, False),
    ],
)
def test_what_proves_a_lie(unchanged, same, oldest, lied):
    told = {"unchanged": unchanged, "same_validators": same, "oldest": oldest}
    assert politeness.has_lied(last_answer=AT, **told) == lied


def test_distrust_has_an_end():
    assert politeness.is_distrusted(until=AT + MOMENT, at=AT)
    assert not politeness.is_distrusted(until=AT, at=AT)
    assert not politeness.is_distrusted(until=None, at=AT)
    assert politeness.wants_everything(last_full=AT, unchanged=0, at=AT, distrusted_until=AT + MOMENT)
    assert not politeness.wants_everything(last_full=AT, unchanged=0, at=AT, distrusted_until=AT)


@pytest.mark.parametrize(
    "wrong", [{"distrusted_since": AT}, {"distrusted_until": AT}, {"distrusted_since": AT, "distrusted_until": AT}]
)
def test_the_database_refuses_distrust_without_beginning_or_end(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.create(url=URL, **wrong)
