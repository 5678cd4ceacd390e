"""The desk list: filters in the address, chips, search without marks, and no more queries for more rows."""

import pytest

from newsroom.stories.models import StoryPage
from tests import factories

URL = "/admin/tin-bai/"


@pytest.fixture
def stories(house, other_house):
    tax, land = factories.theme("Cải cách tài chính công"), factories.theme("Đất đai")
    return {
        "tin": factories.story(house, "Tin về đất đai", themes=[land], genre="brief", tone="commend", live=True),
        "bai": factories.story(house, "Bài về phí, lệ phí", themes=[tax], genre="article", tone="critical", live=True),
        "cong": factories.story(other_house, "Tin của cổng", themes=[land, tax], genre="brief", live=True),
        "nhap": factories.story(house, "Tin còn bỏ ngỏ", genre="article"),
    }


@pytest.fixture
def shown(at_desk):
    browser = at_desk(factories.user("quan-tri", is_superuser=True))

    def _shown(query=""):
        response = browser.get(f"{URL}?{query}")
        assert response.status_code == 200
        return {page.title for page in response.context["object_list"]}

    return _shown


def test_the_list_shows_stories_with_their_themes_as_chips(stories, at_desk):
    response = at_desk(factories.user(is_superuser=True)).get(URL)
    html = response.content.decode()
    assert '<ul class="desk-chips"><li>Đất đai</li></ul>' in html
    assert "Chưa chọn chủ đề" in html
    assert "Nêu gương" in html


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("genre=brief", {"Tin về đất đai", "Tin của cổng"}),
        ("genre=brief&genre=article&state=live", {"Tin về đất đai", "Tin của cổng", "Bài về phí, lệ phí"}),
        ("tone=critical", {"Bài về phí, lệ phí"}),
        ("state=draft", {"Tin còn bỏ ngỏ"}),
        ("state=undecided", {"Tin còn bỏ ngỏ"}),
        ("state=scheduled", set()),
        ("state=moderation", set()),
    ],
)
def test_filters_stand_in_the_address(stories, shown, query, titles):
    assert shown(query) == titles


def test_filters_by_outlet_and_theme(stories, shown, other_house):
    land = factories.theme("Đất đai")
    assert shown(f"outlet={other_house.pk}") == {"Tin của cổng"}
    assert shown(f"themes={land.pk}") == {"Tin về đất đai", "Tin của cổng"}
    assert shown(f"themes={land.pk}&q=dat dai") == {"Tin về đất đai"}


def test_filters_by_what_waits_for_approval(stories, shown, house, reporter):
    story = stories["nhap"]
    house.get_workflow().start(story, reporter)
    assert shown("state=moderation") == {"Tin còn bỏ ngỏ"}


@pytest.mark.parametrize("words", ["dat dai", "Đất đai", "ve dat", '"dat dai'])
def test_search_finds_with_and_without_marks(stories, shown, words):
    assert "Tin về đất đai" in shown(f"q={words}")


def test_an_editor_sees_the_own_outlet_only(stories, editor, at_desk):
    response = at_desk(editor).get(URL)
    assert {page.title for page in response.context["object_list"]} == {
        "Tin về đất đai",
        "Bài về phí, lệ phí",
        "Tin còn bỏ ngỏ",
    }


def test_a_stranger_is_asked_to_log_in(client, db):
    assert client.get(URL)["Location"].startswith("/admin/login/")


def test_more_stories_cost_no_more_queries(house, at_desk):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = at_desk(factories.user(is_superuser=True))

    def cost():
        browser.get(URL)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(URL).status_code == 200
        return len(queries)

    for _ in range(2):
        factories.story(house, themes=[factories.theme(), factories.theme("Đất đai")], live=True)
    few = cost()
    for _ in range(10):
        factories.story(house, themes=[factories.theme(), factories.theme("Đất đai")], live=True)
    assert StoryPage.objects.count() == 12
    assert cost() == few
    assert few <= 40
