"""Owner, colleague, editor of another outlet, stranger: who may do what below an outlet's front page."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Site, Workflow

from newsroom.organisations.actions import appoint, furnish_outlet, open_outlet
from newsroom.organisations.models import OutletPage, RoleGroup
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 8, tzinfo=UTC)


def opened(name, kind="newspaper", **fields):
    root = Site.objects.get(is_default_site=True).root_page
    organisation = factories.organisation(name, kind=kind, **fields)
    return open_outlet(organisation=organisation, parent=root, by=None, at=AT)


def appointed(outlet, role):
    user = factories.user(admin=False)
    appoint(user=user, organisation=outlet.organisation, role=role, by=None, at=AT)
    return type(user).objects.get(pk=user.pk)


@pytest.fixture
def paper():
    return opened("Báo Thái Bình")


@pytest.fixture
def station():
    return opened("Đài PT-TH", kind="broadcaster")


@pytest.fixture
def reporter(paper):
    return appointed(paper, "reporter")


@pytest.fixture
def draft(paper, reporter):
    page = factories.story(paper, owner=reporter, lead="Sapo", outside_cchc=True)
    page.save_revision()
    return page


def test_an_outlet_opens_live_at_the_given_time(paper):
    assert paper.live
    assert paper.first_published_at == AT
    assert paper.slug == "bao-thai-binh"
    assert paper.collection.name == "Báo Thái Bình"


def test_opening_it_again_changes_nothing(paper):
    workflow = paper.get_workflow()
    again = open_outlet(organisation=paper.organisation, parent=paper.get_parent(), by=None, at=AT)
    assert again.pk == paper.pk
    assert again.get_workflow() == workflow
    assert again.collection == paper.collection
    assert (Workflow.objects.filter(name=workflow.name).count(), OutletPage.objects.count()) == (1, 1)


def test_what_the_administrator_took_from_a_group_is_not_given_back(paper):
    group = RoleGroup.objects.get(role="editor", organisation=paper.organisation).group
    group.page_permissions.get(permission__codename="unlock_page").delete()
    furnish_outlet(outlet=paper, by=None, at=AT)
    assert not group.page_permissions.filter(permission__codename="unlock_page").exists()


def test_two_organisations_of_one_label_get_a_group_each(paper):
    merged = opened("Báo Thái Bình (sau hợp nhất)", short_name="Báo Thái Bình")
    names = set(
        RoleGroup.objects.filter(role="editor", organisation__isnull=False).values_list("group__name", flat=True)
    )
    assert len(names) == 2
    assert merged.slug == "bao-thai-binh-2"


def test_people_appointed_before_the_outlet_opened_get_its_groups():
    early = factories.organisation("Cổng TTĐT tỉnh", kind="portal")
    user = factories.user()
    appoint(user=user, organisation=early, role="editor", by=None, at=AT)
    opened("Cổng TTĐT tỉnh", kind="portal")
    assert user.groups.filter(stands_for__organisation=early, stands_for__role="editor").exists()


def test_the_workflow_asks_the_editors_of_this_outlet(paper, station):
    (task,) = (t.specific for t in paper.get_workflow().tasks)
    assert isinstance(task, GroupApprovalTask)
    assert [g.stands_for.organisation for g in task.groups.all()] == [paper.organisation]
    assert station.get_workflow() != paper.get_workflow()


def test_the_author_may_edit_and_submit_but_not_publish(draft, reporter):
    may = draft.permissions_for_user(reporter)
    assert may.can_edit()
    assert may.can_submit_for_moderation()
    assert not may.can_publish()
    assert not may.can_unpublish()


def test_another_reporter_of_the_outlet_may_not_edit_it(draft, paper):
    assert not draft.permissions_for_user(appointed(paper, "reporter")).can_edit()


def test_the_outlets_editor_may_edit_and_publish(draft, paper):
    may = draft.permissions_for_user(appointed(paper, "editor"))
    assert may.can_edit()
    assert may.can_publish()
    assert may.can_lock()


def test_another_outlets_editor_may_not_even_edit(draft, station):
    may = draft.permissions_for_user(appointed(station, "editor"))
    assert not may.can_edit()
    assert not may.can_publish()


def test_an_editor_may_not_touch_the_front_page_above_the_outlet(paper):
    assert not paper.get_parent().permissions_for_user(appointed(paper, "editor")).can_edit()


def test_the_screens_hold_the_same_fences(client, draft, paper, station, reporter):
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert client.get(address).url.startswith(reverse("wagtailadmin_login"))
    for user, answer in (
        (reporter, 200),
        (appointed(paper, "editor"), 200),
        (appointed(station, "editor"), 302),
        (appointed(station, "reporter"), 302),
    ):
        client.force_login(user)
        assert client.get(address).status_code == answer


def test_a_submitted_story_is_published_by_the_editors_approval(draft, paper, station, reporter):
    state = paper.get_workflow().start(draft, reporter)
    task = state.current_task_state.task.specific
    assert not task.get_actions(draft, appointed(station, "editor"))
    editor = appointed(paper, "editor")
    assert task.get_actions(draft, editor)
    state.current_task_state.approve(user=editor)
    draft.refresh_from_db()
    assert draft.live


def test_a_reporter_adds_pictures_to_the_outlets_collection_only(paper, station, reporter):
    from wagtail.images.permissions import permission_policy

    assert list(permission_policy.collections_user_has_permission_for(reporter, "add")) == [paper.collection]
    assert list(permission_policy.collections_user_has_permission_for(appointed(paper, "analyst"), "add")) == []


def test_an_outlet_does_not_stand_inside_another(paper):
    assert not OutletPage.can_create_at(paper)
    assert OutletPage.can_create_at(paper.get_parent())
