"""A reporter hands in, the outlet's editor approves, the ledger counts; nobody next door may."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import WorkflowState

from newsroom.coverage.models import CoverageRecord
from newsroom.stories.models import StoryPage
from tests import factories

MORNING = datetime(2024, 6, 14, 1, tzinfo=UTC)


@pytest.fixture
def handed_in(reporter, house, posted, at_desk):
    url = reverse("wagtailadmin_pages:add", args=["newsroom_stories", "storypage", house.pk])
    fields = {"themes": [factories.theme().pk], "action-submit": "1"}
    with time_machine.travel(MORNING):
        at_desk(reporter).post(url, posted(**fields))
    return StoryPage.objects.get()


def approve(browser, story):
    task = story.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "approve", task.pk])
    return browser.post(url, {"comment": ""})


def test_a_reporter_cannot_publish(reporter, house, posted, at_desk):
    url = reverse("wagtailadmin_pages:add", args=["newsroom_stories", "storypage", house.pk])
    at_desk(reporter).post(url, posted(themes=[factories.theme().pk], **{"action-publish": "1"}))
    assert not StoryPage.objects.get().live
    assert not CoverageRecord.objects.exists()


def test_the_author_is_who_wrote_it(handed_in, reporter):
    assert handed_in.author == handed_in.owner == reporter
    assert handed_in.printed_byline == reporter.get_full_name()


def test_the_outlets_editor_approves_and_it_is_counted(handed_in, editor, at_desk):
    assert not CoverageRecord.objects.exists()
    with time_machine.travel(MORNING + timedelta(hours=2)):
        approve(at_desk(editor), handed_in)
    handed_in.refresh_from_db()
    record = CoverageRecord.objects.get()
    assert handed_in.live
    assert (record.source, record.source_key) == ("story", str(handed_in.pk))
    assert record.organisation == handed_in.outlet.organisation
    assert record.happened_at == handed_in.first_published_at
    assert record.day == date(2024, 6, 14)
    assert [theme.name for theme in record.themes.all()] == ["Cải cách thủ tục hành chính"]


@pytest.mark.parametrize("who", ["stranger", "reporter"])
def test_nobody_else_approves(handed_in, who, request, at_desk):
    person = request.getfixturevalue(who)
    approve(at_desk(person), handed_in)
    handed_in.refresh_from_db()
    assert not handed_in.live
    assert handed_in.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    assert not CoverageRecord.objects.exists()


def test_an_editor_of_another_outlet_neither_opens_nor_publishes_it(handed_in, stranger, posted, at_desk):
    url = reverse("wagtailadmin_pages:edit", args=[handed_in.pk])
    browser = at_desk(stranger)
    assert browser.get(url).status_code == 302
    browser.post(url, posted(title="Tiêu đề bị sửa", slug=handed_in.slug, **{"action-publish": "1"}))
    handed_in.refresh_from_db()
    assert (handed_in.live, handed_in.title) == (False, "Đẩy mạnh cải cách thủ tục hành chính")


def test_what_was_set_for_later_is_counted_on_the_day_it_goes_out(house, editor):
    story = factories.story(house, themes=[factories.theme()])
    story.go_live_at = datetime(2024, 6, 14, 17, 1, tzinfo=UTC)
    with time_machine.travel(MORNING):
        story.save_revision(user=editor).publish(user=editor)
        call_command("publish_scheduled")
    assert not CoverageRecord.objects.exists()
    with time_machine.travel(story.go_live_at + timedelta(seconds=20)):
        call_command("publish_scheduled")
    story.refresh_from_db()
    record = CoverageRecord.objects.get()
    assert record.happened_at == story.first_published_at
    assert record.day == date(2024, 6, 15)
    assert record.recorded_by == editor


def test_a_story_decided_outside_is_published_and_not_counted(house, editor, posted, at_desk):
    url = reverse("wagtailadmin_pages:add", args=["newsroom_stories", "storypage", house.pk])
    at_desk(editor).post(url, posted(outside_cchc="on", **{"action-publish": "1"}))
    assert StoryPage.objects.get().live
    assert not CoverageRecord.objects.exists()


def test_an_outlet_without_a_channel_is_told_before_it_publishes(channel, house, editor, posted, at_desk):
    channel.services.all().delete()
    url = reverse("wagtailadmin_pages:add", args=["newsroom_stories", "storypage", house.pk])
    fields = {"themes": [factories.theme().pk], "action-publish": "1"}
    response = at_desk(editor).post(url, posted(**fields))
    assert "channel" in response.context["form"].errors
    at_desk(editor).post(url, posted(**fields, channel=channel.pk))
    assert CoverageRecord.objects.get().channel == channel


def test_the_same_work_is_chosen_among_what_is_counted(house, editor, posted, at_desk):
    first = factories.story(house, "Bài gốc", themes=[factories.theme()], live=True)
    url = reverse("wagtailadmin_pages:add", args=["newsroom_stories", "storypage", house.pk])
    browser = at_desk(editor)
    fields = {"themes": [factories.theme().pk], "action-publish": "1"}
    refused = browser.post(url, posted(**fields, same_work_as=house.pk))
    assert "same_work_as" in refused.context["form"].errors
    browser.post(url, posted(**fields, same_work_as=first.pk))
    assert CoverageRecord.objects.count() == 2
    assert CoverageRecord.objects.values("work").distinct().count() == 1
    again = browser.post(
        reverse("wagtailadmin_pages:edit", args=[first.pk]), posted(**fields, slug=first.slug, same_work_as=first.pk)
    )
    assert "same_work_as" in again.context["form"].errors


def test_organisations_that_no_longer_exist_are_not_offered_unless_chosen(house, editor, at_desk):
    gone = factories.organisation("Sở đã giải thể", kind="department", valid_to=date(2020, 1, 1))
    here = factories.organisation("Sở Nội vụ", kind="department")
    story = factories.story(house, themes=[factories.theme()])
    story.about.set([gone])
    story.save_revision()
    browser = at_desk(editor)
    fresh = browser.get(reverse("wagtailadmin_pages:add", args=["newsroom_stories", "storypage", house.pk]))
    kept = browser.get(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    assert gone not in fresh.context["form"].fields["about"].queryset
    assert here in fresh.context["form"].fields["about"].queryset
    assert gone in kept.context["form"].fields["about"].queryset
