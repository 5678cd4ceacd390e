"""The health of feeds: state, why, since when, the last fetches and what to do; for those who may look."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from feeds.models import Feed, FetchEvent
from feeds.rendering import ABOVE, PLACES, sparkline
from feeds.wording import advice, fetches_in_words, span_in_words, why

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

FEEDS = {
    "tot": {"last_attempt_at": NOW},
    "loi": {"last_attempt_at": NOW, "failures": 4, "failing_since": NOW - 2 * DAY, "last_problem": "http_status: 404"},
    "cham": {"last_attempt_at": NOW - 5 * HOUR, "next_due_at": NOW - 4 * HOUR},
    "im": {"last_attempt_at": NOW, "last_change_at": NOW - 9 * DAY, "usual_gap": 5 * HOUR},
    "chuyen": {"last_attempt_at": NOW, "moving_to": "https://moi.vn/rss", "moving_since": NOW - HOUR, "moving_seen": 2},
    "dong": {"last_attempt_at": NOW, "failures": 3, "gone_since": NOW - 3 * DAY, "last_problem": "http_status: 410"},
    "moi": {},
    "tat": {"is_active": False},
}


@pytest.fixture
def province():
    """A feed in each state, by a short name."""
    return {name: Feed.objects.create(url=f"https://{name}.example.vn/rss", **row) for name, row in FEEDS.items()}


@pytest.fixture
def reader(client):
    user = get_user_model().objects.create_user("btv", "btv@example.vn", "x")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "view_feed"]))
    client.force_login(user)
    return user


def page(client, **asked):
    return client.get(reverse("feeds_health:index"), asked).content.decode()


def test_the_worst_stand_first_with_reason_time_and_remedy(province, reader, client):
    html = page(client)
    places = [html.index(f"https://{name}.example.vn/rss") for name in ("loi", "dong", "cham", "im", "chuyen")]
    assert places == sorted(places)
    since = timezone.localtime(NOW - 2 * DAY)
    for words in (
        "Không có gì ở địa chỉ này. (4 lần liền)",
        f"từ {since:%d/%m/%Y %H:%M}",
        "Tìm địa chỉ mới của nguồn trên trang",
        "thường cứ 5 giờ có một tin",
        "Trang chuyển hẳn sang https://moi.vn/rss; đã thấy 2 lần.",
        "Đồng hồ đang đứng",
    ):
        assert words in html


def test_states_are_counted_and_filtered(province, reader, client):
    html = page(client, state="loi")
    assert "https://loi" in page(client, state="failing")
    assert "https://tot" not in page(client, state="failing")
    both = client.get(reverse("feeds_health:index"), {"state": ["late", "quiet"]}).content.decode()
    assert [name for name in FEEDS if f"https://{name}.example.vn/rss" in both] == ["cham", "im"]
    assert "Tất cả <strong>8</strong>" in page(client)
    assert "đang lỗi <strong>1</strong>" in page(client)
    assert html, "a state that does not exist is no error"


def test_a_page_asks_the_database_as_often_for_many_as_for_one(province, reader, client):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            page(client)
        return len(queries)

    asked()  # what is cached for the first visitor is not the list's
    few = asked()
    more = [Feed(url=f"https://h{n}.example.vn/", failures=n % 3, last_attempt_at=NOW) for n in range(60)]
    Feed.objects.bulk_create(more)
    FetchEvent.objects.bulk_create(FetchEvent(feed=feed, at=NOW) for feed in Feed.objects.all() for _ in range(3))
    assert asked() == few


def test_an_empty_post_room_says_what_will_be_seen_here(reader, client):
    assert "Chưa có nguồn nào." in page(client)
    assert reverse("feeds_feed:add") not in page(client), "whoever may not add is not invited to"


def test_only_those_who_may_see_feeds_see_how_they_fare(province, client):
    address = reverse("feeds_health:index")
    assert client.get(address)["Location"].startswith("/admin/login/")
    stranger = get_user_model().objects.create_user("la", "la@example.vn", "x")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger)
    assert client.get(address)["Location"] == "/admin/"
    assert address not in client.get("/admin/").content.decode()


def test_a_feed_says_the_same_on_its_own_screen(province, reader, client):
    FetchEvent.objects.create(feed=province["loi"], at=NOW, problem="http_status: 404")
    html = client.get(reverse("feeds_feed:inspect", args=[province["loi"].pk])).content.decode()
    assert "Tìm địa chỉ mới của nguồn trên trang" in html
    assert 'aria-label="1 lần lấy gần nhất: 1 lần lỗi, 0 tin mới."' in html


def test_other_apps_may_hang_buttons_on_a_feed(province, reader, client):
    def offer(feeds, user):
        assert user == reader
        return {feed.pk: [Button("Nhắc đài", url=f"/nhac/{feed.pk}/")] for feed in feeds if feed.failures}

    with hooks.register_temporarily("register_feed_health_buttons", offer):
        html = page(client)
    assert html.count("Nhắc đài") == 2
    assert f"/nhac/{province['loi'].pk}/" in html


def test_a_sparkline_stands_bars_up_and_failures_down():
    marks = [FetchEvent(new=0), FetchEvent(new=40), FetchEvent(problem="too_slow"), FetchEvent(new=10**6)]
    drawn = sparkline(marks)
    assert [bar.kind for bar in drawn.bars] == ["same", "new", "failed", "new"]
    assert all(bar.y >= 0 and bar.y + bar.height <= drawn.height for bar in drawn.bars)
    assert drawn.bars[2].y > ABOVE > drawn.bars[0].y
    assert drawn.bars[-1].x + drawn.bars[-1].width <= drawn.width, "the latest stands at the right edge"
    assert len(sparkline([FetchEvent()] * 50).bars) == PLACES
    with override("vi"):
        assert fetches_in_words(marks[:3]) == "3 lần lấy gần nhất: 1 lần lỗi, 40 tin mới."
        assert fetches_in_words([]) == "Chưa lấy lần nào."


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"last_problem": "too_slow", "failing_since": NOW - HOUR}, "Chưa cần làm gì: hệ thống tự thử lại."),
        ({"last_problem": "too_slow", "failing_since": NOW - 2 * DAY}, "Mở trang bằng trình duyệt"),
        ({"last_problem": "not_trusted: x"}, "gia hạn chứng thư"),
        ({"last_problem": "http_status: 403"}, "cho phép tòa soạn đọc nguồn"),
    ],
)
def test_each_failure_has_its_remedy(fields, words):
    with override("vi"):
        assert words in advice(Feed(failures=2, **fields), "failing", NOW)


def test_a_move_into_another_feeds_address_is_a_persons_decision():
    feed = Feed(moving_to="https://moi.vn/rss", moving_since=NOW - 3 * DAY, moving_seen=9)
    with override("vi"):
        assert "tắt một trong hai nguồn" in advice(feed, "moved", NOW)
        feed.moving_seen = 2
        assert "tự được thay vào" in advice(feed, "moved", NOW)
        followed = Feed(moved_at=NOW, earlier_urls="https://cu.vn/rss\nhttps://cu-nua.vn/")
        assert why(followed, "moved", NOW) == "Đã chuyển sang địa chỉ mới; địa chỉ cũ là https://cu.vn/rss."
        assert advice(followed, "moved", NOW) == ""


@pytest.mark.parametrize(
    ("span", "words"), [(timedelta(minutes=40), "40 phút"), (5 * HOUR, "5 giờ"), (3.2 * DAY, "3 ngày"), (None, "")]
)
def test_a_rhythm_is_told_in_round_numbers(span, words):
    with override("vi"):
        assert span_in_words(span) == words


def test_a_feed_remembers_its_first_failure_in_a_row_and_forgets_it_with_a_success(web):
    from feeds import actions
    from feeds.fetching import Unreachable
    from tests.feeds.making import item, rss

    feed = Feed.objects.create(url="https://dai.example.vn/rss")
    for hours, answer, since in ((0, Unreachable(), NOW), (1, Unreachable(), NOW), (2, rss(item(1)), None)):
        web[feed.url] = answer
        actions.refresh(feeds=[Feed.objects.get()], at=NOW + hours * HOUR, fetch=web)
        assert Feed.objects.get().failing_since == since


@pytest.mark.parametrize(
    ("url", "is_listed"),
    [
        ("https://khong-rss.invalid/minh-quang", False),
        ("http://khong-rss.invalid", False),
        ("https://invalid.example.vn/rss", True),
        ("https://xa.example.vn/a.invalid/rss", True),
        ("https://xa.invalid.vn/rss", True),
    ],
)
def test_what_lives_under_a_name_that_never_answers_is_in_no_list_of_feeds(url, is_listed, reader, client):
    feed = Feed.objects.create(url=url, title="Đài xã Minh Quang", is_active=False)
    assert (feed.title in page(client)) is is_listed
    assert bool(Feed.objects.on_the_web().state_counts(NOW)) is is_listed
    for name in ("index", "opml", "csv"):
        assert (feed.title in client.get(reverse(f"feeds_feed:{name}")).content.decode()) is is_listed, name
