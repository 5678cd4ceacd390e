"""Publishing a page records it, taking it down withdraws it, for every kind of covered page."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from wagtail.log_actions import LogContext

from newsroom.coverage.models import CoverageRecord as Record
from newsroom.coverage.models import CoveredPage, LedgerEvent
from newsroom.coverage.models.covered_page import NoChannelServes
from newsroom.coverage.producing import AlreadyRegistered, producers, register
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def channels():
    make.channel("bao", serves=["story:newspaper"])
    make.channel("cong-tinh", serves=["story:portal"])


def published(**fields):
    return make.story(make.outlet(), themes=[make.theme()], live=True, **fields)


def republish(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


@time_machine.travel(datetime(2024, 6, 14, 16, 59, tzinfo=UTC), tick=False)
def test_publication_becomes_a_record():
    page = published(tone="commend", genre="reportage")
    record = Record.objects.get()
    assert (record.source, record.source_key) == ("story", str(page.pk))
    assert (record.title, record.tone, record.genre) == (page.title, "commend", "reportage")
    assert (record.day, record.happened_at) == (date(2024, 6, 14), page.first_published_at)
    assert (record.organisation, record.channel.code) == (make.organisation(), "bao")
    assert list(record.themes.all()) == [make.theme()]
    assert record.url == page.url


def test_publishing_twice_gives_one_record_with_the_first_date():
    with time_machine.travel(datetime(2024, 6, 14, 16, 59, tzinfo=UTC)):
        page = published()
    with time_machine.travel(datetime(2024, 7, 1, tzinfo=UTC)):
        republish(page, title="Đầu đề mới")
    record = Record.objects.get()
    assert (record.title, record.day) == ("Đầu đề mới", date(2024, 6, 14))


def test_what_a_page_says_of_itself_keeps_the_first_date():
    with time_machine.travel(datetime(2024, 6, 14, 16, 59, tzinfo=UTC)):
        page = published()
    with time_machine.travel(datetime(2024, 7, 1, tzinfo=UTC)):
        republish(page)
    page.refresh_from_db()
    assert page.last_published_at.date() == date(2024, 7, 1)
    assert page.appearance().day == date(2024, 6, 14)


def test_a_draft_of_a_live_page_changes_nothing():
    page = published()
    page.title = "Bản nháp"
    page.save_revision()
    assert Record.objects.get().title != "Bản nháp"


def test_a_draft_is_not_recorded():
    make.story(make.outlet(), themes=[make.theme()])
    assert not Record.objects.exists()


def test_unpublishing_withdraws_and_publishing_again_reinstates():
    with time_machine.travel(datetime(2024, 6, 14, 16, 59, tzinfo=UTC)):
        page = published()
    page.unpublish()
    record = Record.objects.get()
    assert not record.stands
    assert record.withdrawal_reason
    with time_machine.travel(datetime(2024, 7, 1, tzinfo=UTC)):
        republish(page)
    record.refresh_from_db()
    assert record.stands
    assert record.day == date(2024, 6, 14)


def test_a_page_taken_down_and_set_to_appear_later_stays_withdrawn_until_then():
    page = published()
    page.unpublish()
    page.refresh_from_db()
    republish(page, go_live_at=timezone.now() + timedelta(days=1))
    page.refresh_from_db()
    assert not page.live
    assert not Record.objects.get().stands


def test_deleting_a_page_withdraws_its_record_and_keeps_it():
    published().delete()
    assert not Record.objects.get().stands


def test_deleting_an_outlets_tree_withdraws_what_stood_in_it():
    published()
    make.outlet().delete()
    assert not Record.objects.get().stands


def test_a_page_outside_cchc_is_not_recorded():
    make.story(make.outlet(), live=True, outside_cchc=True)
    assert not Record.objects.exists()


def test_a_page_decided_outside_later_is_withdrawn_and_comes_back_when_decided_in():
    page = published()
    page.themes.clear()
    republish(page, outside_cchc=True)
    assert not Record.objects.get().stands
    page.themes.set([make.theme()])
    republish(page, outside_cchc=False)
    assert Record.objects.get().stands


def test_a_page_outside_any_outlet_is_not_recorded():
    page = published()
    assert page.outlet is not None
    page.outlet = None
    assert page.appearance() is None


def test_the_channel_chosen_for_the_page_goes_before_the_outlets_own():
    published(channel=make.channel("dang-lai"))
    assert Record.objects.get().channel.code == "dang-lai"


def test_the_portals_story_goes_to_the_portals_channel():
    portal = make.outlet(make.organisation("Cổng tỉnh", kind="portal"))
    make.story(portal, themes=[make.theme()], live=True)
    assert Record.objects.get().channel.code == "cong-tinh"


def test_without_any_channel_it_says_so_instead_of_counting_nowhere():
    station = make.outlet(make.organisation("Đài", kind="broadcaster"))
    with pytest.raises(NoChannelServes):
        make.story(station, themes=[make.theme()], live=True)


def test_moving_a_page_to_another_outlet_makes_it_speak_for_that_one():
    page = published()
    portal = make.outlet(make.organisation("Cổng tỉnh", kind="portal"))
    assert page.outlet.organisation == make.organisation()
    page.move(portal, pos="last-child")
    record = Record.objects.get()
    assert record.organisation == portal.organisation
    assert record.channel.code == "cong-tinh"


def test_a_repost_is_another_appearance_of_the_same_work():
    page = published()
    portal = make.outlet(make.organisation("Cổng tỉnh", kind="portal"))
    make.story(portal, "Đăng lại", themes=[make.theme()], live=True, same_work_as=page.page_ptr)
    assert Record.objects.count() == 2
    assert len(set(Record.objects.values_list("work", flat=True))) == 1


def test_naming_itself_as_the_original_is_no_repost():
    page = published()
    republish(page, same_work_as=page.page_ptr)
    assert Record.objects.get().same_work_as == ""


def test_the_person_at_the_screen_is_the_one_who_recorded():
    editor = make.user("bien-tap")
    with LogContext(user=editor):
        published()
    assert Record.objects.get().recorded_by == editor


def test_publication_by_the_clock_is_the_revisions_authors():
    writer = make.user("phong-vien")
    page = make.story(make.outlet(), themes=[make.theme()])
    page.save_revision(user=writer).publish()
    assert Record.objects.get().recorded_by == writer


def test_taking_down_names_the_person():
    editor = make.user("bien-tap")
    page = published()
    with LogContext(user=editor):
        page.unpublish()
    assert Record.objects.get().withdrawn_by == editor
    assert LedgerEvent.objects.get(kind="withdrawn").by_name == "bien-tap"


def test_every_kind_of_covered_page_is_a_producer():
    kinds = CoveredPage.kinds()
    assert {kind.source_kind for kind in kinds} >= {"story", "broadcast"}
    assert all(kind.source_kind in producers() for kind in kinds)


def test_a_producer_lists_what_is_live_and_inside():
    page = published()
    make.story(make.outlet(), themes=[make.theme()])
    make.story(make.outlet(), live=True, outside_cchc=True)
    published().unpublish()
    assert [appearance.source_key for appearance in producers()["story"]()] == [str(page.pk)]


def test_two_producers_under_one_name_are_refused():
    with pytest.raises(AlreadyRegistered):
        register("story", list)
