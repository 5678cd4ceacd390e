"""Loading and reloading: what stays keeps its key, what is gone goes, and a refusal takes everything back."""

from datetime import UTC, date, datetime

import pytest
from django.db import models as db
from django.utils import translation
from wagtail.models import ModelLogEntry

from newsroom.plan.actions import NotAPlan, load_plan
from newsroom.plan.models import Plan, PlanItem, ReportingRegime, Target
from tests import factories

from .test_loading_a_broken_plan import WHOLE, everything, ground, loaded

pytestmark = pytest.mark.django_db
AT = datetime(2024, 5, 2, 8, tzinfo=UTC)
__all__ = ["ground"]


def keys(plan):
    return {
        "clauses": dict(plan.clauses.values_list("label", "pk")),
        "items": dict(plan.items.values_list("clause__label", "pk")),
        "assignments": dict(plan.assignments.values_list("clause__label", "pk")),
        "targets": list(plan.targets.values_list("pk", flat=True)),
        "reporting": list(plan.reporting_duties.values_list("pk", flat=True)),
    }


def test_what_the_file_says_is_what_is_stored():
    plan = loaded(WHOLE)
    assert (plan.number, plan.year, plan.issuer.slug, plan.regime.code) == (
        "174/KH-UBND",
        2024,
        "ubnd-tinh",
        "nd-09-2019",
    )
    assert (plan.in_force_from, plan.in_force_to, plan.is_sample) == (date(2024, 1, 1), date(2025, 1, 1), False)
    item = plan.items.get()
    assert (item.label, item.clause.parent.label, item.themes.get().slug) == (
        "II.1.1",
        "II.1",
        "cai-cach-thu-tuc-hanh-chinh",
    )
    assignment = plan.assignments.get()
    assert (assignment.bearers.get().slug, assignment.bearer_kinds) == ("dai", ["district"])
    assert (assignment.channels.get().code, assignment.items.get()) == ("chuyen-muc", item)
    target = plan.targets.get()
    assert (target.origin.label, target.channel.code, target.organisation.slug) == ("IV.1.e", "chuyen-muc", "dai")
    assert (target.quantity, target.every, target.measure, target.item) == (1, "week", "episodes", None)
    duty = plan.reporting_duties.get()
    assert (duty.recipient.slug, duty.via.slug, duty.due_day) == ("ubnd-tinh", "so-noi-vu", 15)
    assert duty.kinds == ["quarter", "half", "year"]


def test_loading_twice_changes_nothing_and_keeps_every_key():
    first = keys(loaded(WHOLE))
    before = everything()
    assert keys(loaded(WHOLE)) == first
    assert everything() == before


def test_a_plan_printed_in_another_order_keeps_its_keys():
    first = keys(loaded(WHOLE))
    blocks = WHOLE.split("\n\n")
    blocks[3], blocks[4] = blocks[4], blocks[3]
    plan = loaded("\n\n".join(blocks))
    assert keys(plan) == first
    labels = list(plan.clauses.order_by("position").values_list("label", flat=True))
    assert labels == ["II.1", "II.1.1", "IV.2", "IV.1.e"]


def test_what_is_gone_from_the_file_goes_and_the_rest_stays():
    first = keys(loaded(WHOLE))
    plan = loaded(WHOLE[: WHOLE.index("[[assignments]]")])
    now = keys(plan)
    assert (now["clauses"], now["items"]) == (first["clauses"], first["items"])
    assert (now["assignments"], now["targets"], now["reporting"]) == ({}, [], [])


def test_a_clause_that_is_gone_takes_nothing_of_another_plan():
    other = loaded(WHOLE.replace("174/KH-UBND", "175/KH-UBND"))
    loaded(WHOLE)
    short = WHOLE.replace('[[clauses]]\nlabel = "IV.2"\nkind = "reporting"\ntext = "Chế độ báo cáo"\n', "")
    plan = loaded(short[: short.index("[[reporting]]")])
    assert not plan.clauses.filter(label="IV.2").exists()
    assert other.clauses.filter(label="IV.2").exists()


