"""Feeds in the admin: added after a look, read by those who may, deleted only while they brought nothing."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feeds.fetching import AddressRefused, TooSlow
from feeds.models import Entry, Feed
from tests.feeds.making import item, rss

AT = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
URL = "https://dai.example.vn/rss"

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    """A person with these permissions, logged in."""

    def log_in(*codenames):
        user = get_user_model().objects.create_user(f"u{'-'.join(codenames)}", f"{len(codenames)}@example.vn", "x")
        names = ["access_admin", *codenames]
        user.user_permissions.add(*Permission.objects.filter(codename__in=names))
        client.force_login(user)
        return user

    return log_in


def add(client, **data):
    return client.post(reverse("feeds_feed:add"), {"url": URL, "is_active": "on", **data})


class TestAdding:
    def test_the_first_step_shows_what_would_come_and_keeps_nothing(self, network, client, person):
        person("add_feed")
        network[URL] = rss(item(1, "Xã họp"), item(2, date="hôm qua"))
        page = add(client).content.decode()
        assert "Xã họp" in page
        assert "22/11/2024 10:30" in page
        assert "nguyên văn: “hôm qua”" in page
        assert "Giữ nguồn này" in page
        assert not Feed.objects.exists()

    def test_the_second_step_keeps_the_feed_and_its_entries(self, network, client, person):
        user = person("add_feed")
        network[URL] = rss(item(1), item(2))
        answer = add(client, looked_at=URL, title="Đài huyện")
        feed = Feed.objects.get()
        assert answer["Location"] == reverse("feeds_feed:inspect", args=[feed.pk])
        assert (feed.title, feed.is_active, feed.entries.count()) == ("Đài huyện", True, 2)
        from wagtail.models import ModelLogEntry

        assert ModelLogEntry.objects.get(action="wagtail.create").user == user

    def test_another_address_in_the_second_step_is_looked_at_first(self, network, client, person):
        person("add_feed")
        network[URL] = rss(item(1))
        assert add(client, looked_at="https://other.example.vn/").status_code == 200
        assert not Feed.objects.exists()

    @pytest.mark.parametrize(
        ("answer", "words"),
        [
            (AddressRefused("x"), "mạng nội bộ"),
            (b"<!doctype html><html></html>", "không phải nguồn RSS"),
            (b"", "không gửi về nội dung nào"),
        ],
    )
    def test_an_address_that_can_never_work_is_refused_with_the_reason(self, network, client, person, answer, words):
        person("add_feed")
        network[URL] = answer
        page = add(client, looked_at=URL).content.decode()
        assert words in page
        assert not Feed.objects.exists()

    def test_a_site_that_does_not_answer_now_can_be_kept(self, network, client, person):
        person("add_feed")
        network[URL] = TooSlow()
        page = add(client).content.decode()
        assert "Trang trả lời quá lâu." in page
        assert "Vẫn có thể giữ nguồn này" in page
        add(client, looked_at=URL)
        assert Feed.objects.get().failures == 1

    @pytest.mark.parametrize("url", ["ftp://dai.example.vn/rss", "javascript:alert(1)", "dai"])
    def test_only_web_addresses_are_asked(self, network, client, person, url):
        person("add_feed")
        assert add(client, url=url).status_code == 200
        assert network.asked == []

    def test_an_address_that_is_a_feed_already_is_said_so_and_not_fetched(self, feed, network, client, person):
        person("add_feed")
        asked = len(network.asked)
        assert add(client, looked_at=URL).status_code == 200
        assert (Feed.objects.count(), len(network.asked)) == (1, asked)


class TestEditing:
    def edit(self, client, feed, **data):
        return client.post(reverse("feeds_feed:edit", args=[feed.pk]), {"url": feed.url, "is_active": "on", **data})

    def test_a_new_name_fetches_nothing(self, feed, network, client, person):
        person("change_feed")
        asked = len(network.asked)
        self.edit(client, feed, title="Tên mới")
        feed.refresh_from_db()
        assert (feed.title, len(network.asked)) == ("Tên mới", asked)
        assert feed.body_hash

    def test_a_new_address_is_looked_at_and_the_old_validators_are_forgotten(self, feed, network, client, person):
        person("change_feed")
        network["https://moi.example.vn/rss"] = rss(item(1))
        self.edit(client, feed, url="https://moi.example.vn/rss")
        feed.refresh_from_db()
        assert (feed.url, feed.body_hash, feed.next_due_at) == ("https://moi.example.vn/rss", "", None)

    def test_a_wrong_new_address_is_refused(self, feed, network, client, person):
        person("change_feed")
        network["https://moi.example.vn/rss"] = AddressRefused()
        assert "mạng nội bộ" in self.edit(client, feed, url="https://moi.example.vn/rss").content.decode()
        feed.refresh_from_db()
        assert feed.url == URL


class TestLooking:
    def test_the_list_shows_the_state_and_the_reason_in_words(self, feed, client, person):
        person("view_feed")
        Feed.objects.create(url="https://hong.example.vn/", failures=3, last_problem="http_status: 404")
        page = client.get(reverse("feeds_feed:index")).content.decode()
        assert "Đài Truyền thanh mẫu" in page
        assert "đang lỗi" in page
        assert "Không có gì ở địa chỉ này." in page

    def test_the_list_asks_the_database_as_often_for_many_as_for_one(self, feed, client, person):
        person("view_feed")

        def asked():
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("feeds_feed:index"))
            return len(queries)

        asked()  # what is cached for the first visitor is not the list's
        one = asked()
        Feed.objects.bulk_create(Feed(url=f"https://h{n}.example.vn/", failures=n % 3) for n in range(30))
        assert asked() == one

    @pytest.mark.parametrize(("state", "found"), [("failing", "hong"), ("new", "chua"), ("off", "tat")])
    def test_the_list_can_be_narrowed_to_a_state(self, client, person, state, found):
        person("view_feed")
        Feed.objects.create(url="https://hong.example.vn/", failures=3, last_attempt_at=AT)
        Feed.objects.create(url="https://chua.example.vn/")
        Feed.objects.create(url="https://tat.example.vn/", is_active=False)
        page = client.get(reverse("feeds_feed:index"), {"state": state}).content.decode()
        assert [name for name in ("hong", "chua", "tat") if f"https://{name}.example.vn/" in page] == [found]

    def test_a_feed_shows_its_fetches_and_its_entries(self, feed, client, person):
        person("view_feed", "view_entry")
        page = client.get(reverse("feeds_feed:inspect", args=[feed.pk])).content.decode()
        assert "2 tin mới, 0 tin có sửa" in page
        assert "Xã họp" in page
        assert "Có ngày không đọc được." in page
        assert "Lấy tin ngay" not in page, "looking is not fetching"

    def test_an_entry_shows_plain_text_and_its_source(self, feed, network, client, person):
        person("view_entry", "view_feed")
        Entry.objects.update(content='<p>Toàn văn <img src="https://theo-doi.example/x.gif"></p>', author="Lê An")
        page = client.get(reverse("feeds_entry:inspect", args=[Entry.objects.get(guid="tin-2").pk])).content.decode()
        assert "Toàn văn" in page
        assert "theo-doi.example" not in page
        assert "Lê An" in page
        assert "không rõ – nguyên văn: “hôm qua”" in page
        assert client.get(reverse("feeds_entry:index"), {"feed": feed.pk}).status_code == 200

    def test_an_edited_entry_shows_what_it_said_before(self, feed, network, client, person):
        person("view_entry", "view_feed")
        entry = Entry.objects.get(guid="tin-2")
        address = reverse("feeds_entry:inspect", args=[entry.pk])
        assert "Nội dung trước khi sửa" not in client.get(address).content.decode()
        network[URL] = rss(item(1, "Xã họp"), item(2, text="Đính chính", date="hôm qua"))
        client.force_login(get_user_model().objects.create_superuser("quan-tri", "q@example.vn", "x"))
        client.post(reverse("feeds_feed:fetch", args=[feed.pk]))
        page = client.get(address).content.decode()
        assert page.index("Đính chính") < page.index("Nội dung trước khi sửa") < page.index(entry.plain_text)

    def test_entries_are_only_looked_at(self, feed, client):
        client.force_login(get_user_model().objects.create_superuser("quan-tri", "q@example.vn", "x"))
        entry = Entry.objects.first()
        for name, args in (("add", []), ("edit", [entry.pk]), ("delete", [entry.pk])):
            assert client.post(reverse(f"feeds_entry:{name}", args=args), {"title": "x"}).status_code == 302
        entry.refresh_from_db()
        assert entry.title != "x"
        assert Entry.objects.count() == 2


class TestFetchingNow:
    def test_it_fetches(self, feed, network, client, person):
        person("change_feed", "view_feed")
        network[URL] = rss(item(1), item(2), item(3))
        page = client.post(reverse("feeds_feed:fetch", args=[feed.pk]), follow=True).content.decode()
        assert feed.entries.count() == 3
        assert "Có 1 tin mới." in page

    def test_a_failure_is_told(self, feed, network, client, person):
        person("change_feed", "view_feed")
        network[URL] = TooSlow()
        page = client.post(reverse("feeds_feed:fetch", args=[feed.pk]), follow=True).content.decode()
        assert "Không lấy được tin từ nguồn" in page
        assert "Trang trả lời quá lâu." in page

    def test_whoever_may_only_look_may_not(self, feed, network, client, person):
        person("view_feed")
        asked = len(network.asked)
        client.post(reverse("feeds_feed:fetch", args=[feed.pk]))
        assert len(network.asked) == asked

    def test_a_link_fetches_nothing(self, feed, client, person):
        person("change_feed")
        assert client.get(reverse("feeds_feed:fetch", args=[feed.pk])).status_code == 405


class TestPermissions:
    @pytest.mark.parametrize(
        ("name", "wanted"),
        [("index", "view_feed"), ("add", "add_feed"), ("edit", "change_feed"), ("inspect", "view_feed")],
    )
    def test_each_screen_asks_for_its_permission(self, feed, client, person, name, wanted):
        address = reverse(f"feeds_feed:{name}", args=[] if name in ("index", "add") else [feed.pk])
        assert client.get(address)["Location"].startswith("/admin/login/")
        person()
        assert client.get(address)["Location"] == "/admin/"
        person(wanted)
        assert client.get(address).status_code == 200

    def test_a_feed_that_brought_something_is_not_deleted(self, feed, client, person):
        person("delete_feed")
        client.post(reverse("feeds_feed:delete", args=[feed.pk]))
        assert Feed.objects.exists()
        assert Entry.objects.count() == 2

    def test_a_feed_that_brought_nothing_is(self, client, person):
        person("delete_feed")
        empty = Feed.objects.create(url=URL)
        client.post(reverse("feeds_feed:delete", args=[empty.pk]))
        assert not Feed.objects.exists()
