"""Crosswalks between plans: written by a person or by a file, refused by the database where they make no sense."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from wagtail.models import ModelLogEntry

from newsroom.plan.actions import NotAnItemOfIt, NotAPlan, NotEarlier, Said, keep_crosswalk, load_plan
from newsroom.plan.models import Counterpart, Crosswalk, Plan
from tests import factories as make

from .test_loading_a_broken_plan import WHOLE, ground

pytestmark = pytest.mark.django_db
__all__ = ["ground"]
AT = datetime(2026, 1, 2, 8, tzinfo=UTC)


@pytest.fixture
def plans(db):
    a, b = make.theme("Một cửa"), make.theme("SIPAS")
    return (
        make.plan(2024, number="1/KH", items={"II.1.1": [a], "II.1.2": [b]}),
        make.plan(2026, number="2/KH", items={"II.1.1": [a], "II.1.2": [b]}),
    )


def keys(plan):
    return list(plan.items.order_by("clause__position").values_list("pk", flat=True))


def kept(plans, said, at=AT):
    earlier, later = plans
    return keep_crosswalk(earlier=earlier, later=later, said=said, by=None, at=at)


def told(crosswalk):
    return {(row.old.label, row.new and row.new.label, row.note) for row in crosswalk.counterparts.all()}


def test_a_split_a_merge_and_no_counterpart_are_said(plans):
    (one, two), (first, second) = map(keys, plans)
    crosswalk = kept(plans, {one: Said(new=(first, second), note=" Tách  đôi "), two: Said(new=())})
    assert told(crosswalk) == {
        ("II.1.1", "II.1.1", "Tách đôi"),
        ("II.1.1", "II.1.2", "Tách đôi"),
        ("II.1.2", None, ""),
    }
    crosswalk = kept(plans, {one: Said(new=(first,)), two: Said(new=(first,), note="Gộp")})
    assert told(crosswalk) == {("II.1.1", "II.1.1", ""), ("II.1.2", "II.1.1", "Gộp")}


def test_said_twice_it_is_written_once_and_what_is_left_out_is_taken_back(plans):
    (one, two), (first, _second) = map(keys, plans)
    crosswalk = kept(plans, {one: Said(new=(first,)), two: Said(new=())})
    before = list(crosswalk.counterparts.values())
    kept(plans, {one: Said(new=(first,)), two: Said(new=())})
    assert list(crosswalk.counterparts.values()) == before
    entries = ModelLogEntry.objects.for_instance(plans[1]).filter(action="newsroom.crosswalk")
    assert [entry.data["plan"] for entry in entries] == ["1/KH (2024)"]
    assert told(kept(plans, {one: Said(new=(first,))})) == {("II.1.1", "II.1.1", "")}


def test_a_plan_carries_on_earlier_plans_only_and_items_of_the_two_only(plans):
    earlier, later = plans
    (one, _two), (first, _second) = map(keys, plans)
    with pytest.raises(NotEarlier):
        keep_crosswalk(earlier=later, later=earlier, said={}, by=None, at=AT)
    third = make.plan(2027, number="3/KH", items={"II.1.1": [make.theme()]})
    for said in ({one: Said(new=(keys(third)[0],))}, {first: Said(new=())}):
        with pytest.raises(NotAnItemOfIt):
            kept(plans, said)
    assert not Crosswalk.objects.exists()


def test_the_database_refuses_nonsense(plans):
    earlier, later = plans
    (one, two), (first, _second) = map(keys, plans)
    crosswalk = kept(plans, {one: Said(new=(first,)), two: Said(new=())})
    for make_wrong in (
        lambda: Crosswalk.objects.create(earlier=earlier, later=later),
        lambda: Crosswalk.objects.create(earlier=later, later=later),
        lambda: Counterpart.objects.create(crosswalk=crosswalk, old_id=one, new_id=first),
        lambda: Counterpart.objects.create(crosswalk=crosswalk, old_id=two, new=None),
        lambda: Counterpart.objects.create(crosswalk=crosswalk, old_id=one, new_id=one),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_wrong()


CROSSWALK = """
[[crosswalk]]
plan = "1/KH"
year = 2023
old = "II.1.2"
new = ["II.1.1"]
note = "Gộp vào mục thủ tục"