def test_a_clause_moved_out_from_under_one_that_goes_survives_with_its_key():
    first = keys(loaded(WHOLE))
    written = WHOLE.replace('[[clauses]]\nlabel = "II.1"\nkind = "section"\nheading = "Nội dung"\n', "")
    plan = loaded(written.replace('parent = "II.1"\n', ""))
    assert plan.clauses.get(label="II.1.1").pk == first["clauses"]["II.1.1"]
    assert not plan.clauses.filter(label="II.1").exists()


def test_a_changed_target_keeps_its_key_and_a_second_alike_is_a_second():
    first = keys(loaded(WHOLE))["targets"]
    block = WHOLE[WHOLE.index("[[targets]]") : WHOLE.index("[[reporting]]")]
    plan = loaded(WHOLE.replace(block, block.replace("quantity = 1", "quantity = 2") + block))
    assert sorted(plan.targets.values_list("quantity", flat=True)) == [1, 2]
    assert plan.targets.get(quantity=2).pk == first[0]


def test_a_target_by_recurrence_for_a_part_of_the_year_is_taken_over():
    written = WHOLE.replace(
        'every = "week"', 'rule = "FREQ=MONTHLY;BYDAY=-1SA"\nvalid_from = 2024-03-01\nvalid_to = 2024-10-01'
    ).replace('"episodes"', '"quantity"')
    target = loaded(written).targets.get()
    assert (target.every, target.rule, target.measure) == ("", "FREQ=MONTHLY;BYDAY=-1SA", "quantity")
    assert (target.valid_from, target.valid_to) == (date(2024, 3, 1), date(2024, 10, 1))
    assert loaded(written).targets.get() == target


def test_what_a_unit_set_on_a_screen_stays_when_the_file_is_loaded_again():
    plan = loaded(WHOLE)
    own = Target.objects.create(plan=plan, item=plan.items.get(), measure="works", quantity=4, every="month", set_at=AT)
    assert own in loaded(WHOLE).targets.all()
    Target.objects.filter(pk=own.pk).update(set_at=None)
    assert own not in loaded(WHOLE).targets.all()


def test_dropping_what_is_still_in_use_is_refused_by_name(monkeypatch):
    plan = loaded(WHOLE)
    before = everything()

    def protected(self, *args, **kwargs):
        raise db.ProtectedError("in use", {plan})

    monkeypatch.setattr(PlanItem, "delete", protected)
    written = WHOLE.replace('kind = "item"', 'kind = "prose"').replace('items = ["II.1.1"]\n', "")
    gone = written[: written.index("[[items]]")] + written[written.index("[[channels]]") :]
    with pytest.raises(NotAPlan, match=r"II\.1\.1 Thủ tục"):
        loaded(gone)
    assert everything() == before


def test_a_trial_run_changes_nothing():
    before = everything()
    with translation.override("vi"):
        plan = load_plan(source=WHOLE.encode(), name="x.toml", by=None, at=AT, dry_run=True)
    assert str(plan) == "174/KH-UBND (2024)"
    assert everything() == before


def test_who_loaded_which_file_and_when_is_kept():
    user = factories.user()
    plan = load_plan(source=WHOLE.encode(), name="ke-hoach.toml", by=user, at=AT)
    entry = ModelLogEntry.objects.for_instance(plan).get()
    assert (entry.action, entry.user, entry.timestamp, entry.data["file"]) == (
        "newsroom.load",
        user,
        AT,
        "ke-hoach.toml",
    )


def test_a_calendar_that_was_changed_here_stays_changed():
    loaded(WHOLE)
    ReportingRegime.objects.filter(code="nd-09-2019").update(weekend="after")
    loaded(WHOLE)
    assert ReportingRegime.objects.get(code="nd-09-2019").weekend == "after"
    assert set(ReportingRegime.objects.values_list("code", flat=True)) == {"nd-09-2019", "lich-duong"}


def test_the_real_plan_of_a_year_comes_before_a_sample_and_the_latest_first():
    factories.plan(2024, number="mẫu", is_sample=True, issued_on=date(2024, 5, 1))
    factories.plan(2024, number="1", issued_on=None)
    factories.plan(2024, number="2", issued_on=date(2023, 12, 29))
    factories.plan(2024, number="3", issued_on=date(2024, 1, 5))
    factories.plan(2025, number="4")
    assert [plan.number for plan in Plan.objects.covering(2024)] == ["3", "2", "1", "mẫu"]
