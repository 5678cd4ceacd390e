"""Listing, searching and choosing organisations, and appointing people, in the admin."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from newsroom.organisations.actions import appoint
from newsroom.organisations.models import Membership, Organisation
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 8, tzinfo=UTC)
LIST, MEMBERS = "organisations:list", "memberships:list"


@pytest.fixture(autouse=True)
def bodies():
    home = factories.organisation("Sở Nội vụ", kind="department")
    for name, fields in {
        "Ủy ban nhân dân xã Đông Á": {"kind": "commune", "code": "12970"},
        "Đài Truyền thanh": {"kind": "local_station", "parent": home},
        "Báo Thái Bình": {"kind": "newspaper", "valid_to": date(2025, 3, 17)},
    }.items():
        factories.organisation(name, **fields)


def person(role):
    user = factories.user(admin=False)
    appoint(user=user, organisation=Organisation.objects.get(name="Sở Nội vụ"), role=role, by=None, at=AT)
    return user


def listed(client, **query):
    return [o.name for o in client.get(reverse(LIST), query).context["object_list"]]


@pytest.mark.parametrize("role", ["reporter", "editor", "analyst", "officer", "planner"])
def test_everybody_who_works_here_looks_organisations_up(client, role):
    client.force_login(person(role))
    assert len(listed(client)) == 4
    paper = Organisation.objects.get(name="Báo Thái Bình")
    assert client.get(reverse("organisations:inspect", args=[paper.pk])).status_code == 200


def test_only_the_planner_changes_them_and_a_stranger_gets_the_login(client):
    paper = Organisation.objects.get(name="Báo Thái Bình")
    edit = reverse("organisations:edit", args=[paper.pk])
    assert client.get(edit).url.startswith(reverse("wagtailadmin_login"))
    for role, answer in (("editor", 302), ("analyst", 302), ("officer", 302), ("planner", 200)):
        client.force_login(person(role))
        assert client.get(edit).status_code == answer, role


def test_they_stand_in_the_order_of_the_vietnamese_alphabet(client):
    client.force_login(person("planner"))
    names = ["Báo Thái Bình", "Đài Truyền thanh", "Sở Nội vụ", "Ủy ban nhân dân xã Đông Á"]
    assert listed(client) == names
    assert listed(client, ordering="-sort_key") == names[::-1]


@pytest.mark.parametrize("words", ["dong a", "ĐÔNG Á", "12970", "xa  uy ban"])
def test_they_are_found_without_marks_and_by_code(client, words):
    client.force_login(person("reporter"))
    assert listed(client, q=words) == ["Ủy ban nhân dân xã Đông Á"]


def test_a_lone_quotation_mark_is_no_error(client):
    client.force_login(person("reporter"))
    assert listed(client, q='"') == []


def test_they_are_filtered_by_kind_and_by_whether_they_exist_today(client):
    client.force_login(person("reporter"))
    assert listed(client, kind=["newspaper", "department"]) == ["Báo Thái Bình", "Sở Nội vụ"]
    Organisation.objects.filter(name="Sở Nội vụ").update(valid_to=timezone.localdate())
    assert listed(client, today="gone") == ["Báo Thái Bình", "Sở Nội vụ"]
    assert listed(client, today="exists") == ["Đài Truyền thanh", "Ủy ban nhân dân xã Đông Á"]


def test_the_list_asks_as_much_for_many_as_for_few(client, django_assert_num_queries, django_assert_max_num_queries):
    client.force_login(person("reporter"))
    client.get(reverse(LIST))
    with django_assert_max_num_queries(16) as few:
        client.get(reverse(LIST))
    for number in range(20):
        factories.organisation(f"Xã {number}", kind="commune", parent=Organisation.objects.first())
    with django_assert_num_queries(len(few)):
        client.get(reverse(LIST))


def test_the_chooser_finds_without_marks(client):
    client.force_login(person("planner"))
    viewset = Organisation.snippet_viewset.chooser_viewset
    answer = client.get(reverse(viewset.get_url_name("choose_results")), {"q": "dai truyen"})
    assert [o.name for o in answer.context["results"]] == ["Đài Truyền thanh"]


def test_an_administrator_appoints_on_the_screen_and_the_groups_follow(client):
    client.force_login(factories.user(is_superuser=True))
    someone, paper = factories.user(admin=False), factories.outlet().organisation
    data = {"user": someone.pk, "organisation": paper.pk, "role": "editor"}
    client.post(reverse("memberships:add"), data)
    membership = Membership.objects.get(user=someone)
    assert set(someone.groups.values_list("stands_for__role", flat=True)) == {"editor"}
    client.post(reverse("memberships:edit", args=[membership.pk]), {**data, "role": "reporter"})
    assert set(someone.groups.values_list("stands_for__role", flat=True)) == {"reporter"}
    client.post(reverse("memberships:delete", args=[membership.pk]))
    assert not someone.groups.exists()


def test_nobody_else_appoints(client):
    for role in ("reporter", "editor", "analyst", "officer", "planner"):
        user = person(role)
        client.force_login(user)
        data = {"user": user.pk, "organisation": Organisation.objects.first().pk, "role": "editor"}
        assert client.post(reverse("memberships:add"), data).status_code == 302
        assert not Membership.objects.filter(user=user).exclude(role=role).exists()


def test_memberships_are_found_by_person_and_by_organisation(client):
    client.force_login(factories.user(is_superuser=True))
    person("editor")
    user = person("reporter")
    for words in (user.username, "noi vu"):
        found = client.get(reverse(MEMBERS), {"q": words, "role": ["reporter"]}).context["object_list"]
        assert [m.user for m in found] == [user]
