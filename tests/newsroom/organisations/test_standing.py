import pytest
from django.contrib.auth.models import AnonymousUser

from newsroom.organisations.models import Membership
from newsroom.organisations.permitting import NoSuchRole, Standing, allow, permissions_of, standing
from tests import factories


def test_a_stranger_stands_nowhere():
    assert not standing([])
    assert standing([]) == Standing()
    assert not standing([]).sees(1)


@pytest.mark.parametrize("role", ["analyst", "planner", "editor"])
def test_some_roles_see_every_organisation(role):
    assert standing([(1, role)]).sees(2)


@pytest.mark.parametrize("role", ["reporter", "officer"])
def test_other_roles_see_only_their_own(role):
    own = standing([(1, role)])
    assert own.sees(1)
    assert not own.sees(2)


def test_an_editor_edits_where_they_are_editor_and_not_where_they_report():
    both = standing([(1, "editor"), (2, "officer"), (3, "reporter")])
    assert both.edits == {1}
    assert both.reports_for == {2}
    assert both.organisation_ids == {1, 2, 3}
    assert both.roles == {"editor", "officer", "reporter"}


def test_a_superuser_sees_all_without_a_role():
    assert standing([], is_superuser=True).sees(7)
    assert standing([], is_superuser=True).roles == frozenset()


def test_a_permission_for_a_role_that_nobody_holds_is_refused():
    with pytest.raises(NoSuchRole):
        allow("minister", permissions=["wagtailadmin.access_admin"])
    with pytest.raises(NoSuchRole):
        permissions_of("minister")


@pytest.mark.django_db
def test_standing_is_one_query(django_assert_num_queries):
    paper = factories.organisation()
    user = factories.user(role="editor", organisation=paper)
    with django_assert_num_queries(1):
        assert Membership.objects.standing_of(user).edits == {paper.pk}


@pytest.mark.django_db
def test_who_is_not_logged_in_or_no_longer_active_stands_nowhere(django_assert_num_queries):
    gone = factories.user(role="editor", organisation=factories.organisation())
    gone.is_active = False
    with django_assert_num_queries(0):
        assert not Membership.objects.standing_of(AnonymousUser())
        assert not Membership.objects.standing_of(gone)
