"""Figures put together beforehand: what they are, when they answer, and how they stay in step."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from newsroom.coverage import actions
from newsroom.coverage.counting import GRAINS, Cell, Fact, Figure, Item, count
from newsroom.coverage.models import CoverageRecord, Rollup, RollupLine, SetAside
from newsroom.coverage.rolling import NOWHERE, Place, add_up, fingerprint, month_of, put_together, run_of
from newsroom.periods import period
from newsroom.plan.models import ReportingRegime
from newsroom.statements.actions import compile_statement
from newsroom.statements.querysets import items_of
from tests import factories as make

AT = datetime(2024, 12, 1, tzinfo=UTC)
FENCES = [*(period(2024, f"thang-{n}").start for n in range(1, 13)), period(2024, "nam").stop]
TOLD = {"reason": "Thử", "by": None, "at": AT}


def fact(number, day, **fields):
    return Fact(
        **{
            "record_id": number,
            "work_id": 9,
            "theme_ids": frozenset({1}),
            "day": day,
            "channel": "bao",
            "organisation": "bao-thai-binh",
            **fields,
        }
    )


class TestTheRule:
    THREE = (fact(1, date(2024, 1, 20)), fact(2, date(2024, 3, 20)), fact(3, date(2024, 3, 21)))

    @pytest.mark.parametrize(
        ("day", "month"),
        [
            (date(2023, 12, 14), None),
            (date(2023, 12, 15), 0),
            (date(2024, 1, 14), 0),
            (date(2024, 1, 15), 1),
            (date(2024, 12, 14), 11),
            (date(2024, 12, 15), None),
        ],
    )
    def test_both_fences_of_the_year_and_of_a_month(self, day, month):
        assert month_of(day, FENCES) == month

    def test_each_appearance_stands_at_its_month_and_that_of_the_one_before(self):
        places = put_together(self.THREE, (), FENCES)
        total = {
            (place.month, place.previous): one.appearances for place, one in places.items() if place.cell == Cell()
        }
        assert total == {(1, NOWHERE): 1, (3, 1): 1, (3, 3): 1}

    @pytest.mark.parametrize(
        ("first", "stop", "appearances", "works"),
        [(0, 12, 3, 1), (1, 2, 1, 1), (2, 4, 2, 1), (2, 3, 0, 0), (3, 4, 2, 1), (4, 12, 0, 0)],
    )
    def test_every_run_of_months_counts_the_work_once(self, first, stop, appearances, works):
        found = add_up(put_together(self.THREE, (), FENCES), first, stop).get(Cell(), Figure())
        assert (found.appearances, found.works) == (appearances, works)

    def test_what_comes_before_in_another_channel_is_nothing_before_in_this_one(self):
        moved = (fact(1, date(2024, 1, 20)), fact(2, date(2024, 3, 20), channel="cong-tinh"))
        sums = put_together(moved, (), FENCES)
        assert Place(3, NOWHERE, Cell(channel="cong-tinh")) in sums
        assert Place(3, 1, Cell()) in sums

    def test_what_lies_before_the_year_is_nowhere(self):
        sums = put_together((fact(1, date(2023, 12, 14)), fact(2, date(2023, 12, 15))), (), FENCES)
        assert {place.previous for place in sums} == {NOWHERE}

    def test_of_one_day_the_one_recorded_first_is_before(self):
        sums = put_together((fact(2, date(2024, 3, 20)), fact(1, date(2024, 3, 20))), (), FENCES)
        assert {(place.month, place.previous) for place in sums} == {(3, NOWHERE), (3, 3)}

    @pytest.mark.parametrize(
        ("start", "stop", "run"),
        [
            (date(2024, 3, 15), date(2024, 6, 15), (3, 6)),
            (date(2023, 12, 15), date(2024, 12, 15), (0, 12)),
            (date(2024, 3, 14), date(2024, 6, 15), None),
            (date(2024, 3, 15), date(2024, 6, 14), None),
            (date(2024, 6, 15), date(2024, 3, 15), None),
            (date(2024, 3, 15), date(2024, 3, 15), None),
        ],
    )
    def test_only_a_run_of_its_months_is_answered(self, start, stop, run):
        assert run_of(start, stop, FENCES) == run

    def test_rows_are_the_same_in_any_order_and_others_with_another_theme(self):
        one, two = Item("II.1.1", frozenset({1, 2})), Item("II.1.2", frozenset({3}))
        assert fingerprint([one, two]) == fingerprint([two, one])
        assert fingerprint([one, two]) != fingerprint([one, Item("II.1.2", frozenset({2}))])
        assert fingerprint([one]) != fingerprint([Item("II.1.3", frozenset({1, 2}))])


@pytest.fixture
def rolled(quarter):
    """The small quarter, rolled up, and whatever a statement asks of it."""
    actions.roll_up(at=AT)
    return quarter


def by_rollup(quarter, window=None):
    window = window or quarter.period
    return CoverageRecord.objects.counted_between(items_of(quarter.plan), window.start, window.stop)


def by_records(quarter, window=None):
    return CoverageRecord.objects.during(window or quarter.period).counted(items_of(quarter.plan))


def falsify():
    """A line too many: whoever answers from the rollup now says a thousand."""
    rollup = Rollup.objects.get()
    sums = dict.fromkeys(("seconds", "first_runs", "quantity", "persons", "copies"), 0)
    RollupLine.objects.create(rollup=rollup, month=3, previous=-1, row=-1, appearances=1000, **sums)


@transaction.atomic
def correct_and_fail(record):
    actions.correct(record=record, changes={"seconds": 5}, **TOLD)
    raise ZeroDivisionError


class TestWhenItAnswers:
    def test_a_statement_is_the_same_with_it_and_without(self, quarter):
        before = compile_statement(plan=quarter.plan, period=quarter.period)
        actions.roll_up(at=AT)
        assert compile_statement(plan=quarter.plan, period=quarter.period) == before

    def test_it_is_what_answers(self, rolled):
        falsify()
        assert by_rollup(rolled).at().appearances == by_records(rolled).at().appearances + 1000

    def test_not_for_some_organisations(self, rolled):
        falsify()
        own = compile_statement(plan=rolled.plan, period=rolled.period, organisation_ids=[rolled.portal.pk])
        assert own.total.figure.appearances == 2

    def test_not_for_a_queryset_that_narrows(self, rolled):
        falsify()
        some = CoverageRecord.objects.filter(tone="neutral")
        window = rolled.period
        assert some.counted_between(items_of(rolled.plan), window.start, window.stop).at().appearances == 8

    def test_not_for_days_that_are_no_run_of_its_months(self, rolled):
        falsify()
        days = (date(2024, 3, 16), rolled.period.stop)
        assert CoverageRecord.objects.counted_between(items_of(rolled.plan), *days).at().appearances == 7

    def test_not_once_an_item_has_other_themes(self, rolled):
        falsify()
        rolled.plan.items.get(clause__label="II.1.1").themes.add(make.theme("Giao thông"))
        assert by_rollup(rolled) == by_records(rolled)
        actions.roll_up(at=AT)
        assert by_rollup(rolled) == by_records(rolled)
        assert Rollup.objects.count() == 1

    def test_not_once_the_calendar_is_another(self, rolled):
        falsify()
        ReportingRegime.objects.update(opening_day=1)
        calendar = period(2024, "quy-2", ReportingRegime.objects.get().rule())
        assert by_rollup(rolled, calendar) == by_records(rolled, calendar)
        actions.roll_up(at=AT)
        assert by_rollup(rolled, calendar) == by_records(rolled, calendar)

    def test_finer_figures_come_from_the_records_beside_it(self, rolled):
        asked = {"grains": [*GRAINS, ("channel", "organisation")], "totals": [("about", "tone")]}
        window, items = rolled.period, items_of(rolled.plan)
        found = CoverageRecord.objects.counted_between(items, window.start, window.stop, **asked)
        assert found == count(CoverageRecord.objects.facts(), items, window.start, window.stop, **asked)

    def test_two_queries_however_much_there_is(self, rolled):
        with CaptureQueriesContext(connection) as queries:
            by_rollup(rolled)
        # The plan's items and their themes, which rollup, its lines.
        assert len(queries) == 4
        for number in range(5):
            make.record(themes=[make.theme("Một cửa")], channel=make.channel(f"k{number}"))
        with CaptureQueriesContext(connection) as more:
            by_rollup(rolled)
        assert len(more) == len(queries)


class TestKeptInStep:
    def test_a_changed_work_is_set_aside_and_counted_from_its_records(self, rolled):
        record = rolled.records[0]
        actions.correct(record=record, changes={"channel_id": rolled.pano.pk}, **TOLD)
        assert list(SetAside.objects.values_list("work", flat=True)) == [record.work_id]
        assert by_rollup(rolled) == by_records(rolled)
        assert actions.rollup_differences() == {}

    def test_setting_aside_twice_takes_out_once(self, rolled):
        work = rolled.records[0].work_id
        actions.set_aside(work)
        lines = RollupLine.objects.count()
        actions.set_aside(work, work)
        assert RollupLine.objects.count() == lines
        assert by_rollup(rolled) == by_records(rolled)

    def test_a_change_that_fails_leaves_nothing_behind(self, rolled):
        lines = RollupLine.objects.count()
        with pytest.raises(ZeroDivisionError):
            correct_and_fail(rolled.records[0])
        assert not SetAside.objects.exists()
        assert RollupLine.objects.count() == lines

    def test_rolling_up_again_takes_them_in_and_adds_lines_together(self, rolled):
        places = RollupLine.objects.count()
        for seconds in (5, 90):
            actions.correct(record=rolled.records[2], changes={"seconds": seconds}, **TOLD)
            actions.roll_up(at=AT)
        assert not SetAside.objects.exists()
        assert by_rollup(rolled) == by_records(rolled)
        assert RollupLine.objects.count() == places

    def test_what_is_entered_anew_counts_at_once(self, rolled):
        before = by_rollup(rolled).at().appearances
        told = {"day": date(2024, 5, 2), "title": "Pano", "evidence": "Ảnh", "by": None, "at": AT}
        actions.record_manual(organisation=rolled.portal, channel=rolled.pano, **told)
        assert by_rollup(rolled).at().appearances == before + 1

    def test_an_organisation_that_was_only_named_and_is_deleted_takes_no_figure_along(self, rolled):
        district = make.organisation("Huyện Vũ Thư", kind="district")
        actions.correct(record=rolled.records[0], changes={"about_ids": {district.pk}}, **TOLD)
        actions.roll_up(at=AT)
        district.delete()
        asked = {"totals": [("about",), ("about", "tone")]}
        window, items = rolled.period, items_of(rolled.plan)
        found = CoverageRecord.objects.counted_between(items, window.start, window.stop, **asked)
        assert found == CoverageRecord.objects.during(window).counted(items, **asked)

    def test_a_plan_without_items_has_none_and_one_that_goes_takes_its_own_along(self, rolled):
        make.plan(2026, number="9/KH-UBND")
        assert actions.roll_up(at=AT) == 1
        rolled.plan.delete()
        assert actions.roll_up(at=AT) == 0
        assert not RollupLine.objects.exists()

    def test_reconciling_finds_what_somebody_changed_behind_the_ledgers_back(self, rolled):
        CoverageRecord.objects.filter(pk=rolled.records[3].pk).update(seconds=77)
        out = StringIO()
        with pytest.raises(SystemExit) as stop:
            call_command("reconcile_coverage", stdout=out)
        assert stop.value.code == 1
        assert "2023-12-15" in out.getvalue()
        call_command("reconcile_coverage", "--fix", stdout=StringIO())
        call_command("reconcile_coverage", stdout=StringIO())
        assert by_rollup(rolled) == by_records(rolled)

    def test_the_clocks_command_rolls_up(self, quarter):
        call_command("roll_up_coverage", stdout=StringIO())
        assert Rollup.objects.count() == 1


class TestTheDatabaseRefuses:
    def test_two_rollups_of_one_year_and_the_same_rows(self, rolled):
        found = Rollup.objects.get()
        found.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            found.save()

    def test_an_appearance_before_which_a_later_one_lies(self, rolled):
        line = RollupLine.objects.first()
        line.previous = line.month + 1
        with pytest.raises(IntegrityError), transaction.atomic():
            line.save()
