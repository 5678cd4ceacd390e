"""The reading screen: who sees it, what it shows beside each clause, how many questions it asks the database."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from newsroom.organisations.actions import appoint
from newsroom.plan.actions import load_plan
from newsroom.plan.models import Plan, Target
from newsroom.plan.viewsets.reading import outline
from tests import factories

from .test_loading_a_broken_plan import WHOLE, ground, loaded

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 8, tzinfo=UTC)
__all__ = ["ground"]


def person(role, slug="so-noi-vu"):
    user = factories.user(admin=False)
    appoint(user=user, organisation=factories.organisation(slug=slug), role=role, by=None, at=AT)
    return user


@pytest.fixture
def plan():
    return loaded(WHOLE)


def reading(plan):
    return reverse("plans:inspect", args=[plan.pk])


def addresses(plan):
    """Every screen that changes something."""
    return [
        reverse("plans:add"),
        reverse("plans:edit", args=[plan.pk]),
        reverse("plans:target_add", args=[plan.pk]),
        reverse("plans:clause", args=[plan.clauses.first().pk]),
        reverse("plans:item", args=[plan.items.get().pk]),
        reverse("plans:assignment", args=[plan.assignments.get().pk]),
        reverse("plans:duty", args=[plan.reporting_duties.get().pk]),
        reverse("plans:target", args=[plan.targets.get().pk]),
        reverse("plans:target_delete", args=[plan.targets.get().pk]),
    ]


@pytest.mark.parametrize("role", ["reporter", "editor", "analyst", "officer", "planner"])
def test_everybody_who_works_here_reads_the_plan(client, plan, role):
    client.force_login(person(role))
    assert client.get(reverse("plans:index")).status_code == 200
    assert client.get(reading(plan)).status_code == 200


@pytest.mark.parametrize("role", ["reporter", "editor", "analyst", "officer"])
def test_nobody_but_the_planner_changes_it(client, plan, role):
    client.force_login(person(role))
    own = reverse("plans:target_add", args=[plan.pk])  # a unit's own target is its own to set
    for address in addresses(plan):
        if address == own and role in ("editor", "officer"):
            continue
        for answer in (client.get(address), client.post(address, {"quantity": 9})):
            assert answer.status_code == 302, address
            assert answer.url == reverse("wagtailadmin_home"), address
    assert "plan-edit" not in client.get(reading(plan)).content.decode()
    assert Target.objects.get().quantity == 1


def test_the_planner_changes_it(client, plan):
    client.force_login(person("planner"))
    for address in addresses(plan):
        assert client.get(address).status_code == 200, address
    assert "plan-edit" in client.get(reading(plan)).content.decode()


def test_the_planner_deletes_no_plan(client, plan):
    client.force_login(person("planner"))
    assert client.post(reverse("plans:delete", args=[plan.pk])).status_code == 302
    assert Plan.objects.filter(pk=plan.pk).exists()


def test_a_stranger_gets_the_login(client, plan):
    for address in (reading(plan), reverse("plans:index"), *addresses(plan)):
        assert client.get(address).url.startswith(reverse("wagtailadmin_login"))


def test_each_clause_stands_beside_what_it_asks(client, plan):
    client.force_login(person("reporter"))
    shown = client.get(reading(plan)).content.decode()
    for words in (
        "muc-IV.1.e",
        "Cải cách thủ tục hành chính",
        "Duy trì chuyên mục",
        "mọi UBND huyện, thành phố",
        "1 số đã phát mỗi tuần",
        "chậm nhất ngày 15 của tháng cuối kỳ",
        "Quý II/2024",
        "15/06/2024",
    ):
        assert words in shown, words


def test_bearers_named_by_kind_are_counted_as_they_were_when_the_plan_came_into_force(plan):
    factories.organisation("UBND huyện Vũ Thư", kind="district")
    factories.organisation("UBND huyện cũ", kind="district", valid_to=plan.in_force_from)
    (line,) = (line for line in outline(plan) if line.clause.label == "IV.1.e")
    assert [number for _name, number in line.kinds] == [1]
    assert line.level == 0
    assert [line.level for line in outline(plan)] == [0, 1, 0, 0]


def test_the_number_of_queries_does_not_grow_with_the_plan(
    client, plan, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14) as small:
        outline(plan)
    block = '\n\n[[clauses]]\nlabel = "{0}"\nkind = "duty"\ntext = "Nhiệm vụ"\n'
    duty = '\n\n[[assignments]]\nclause = "{0}"\nbearers = ["dai", "so-noi-vu"]\nitems = ["II.1.1"]\nsummary = "Việc"\n'
    labels = [f"V.{n}" for n in range(20)]
    big = loaded(WHOLE + "".join(block.format(label) + duty.format(label) for label in labels))
    with django_assert_num_queries(len(small)):
        assert len(outline(big)) == 24


def test_d_and_d_with_a_stroke_are_two_places(plan):
    written = WHOLE + "".join(
        f'\n[[clauses]]\nlabel = "IV.1.{letter}"\nkind = "prose"\ntext = "x"\n' for letter in "dđ"
    )
    anchors = [line.clause.anchor for line in outline(loaded(written))]
    assert len(set(anchors)) == len(anchors)


def test_without_a_plan_the_list_says_what_to_do(client):
    client.force_login(person("planner"))
    assert "Nạp kế hoạch từ tệp" in client.get(reverse("plans:index")).content.decode()
    client.force_login(person("reporter"))
    shown = client.get(reverse("plans:index")).content.decode()
    assert "Chưa có kế hoạch nào" in shown
    assert reverse("plans:add") not in shown


def test_the_list_shows_the_latest_year_first_in_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    load_plan(source=WHOLE.encode(), name="x", by=None, at=AT)
    load_plan(source=WHOLE.replace("year = 2024", "year = 2025").encode(), name="x", by=None, at=AT)
    client.force_login(person("reporter"))
    client.get(reverse("plans:index"))
    with django_assert_max_num_queries(16):
        plans = client.get(reverse("plans:index")).context["object_list"]
    assert [plan.year for plan in plans] == [2025, 2024]
