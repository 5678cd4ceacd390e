"""From a page's address to its feeds, and lists of feeds in and out; for owner, colleague, stranger and nobody."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from feeds import actions
from feeds.fetching import AddressRefused, Fetched, TooSlow
from feeds.models import Feed
from tests.feeds.making import item, rss

AT = datetime(2024, 11, 22, 5, 0, tzinfo=UTC)
PORTAL = "https://hungyen.example.vn/"
PAGE = b"""<!doctype html><html><head><title>Cong</title>
<link rel="alternate" type="application/rss+xml" title="Tin t\xe1\xbb\xa9c" href="/rss/tin.rss"></head>
<body><a href="/rss/cchc.rss">C\xe1\xba\xa3i c\xc3\xa1ch</a></body></html>"""
TIN = "https://hungyen.example.vn/rss/tin.rss"

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    def log_in(*codenames):
        user = get_user_model().objects.create_user("-".join(("u", *codenames)), "u@example.vn", "x")
        user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *codenames]))
        client.force_login(user)
        return user

    return log_in


class TestAPagesFeeds:
    def test_are_found_with_one_visit(self, web):
        web[PORTAL] = PAGE
        seen = actions.preview(url=PORTAL, at=AT, fetch=web)
        assert [each.url for each in seen.found] == [TIN, "https://hungyen.example.vn/rss/cchc.rss"]
        assert (seen.problem, len(web.asked)) == ("web_page", 1)

    def test_are_joined_to_the_address_that_answered(self, web):
        web[PORTAL] = Fetched(status=200, body=PAGE, url="https://www.hungyen.example.vn/trang-chu/")
        assert (
            actions.preview(url=PORTAL, at=AT, fetch=web).found[0].url == "https://www.hungyen.example.vn/rss/tin.rss"
        )

    def test_that_it_does_not_name_are_looked_for_where_sites_keep_them(self, web):
        web[PORTAL] = b"<html><body>Trang chu</body></html>"
        web[PORTAL + "rss"] = Fetched(status=404, url=PORTAL)
        web[PORTAL + "rss.xml"] = rss(item(1))
        [found] = actions.preview(url=PORTAL, at=AT, fetch=web).found
        assert (found.url, found.title) == (PORTAL + "rss.xml", "Đài Truyền thanh mẫu")

    def test_are_not_looked_for_without_end(self, web):
        web[PORTAL] = b"<html><body>Trang chu</body></html>"
        web.answers = {**web.answers, **{PORTAL + name: TooSlow() for name in ("rss", "rss.xml", "feed")}}
        assert actions.preview(url=PORTAL, at=AT, fetch=web).found == ()
        assert len(web.asked) == 4

    def test_are_not_looked_for_when_the_site_took_its_time_already(self, web):
        web[PORTAL] = Fetched(status=200, body=b"<html><body>x</body></html>", url=PORTAL, elapsed=16.0)
        assert actions.preview(url=PORTAL, at=AT, fetch=web).found == ()
        assert len(web.asked) == 1

    def test_behind_a_refused_address_are_nobodys_business(self, web):
        web[PORTAL] = AddressRefused()
        seen = actions.preview(url=PORTAL, at=AT, fetch=web)
        assert (seen.found, seen.problem) == ((), "address_refused")


class TestTheForm:
    def add(self, client, **data):
        return client.post(reverse("feeds_feed:add"), {"url": PORTAL, "title": "Cổng", "is_active": "on", **data})

    def test_lists_what_a_page_names_and_keeps_what_was_typed(self, network, client, person):
        person("add_feed")
        network[PORTAL] = PAGE
        html = self.add(client).content.decode()
        assert "Chọn một nguồn" in html
        assert f'value="{TIN}"' in html
        assert 'value="Cổng"' in html
        assert not Feed.objects.exists()

    def test_looks_at_the_one_that_is_chosen_and_then_keeps_it(self, network, client, person):
        person("add_feed")
        network[PORTAL], network[TIN] = PAGE, rss(item(1, "Xã họp"))
        html = self.add(client, found=TIN, searched=PORTAL, looked_at=TIN).content.decode()
        assert "Xã họp" in html
        assert "Giữ nguồn này" in html
        assert not Feed.objects.exists(), "choosing is not keeping"
        self.add(client, url=TIN, looked_at=TIN)
        assert Feed.objects.get().url == TIN

    def test_leaves_a_newly_typed_address_alone_when_enter_presses_the_first_button(self, network, client, person):
        person("add_feed")
        network["https://b.example.vn/rss"] = rss(item(1, "Của trang khác"))
        html = self.add(client, url="https://b.example.vn/rss", found=TIN, searched=PORTAL).content.decode()
        assert "Của trang khác" in html

    def test_says_which_are_here_already(self, network, client, person):
        person("add_feed")
        Feed.objects.create(url=TIN)
        network[PORTAL] = PAGE
        html = self.add(client).content.decode()
        assert "đã có" in html
        assert f'value="{TIN}"' not in html


LIST = "Tên;Địa chỉ\nĐài A;https://a.example.vn/rss\nĐài B;https://b.example.vn/rss\n"


class TestTakingOver:
    def test_tries_without_storing_or_asking(self, web):
        Feed.objects.create(url="https://a.example.vn/rss")
        report = actions.try_list(text=LIST + "Lại A;https://a.example.vn/rss\n")
        assert [row.url for row in report.new] == ["https://b.example.vn/rss"]
        assert [row.title for row in report.known] == ["Đài A"]
        assert [first for _row, first in report.repeated] == [2]
        assert (report.is_fine, Feed.objects.count(), web.asked) == (True, 1, [])

    def test_is_repeatable_and_touches_nothing_that_is_here(self):
        kept = Feed.objects.create(url="https://a.example.vn/rss", title="Tên cũ", is_active=False)
        for new in (1, 0):
            assert len(actions.take_over(text=LIST, by=None, at=AT).new) == new
        kept.refresh_from_db()
        assert (kept.title, kept.is_active, Feed.objects.count()) == ("Tên cũ", False, 2)
        assert list(Feed.objects.due(AT).values_list("title", flat=True)) == ["Đài B"]

    @pytest.mark.parametrize("row", ["x;ftp://c.vn", "x;http://10.0.0.1/rss", "x;http://[::1]/", "x;http://u:p@c.vn/"])
    def test_takes_nothing_when_one_row_is_refused(self, row):
        with pytest.raises(actions.ListRefused) as refused:
            actions.take_over(text=LIST + row, by=None, at=AT)
        assert [mistake.number for mistake in refused.value.report.refused] == [4]
        assert not Feed.objects.exists()

    def test_lets_a_portal_of_ones_own_network_in_where_the_settings_do(self, settings):
        settings.FEEDS_ALLOWED_NETWORKS = ["10.0.0.0/8"]
        assert actions.try_list(text="http://10.0.0.1/rss").is_fine

    def test_asks_the_database_as_often_for_many_as_for_few(self):
        def asked(count, start):
            text = "\n".join(f"https://h{n}.example.vn/rss" for n in range(start, start + count))
            with CaptureQueriesContext(connection) as queries:
                actions.take_over(text=text, by=None, at=AT)
            # SQLite takes so many values at a time: rows written go in as many portions as it wants.
            return sum(not each["sql"].startswith("INSERT") for each in queries)

        asked(1, 0)
        assert asked(2, 10) == asked(300, 100)

    def test_writes_down_who_did_it(self, django_user_model):
        user = django_user_model.objects.create_user("btv")
        actions.take_over(text=LIST, by=user, at=AT)
        assert ModelLogEntry.objects.filter(action="wagtail.create", user=user, timestamp=AT).count() == 2

    def test_understands_what_was_handed_out(self):
        actions.take_over(text=LIST, by=None, at=AT)
        document = actions.list_of_feeds(title="Nguồn", at=AT).decode()
        Feed.objects.all().delete()
        assert len(actions.take_over(text=document, by=None, at=AT).new) == 2
        assert set(Feed.objects.values_list("title", flat=True)) == {"Đài A", "Đài B"}


class TestTheScreen:
    address = property(lambda self: reverse("feeds_feed:take_over"))

    def test_shows_what_a_file_would_do_and_adds_it_on_the_second_step(self, client, person):
        person("add_feed", "view_feed")
        file = SimpleUploadedFile("nguon.csv", LIST.encode("utf-16"))
        html = client.post(self.address, {"file": file}).content.decode()
        assert "Thêm 2 nguồn" in html
        assert not Feed.objects.exists()
        answer = client.post(self.address, {"list": LIST, "do": "keep"}, follow=True)
        assert "Đã thêm 2 nguồn." in answer.content.decode()
        again = client.post(self.address, {"list": LIST, "do": "keep"}, follow=True)
        assert "Tất cả đã có từ trước." in again.content.decode()
        assert Feed.objects.count() == 2

    def test_names_each_wrong_row_and_keeps_the_list_in_the_form(self, client, person):
        person("add_feed")
        html = client.post(self.address, {"list": LIST + "Đài C;a.vn/rss", "do": "keep"}).content.decode()
        assert "<td>4</td>" in html
        assert "Ghi đầy đủ liên kết, bắt đầu bằng https://." in html
        assert "Đài C;a.vn/rss" in html
        assert "Thêm 2 nguồn" not in html
        assert not Feed.objects.exists()

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({"list": " "}, "Chọn tệp hoặc dán danh sách."),
            ({"list": "<html></html>"}, "không phải OPML"),
            ({"list": "<opml>\n<body>"}, "OPML sai ở dòng 2"),
            ({"list": "<!DOCTYPE x><opml/>"}, "DOCTYPE"),
        ],
    )
    def test_says_why_it_cannot_read_a_list(self, client, person, data, words):
        person("add_feed")
        assert words in client.post(self.address, data).content.decode()

    def test_refuses_a_file_that_is_too_large(self, client, person, monkeypatch):
        from feeds import forms

        monkeypatch.setattr(forms, "LARGEST_LIST", 10)
        person("add_feed")
        file = SimpleUploadedFile("nguon.csv", LIST.encode())
        assert "tối đa 2 MB" in client.post(self.address, {"file": file}).content.decode()

    def test_hands_out_opml_and_a_table_that_is_no_formula(self, client, person):
        person("view_feed")
        Feed.objects.create(url="https://a.example.vn/rss", title="=HYPERLINK(1)")
        opml = client.get(reverse("feeds_feed:opml"))
        assert opml["Content-Disposition"].endswith('.opml"')
        assert b'xmlUrl="https://a.example.vn/rss"' in opml.content
        table = client.get(reverse("feeds_feed:csv")).content.decode()
        assert table.startswith("\ufeffĐịa chỉ nguồn,Tên\r\n")
        assert "https://a.example.vn/rss,'=HYPERLINK(1)" in table
        assert actions.try_list(text=table).is_fine

    @pytest.mark.parametrize(
        ("name", "wanted"), [("take_over", "add_feed"), ("opml", "view_feed"), ("csv", "view_feed")]
    )
    def test_is_for_those_who_may(self, client, person, name, wanted):
        address = reverse(f"feeds_feed:{name}")
        assert client.get(address)["Location"].startswith("/admin/login/")
        person()
        assert client.get(address)["Location"] == "/admin/"
        person(wanted)
        assert client.get(address).status_code == 200

    def test_offers_in_the_list_what_one_may(self, client, person):
        person("view_feed")
        html = client.get(reverse("feeds_feed:index")).content.decode()
        assert reverse("feeds_feed:opml") in html
        assert self.address not in html
        person("view_feed", "add_feed")
        assert self.address in client.get(reverse("feeds_feed:index")).content.decode()
