"""Who bears which duty on the period's last day, and what each did under it."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.plan.models import Assignment, Clause
from newsroom.statements.actions import NoSuchDuty, compile_duties, compile_statement, records_of_duty
from newsroom.submissions.models import ActivityLine, Submission
from tests import factories as make

WHEN = datetime(2024, 6, 14, tzinfo=UTC)


@pytest.fixture
def lay(quarter):
    """Lays a duty on organisations or kinds."""

    def lay(label, *bearers, kinds=(), items=(), channels=(), **fields):
        position = 100 + Clause.objects.count()
        clause = Clause.objects.create(plan=quarter.plan, label=label, position=position, kind="duty", text="Việc")
        duty = Assignment.objects.create(
            plan=quarter.plan, clause=clause, summary=f"Việc {label}", bearer_kinds=list(kinds), **fields
        )
        duty.bearers.set(bearers)
        duty.items.set(quarter.plan.items.filter(clause__label__in=items))
        duty.channels.set([make.channel(code) for code in channels])
        return duty

    return lay


def sheet(quarter, **kwargs):
    return compile_duties(plan=quarter.plan, period=quarter.period, **kwargs)


def borne(duty):
    return {each.bearer.name: (each.figure.appearances, each.figure.works) for each in duty.borne}


def report(quarter, organisation, channel, *, items=(), state="sent", **line):
    sent = WHEN if state == "sent" else None
    submission = Submission.objects.create(
        plan=quarter.plan,
        organisation=organisation,
        year=2024,
        period_code="quy-2",
        state=state,
        opened_at=WHEN,
        changed_at=WHEN,
        sent_at=sent,
        first_sent_at=sent,
    )
    activity = ActivityLine.objects.create(
        submission=submission, channel=channel, day=date(2024, 5, 1), title="Việc", evidence="Ảnh", **line
    )
    activity.items.set(quarter.plan.items.filter(clause__label__in=items))


def test_under_a_duty_without_items_and_channels_all_that_its_bearers_did_counts(quarter, lay):
    lay("IV.1.a", quarter.paper, quarter.portal)
    (duty,) = sheet(quarter).duties
    said = compile_statement(plan=quarter.plan, period=quarter.period).total.by_organisation
    figures = {part.name: (part.figure.appearances, part.figure.works) for part in said}
    assert borne(duty) == {name: figures[name] for name in ("Báo Thái Bình", "Cổng tỉnh")}
    assert (duty.figure.appearances, duty.figure.works) == (5, 4)  # the piece of both is one work


def test_items_and_channels_narrow_it_and_a_record_of_two_items_counts_once(quarter, lay):
    lay("IV.1.g", quarter.paper, items=["II.1.1", "II.1.2"], channels=["bao", "pano"])
    lay("IV.1.h", quarter.portal, items=["II.1.1"], channels=["cong-tinh"])
    lay("IV.1.i", quarter.portal, channels=["pano"])
    lay("IV.1.k", quarter.portal, items=["II.1.2"], channels=["pano"])
    assert [borne(duty) for duty in sheet(quarter).duties] == [
        {"Báo Thái Bình": (2, 2)},  # what serves neither item is not in it
        {"Cổng tỉnh": (1, 1)},
        {"Cổng tỉnh": (1, 1)},
        {"Cổng tỉnh": (0, 0)},
    ]


def test_the_empty_ones_are_named_and_the_empty_duties_too(quarter, lay):
    idle = make.organisation("Sở Xây dựng", kind="department")
    lay("IV.1.a", quarter.paper, idle)
    lay("IV.1.b", idle)
    first, second = sheet(quarter).duties
    assert [each.bearer.name for each in first.empty] == ["Sở Xây dựng"]
    assert not first.is_empty
    assert second.is_empty
    assert sheet(quarter).empty == (second,)


def test_what_is_only_reported_is_told_beside_and_is_not_empty(quarter, lay):
    idle = make.organisation("Sở Xây dựng", kind="department")
    lay("IV.1.b", idle, items=["II.1.1"], channels=["pano"])
    report(quarter, idle, quarter.pano, items=["II.1.1"], quantity=5)
    (duty,) = sheet(quarter).duties
    assert (duty.reported.activities, duty.reported.quantity, duty.figure.appearances) == (1, 5, 0)
    assert not duty.empty


@pytest.mark.parametrize("how", ["another channel", "another item", "no item", "a draft"])
def test_what_is_reported_under_something_else_or_not_sent_is_not_told(quarter, lay, how):
    idle = make.organisation("Sở Xây dựng", kind="department")
    lay("IV.1.b", idle, items=["II.1.1"], channels=["pano"])
    channel = quarter.column if how == "another channel" else quarter.pano
    items = {"another item": ["II.1.2"], "no item": []}.get(how, ["II.1.1"])
    report(quarter, idle, channel, items=items, state="draft" if how == "a draft" else "sent")
    assert sheet(quarter).duties[0].is_empty


def test_a_duty_that_is_not_measured_says_so_and_is_never_empty(quarter, lay):
    lay("IV.1.c.2", quarter.paper, is_measured=False)
    (duty,) = sheet(quarter).duties
    assert not duty.charge.is_measured
    assert (duty.figure.appearances, duty.empty, duty.is_empty) == (0, (), False)
    assert [each.bearer.name for each in duty.borne] == ["Báo Thái Bình"]


class TestBearers:
    def test_by_kind_are_those_of_the_last_day(self, quarter, lay):
        make.organisation("Xã A", kind="commune")
        make.organisation("Xã mới", kind="commune", valid_from=date(2024, 6, 14))
        make.organisation("Xã sau", kind="commune", valid_from=date(2024, 6, 15))
        make.organisation("Xã đã hết", kind="commune", valid_to=date(2024, 6, 14))
        make.organisation("Xã còn một ngày", kind="commune", valid_to=date(2024, 6, 15))
        lay("IV.1.a", kinds=["commune"])
        names = [each.bearer.name for each in sheet(quarter).duties[0].borne]
        assert sorted(names) == ["Xã A", "Xã còn một ngày", "Xã mới"]

    def test_whoever_ended_is_followed_by_its_successors_however_many_steps(self, quarter, lay):
        heir = make.organisation("Sở KH&CN", kind="department", valid_from=date(2024, 4, 1))
        between = make.organisation("Sở tạm", kind="department", valid_to=date(2024, 4, 1))
        old = make.organisation("Sở TT&TT", kind="department", valid_to=date(2024, 1, 1))
        old.successors.add(between)
        between.successors.add(heir)
        lay("IV.1.c", old)
        assert [each.bearer.name for each in sheet(quarter).duties[0].borne] == ["Sở KH&CN"]

    def test_whoever_ended_in_the_period_stands_there_with_what_it_did(self, quarter, lay):
        heir = make.organisation("Sở KH&CN", kind="department", valid_from=date(2024, 5, 1))
        old = make.organisation("Sở TT&TT", kind="department", valid_to=date(2024, 5, 1))
        old.successors.add(heir)
        make.record(date(2024, 4, 2), organisation=old)
        lay("IV.1.c", old)
        (duty,) = sheet(quarter).duties
        assert borne(duty) == {"Sở KH&CN": (0, 0), "Sở TT&TT": (1, 1)}
        assert {each.bearer.name: each.bearer.ended for each in duty.borne}["Sở TT&TT"] == date(2024, 5, 1)
        assert [each.bearer.name for each in duty.empty] == ["Sở KH&CN"]

    def test_named_and_of_a_kind_is_one_bearer(self, quarter, lay):
        lay("IV.1.a", quarter.paper, kinds=["newspaper"])
        assert len(sheet(quarter).duties[0].borne) == 1


def test_narrowed_to_a_unit_it_shows_its_duties_and_nobody_elses(quarter, lay):
    lay("IV.1.a", quarter.paper, quarter.portal)
    lay("IV.1.b", quarter.paper)
    own = sheet(quarter, organisation_ids=[quarter.portal.pk])
    assert [(duty.charge.label, borne(duty)) for duty in own.duties] == [("IV.1.a", {"Cổng tỉnh": (2, 2)})]
    assert own.organisations == ("Cổng tỉnh",)
    assert sheet(quarter, organisation_ids=[]).duties == ()


def test_every_figure_is_exactly_its_records(quarter, lay):
    lay("IV.1.g", quarter.paper, quarter.portal, items=["II.1.1"], channels=["bao", "cong-tinh"])
    (duty,) = sheet(quarter).duties
    for organisation, figure in [(None, duty.figure), *((each.bearer.code, each.figure) for each in duty.borne)]:
        _charge, records, _items = records_of_duty(
            plan=quarter.plan, period=quarter.period, label="IV.1.g", organisation=organisation
        )
        assert records.count() == figure.appearances
        assert len({record.work_id for record in records}) == figure.works


def test_records_of_no_duty_and_of_one_that_does_not_bear_it_are_refused(quarter, lay):
    lay("IV.1.g", quarter.paper)
    lay("IV.1.c.2", quarter.paper, is_measured=False)
    asked = {"plan": quarter.plan, "period": quarter.period}
    for label, organisation in (("IV.9", None), ("IV.1.c.2", None), ("IV.1.g", quarter.portal.slug)):
        with pytest.raises(NoSuchDuty):
            records_of_duty(**asked, label=label, organisation=organisation)
    with pytest.raises(NoSuchDuty):
        records_of_duty(**asked, label="IV.1.g", organisation_ids=[quarter.portal.pk])


def test_as_many_queries_for_many_duties_as_for_few(quarter, lay):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            sheet(quarter)
        return len(captured)

    lay("IV.1.a", quarter.paper, items=["II.1.1"], channels=["bao"])
    report(quarter, quarter.portal, quarter.pano, items=["II.1.1"])
    few = queries()
    for number in range(5):
        body = make.organisation(f"Sở {number}", kind="department")
        make.record(organisation=body, themes=[make.theme(f"Chủ đề {number}")])
        report(quarter, body, quarter.pano, items=["II.1.2"])
        lay(f"IV.2.{number}", body, kinds=["department"], items=["II.1.2"], channels=["pano", "bao"])
    assert queries() == few < 25
