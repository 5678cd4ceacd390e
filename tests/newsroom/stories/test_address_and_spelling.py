"""A story's address has no marks and keeps its đ as d, whoever makes it; its title is stored in one spelling."""

import unicodedata

import pytest
from django.urls import reverse
from wagtail.admin.widgets.slug import SlugInput

from newsroom import text
from newsroom.coverage.models.covered_page import ADDRESS_FORMATTERS
from newsroom.stories.models import StoryPage
from tests import factories


@pytest.mark.parametrize("typed", ["", "đẩy-mạnh-cải-cách-thủ-tục-hành-chính"])
def test_the_server_makes_the_address_whatever_the_browser_sends(editor, house, posted, at_desk, typed):
    url = reverse("wagtailadmin_pages:add", args=["newsroom_stories", "storypage", house.pk])
    at_desk(editor).post(url, posted(slug=typed))
    assert StoryPage.objects.get().slug == "day-manh-cai-cach-thu-tuc-hanh-chinh"


def test_a_second_story_of_the_same_title_gets_an_address_of_its_own(house):
    first = house.add_child(instance=StoryPage(title="Đổi mới", live=False))
    second = house.add_child(instance=StoryPage(title="Đổi mới", live=False))
    assert (first.slug, second.slug) == ("doi-moi", "doi-moi-2")


def test_a_decomposed_title_is_stored_composed(house):
    typed = unicodedata.normalize("NFD", "Uỷ ban  nhân dân huyện Vũ Thư")
    story = house.add_child(instance=StoryPage(title=typed, live=False))
    assert story.title == "Ủy ban nhân dân huyện Vũ Thư"


def test_the_slug_field_folds_as_the_server_does(editor, house, at_desk):
    url = reverse("wagtailadmin_pages:add", args=["newsroom_stories", "storypage", house.pk])
    widget = at_desk(editor).get(url).context["form"].fields["slug"].widget
    assert isinstance(widget, SlugInput)
    assert "data-w-slug-formatters-value" in widget.attrs


@pytest.mark.parametrize(
    "title",
    [
        "Đẩy mạnh cải cách thủ tục hành chính",
        "“Một cửa” – nơi người dân hài lòng (kỳ 2)",
        unicodedata.normalize("NFD", "Đường bộ, đường thuỷ"),
        "NGHỊ QUYẾT 76/NQ-CP: ỨNG DỤNG CÔNG NGHỆ",
        "Quỹ đất’ huyện Quỳnh Phụ ỳ ỷ ỹ ỵ ằ ẳ ẵ ặ",
    ],
)
def test_what_the_browser_is_told_to_do_gives_the_address_of_text_slug(title):
    """The formatters are applied in Python as CleanController applies them, then its `urlify`."""
    import re

    made = title.strip()
    for pattern, replacement in ADDRESS_FORMATTERS:
        made = re.sub(pattern, replacement, made)
    assert re.sub(r"[-\s]+", "-", made.lower()) == text.slug(title)


def test_words_without_marks_find_the_story(house):
    story = factories.story(
        house,
        "Đẩy mạnh dịch vụ công trực tuyến",
        themes=[factories.theme()],
        lead="Người dân huyện Đông Hưng nộp hồ sơ qua mạng",
        body=[("paragraph", "<p>Đất đai là lĩnh vực được hỏi nhiều nhất.</p>")],
        live=True,
    )
    for words in ["day manh", "truc tuyen", "dong hung", "dat dai", "Đất đai", "trực tuyến"]:
        assert story in list(StoryPage.objects.live().search(words)), words
    for start in ["day m", "Đẩy m", "truc tu"]:
        assert story in list(StoryPage.objects.autocomplete(start)), start
    assert not list(StoryPage.objects.search("giao thông"))
