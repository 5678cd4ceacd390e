"""Draft, submitted, frozen, reopened: which step is open when, and what the database refuses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from newsroom.periods import period
from newsroom.reporting import actions
from newsroom.reporting.models import Report, ReportEvent, Snapshot, Unchangeable
from tests import factories as make

from .conftest import AFTER

pytestmark = pytest.mark.django_db
LATER = AFTER + timedelta(days=1)


def kinds():
    return list(ReportEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_the_whole_way_and_every_step_in_the_history(report, planner):
    planner.first_name, planner.last_name = "An", "Nguyễn"
    planner.save()
    actions.submit(report=report, by=planner, at=LATER)
    actions.hand_back(report=report, reason="Thiếu kiến nghị", by=planner, at=LATER)
    actions.submit(report=report, by=planner, at=LATER)
    first = actions.freeze(report=report, by=planner, at=LATER)
    actions.reopen(report=report, reason="Báo huyện gửi muộn", by=planner, at=LATER)
    actions.submit(report=report, by=planner, at=LATER)
    actions.hand_back(report=report, reason="Sai ngày", by=planner, at=LATER)
    assert Report.objects.get().state == "reopened"
    actions.submit(report=report, by=planner, at=LATER)
    second = actions.freeze(report=report, by=planner, at=LATER)
    assert (first.number, second.number) == (1, 2)
    assert kinds() == (
        "opened submitted handed_back submitted frozen reopened submitted handed_back submitted frozen".split()
    )
    reopened = ReportEvent.objects.get(kind="reopened")
    assert (reopened.reason, reopened.by_name, reopened.at) == ("Báo huyện gửi muộn", planner.get_full_name(), LATER)
    assert ReportEvent.objects.filter(kind="frozen").last().sha256 == second.sha256


def test_one_report_for_a_plan_and_a_period(report, quarter, planner):
    again = actions.open_report(plan=quarter.plan, period=quarter.period, by=planner, at=LATER)
    assert (again, kinds()) == (report, ["opened"])
    other = actions.open_report(plan=quarter.plan, period=period(2024, "nam"), by=planner, at=LATER)
    assert other != report


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("report", "freeze"),
        ("report", "reopen"),
        ("report", "hand_back"),
        ("submitted", "submit"),
        ("submitted", "reopen"),
        ("snapshot", "submit"),
        ("snapshot", "hand_back"),
        ("snapshot", "freeze"),
    ],
)
def test_a_step_out_of_turn_is_refused_and_nothing_is_written(state, step, planner, request):
    request.getfixturevalue(state)
    report, before = Report.objects.get(), kinds()
    reason = {"reason": "Vì"} if step in ("reopen", "hand_back") else {}
    with pytest.raises(actions.NotNow):
        getattr(actions, step)(report=report, by=planner, at=LATER, **reason)
    assert (Report.objects.get().state, kinds()) == (report.state, before)


@pytest.mark.parametrize(("state", "step"), [("submitted", "hand_back"), ("snapshot", "reopen")])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_going_back_needs_a_reason(state, step, reason, planner, request):
    request.getfixturevalue(state)
    with pytest.raises(actions.ReasonMissing):
        getattr(actions, step)(report=Report.objects.get(), reason=reason, by=planner, at=LATER)


@pytest.mark.parametrize(
    ("moment", "is_over"),
    [(datetime(2024, 6, 14, 16, 59, tzinfo=UTC), False), (datetime(2024, 6, 14, 17, 0, tzinfo=UTC), True)],
)
def test_data_close_with_the_local_day_of_the_period(quarter, planner, moment, is_over):
    begun = {"by": planner, "at": moment}
    report = actions.open_report(plan=quarter.plan, period=quarter.period, **begun)
    actions.submit(report=report, **begun)
    if is_over:
        assert actions.freeze(report=report, **begun).number == 1
    else:
        with pytest.raises(actions.PeriodNotOver, match="14/06/2024"):
            actions.freeze(report=report, **begun)
        assert not Snapshot.objects.exists()


def test_submitting_a_text_that_somebody_changed_meanwhile_is_refused(report, planner):
    Report.objects.update(version=2)
    with pytest.raises(actions.NotNow):
        actions.submit(report=report, by=planner, at=LATER, version=1)
    assert actions.submit(report=report, by=planner, at=LATER, version=2).state == "submitted"


def test_the_registry_may_come_after_freezing_and_the_snapshot_does_not_move(snapshot, planner):
    report = Report.objects.get()
    actions.register(report=report, number="45", symbol="BC-SNV", day=LATER.date(), by=planner, at=LATER)
    actions.register(report=report, number="45", symbol="BC-SNV", day=LATER.date(), by=planner, at=LATER)
    assert (Report.objects.get().number, kinds().count("registered")) == ("45", 1)
    assert Snapshot.objects.get().is_whole


# What the database refuses.

BROKEN = [
    ("report", {"state": "frozen"}),
    ("report", {"state": "submitted"}),
    ("report", {"state": "reopened", "edition": 1}),
    ("report", {"edition": 1}),
    ("report", {"state": "lost"}),
    ("report", {"opened_by_name": ""}),
    ("report", {"period_code": "quy-9"}),
    ("report", {"submitted_at": AFTER}),
    ("submitted", {"submitted_by_name": ""}),
    ("submitted", {"state": "draft"}),
    ("submitted", {"edition": 1}),
    ("snapshot", {"edition": 0}),
    ("snapshot", {"frozen_at": None}),
    ("snapshot", {"frozen_by_name": ""}),
    ("snapshot", {"frozen_at": AFTER - timedelta(days=9)}),
    ("snapshot", {"reopening_reason": "Vì"}),
]


@pytest.mark.parametrize(("state", "values"), BROKEN)
def test_the_database_refuses_a_state_without_who_and_when(state, values, request):
    request.getfixturevalue(state)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(**values)


def test_the_database_refuses_reopening_without_a_reason(snapshot, planner):
    actions.reopen(report=Report.objects.get(), reason="Vì", by=planner, at=LATER)
    for values in ({"reopening_reason": ""}, {"reopened_by_name": ""}, {"reopened_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.update(**values)


def test_the_database_refuses_a_second_report(report):
    report.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        report.save(force_insert=True)


@pytest.mark.parametrize(
    "values", [{"by_name": ""}, {"kind": "reopened", "reason": ""}, {"kind": "frozen"}, {"kind": "handed_back"}]
)
def test_the_database_refuses_an_event_that_says_too_little(report, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportEvent.objects.update(**values)


@pytest.mark.parametrize(
    "values", [{"number": 0}, {"period_code": "x"}, {"frozen_by_name": ""}, {"sha256": ""}, {"head": ""}, {}]
)
def test_the_database_refuses_a_snapshot_that_says_too_little_or_the_same_again(snapshot, values):
    fresh = {"report_id": 99, "plan_id": 99} if values else {}
    copy = Snapshot.objects.get()
    copy.pk, copy._state.adding = None, True
    for name, value in {**fresh, **values}.items():
        setattr(copy, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_a_plan_with_a_report_stays_and_so_does_a_report_that_was_frozen(snapshot, quarter):
    with pytest.raises(ProtectedError):
        quarter.plan.delete()
    with pytest.raises(Unchangeable):
        Report.objects.get().delete()


def test_a_report_that_was_never_frozen_may_go_and_its_history_stays(report):
    report.delete()
    assert kinds() == ["opened"]


def test_history_outlives_the_account(snapshot, planner):
    planner.memberships.all().delete()
    planner.delete()
    assert Report.objects.get().frozen_by_name == "noi-vu"
    assert ReportEvent.objects.filter(by_name="noi-vu").count() == 3


def test_a_person_without_a_full_name_is_called_by_the_account(report):
    assert report.opened_by_name == "noi-vu"
    full = make.user("b", first_name="Bình", last_name="Trần")
    assert actions.history.name_of(full) == full.get_full_name()


def test_one_after_the_other_the_second_is_told_who_was_first(submitted, planner):
    actions.freeze(report=submitted, by=planner, at=AFTER.replace(hour=9))
    with pytest.raises(actions.AlreadyFrozen, match="noi-vu"):
        actions.freeze(report=submitted, by=planner, at=AFTER.replace(hour=9))
    assert Snapshot.objects.count() == 1
