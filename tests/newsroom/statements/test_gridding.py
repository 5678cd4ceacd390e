"""The matrix: what a square says, which emptiness is loud, and in which order it is shown."""

from datetime import date
from itertools import pairwise

import pytest

from newsroom.coverage.counting import GRAINS, Fact, Item, NotCounted, count
from newsroom.periods import period
from newsroom.statements.aiming import Aim
from newsroom.statements.gridding import (
    Column,
    Duty,
    Filter,
    Spread,
    State,
    emptiest_first,
    grains_for,
    lay,
    only_lacking,
    owed,
    untouched,
    weeks_of,
)

Q2 = period(2024, "quy-2")
ITEMS = [Item("II.1.1", frozenset({1})), Item("II.1.2", frozenset({2})), Item("II.1.3", frozenset({3}))]
PLAN = {"plan_number": "174/KH-UBND", "plan_title": "Kế hoạch", "plan_year": 2024, "plan_is_sample": False}
PAPER, PORTAL = Column(code="bao", name="Báo"), Column(code="cong", name="Cổng")
AGENCY = Column(code="so", name="Sở", is_expected=False)


def fact(number, themes, organisation="bao", *, day=date(2024, 5, 2), work=None, **fields):
    return Fact(number, work or number, frozenset(themes), day, "in", organisation, **fields)


def grid(facts, *, spread=Spread.ORGANISATION, columns=(PAPER, PORTAL, AGENCY), aims=(), spans=(), **fields):
    held = [frozenset(name for name in ("channel", "organisation") if getattr(aim, name)) for aim in aims]
    grains = GRAINS | grains_for(spread, held)
    return lay(
        plan=PLAN,
        period=Q2,
        period_name="Quý II",
        spread=spread,
        columns=columns,
        items=[(item.label, f"Nội dung {item.label}") for item in ITEMS],
        words=("Không phân loại", "Tổng"),
        count=count(facts, ITEMS, Q2.start, Q2.stop, grains=grains, spans=spans),
        aims=aims,
        **fields,
    )


def at(laid, row, column):
    line = next(line for line in laid.lines if line.code == row)
    return next(square for square in line.squares if square.column == column)


def test_a_square_says_what_its_records_add_up_to_and_a_row_counts_works_anew():
    laid = grid([fact(1, {1}, work=9), fact(2, {1}, "cong", work=9), fact(3, {7})])
    assert (at(laid, "II.1.1", "bao").figure.works, at(laid, "II.1.1", "cong").figure.works) == (1, 1)
    assert (laid.rows[0].figure.appearances, laid.rows[0].figure.works) == (2, 1)
    assert at(laid, "khong-phan-loai", "bao").figure.appearances == 1
    assert (laid.total.figure.appearances, laid.total.figure.works) == (3, 2)


def test_rows_exceed_the_total_by_what_serves_several_items():
    assert grid([fact(1, {1, 2, 3}), fact(2, {1})]).repeated == 2


@pytest.mark.parametrize(
    ("duties", "column", "state"),
    [
        ({}, "bao", State.EMPTY),
        ({("II.1.1", "bao"): "IV.1.g"}, "bao", State.GAP),
        ({}, "so", State.NONE),
        ({("II.1.1", "so"): "IV.1.d"}, "so", State.GAP),
    ],
)
def test_emptiness_is_as_loud_as_what_was_asked(duties, column, state):
    assert at(grid([], duties=duties), "II.1.1", column).state is state


def test_nothing_unclassified_is_good_news_and_no_gap():
    laid = grid([], duties={("II.1.1", "bao"): "IV.1.g"})
    assert {square.state for square in laid.unclassified.squares} == {State.NONE}
    assert (laid.empty, laid.gaps) == (6, 1)


@pytest.mark.parametrize(("done", "state"), [(0, State.GAP), (1, State.SHORT), (2, State.MET), (3, State.MET)])
def test_a_target_makes_a_square_short_or_met(done, state):
    aim = Aim(measure="works", target=2, done=done, item="II.1.1", organisation="bao")
    laid = grid([fact(number, {1}) for number in range(done)], aims=[aim])
    assert (at(laid, "II.1.1", "bao").state, at(laid, "II.1.1", "bao").aim) == (state, aim)
    assert at(laid, "II.1.1", "cong").aim is None
    assert at(laid, "", "bao").aim is None


def test_a_target_of_an_outlet_stands_in_the_total_and_one_of_an_item_at_its_row():
    outlet = Aim(measure="works", target=2, done=0, organisation="bao")
    item = Aim(measure="works", target=5, done=0, item="II.1.2")
    laid = grid([], aims=[outlet, item])
    assert at(laid, "", "bao").aim == outlet
    assert [row.aim for row in laid.rows] == [None, item, None]


def test_the_row_with_the_most_gaps_comes_first_then_the_emptier_then_the_printed_order():
    facts = [fact(1, {1}), fact(2, {1}, "cong"), fact(3, {2}, "cong"), fact(4, {3})]
    laid = emptiest_first(grid(facts))
    assert [row.label for row in laid.rows] == ["II.1.2", "II.1.3", "II.1.1"]
    assert [column.code for column in laid.columns] == ["bao", "cong", "so"]
    laid = emptiest_first(grid(facts, duties={("II.1.3", "cong"): "IV.1.g"}))
    assert [row.label for row in laid.rows] == ["II.1.3", "II.1.2", "II.1.1"]
    assert [column.code for column in laid.columns] == ["cong", "bao", "so"]
    assert [square.column for square in laid.total.squares] == ["cong", "bao", "so"]


