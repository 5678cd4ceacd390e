"""Publishing, by whichever door, asks for themes or an explicit "not about CCHC"; drafting asks for nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from newsroom.stories.models import StoryPage
from tests import factories

ASKED = "Hãy chọn ít nhất một chủ đề"


def add_url(house):
    return reverse("wagtailadmin_pages:add", args=["newsroom_stories", "storypage", house.pk])


def edit_url(story):
    return reverse("wagtailadmin_pages:edit", args=[story.pk])


@pytest.fixture
def desk(editor, at_desk):
    return at_desk(editor)


def test_an_undecided_draft_is_saved(desk, house, posted):
    response = desk.post(add_url(house), posted())
    story = StoryPage.objects.get()
    assert response.status_code == 302
    assert not story.live
    assert not story.is_decided


def test_an_undecided_story_is_not_published_and_the_field_says_why(desk, house, posted):
    response = desk.post(add_url(house), posted(**{"action-publish": "1"}))
    assert response.status_code == 200
    assert ASKED in response.context["form"].errors["themes"][0]
    assert not StoryPage.objects.exists()


@pytest.mark.parametrize("answer", ["themes", "outside"])
def test_either_answer_publishes(desk, house, posted, answer):
    theme = factories.theme()
    fields = {"themes": [theme.pk]} if answer == "themes" else {"outside_cchc": "on"}
    desk.post(add_url(house), posted(**fields, **{"action-publish": "1"}))
    story = StoryPage.objects.get()
    assert story.live
    assert list(story.themes.all()) == ([theme] if answer == "themes" else [])


def test_both_answers_at_once_contradict_each_other(desk, house, posted):
    fields = {"themes": [factories.theme().pk], "outside_cchc": "on", "action-publish": "1"}
    response = desk.post(add_url(house), posted(**fields))
    assert "outside_cchc" in response.context["form"].errors


def test_no_theme_can_be_typed_in(desk, house, posted):
    response = desk.post(add_url(house), posted(themes=["Chủ đề tự nghĩ"]))
    assert "themes" in response.context["form"].errors


def test_a_theme_out_of_use_is_no_longer_offered_but_stays_where_it_was_chosen(desk, house, posted):
    old = factories.theme("Chủ đề đã thôi dùng")
    story = factories.story(house, themes=[old], live=True)
    old.is_active = False
    old.save()
    fresh = desk.get(add_url(house)).context["form"].fields["themes"].queryset
    kept = desk.get(edit_url(story)).context["form"].fields["themes"].queryset
    assert old not in fresh
    assert old in kept


def test_themes_stand_in_the_order_of_the_vietnamese_alphabet(desk, house):
    for name in ["Đất đai", "Dịch vụ công", "Ban hành văn bản", "Ấn phẩm"]:
        factories.theme(name)
    offered = desk.get(add_url(house)).context["form"].fields["themes"].queryset
    assert [theme.name for theme in offered] == ["Ấn phẩm", "Ban hành văn bản", "Dịch vụ công", "Đất đai"]


def test_a_story_set_for_later_must_be_decided_now(desk, house, posted):
    later = timezone.localtime() + timedelta(days=1)
    fields = {"go_live_at": later.strftime("%Y-%m-%d %H:%M"), "action-publish": "1"}
    response = desk.post(add_url(house), posted(**fields))
    assert "themes" in response.context["form"].errors
    assert not StoryPage.objects.exists()


def test_handing_in_asks_the_same(reporter, house, posted, at_desk):
    desk = at_desk(reporter)
    response = desk.post(add_url(house), posted(**{"action-submit": "1"}))
    assert "themes" in response.context["form"].errors
    desk.post(add_url(house), posted(themes=[factories.theme().pk], **{"action-submit": "1"}))
    assert StoryPage.objects.get().workflow_in_progress


def test_what_was_handed_in_stays_decided_even_in_a_draft(reporter, editor, house, posted, at_desk):
    at_desk(reporter).post(add_url(house), posted(themes=[factories.theme().pk], **{"action-submit": "1"}))
    story = StoryPage.objects.get()
    response = at_desk(editor).post(edit_url(story), posted(slug=story.slug))
    assert "themes" in response.context["form"].errors


def test_a_live_story_may_have_an_undecided_draft_beside_it(desk, house, posted):
    story = factories.story(house, themes=[factories.theme()], live=True)
    response = desk.post(edit_url(story), posted(slug=story.slug))
    assert response.status_code == 302
    story.refresh_from_db()
    assert story.live
    assert story.is_decided
    assert not story.get_latest_revision_as_object().is_decided


def test_publishing_a_revision_in_code_asks_too(house):
    story = factories.story(house)
    with pytest.raises(ValidationError) as refused:
        story.get_latest_revision().publish()
    assert "themes" in refused.value.message_dict
    story.refresh_from_db()
    assert not story.live


def test_a_revision_is_not_approved_for_later_undecided(house):
    story = factories.story(house)
    story.go_live_at = timezone.now() + timedelta(days=1)
    with pytest.raises(ValidationError):
        story.save_revision(approved_go_live_at=story.go_live_at)
    revision = story.save_revision()
    with pytest.raises(ValidationError):
        revision.publish()


def test_a_live_story_is_not_saved_undecided(house):
    with pytest.raises(ValidationError):
        house.add_child(instance=StoryPage(title="Tin", slug="tin", live=True))
    house.refresh_from_db()
    house.add_child(instance=StoryPage(title="Tin", slug="tin", live=True, outside_cchc=True))


def test_what_was_scheduled_is_published_by_the_clock(house):
    story = factories.story(house, themes=[factories.theme()])
    story.go_live_at = timezone.now() + timedelta(hours=1)
    story.save_revision().publish()
    call_command("publish_scheduled")
    story.refresh_from_db()
    assert not story.live
    with time_machine.travel(story.go_live_at + timedelta(minutes=1)):
        call_command("publish_scheduled")
    story.refresh_from_db()
    assert story.live


def test_publishing_many_at_once_names_the_undecided_and_publishes_nothing(desk, house):
    decided = factories.story(house, "Tin đã chọn chủ đề", themes=[factories.theme()])
    open_one = factories.story(house, "Tin còn bỏ ngỏ")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = desk.post(f"{url}?id={decided.pk}&id={open_one.pk}&next=/admin/", follow=True)
    assert "“Tin còn bỏ ngỏ”" in response.content.decode()
    assert not StoryPage.objects.live().exists()
    desk.post(f"{url}?id={decided.pk}&next=/admin/")
    assert StoryPage.objects.live().get() == decided
