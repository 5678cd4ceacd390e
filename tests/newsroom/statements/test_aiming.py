"""How much a target asks for: in a window, by a recurrence, and for a part of it."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.coverage.counting import Figure
from newsroom.periods import CALENDAR, CODES, LAW, Kind, NotARule, containing, period
from newsroom.statements.aiming import Aim, done, expected, held, leading, together

Q2 = period(2024, "quy-2")
LAST_SATURDAY = "FREQ=MONTHLY;BYDAY=-1SA"
TENTH = "FREQ=MONTHLY;BYMONTHDAY=10"


def asked(code="quy-2", *, quantity=1, **target):
    return expected(quantity=quantity, period=period(2024, code), **target)


@pytest.mark.parametrize(
    ("rule", "code", "number"),
    [
        ("FREQ=WEEKLY;BYDAY=FR", "quy-2", 14),
        ("FREQ=WEEKLY;BYDAY=MO", "quy-2", 13),
        ("FREQ=WEEKLY;BYDAY=TU,FR", "quy-2", 27),
        (LAST_SATURDAY, "quy-2", 3),  # 30/3, 27/4, 25/5
        (LAST_SATURDAY, "nam", 12),
        (TENTH, "quy-2", 3),
        (TENTH, "nam", 12),
        (TENTH, "thang-6", 1),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=9", "quy-4", 1),  # the Day of Law
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=9", "quy-2", 0),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "thang-6", 1),  # 15/5; 15/6 is the next month's
    ],
)
def test_a_recurrence_asks_once_for_each_day_on_which_it_falls(rule, code, number):
    assert asked(code, rule=rule) == number
    assert asked(code, rule=rule, quantity=3) == 3 * number


def test_every_second_week_is_counted_from_the_first_day_of_the_target():
    rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"
    assert asked(rule=rule, since=date(2024, 3, 15)) == 7
    assert asked("thang-4", rule=rule, since=date(2024, 3, 15)) == 3  # 15/3, 29/3, 12/4
    assert asked("thang-4", rule=rule, since=date(2024, 3, 22)) == 2  # 22/3, 5/4


def test_a_rule_that_no_cadence_says_is_refused():
    with pytest.raises(NotARule):
        asked(rule="FREQ=DAILY")


class TestAPartOfAYear:
    def test_what_begins_after_the_window_or_ended_before_it_asks_nothing(self):
        assert asked(every="month", valid_from=date(2024, 6, 15)) == 0
        assert asked(every="month", valid_to=date(2024, 3, 15)) == 0
        assert asked(rule=TENTH, valid_from=date(2024, 6, 15)) == 0

    def test_both_sides_of_the_fence(self):
        assert held(Q2, date(2024, 6, 15)) is None
        assert held(Q2, date(2024, 6, 14)) == (date(2024, 6, 14), date(2024, 6, 15))
        assert held(Q2, None, date(2024, 3, 15)) is None
        assert held(Q2, None, date(2024, 3, 16)) == (date(2024, 3, 15), date(2024, 3, 16))

    def test_a_weekly_column_that_began_in_may_owes_the_fridays_from_then_on(self):
        assert asked(every="week", weekday=4, valid_from=date(2024, 5, 10)) == 6
        assert asked(every="week", weekday=4, valid_from=date(2024, 5, 11)) == 5
        assert asked(every="week", weekday=4, valid_to=date(2024, 5, 10)) == 8
        assert asked(every="week", weekday=4, valid_to=date(2024, 5, 11)) == 9

    def test_without_a_slot_only_its_whole_weeks_count(self):
        assert asked(every="week", valid_from=date(2024, 6, 8)) == 1
        assert asked(every="week", valid_from=date(2024, 6, 9)) == 0

    def test_a_recurrence_counts_its_own_days_only(self):
        assert asked(rule=TENTH, valid_from=date(2024, 4, 10)) == 3
        assert asked(rule=TENTH, valid_from=date(2024, 4, 11)) == 2
        assert asked(rule=TENTH, valid_to=date(2024, 6, 10)) == 2
        assert asked(rule=TENTH, valid_to=date(2024, 6, 11)) == 3

    def test_whole_months_count_whole_and_the_others_by_their_days(self):
        assert asked(quantity=6, every="month", valid_from=date(2024, 4, 15)) == 12
        # 15/4–14/5 has 30 days; five of them, 10–14/5, are a sixth: 1 of 6.
        assert asked(quantity=6, every="month", valid_from=date(2024, 5, 10)) == 7

    def test_shares_are_rounded_once_half_up(self):
        # 30 days from 15/4: 15 of them are the half of a month.
        assert asked("thang-5", every="month", valid_from=date(2024, 4, 30)) == 1
        assert asked("thang-5", every="month", valid_from=date(2024, 5, 1)) == 0
        # Half of 15/4–14/5 at one end, and half of the next one, 31 days, at the other: together one, not two.
        assert asked(every="month", valid_from=date(2024, 4, 30), valid_to=date(2024, 5, 30)) == 1

    def test_of_a_year_it_asks_for_the_part_in_which_it_holds(self):
        # 15/6–14/12 are 183 of 366 days.
        assert asked("nam", quantity=100, every="year", valid_from=date(2024, 6, 15)) == 50

    def test_a_period_shorter_than_the_target_asks_for_no_number_even_so(self):
        assert asked(every="year", valid_from=date(2024, 5, 1)) is None
        assert asked(every="year", valid_from=date(2025, 5, 1)) is None


maybe = st.one_of(st.none(), st.dates(date(2023, 6, 1), date(2025, 6, 1)))


@settings(max_examples=400)
@given(
    regime=st.sampled_from([LAW, CALENDAR]),
    code=st.sampled_from(CODES),
    quantity=st.integers(1, 50),
    how=st.one_of(
        st.sampled_from([("every", each) for each in ("week", "month", "quarter", "half", "year")]),
        st.tuples(st.just("days"), st.sets(st.integers(0, 6), min_size=1)),
        st.tuples(st.just("last"), st.integers(0, 6)),
        st.tuples(st.just("day"), st.integers(1, 28)),
    ),
    weekday=st.one_of(st.none(), st.integers(0, 6)),
    valid_from=maybe,
    valid_to=maybe,
)
def test_it_is_what_a_slow_recount_day_by_day_says(regime, code, quantity, how, weekday, valid_from, valid_to):
    window = period(2024, code, regime)
    days = [window.start + timedelta(days=n) for n in range((window.stop - window.start).days)]
    days = [day for day in days if (not valid_from or day >= valid_from) and (not valid_to or day < valid_to)]
    kind, value = how
    names = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    every, rule = "", ""
    if kind == "days":
        rule = "FREQ=WEEKLY;BYDAY=" + ",".join(names[day] for day in sorted(value))
        wanted = sum(day.weekday() in value for day in days)
    elif kind == "last":
        rule = f"FREQ=MONTHLY;BYDAY=-1{names[value]}"
        wanted = sum(day.weekday() == value and (day + timedelta(days=7)).month != day.month for day in days)
    elif kind == "day":
        rule = f"FREQ=MONTHLY;BYMONTHDAY={value}"
        wanted = sum(day.day == value for day in days)
    elif value == "week":
        every = "week"
        wanted = len(days) // 7 if weekday is None else sum(day.weekday() == weekday for day in days)
    else:
        every = value
        rank = ("month", "quarter", "half", "year")
        if rank.index(every) > rank.index(window.kind.value):
            wanted = None
        else:
            share = sum((Fraction(1, containing(day, Kind(every), regime).days) for day in days), Fraction())
            whole, rest = divmod(quantity * share, 1)
            wanted = whole + (rest >= Fraction(1, 2))
            wanted = Fraction(wanted, quantity)
    got = expected(
        quantity=quantity,
        period=window,
        every=every,
        rule=rule,
        weekday=weekday,
        valid_from=valid_from,
        valid_to=valid_to,
        regime=regime,
    )
    assert got == (None if wanted is None else quantity * wanted)


def aim(organisation="", target=2, done=1, measure="works", **fields):
    return Aim(measure=measure, target=target, done=done, organisation=organisation, **fields)


class TestAddingUp:
    def test_aims_of_several_organisations_and_one_measure_add_up(self):
        both = together([aim("bao", 2), aim("dai", 3)])
        assert (both.target, both.done) == (5, 2)

    def test_one_stands_for_itself_and_none_for_nothing(self):
        one = aim("bao")
        assert together([one]) is one
        assert together([]) is None

    def test_what_cannot_be_added_up_is_not(self):
        assert together([aim("bao"), aim("dai", measure="minutes")]) is None
        assert together([aim("bao"), aim("dai", target=None)]) is None

    def test_two_about_the_same_would_count_twice_what_was_done(self):
        assert together([aim("bao", every="month"), aim("bao", every="year")]) is None

    def test_one_of_all_goes_before_those_of_single_organisations(self):
        wide = aim()
        assert leading([aim("bao"), wide, aim("dai")]) is wide
        assert leading([aim("bao", 2), aim("dai", 3)]).target == 5
        assert leading([wide, aim()]) is None


def test_each_measure_looks_at_its_part_of_the_figure():
    figure = Figure(appearances=5, works=4, seconds=90, first_runs=3, quantity=9, persons=70, copies=1)
    assert {
        name: done(figure, name)
        for name in ("works", "appearances", "episodes", "minutes", "persons", "copies", "quantity")
    } == {"works": 4, "appearances": 5, "episodes": 3, "minutes": 2, "persons": 70, "copies": 1, "quantity": 9}
