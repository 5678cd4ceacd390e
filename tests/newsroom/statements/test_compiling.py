"""A statement: what was done against what was promised."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.coverage.counting import Figure
from newsroom.periods import period
from newsroom.plan.models import Target
from newsroom.statements.actions import compile_statement
from newsroom.statements.aiming import Aim, expected, weekday_of
from newsroom.submissions.models import ActivityLine, Submission
from tests import factories as make

Q2 = period(2024, "quy-2")
FRIDAY = 4
WHEN = datetime(2024, 6, 14, tzinfo=UTC)


@pytest.fixture
def statement(quarter):
    return compile_statement(plan=quarter.plan, period=quarter.period, with_records=True)


def figures(lines):
    return {line.label or line.code or "total": (line.figure.appearances, line.figure.works) for line in lines}


def test_rows_unclassified_and_total(statement):
    assert figures(statement.lines) == {
        "II.1.1": (4, 2),
        "II.1.2": (3, 3),
        "khong-phan-loai": (2, 2),
        "total": (8, 6),
    }
    assert statement.total.figure.minutes == 32  # 90 + 900 + 900 seconds are 31 and a half
    assert statement.repeated == 1


def test_it_names_its_plan_and_period(statement):
    assert (statement.plan_number, statement.plan_year) == ("174/KH-UBND", 2024)
    assert (statement.period.start, statement.period.last_day) == (date(2024, 3, 15), date(2024, 6, 14))
    assert statement.period_name == "Quý II/2024 (15/03/2024 – 14/06/2024)"
    assert statement.provisional
    assert statement.organisations is None


def test_a_row_is_spread_over_channels_and_organisations(statement):
    row = statement.rows[0]
    assert [(part.code, part.figure.appearances) for part in row.by_channel] == [
        ("bao", 2),
        ("truyen-hinh", 1),
        ("cong-tinh", 1),
    ]
    assert {part.name: part.figure.works for part in row.by_organisation} == {
        "Báo Thái Bình": 2,
        "Cổng tỉnh": 1,
        "Đài PT-TH": 1,
    }


def test_quantities_stand_with_their_unit_in_their_channel(statement):
    pano = next(part for part in statement.total.by_channel if part.code == "pano")
    assert (pano.figure.quantity, pano.unit, pano.figure.appearances) == (40, "bản", 1)


def test_the_weekly_column_is_held_against_fourteen_fridays(statement):
    (aim,) = statement.aims
    assert (aim.target, aim.done, aim.done_ratio) == (14, 1, 0.0714)
    assert (aim.origin, aim.subject) == ("IV.1.e.1", "Chuyên mục CCHC – Đài PT-TH")
    column = next(part for part in statement.total.by_channel if part.code == "chuyen-muc-cchc")
    assert column.aim == aim


def test_the_records_are_what_the_total_counts(statement, quarter):
    assert {line.record_id for line in statement.records} == {record.pk for record in quarter.records}
    both = next(line for line in statement.records if line.title == "Hai nội dung")
    assert (both.items, both.themes) == (("II.1.1", "II.1.2"), ("PAR Index",))


def test_narrowed_to_a_unit_it_counts_only_that_one(quarter):
    own = compile_statement(plan=quarter.plan, period=quarter.period, organisation_ids=[quarter.portal.pk])
    assert figures(own.lines) == {"II.1.1": (1, 1), "II.1.2": (0, 0), "khong-phan-loai": (1, 1), "total": (2, 2)}
    assert own.organisations == ("Cổng tỉnh",)
    assert own.aims == ()
    assert [part.name for part in own.total.by_organisation] == ["Cổng tỉnh"]


def test_narrowed_to_the_station_it_keeps_the_stations_own_target(quarter):
    own = compile_statement(plan=quarter.plan, period=quarter.period, organisation_ids=[quarter.station.pk])
    assert [aim.target for aim in own.aims] == [14]


def test_narrowed_to_nobody_it_counts_nothing(quarter):
    nobody = compile_statement(plan=quarter.plan, period=quarter.period, organisation_ids=[])
    assert nobody.total.figure == Figure()
    assert nobody.organisations == ()


def test_an_empty_period_is_a_statement_of_noughts(quarter):
    empty = compile_statement(plan=quarter.plan, period=period(2024, "quy-4"), with_records=True)
    assert figures(empty.lines) == {"II.1.1": (0, 0), "II.1.2": (0, 0), "khong-phan-loai": (0, 0), "total": (0, 0)}
    assert empty.records == ()
    assert empty.aims[0].done == 0


def test_as_many_queries_for_much_as_for_little(quarter):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            compile_statement(plan=quarter.plan, period=quarter.period, with_records=True)
        return len(captured)

    few = queries()
    for number in range(6):
        make.record(
            themes=[make.theme(f"Chủ đề {number}")],
            organisation=make.organisation(f"Sở {number}", kind="department"),
            channel=make.channel(f"kenh-{number}"),
        )
    assert queries() == few < 25


class TestTargets:
    @pytest.mark.parametrize(
        ("every", "code", "weekday", "asked"),
        [
            ("week", "quy-2", FRIDAY, 14),
            ("week", "quy-2", 0, 13),
            ("week", "quy-2", None, 13),
            ("month", "quy-2", None, 3),
            ("month", "nam", None, 12),
            ("quarter", "quy-2", None, 1),
            ("quarter", "6-thang-dau", None, 2),
            ("half", "nam", None, 2),
            ("year", "nam", None, 1),
            ("year", "quy-2", None, None),
            ("quarter", "thang-6", None, None),
        ],
    )
    def test_what_is_expected_is_computed(self, every, code, weekday, asked):
        assert expected(quantity=1, every=every, period=period(2024, code), weekday=weekday) == asked

    def test_a_quantity_multiplies(self):
        assert expected(quantity=3, every="week", period=Q2, weekday=FRIDAY) == 42

    @pytest.mark.parametrize(
        ("rule", "weekday"),
        [
            ("FREQ=WEEKLY;BYDAY=FR", 4),
            ("freq=weekly;byday=mo", 0),
            ("FREQ=WEEKLY;BYDAY=TU,TH", 1),
            ("FREQ=WEEKLY", None),
            ("FREQ=MONTHLY;BYDAY=-1SA", None),
        ],
    )
    def test_the_slot_of_a_weekly_rule(self, rule, weekday):
        assert weekday_of(rule) == weekday

    def test_without_a_target_there_is_no_ratio(self):
        assert Aim(measure="works", target=None, done=3).done_ratio is None
        assert Aim(measure="works", target=2, done=3).done_ratio == 1.5

    def test_an_items_own_target_stands_in_its_row(self, quarter):
        item = quarter.plan.items.get(clause__label="II.1.2")
        Target.objects.create(plan=quarter.plan, item=item, measure="works", quantity=2, every="month")
        other, row = compile_statement(plan=quarter.plan, period=quarter.period).rows
        assert other.aim is None
        assert (row.aim.target, row.aim.done, row.aim.done_ratio) == (6, 3, 0.5)

    def test_a_recurrence_a_quantity_and_copies_stand_beside_what_was_done(self, quarter):
        plan = quarter.plan
        Target.objects.create(
            plan=plan, channel=quarter.pano, measure="quantity", quantity=10, rule="FREQ=MONTHLY;BYDAY=-1SA"
        )
        Target.objects.create(plan=plan, organisation=quarter.paper, measure="copies", quantity=500, every="quarter")
        make.record(organisation=quarter.paper, copies=1200)
        _weekly, panos, copies = compile_statement(plan=plan, period=quarter.period).aims
        assert (panos.target, panos.done, panos.unit, panos.rhythm) == (30, 40, "bản", "Thứ Bảy cuối tháng")
        assert (copies.target, copies.done, copies.rhythm, copies.every) == (500, 1200, "mỗi quý", "quarter")

    def test_a_target_of_item_channel_and_organisation_looks_at_their_cell(self, quarter):
        item = quarter.plan.items.get(clause__label="II.1.1")
        channel = type(quarter.pano).objects.get(code="bao")
        Target.objects.create(
            plan=quarter.plan,
            item=item,
            channel=channel,
            organisation=quarter.paper,
            measure="works",
            quantity=1,
            every="month",
        )
        aim = compile_statement(plan=quarter.plan, period=quarter.period).aims[-1]
        assert (aim.item, aim.channel, aim.organisation) == ("II.1.1", "bao", quarter.paper.slug)
        assert (aim.target, aim.done) == (3, 2)

    def test_what_holds_for_a_part_counts_that_part_on_both_sides(self, quarter):
        target = quarter.target
        target.valid_from = date(2024, 5, 3)
        target.save()
        aim = compile_statement(plan=quarter.plan, period=quarter.period).aims[0]
        assert (aim.target, aim.done) == (7, 0)  # the one episode aired on 2 May
        assert (aim.start, aim.stop) == (date(2024, 5, 3), date(2024, 6, 15))
        target.valid_from = date(2024, 5, 2)
        target.save()
        assert compile_statement(plan=quarter.plan, period=quarter.period).aims[0].done == 1

    def test_what_does_not_hold_in_the_period_is_no_aim_of_it(self, quarter):
        quarter.target.valid_to = date(2024, 3, 15)
        quarter.target.save()
        assert compile_statement(plan=quarter.plan, period=quarter.period).aims == ()
        quarter.target.valid_to = date(2024, 3, 16)
        quarter.target.save()
        (aim,) = compile_statement(plan=quarter.plan, period=quarter.period).aims
        assert (aim.target, aim.start, aim.stop) == (1, date(2024, 3, 15), date(2024, 3, 16))

    def test_as_many_queries_for_many_targets_as_for_few(self, quarter):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                compile_statement(plan=quarter.plan, period=quarter.period)
            return len(captured)

        few = queries()
        for month in (4, 5, 6):
            for organisation in (quarter.paper, quarter.portal):
                Target.objects.create(
                    plan=quarter.plan,
                    organisation=organisation,
                    measure="works",
                    quantity=month,
                    every="month",
                    valid_from=date(2024, month, 1),
                )
        assert queries() == few

    def test_without_a_series_on_the_channel_whole_weeks_count(self, quarter):
        quarter.series.delete()
        assert compile_statement(plan=quarter.plan, period=quarter.period).aims[0].target == 13

    def test_another_stations_slot_is_not_theirs(self, quarter):
        quarter.series.organisation = quarter.portal
        quarter.series.save()
        assert compile_statement(plan=quarter.plan, period=quarter.period).aims[0].target == 13

    def test_a_target_of_no_station_takes_the_slot_of_the_channel(self, quarter):
        Target.objects.create(plan=quarter.plan, channel=quarter.column, measure="episodes", quantity=1, every="week")
        statement = compile_statement(plan=quarter.plan, period=quarter.period)
        assert [aim.target for aim in statement.aims] == [14, 14]
        column = next(part for part in statement.total.by_channel if part.code == "chuyen-muc-cchc")
        assert column.aim == statement.aims[1]  # of all stations; beside it the station's own would count twice


class TestReported:
    def report(self, quarter, organisation, *, state="sent", code="quy-2", items=(), **line):
        submission = Submission.objects.create(
            plan=quarter.plan,
            organisation=organisation,
            year=2024,
            period_code=code,
            state=state,
            opened_at=WHEN,
            changed_at=WHEN,
            sent_at=WHEN if state == "sent" else None,
            first_sent_at=WHEN if state == "sent" else None,
        )
        activity = ActivityLine.objects.create(
            submission=submission,
            **{"channel": quarter.pano, "day": date(2024, 5, 1), "title": "Pano", "evidence": "Ảnh", **line},
        )
        activity.items.set(items)
        return submission

    def test_it_stands_beside_and_is_never_added(self, quarter):
        item = quarter.plan.items.get(clause__label="II.1.1")
        self.report(quarter, quarter.portal, items=[item], quantity=25, minutes=10, persons=60)
        statement = compile_statement(plan=quarter.plan, period=quarter.period)
        assert statement.total.figure.appearances == 8
        said = statement.rows[0].reported
        assert (said.activities, said.quantity, said.minutes, said.persons) == (1, 25, 10, 60)
        assert statement.total.reported.activities == 1
        assert statement.unclassified.reported.activities == 0
        pano = next(part for part in statement.total.by_channel if part.code == "pano")
        assert (pano.figure.quantity, pano.reported.quantity) == (40, 25)
        portal = next(part for part in statement.total.by_organisation if part.code == quarter.portal.slug)
        assert portal.reported.activities == 1

    def test_an_activity_for_two_items_stands_in_both_and_once_in_the_total(self, quarter):
        self.report(quarter, quarter.portal, items=quarter.plan.items.all())
        statement = compile_statement(plan=quarter.plan, period=quarter.period)
        assert [line.reported.activities for line in statement.lines] == [1, 1, 0, 1]

    def test_without_an_item_it_is_unclassified(self, quarter):
        self.report(quarter, quarter.portal)
        statement = compile_statement(plan=quarter.plan, period=quarter.period)
        assert [line.reported.activities for line in statement.lines] == [0, 0, 1, 1]

    def test_drafts_and_other_periods_say_nothing(self, quarter):
        self.report(quarter, quarter.portal, state="draft")
        self.report(quarter, quarter.paper, code="nam")
        assert compile_statement(plan=quarter.plan, period=quarter.period).total.reported.activities == 0

    def test_an_organisation_that_only_reported_is_named(self, quarter):
        district = make.organisation("Huyện Vũ Thư", kind="district")
        self.report(quarter, district, channel=make.channel("to-roi", name="Tờ rơi", unit="copy", position=9))
        statement = compile_statement(plan=quarter.plan, period=quarter.period)
        assert ("Huyện Vũ Thư", 0, 1) in [
            (part.name, part.figure.appearances, part.reported.activities) for part in statement.total.by_organisation
        ]
        assert "to-roi" in [part.code for part in statement.total.by_channel]

    def test_a_unit_sees_its_own_reports_only(self, quarter):
        self.report(quarter, quarter.portal)
        ids = [quarter.paper.pk]
        own = compile_statement(plan=quarter.plan, period=quarter.period, organisation_ids=ids)
        assert own.total.reported.activities == 0