[[crosswalk]]
plan = "1/KH"
year = 2023
old = "II.1.1"
new = []
"""


@pytest.fixture
def before(ground):
    return make.plan(2023, number="1/KH", items={"II.1.1": [make.theme("Một cửa")], "II.1.2": [make.theme("SIPAS")]})


def loaded(written):
    with translation.override("vi"):
        return load_plan(source=written.encode(), name="ke-hoach.toml", by=None, at=AT)


def test_a_file_says_what_its_plan_carries_on(before):
    plan = loaded(WHOLE + CROSSWALK)
    expected = {("II.1.2", "II.1.1", "Gộp vào mục thủ tục"), ("II.1.1", None, "")}
    assert told(Crosswalk.objects.get(earlier=before, later=plan)) == expected
    loaded(WHOLE + CROSSWALK)
    assert told(Crosswalk.objects.get(earlier=before, later=plan)) == expected


def test_a_file_without_crosswalk_leaves_what_was_said_on_the_screen(before):
    plan = loaded(WHOLE + CROSSWALK)
    loaded(WHOLE)
    assert Crosswalk.objects.get(later=plan).counterparts.count() == 2


LINE = WHOLE.count("\n") + 2


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said"),
    [
        ('plan = "1/KH"', 'plan = "9/KH"', 1, "plan", "Chưa có kế hoạch “9/KH” năm 2023"),
        ("year = 2023", "year = 2022", 1, "plan", "năm 2022"),
        ('plan = "1/KH"\nyear = 2023', 'plan = "late/KH"\nyear = 2026', 1, "plan", "không có hiệu lực trước"),
        ('old = "II.1.2"', 'old = "II.1.9"', 3, "old", "không có nội dung “II.1.9”"),
        ('new = ["II.1.1"]', 'new = ["II.1.1", "II.1.8"]', 4, "new[2]", "II.1.8"),
        ('new = ["II.1.1"]', 'moi = ["II.1.1"]', 4, "moi", "moi"),
        ('new = ["II.1.1"]\n', "", 0, "new", "Thiếu khóa “new”"),
        ('old = "II.1.1"', 'old = "II.1.2"', 10, "old", "bị lặp"),
    ],
)
def test_a_wrong_crosswalk_is_refused_with_its_line_and_nothing_is_written(before, old, new, line, key, said):
    make.plan(2026, number="late/KH")
    assert old in CROSSWALK
    with pytest.raises(NotAPlan) as refusal:
        loaded(WHOLE + CROSSWALK.replace(old, new, 1))
    assert said in refusal.value.message
    assert refusal.value.key.endswith(f".{key}")
    assert refusal.value.line == LINE + line
    assert not Plan.objects.filter(year=2024).exists()


def test_an_item_that_goes_from_a_plan_leaves_its_old_ones_unsaid(plans):
    """Not "no counterpart", which nobody said."""
    (one, two), (first, second) = map(keys, plans)
    crosswalk = kept(plans, {one: Said(new=(first,)), two: Said(new=(second,))})
    plans[1].items.get(pk=second).delete()
    assert told(crosswalk) == {("II.1.1", "II.1.1", "")}


def test_threads_are_asked_in_three_queries(plans, django_assert_num_queries):
    (one, two), (first, second) = map(keys, plans)
    kept(plans, {one: Said(new=(first, second)), two: Said(new=())})
    with django_assert_num_queries(3):
        threads = Crosswalk.objects.threads_of(plans[1])
    assert threads["II.1.2"].in_plans == {plans[0].pk: {one}, plans[1].pk: {second}}
    assert threads["II.1.2"].shared == {one}
    assert Crosswalk.objects.threads_of(plans[0])["II.1.2"].in_plans == {plans[0].pk: {two}, plans[1].pk: frozenset()}
