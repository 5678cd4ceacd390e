from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from newsroom.organisations.actions import appoint, dismiss_member, grant_permissions
from newsroom.organisations.models import Membership, RoleGroup
from newsroom.organisations.permitting import ROLES, allow, permissions_of
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 8, tzinfo=UTC)


@pytest.fixture
def paper():
    return factories.outlet().organisation


@pytest.fixture
def person():
    return factories.user(admin=False)


def groups(user):
    return set(user.groups.values_list("stands_for__role", "stands_for__organisation__slug"))


def appointed(person, organisation, role="reporter"):
    return appoint(user=person, organisation=organisation, role=role, by=None, at=AT)


def test_an_appointment_opens_the_admin_and_the_outlets_group(paper, person):
    appointed(person, paper)
    assert groups(person) == {("reporter", None), ("reporter", paper.slug)}
    person = get_user_model().objects.get(pk=person.pk)
    assert person.has_perm("wagtailadmin.access_admin")


def test_appointing_twice_is_appointing_once(paper, person):
    assert appointed(person, paper) == appointed(person, paper)


def test_dismissal_takes_the_groups_and_leaves_those_that_another_role_gives(paper, person):
    appointed(person, paper)
    appointed(person, factories.outlet(factories.organisation("Đài", kind="broadcaster")).organisation)
    assert dismiss_member(user=person, organisation=paper, role="reporter", by=None, at=AT)
    assert groups(person) == {("reporter", None), ("reporter", "dai")}
    assert not dismiss_member(user=person, organisation=paper, role="reporter", by=None, at=AT)


def test_a_group_that_stands_for_no_role_is_left_alone(paper, person):
    own = Group.objects.create(name="Tổ thi đua")
    person.groups.add(own)
    appointed(person, paper)
    dismiss_member(user=person, organisation=paper, role="reporter", by=None, at=AT)
    assert list(person.groups.all()) == [own]


def test_editing_a_membership_elsewhere_keeps_the_groups_in_step(paper, person):
    membership = appointed(person, paper)
    membership.role = "editor"
    membership.save()
    assert groups(person) == {("editor", None), ("editor", paper.slug)}


def test_handing_a_membership_to_someone_else_moves_the_groups_of_both(paper, person):
    other = factories.user(admin=False)
    membership = Membership.objects.get(pk=appointed(person, paper).pk)
    membership.user = other
    membership.save()
    assert groups(person) == set()
    assert groups(other) == {("reporter", None), ("reporter", paper.slug)}


def test_deleting_many_memberships_at_once_takes_their_groups(paper, person):
    appointed(person, paper)
    Membership.objects.all().delete()
    assert groups(person) == set()


def test_a_person_who_holds_roles_can_be_deleted(paper, person):
    appointed(person, paper)
    appointed(person, paper, "editor")
    person.delete()
    assert not Membership.objects.exists()


def test_a_role_in_an_organisation_without_an_outlet_gives_the_admin_only(person):
    appointed(person, factories.organisation("Sở Nội vụ", kind="department"), "planner")
    assert groups(person) == {("planner", None)}


def test_every_role_has_its_group_after_migrating():
    assert set(RoleGroup.objects.filter(organisation=None).values_list("role", flat=True)) == set(ROLES)


def test_a_permission_that_another_room_allows_reaches_the_group_that_exists(monkeypatch):
    from newsroom.organisations import permitting

    monkeypatch.setattr(permitting, "_permissions", {role: set(permissions_of(role)) for role in ROLES})
    allow("officer", permissions=["newsroom_themes.delete_theme"])
    grant_permissions(app_label="newsroom_themes")
    officers, analysts = (RoleGroup.objects.get(role=r, organisation=None).group for r in ("officer", "analyst"))
    assert officers.permissions.filter(codename="delete_theme").exists()
    assert not analysts.permissions.filter(codename="delete_theme").exists()


def test_the_database_refuses_the_same_role_twice_and_a_role_that_does_not_exist(paper, person):
    Membership.objects.create(user=person, organisation=paper, role="editor")
    for role in ("editor", "minister"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.bulk_create([Membership(user=person, organisation=paper, role=role)])


def test_the_form_says_that_the_role_is_held_already(paper, person):
    Membership.objects.create(user=person, organisation=paper, role="editor")
    with pytest.raises(ValidationError):
        Membership(user=person, organisation=paper, role="editor").full_clean()


def test_the_database_refuses_a_second_group_for_a_role(paper):
    for organisation in (None, paper):
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleGroup.objects.create(
                role="editor", organisation=organisation, group=Group.objects.create(name=f"Khác {organisation}")
            )
