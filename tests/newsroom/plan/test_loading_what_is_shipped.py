"""The plans, forms, themes and organisations that come with the newsroom, through the doors that load them."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

import newsroom.plan
from newsroom.organisations.actions import load_organisations
from newsroom.plan.actions import SHIPPED_CHANNELS, SHIPPED_PLAN, load_channels, load_plan
from newsroom.plan.models import Channel, Clause, Plan
from newsroom.themes.actions import SHIPPED as SHIPPED_THEMES
from newsroom.themes.actions import load_themes

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 8, tzinfo=UTC)


@pytest.fixture
def shipped():
    load_organisations(by=None, at=AT)
    load_themes(source=SHIPPED_THEMES.read_bytes(), name="themes.toml", by=None, at=AT)
    load_channels(source=SHIPPED_CHANNELS.read_bytes(), name="channels.toml", by=None, at=AT)


def test_every_shipped_plan_loads_and_loads_again(shipped):
    out = StringIO()
    for file in sorted((Path(newsroom.plan.__file__).parent / "seeds").glob("*[0-9].toml")):
        for _again in range(2):
            call_command("load_plan", file, stdout=out)
    plans = Plan.objects.order_by("year")
    assert [plan.is_sample for plan in plans] == [False, True]
    assert plans[0].items.count() == 6
    assert out.getvalue().count("174/KH-UBND (2024)") == 2


def test_the_plan_of_2024_has_one_target_and_it_is_weekly(shipped):
    plan = load_plan(source=SHIPPED_PLAN.read_bytes(), name="174", by=None, at=AT)
    target = plan.targets.get()
    assert (target.quantity, target.every, target.origin.label) == (1, "week", "IV.1.e.1")
    assert Clause.objects.filter(plan=plan, kind="channels").count() == 4
    assert plan.clauses.get(label="Nơi nhận").text.count("\n") == 10


def test_reloading_a_large_plan_is_not_slow_work(shipped, django_assert_max_num_queries):
    load_plan(source=SHIPPED_PLAN.read_bytes(), name="174", by=None, at=AT)
    with django_assert_max_num_queries(300):
        load_plan(source=SHIPPED_PLAN.read_bytes(), name="174", by=None, at=AT)


def test_channels_keep_their_keys_and_know_their_producers(shipped):
    first = dict(Channel.objects.values_list("code", "pk"))
    load_channels(source=SHIPPED_CHANNELS.read_bytes(), name="channels.toml", by=None, at=AT)
    assert dict(Channel.objects.values_list("code", "pk")) == first
    assert Channel.objects.serving("story:newspaper").first().code == "bao"
    assert Channel.objects.in_order().first().group == "a"
