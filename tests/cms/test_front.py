"""What a reader sees first: the newest of today's outlets, their fronts, the themes, the feeds."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, Site

from cms.website.models import HomePage
from newsroom.stories.models import StoryPage
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def home():
    root = Page.objects.get(depth=1)
    page = root.add_child(instance=HomePage(title="Cải cách hành chính Thái Bình", slug="trang-chu"))
    Site.objects.update(root_page=page)
    Site.clear_site_root_paths_cache()
    return page


def publish(outlet, title, hours_ago, theme):
    page = StoryPage(title=title, lead=f"Lời dẫn của {title}", live=True)
    page.first_published_at = NOW - timedelta(hours=hours_ago)
    page.themes.add(theme)
    return outlet.add_child(instance=page)


def an_outlet(home, name, **fields):
    outlet = factories.outlet(factories.organisation(name, **fields))
    outlet.move(home, pos="last-child")
    outlet.refresh_from_db()
    return outlet


def test_an_empty_site_says_what_will_come(client, home):
    page = client.get("/").content.decode()
    assert "Chưa có tin, bài nào được đăng" in page


def test_the_newest_story_leads_and_every_outlet_has_its_column(client, home):
    theme = factories.theme()
    newspaper, portal = an_outlet(home, "Báo Sông Trà"), an_outlet(home, "Cổng Sông Trà", kind="portal")
    for hours in range(10):
        publish(newspaper, f"Tin thứ {hours:02}", hours, theme)
    publish(portal, "Tin của cổng", 300, theme)
    response = client.get("/")
    page = response.content.decode()
    assert response.context["top"][0].title == "Tin thứ 00"
    assert page.index("Tin thứ 00") < page.index("Tin thứ 01") < page.index("Tin của cổng")
    assert page.count("Tin thứ 09") == 1


def test_a_work_carried_by_two_outlets_is_shown_once_on_the_front(client, home):
    theme = factories.theme()
    newspaper, portal = an_outlet(home, "Báo Sông Trà"), an_outlet(home, "Cổng Sông Trà", kind="portal")
    first = publish(newspaper, "Tin chung", 5, theme)
    again = publish(portal, "Tin chung", 1, theme)
    again.same_work_as = first
    again.save()
    response = client.get("/")
    assert [page.pk for page in [*response.context["top"], *response.context["newest"]]] == [first.pk]
    assert "Tin chung" in client.get(portal.url).content.decode()


def test_an_outlet_that_was_merged_away_leaves_the_menu_and_keeps_its_address(client, home):
    gone = an_outlet(home, "Báo Cũ", valid_from=date(2000, 1, 1), valid_to=timezone.localdate())
    today = an_outlet(home, "Báo Mới", valid_from=timezone.localdate())
    publish(gone, "Tin ngày ấy", 9000, factories.theme())
    page = client.get("/").content.decode()
    assert f'href="{today.url}"' in page
    assert f'href="{gone.url}"' not in page
    assert "Tin ngày ấy" in client.get(gone.url).content.decode()


def test_the_front_asks_no_more_questions_when_there_are_more_stories(client, home, django_assert_max_num_queries):
    theme, newspaper = factories.theme(), an_outlet(home, "Báo Sông Trà")
    for hours in range(3):
        publish(newspaper, f"Tin {hours}", hours, theme)
    client.get("/")
    with django_assert_max_num_queries(40) as few:
        client.get("/")
    for hours in range(3, 30):
        publish(newspaper, f"Tin {hours}", hours, theme)
    with django_assert_max_num_queries(len(few)):
        client.get("/")


def test_a_theme_shows_its_pieces_and_no_others(client, home):
    newspaper = an_outlet(home, "Báo Sông Trà")
    publish(newspaper, "Về một cửa", 1, factories.theme("Một cửa"))
    publish(newspaper, "Về dịch vụ công", 2, factories.theme("Dịch vụ công"))
    page = client.get("/chu-de/mot-cua/").content.decode()
    assert "Về một cửa" in page
    assert "Về dịch vụ công" not in page
    assert client.get("/chu-de/khong-co/").status_code == 404


def test_the_site_s_feed_lists_the_newest_with_their_themes(client, home):
    newspaper = an_outlet(home, "Báo Sông Trà")
    publish(newspaper, "Về một cửa & hai cửa", 1, factories.theme("Một cửa"))
    feed = client.get("/rss.xml")
    assert feed["Content-Type"].startswith("application/rss+xml")
    assert "Về một cửa &amp; hai cửa" in feed.content.decode()
    assert "<category>Một cửa</category>" in feed.content.decode()


def test_readers_get_a_strict_policy_and_editors_one_they_can_work_with(client, home, admin_client):
    strict = client.get("/")["Content-Security-Policy"]
    assert "'unsafe-inline'" not in strict
    assert "object-src 'none'" in strict
    assert "'unsafe-inline'" in admin_client.get("/admin/")["Content-Security-Policy"]


def test_a_missing_page_is_explained_in_vietnamese(client, home):
    response = client.get("/khong-co-trang-nay/")
    assert response.status_code == 404
    assert "Không tìm thấy trang" in response.content.decode()
