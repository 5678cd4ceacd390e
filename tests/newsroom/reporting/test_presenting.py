"""Which statement stands for a plan and a period."""

from dataclasses import replace
from datetime import date

import pytest

from newsroom.coverage.counting import UNCLASSIFIED
from newsroom.reporting import actions
from newsroom.reporting.actions import presented, records_presented
from newsroom.statements.actions import compile_statement
from newsroom.submissions.models import ActivityLine, Submission
from tests import factories as make

from .conftest import AFTER

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(quarter):
    return {"plan": quarter.plan, "period": quarter.period}


@pytest.fixture
def reported(quarter):
    """The portal says that it did three things, one for item 1; the newspaper one."""
    for body, items in ((quarter.portal, [["II.1.1"], [], ["II.1.1", "II.1.2"]]), (quarter.paper, [["II.1.2"]])):
        submission = Submission.objects.create(
            plan=quarter.plan,
            organisation=body,
            year=2024,
            period_code="quy-2",
            state="sent",
            opened_at=AFTER,
            changed_at=AFTER,
            first_sent_at=AFTER,
            sent_at=AFTER,
        )
        for labels in items:
            line = ActivityLine.objects.create(
                submission=submission,
                channel=quarter.pano,
                day=date(2024, 5, 2),
                title="Pano",
                evidence="Ảnh",
                copies=5,
            )
            line.items.set(quarter.plan.items.filter(clause__label__in=labels))


def test_without_a_report_it_is_live_and_provisional(asked):
    assert presented(**asked) == compile_statement(**asked)
    assert presented(**asked).provisional


@pytest.mark.parametrize("state", ["report", "submitted"])
def test_until_it_is_frozen_it_is_live(asked, state, request):
    request.getfixturevalue(state)
    assert presented(**asked).seal is None


def test_frozen_it_is_the_snapshot_with_its_seal(asked, reported, snapshot, quarter):
    then = listed(compile_statement(**asked, with_records=True))
    make.record(organisation=quarter.paper, channel=quarter.pano)
    shown = presented(**asked, with_records=True)
    assert shown.seal == snapshot.seal
    assert replace(shown, seal=None) == then
    assert presented(**asked).records is None


def test_the_live_one_and_each_snapshot_can_be_asked_for(asked, snapshot, quarter, planner):
    make.record(organisation=quarter.paper, channel=quarter.pano)
    assert presented(**asked, edition="hien-tai").total.figure.appearances == 9
    report = actions.reopen(report=_report(quarter), reason="Bổ sung", by=planner, at=AFTER.replace(hour=6))
    assert presented(**asked).total.figure.appearances == 9
    assert presented(**asked).provisional
    actions.submit(report=report, by=planner, at=AFTER.replace(hour=7))
    second = actions.freeze(report=report, by=planner, at=AFTER.replace(hour=8))
    assert presented(**asked).seal == second.seal
    assert presented(**asked, edition="1").total.figure.appearances == 8
    assert presented(**asked, edition="2").seal.number == 2


@pytest.mark.parametrize("edition", ["2", "0", "-1", "x", "١", "1" * 30])
def test_an_edition_that_was_never_frozen_is_none(asked, snapshot, edition):
    with pytest.raises(actions.NoSuchEdition):
        presented(**asked, edition=edition)


@pytest.mark.parametrize("names", [("portal",), ("station",), ("portal", "paper"), ()])
def test_narrowed_a_frozen_statement_is_what_would_have_been_compiled_then(
    asked, reported, quarter, submitted, planner, names
):
    quarter.plan.targets.create(item=quarter.plan.items.first(), measure="works", quantity=9, every="quarter")
    ids = {getattr(quarter, name).pk for name in names}
    then = listed(compile_statement(**asked, organisation_ids=ids, with_records=True))
    actions.freeze(report=submitted, by=planner, at=AFTER.replace(hour=5))
    for name in names:
        make.record(organisation=getattr(quarter, name), channel=quarter.pano, title="Về sau")
    shown = presented(**asked, organisation_ids=ids, with_records=True)
    assert shown.seal is not None
    assert replace(shown, seal=None) == then


def test_the_records_behind_a_frozen_figure_are_the_sealed_ones(asked, snapshot, quarter):
    quarter.records[0].themes.set([])
    quarter.records[0].title = "Tên khác"
    quarter.records[0].save()
    kept = records_presented(**asked, item="II.1.1")
    assert "In báo" in {line.title for line in kept.lines}
    assert len(kept.lines) == presented(**asked).rows[0].figure.appearances
    live = records_presented(**asked, edition="hien-tai", item="II.1.1")
    assert live.snapshot is None
    assert len(live.lines) == len(kept.lines) - 1


@pytest.mark.parametrize("narrow", [{}, {"item": UNCLASSIFIED}, {"item": "II.1.2"}, {"channel": "bao"}])
def test_sealed_and_live_open_the_same_records_while_nothing_changed(asked, snapshot, narrow):
    assert records_presented(**asked, **narrow).lines == records_presented(**asked, edition="hien-tai", **narrow).lines


def test_a_unit_opens_only_its_own_sealed_records(asked, snapshot, quarter):
    kept = records_presented(**asked, organisation_ids={quarter.portal.pk})
    assert {line.organisation for line in kept.lines} == {"Cổng tỉnh"}


def listed(statement):
    """With its records in memory, to be held against another."""
    return replace(statement, records=tuple(statement.records))


def _report(quarter):
    return quarter.plan.reports.get()
