"""Targets on the screen: said in plain words, and set by those whose they are."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from newsroom.plan.actions import NotYours, drop_target, set_target
from newsroom.plan.models import Target
from newsroom.plan.permitting import target_rights
from tests import factories as make

from .test_loading_a_broken_plan import AT, ground
from .test_reading_a_plan import person, plan, reading

pytestmark = pytest.mark.django_db
__all__ = ["ground", "plan"]
EVERY_MONTH = {"quantity": 4, "measure": "works", "rhythm": "month"}


@pytest.fixture
def channel():
    return make.channel("bao", unit="work")


@pytest.fixture
def own(plan, channel):
    """A target that the station set itself."""
    station = make.organisation(slug="dai")
    return Target.objects.create(
        plan=plan, channel=channel, organisation=station, measure="works", quantity=2, every="month", set_at=AT
    )


def add(client, plan, **data):
    return client.post(reverse("plans:target_add", args=[plan.pk]), {**EVERY_MONTH, **data})


def asked(plan):
    target = plan.targets.latest("pk")
    return target.every, target.rule


@pytest.mark.parametrize(
    ("chosen", "stored"),
    [
        ({"rhythm": "week"}, ("week", "")),
        ({"rhythm": "half"}, ("half", "")),
        ({"rhythm": "weekly", "weekdays": [4, 1]}, ("", "FREQ=WEEKLY;BYDAY=TU,FR")),
        ({"rhythm": "fortnightly", "weekdays": [4]}, ("", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR")),
        ({"rhythm": "last", "weekdays": [5]}, ("", "FREQ=MONTHLY;BYDAY=-1SA")),
        ({"rhythm": "monthday", "day": 10, "month": 3}, ("", "FREQ=MONTHLY;BYMONTHDAY=10")),
        ({"rhythm": "monthend"}, ("", "FREQ=MONTHLY;BYMONTHDAY=-1")),
        ({"rhythm": "yearday", "day": 9, "month": 11}, ("", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=9")),
        ({"rhythm": "yearday", "day": 31, "month": 12}, ("", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31")),
    ],
)
def test_plain_words_become_a_rule_and_the_form_reads_it_back(client, plan, channel, chosen, stored):
    client.force_login(person("planner"))
    assert add(client, plan, channel=channel.pk, **chosen).status_code == 302
    assert asked(plan) == stored
    form = client.get(reverse("plans:target", args=[plan.targets.latest("pk").pk])).context["form"]
    assert form.initial["rhythm"] == chosen["rhythm"]
    if "weekdays" in chosen:
        assert form.initial["weekdays"] == sorted(chosen["weekdays"])
    if chosen["rhythm"] == "yearday":
        assert (form.initial["day"], form.initial["month"]) == (chosen["day"], chosen["month"])


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({"rhythm": "weekly"}, "weekdays"),
        ({"rhythm": "last"}, "weekdays"),
        ({"rhythm": "monthday"}, "day"),
        ({"rhythm": "monthday", "day": 29}, "day"),
        ({"rhythm": "monthday", "day": 32}, "day"),
        ({"rhythm": "yearday", "day": 29, "month": 2}, "day"),
        ({"rhythm": "yearday", "day": 9}, "month"),
        ({"rhythm": "daily"}, "rhythm"),
        ({"rhythm": ""}, "rhythm"),
        ({"quantity": 0}, "quantity"),
        ({"measure": "episodes", "channel": ""}, "channel"),
        ({"measure": "quantity", "channel": ""}, "channel"),
        ({"valid_from": "03/05/2024", "last_day": "02/05/2024"}, "last_day"),
    ],
)
def test_what_cannot_be_counted_is_answered_at_its_field_and_nothing_is_lost(client, plan, channel, chosen, field):
    client.force_login(person("planner"))
    answer = add(client, plan, **{"channel": channel.pk, "item": plan.items.get().pk, **chosen})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert plan.targets.count() == 1
    assert 'name="quantity"' in answer.content.decode()


def test_it_may_hold_for_one_day(client, plan, channel):
    client.force_login(person("planner"))
    add(client, plan, channel=channel.pk, valid_from="02/05/2024", last_day="02/05/2024")
    target = plan.targets.latest("pk")
    assert (target.valid_from, target.valid_to) == (date(2024, 5, 2), date(2024, 5, 3))
    shown = client.get(reading(plan)).content.decode()
    assert "từ 02/05/2024" in shown
    assert "đến hết 02/05/2024" in shown
    form = client.get(reverse("plans:target", args=[target.pk])).context["form"]
    assert form.initial["last_day"] == date(2024, 5, 2)


def test_a_rhythm_from_a_file_that_no_choice_says_outlives_a_change_of_the_quantity(client, plan, channel):
    target = Target.objects.create(
        plan=plan, channel=channel, measure="works", quantity=1, rule="FREQ=WEEKLY;INTERVAL=3;BYDAY=FR"
    )
    client.force_login(person("planner"))
    data = {**EVERY_MONTH, "channel": channel.pk, "rhythm": "weekly", "weekdays": [4]}
    client.post(reverse("plans:target", args=[target.pk]), data)
    target.refresh_from_db()
    assert (target.quantity, target.rule) == (4, "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR")


@pytest.mark.parametrize("role", ["editor", "officer"])
class TestAUnit:
    def test_sets_changes_and_drops_its_own(self, client, plan, channel, role):
        user = person(role, "dai")
        client.force_login(user)
        assert "chi-tieu-moi" in client.get(reading(plan)).content.decode()
        form = client.get(reverse("plans:target_add", args=[plan.pk])).context["form"]
        assert "origin" not in form.fields
        station = make.organisation(slug="dai")
        assert list(form.fields["organisation"].queryset) == [station]
        clause = plan.clauses.get(label="IV.1.e")
        assert add(client, plan, channel=channel.pk, organisation=station.pk, origin=clause.pk).status_code == 302
        target = plan.targets.latest("pk")
        assert (target.organisation, target.origin, target.set_by) == (station, None, user)
        address = reverse("plans:target", args=[target.pk])
        assert address in client.get(reading(plan)).content.decode()
        data = {**EVERY_MONTH, "quantity": 5, "organisation": station.pk}
        assert client.post(address, data).status_code == 302
        target.refresh_from_db()
        assert target.quantity == 5
        client.post(reverse("plans:target_delete", args=[target.pk]))
        assert not Target.objects.filter(pk=target.pk).exists()
        entries = ModelLogEntry.objects.for_instance(plan).order_by("pk").values_list("action", flat=True)
        assert list(entries)[-3:] == ["newsroom.amend", "newsroom.amend", "newsroom.drop"]

    def test_sets_none_for_another_and_none_for_everybody(self, client, plan, channel, role):
        client.force_login(person(role, "dai"))
        for other in (make.organisation(slug="so-noi-vu").pk, ""):
            answer = add(client, plan, channel=channel.pk, organisation=other)
            assert answer.context["form"].errors["organisation"]
        assert plan.targets.count() == 1

    def test_touches_no_target_of_a_clause_though_it_bears_it(self, client, plan, role):
        client.force_login(person(role, "dai"))
        target = plan.targets.get()
        for name in ("target", "target_delete"):
            address = reverse(f"plans:{name}", args=[target.pk])
            assert client.get(address).url == reverse("wagtailadmin_home")
            assert client.post(address, EVERY_MONTH).url == reverse("wagtailadmin_home")
            assert address not in client.get(reading(plan)).content.decode()
        assert plan.targets.get().quantity == 1

    def test_of_a_colleague_is_not_touched(self, client, plan, own, role):
        client.force_login(person(role, "so-noi-vu"))
        for name in ("target", "target_delete"):
            address = reverse(f"plans:{name}", args=[own.pk])
            assert client.get(address).url == reverse("wagtailadmin_home")
            assert client.post(address, {**EVERY_MONTH, "organisation": own.organisation_id}).status_code == 302
            assert address not in client.get(reading(plan)).content.decode()
        own.refresh_from_db()
        assert own.quantity == 2

    def test_does_not_hand_its_own_to_another(self, client, plan, own, role):
        client.force_login(person(role, "dai"))
        data = {**EVERY_MONTH, "organisation": make.organisation(slug="so-noi-vu").pk}
        assert client.post(reverse("plans:target", args=[own.pk]), data).status_code == 200
        own.refresh_from_db()
        assert own.organisation.slug == "dai"


@pytest.mark.parametrize("role", ["reporter", "analyst"])
def test_who_sets_no_targets_is_refused_and_sees_no_button(client, plan, own, role):
    client.force_login(person(role, "dai"))
    assert "chi-tieu-moi" not in client.get(reading(plan)).content.decode()
    for address in (reverse("plans:target_add", args=[plan.pk]), reverse("plans:target", args=[own.pk])):
        assert client.get(address).url == reverse("wagtailadmin_home")


def test_the_planner_changes_what_a_unit_set(client, plan, own):
    client.force_login(person("planner"))
    data = {**EVERY_MONTH, "organisation": own.organisation_id}
    assert client.post(reverse("plans:target", args=[own.pk]), data).status_code == 302
    own.refresh_from_db()
    assert own.quantity == 4


def test_the_verbs_refuse_what_the_screens_would_not_ask(plan, own):
    officer = person("officer", "so-noi-vu")
    with pytest.raises(NotYours):
        drop_target(target=own, by=officer, at=AT)
    own.organisation = make.organisation(slug="so-noi-vu")
    with pytest.raises(NotYours):  # it was another's before
        set_target(target=own, by=officer, at=AT)


def test_rights_in_words():
    nobody = target_rights(type("S", (), {"edits": frozenset(), "reports_for": frozenset()})(), may_all=False)
    assert not nobody
    assert not nobody.cover(organisation_id=1, origin_id=None)
    both = target_rights(type("S", (), {"edits": frozenset({1}), "reports_for": frozenset({2})})(), may_all=False)
    assert both.cover(organisation_id=1, origin_id=None)
    assert both.cover(organisation_id=2, origin_id=None)
    assert not both.cover(organisation_id=1, origin_id=7)
    assert not both.cover(organisation_id=None, origin_id=None)
    assert target_rights(type("S", (), {"edits": frozenset(), "reports_for": frozenset()})(), may_all=True).cover(
        organisation_id=None, origin_id=7
    )
