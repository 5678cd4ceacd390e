"""Next year's plan from this year's: what goes over, who bears it then, and once only."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from newsroom.coverage.counting import Item
from newsroom.plan.actions import (
    Carried,
    EndsTooEarly,
    Head,
    LabelTaken,
    NewItem,
    NotLater,
    NumberTaken,
    WithoutThemes,
    roll_over,
)
from newsroom.plan.models import Assignment, Clause, Crosswalk, Plan, ReportingDuty, Target
from newsroom.statements.querysets import lanes_of
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = datetime(2024, 12, 2, 8, tzinfo=UTC)
ENDED, BEGINS = date(2025, 3, 17), date(2026, 1, 1)


@pytest.fixture
def themes(db):
    return [make.theme(name) for name in ("Một cửa", "PAR Index", "SIPAS")]


@pytest.fixture
def paper(db):
    """A newspaper that ended, and became another, which became one that exists in 2026."""
    old = make.organisation("Báo Thái Bình", valid_to=ENDED)
    between = make.organisation("Báo Thái Bình 2025", valid_from=ENDED, valid_to=date(2025, 7, 1))
    now = make.organisation("Báo Hưng Yên", valid_from=date(2025, 7, 1))
    old.successors.add(between)
    between.successors.add(now)
    return old


@pytest.fixture
def plan(themes, paper):
    a, b, c = themes
    plan = make.plan(items={"II.1.1": [a], "II.1.2": [b, c]})
    section = Clause.objects.create(plan=plan, label="II.1", position=20, kind="section", heading="Nội dung")
    plan.clauses.filter(kind="item").update(parent=section)
    channel = make.channel("bao")
    gone = make.organisation("Huyện Vũ Thư", kind="district", valid_to=date(2025, 7, 1))
    duty = Clause.objects.create(plan=plan, label="IV.1.g", position=30, kind="duty", text="Báo đưa tin")
    duty.channels.set([channel])
    assignment = Assignment.objects.create(
        plan=plan, clause=duty, summary="Đưa tin", bearer_kinds=["district", "government"]
    )
    assignment.bearers.set([paper, gone])
    assignment.items.set(plan.items.all())
    assignment.channels.set([channel])
    reporting = Clause.objects.create(plan=plan, label="IV.2", position=31, kind="reporting", text="Báo cáo")
    report = ReportingDuty.objects.create(
        plan=plan,
        clause=reporting,
        recipient=plan.issuer,
        via=paper,
        due_day=15,
        kinds=["quarter"],
        bearer_kinds=["government"],
    )
    report.bearers.set([paper])
    item = plan.items.get(clause__label="II.1.2")
    for fields in (
        {"origin": duty, "channel": channel, "organisation": paper},
        {"item": item, "quantity": 3},
        {"organisation": gone, "quantity": 5},
    ):
        Target.objects.create(plan=plan, **{"measure": "works", "every": "month", "quantity": 6, **fields})
    return plan


def head(plan, **changed):
    return Head(
        **{
            "number": "12/KH-UBND",
            "title": "Kế hoạch năm 2026",
            "issuer": plan.issuer,
            "year": 2026,
            "in_force_from": BEGINS,
            "in_force_to": date(2027, 1, 1),
            **changed,
        }
    )


def all_of(plan):
    return {
        item.pk: Carried(title=item.title, themes=tuple(theme.pk for theme in item.themes.all()))
        for item in plan.items.all()
    }


def rolled(plan, *, items=None, new_items=(), **changed):
    return roll_over(
        plan=plan,
        head=head(plan, **changed),
        items=all_of(plan) if items is None else items,
        new_items=new_items,
        by=None,
        at=AT,
    )


def test_clauses_items_duties_and_reporting_go_over_under_their_labels(plan):
    made = rolled(plan).plan
    assert (made.number, made.year, made.regime, made.rolled_from) == ("12/KH-UBND", 2026, plan.regime, plan)
    printed = [
        (c.label, c.kind, c.heading, c.text, c.parent and c.parent.label) for c in made.clauses.order_by("position")
    ]
    assert printed == [
        (c.label, c.kind, c.heading, c.text, c.parent and c.parent.label) for c in plan.clauses.order_by("position")
    ]
    assert [item.label for item in made.items.order_by("clause__position")] == ["II.1.1", "II.1.2"]
    assert {theme.name for theme in made.items.get(clause__label="II.1.2").themes.all()} == {"PAR Index", "SIPAS"}
    duty = made.assignments.get()
    assert (duty.summary, duty.items.count(), duty.channels.get().code) == ("Đưa tin", 2, "bao")
    assert duty.clause.channels.get().code == "bao"
    report = made.reporting_duties.get()
    assert (report.due_day, report.kinds, report.recipient) == (15, ["quarter"], plan.issuer)


def test_who_ended_is_replaced_by_what_it_became_and_the_rest_is_told(plan):
    done = rolled(plan)
    made = done.plan
    assert [bearer.name for bearer in made.assignments.get().bearers.all()] == ["Báo Hưng Yên"]
    assert made.assignments.get().bearer_kinds == ["government"]
    assert made.reporting_duties.get().via.name == "Báo Hưng Yên"
    assert {(t.organisation and t.organisation.name, t.quantity) for t in made.targets.all()} == {
        ("Báo Hưng Yên", 6),
        (None, 3),
    }
    said = " | ".join(done.left_out)
    assert "Huyện Vũ Thư" in said
    assert "Ủy ban nhân dân cấp huyện" in said or "huyện" in said.lower()
    assert len(done.left_out) == 3


def test_an_organisation_that_still_stands_keeps_its_duty(plan, paper):
    made = rolled(plan, year=2025, in_force_from=date(2025, 1, 1), in_force_to=date(2026, 1, 1)).plan
    assert paper in made.assignments.get().bearers.all()
    assert made.targets.count() == 3


def test_the_old_plan_is_left_as_it_was(plan):
    def everything():
        return [
            list(found.order_by("pk").values())
            for found in (plan.clauses, plan.items, plan.assignments, plan.targets, plan.reporting_duties)
        ]

    before = everything()
    rolled(plan)
    assert everything() == before


def test_themes_are_mapped_anew_and_a_dropped_item_has_no_counterpart(plan, themes):
    first = plan.items.get(clause__label="II.1.1")
    done = rolled(plan, items={first.pk: Carried(title="Một cửa cấp xã", themes=(themes[0].pk, themes[2].pk))})
    item = done.plan.items.get()
    assert (item.title, {theme.name for theme in item.themes.all()}) == ("Một cửa cấp xã", {"Một cửa", "SIPAS"})
    assert not done.plan.clauses.filter(label="II.1.2").exists()
    crosswalk = Crosswalk.objects.get(earlier=plan, later=done.plan)
    said = {row.old.label: row.new and row.new.label for row in crosswalk.counterparts.all()}
    assert said == {"II.1.1": "II.1.1", "II.1.2": None}
    assert [target.item for target in done.plan.targets.all()] == [None]
    assert any("II.1.2" in left for left in done.left_out)


def test_new_items_stand_after_the_old_ones(plan, themes):
    new = NewItem(label="II.1.3", title="Chính quyền số", themes=(themes[1].pk,), text="Chính quyền số ở xã, phường")
    made = rolled(plan, new_items=[new]).plan
    labels = [clause.label for clause in made.clauses.order_by("position")]
    assert labels == ["II.1.1", "II.1.2", "II.1.3", "II.1", "IV.1.g", "IV.2"]
    assert made.clauses.get(label="II.1.3").text == "Chính quyền số ở xã, phường"


def test_made_again_it_is_the_same_plan(plan):
    first = rolled(plan)
    again = rolled(plan, number="99/KH-UBND", title="Khác")
    assert (again.plan, again.is_new, first.is_new) == (first.plan, False, True)
    assert Plan.objects.filter(year=2026).count() == 1
    assert ModelLogEntry.objects.for_instance(first.plan).filter(action="newsroom.roll_over").count() == 1


@pytest.mark.parametrize(
    ("changed", "refusal", "field"),
    [
        ({"in_force_from": date(2024, 1, 1)}, NotLater, "in_force_from"),
        ({"in_force_to": BEGINS}, EndsTooEarly, "in_force_to"),
        ({"number": " 174/KH-UBND ", "year": 2024}, NumberTaken, "number"),
    ],
)
def test_nonsense_is_refused_and_nothing_is_made(plan, changed, refusal, field):
    with pytest.raises(refusal) as told:
        rolled(plan, **changed)
    assert told.value.field == field
    assert Plan.objects.count() == 1


def test_items_without_themes_and_labels_twice_are_refused(plan, themes):
    first = plan.items.first()
    with pytest.raises(WithoutThemes):
        rolled(plan, items={first.pk: Carried(title="Một", themes=())})
    for label in ("IV.2", "II.1.1", ""):
        with pytest.raises(LabelTaken):
            rolled(plan, new_items=[NewItem(label=label, title="Mới", themes=(themes[0].pk,))])
    assert Plan.objects.count() == 1


def test_the_database_makes_one_plan_a_year_from_one(plan):
    made = rolled(plan).plan
    with pytest.raises(IntegrityError), transaction.atomic():
        make.plan(2026, number="13/KH-UBND", rolled_from=plan)
    assert made.rolled_from == plan


def test_rows_of_the_new_plan_are_counted_in_the_old_ones_year(plan, themes):
    first = plan.items.order_by("clause__position").first()
    made = rolled(plan, items={first.pk: Carried(title="Một", themes=(themes[0].pk, themes[1].pk))}).plan
    lanes = lanes_of(made)
    assert lanes[made.pk] == [Item("II.1.1", frozenset({themes[0].pk, themes[1].pk}))]
    assert lanes[plan.pk] == [Item("II.1.1", frozenset({themes[0].pk}))]
    assert lanes_of(plan)[made.pk][1] == Item("II.1.2", frozenset())


def test_a_merged_row_counts_a_record_once(plan, themes):
    """Two items of 2024 that one of 2026 carries on: what served both counts once in its row."""
    from newsroom.coverage.models import CoverageRecord
    from newsroom.plan.actions import Said, keep_crosswalk

    first, second = plan.items.order_by("clause__position")
    made = rolled(plan, items={first.pk: Carried(title="Một", themes=(themes[0].pk,))}).plan
    kept = made.items.get().pk
    keep_crosswalk(
        earlier=plan, later=made, said={key: Said(new=(kept,)) for key in (first.pk, second.pk)}, by=None, at=AT
    )
    both = make.record(themes=themes)
    make.record(themes=[themes[1]])
    count = CoverageRecord.objects.all().counted(lanes_of(made)[plan.pk])
    assert (count.at("II.1.1").appearances, count.at("II.1.1").works) == (2, 2)
    assert both.themes.count() == 3
