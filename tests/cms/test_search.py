"""Readers and editors find what they look for, with or without marks, whatever they type."""

import pytest
from django.utils import timezone

from newsroom.stories.models import StoryPage
from tests import factories

pytestmark = pytest.mark.django_db

TITLES = ["Một cửa hiện đại ở xã", "Đất đai: trả kết quả sớm", "Hồ sơ trực tuyến tăng mạnh"]


@pytest.fixture
def stories():
    outlet = factories.outlet()
    theme = factories.theme()
    for title in TITLES:
        page = StoryPage(title=title, lead="Người dân hài lòng", live=True, first_published_at=timezone.now())
        page.themes.add(theme)
        outlet.add_child(instance=page)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("mot cua", TITLES[0]),
        ("Một cửa", TITLES[0]),
        ("MỘT CỬA", TITLES[0]),
        ("dat dai", TITLES[1]),
        ("đất đai", TITLES[1]),
        ("truc tuyen", TITLES[2]),
        ("truc tuyến", TITLES[2]),
    ],
)
def test_a_reader_finds_a_story_with_or_without_marks(client, stories, typed, found):
    page = client.get("/tim-kiem/", {"q": typed}).content.decode()
    assert found in page
    assert sum(title in page for title in TITLES) == 1


@pytest.mark.parametrize("typed", ['"', "\0", '"một', "a AND", "* OR", "(", "'", "%", "  ", "-", "x" * 5000])
def test_nothing_that_people_type_breaks_a_search(client, admin_client, stories, typed):
    assert client.get("/tim-kiem/", {"q": typed}).status_code == 200
    assert admin_client.get("/admin/pages/search/", {"q": typed}).status_code == 200


def test_an_editor_finds_a_page_in_the_admin_without_marks(admin_client, stories):
    StoryPage.objects.first().save()
    page = admin_client.get("/admin/pages/search/", {"q": "mot cua hien"}).content.decode()
    assert TITLES[0] in page


def test_nothing_found_says_what_to_do(client, stories):
    page = client.get("/tim-kiem/", {"q": "không có từ này đâu"}).content.decode()
    assert 'href="/chu-de/"' in page