def test_only_what_lacks_remains_and_the_total_is_still_that_of_all():
    facts = [fact(1, {1}), fact(2, {1}, "cong"), fact(3, {2}), fact(4, {3})]
    laid = only_lacking(grid(facts))
    assert [row.label for row in laid.rows] == ["II.1.2", "II.1.3"]
    assert [column.code for column in laid.columns] == ["cong"]
    assert laid.total.figure.appearances == 4


def test_weeks_run_from_monday_and_are_cut_at_the_ends_of_the_window():
    weeks = weeks_of(Q2)
    assert (weeks[0].start, weeks[0].stop, weeks[0].code) == (date(2024, 3, 15), date(2024, 3, 18), "2024-W11")
    assert (weeks[-1].start, weeks[-1].last_day, weeks[-1].number) == (date(2024, 6, 10), date(2024, 6, 14), 24)
    assert [week.is_whole for week in weeks] == [False] + [True] * 12 + [False]
    assert all(a.stop == b.start for a, b in pairwise(weeks))


def test_the_last_days_of_december_belong_to_the_week_that_iso_says():
    assert [week.code for week in weeks_of(period(2025, "thang-1"))][2:4] == ["2024-W52", "2025-W01"]


def test_a_week_ahead_is_no_gap_and_a_weekly_target_is_held_against_each_whole_week():
    spans = [(week.start, week.stop) for week in weeks_of(Q2)]
    columns = [
        Column(code=week.code, name="", is_ahead=week.start > date(2024, 6, 5), is_cut=not week.is_whole)
        for week in weeks_of(Q2)
    ]
    aim = Aim(measure="episodes", target=14, done=2, channel="in", organisation="bao", every="week", quantity=1)
    facts = [fact(1, {1}, day=date(2024, 3, 22)), fact(2, {1}, day=date(2024, 3, 29), is_rerun=True)]
    laid = grid(facts, spread=Spread.WEEK, columns=columns, spans=spans, aims=[aim])
    assert [square.state for square in laid.rows[0].squares] == (
        [State.EMPTY, State.SOME, State.SOME, *[State.EMPTY] * 10, State.AHEAD]
    )
    (weekly,) = laid.weekly
    assert [square.state for square in weekly.squares] == (
        [State.EMPTY, State.MET, State.SHORT, *[State.GAP] * 10, State.AHEAD]
    )
    assert [row.label for row in emptiest_first(laid).rows][-1] == "II.1.1"
    assert emptiest_first(laid).columns == laid.columns


def test_what_was_not_counted_is_not_laid():
    with pytest.raises(NotCounted):
        lay(
            plan=PLAN,
            period=Q2,
            period_name="",
            spread=Spread.WEEK,
            columns=[PAPER],
            items=[("II.1.1", "")],
            words=("", ""),
            count=count([], ITEMS, Q2.start, Q2.stop),
        )


DUTY = Duty(
    clause="IV.1.g", items=frozenset({"II.1.1"}), bearers=frozenset({"bao"}), kinds=frozenset({"district"}),
    channels=frozenset({"in"}),
)  # fmt: skip
KINDS = {"bao": "newspaper", "vu-thu": "district"}


def test_a_duty_is_owed_by_those_it_names_and_by_every_one_of_a_kind():
    assert owed([DUTY], Spread.ORGANISATION, Filter(), KINDS) == {
        ("II.1.1", "bao"): "IV.1.g",
        ("II.1.1", "vu-thu"): "IV.1.g",
    }
    assert owed([DUTY], Spread.CHANNEL, Filter(), KINDS) == {("II.1.1", "in"): "IV.1.g"}
    assert owed([DUTY], Spread.WEEK, Filter(), KINDS) == {}


@pytest.mark.parametrize("narrowed", [Filter(genre="brief"), Filter(tone="critical"), Filter(group="c")])
def test_under_a_filter_that_asks_for_less_than_the_duty_nobody_owes(narrowed):
    assert owed([DUTY], Spread.ORGANISATION, narrowed, KINDS) == {}


def test_a_target_that_a_filter_cuts_into_is_not_shown():
    ours = Aim(measure="works", target=1, done=0, organisation="bao")
    form = Aim(measure="works", target=1, done=0, channel="in")
    aims = [ours, form]
    assert untouched(aims, Filter(), KINDS, {}) == (ours, form)
    assert untouched(aims, Filter(kind="newspaper"), KINDS, {}) == (ours,)
    assert untouched(aims, Filter(group="c"), KINDS, {"in": "c"}) == (form,)
    assert untouched(aims, Filter(genre="brief"), KINDS, {}) == ()


def test_a_column_with_one_gap_comes_before_an_emptier_one_of_which_nothing_was_asked():
    facts = [fact(1, {1}), fact(2, {1}, "cong"), fact(3, {2}, "cong")]
    laid = grid(facts, duties={("II.1.3", "cong"): "IV.1.g"})
    assert (laid.empty_in("bao"), laid.empty_in("cong")) == (2, 1)
    assert [column.code for column in emptiest_first(laid).columns] == ["cong", "bao", "so"]
