"""What recurs: by words, by rule and by day, and all three the same."""

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.periods import Cadence, NotARule, cadence_of, last_weekdays_in, period

Q2 = period(2024, "quy-2")
WINDOW = (Q2.start, Q2.stop)
SINCE = date(2023, 12, 15)

cadences = st.one_of(
    st.builds(
        Cadence,
        st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
        every=st.integers(1, 4),
    ),
    st.builds(
        Cadence,
        st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
        which=st.sampled_from([1, 2, 3, 4, -1]),
    ),
    st.builds(Cadence, day=st.sampled_from([*range(1, 29), -1])),
    st.builds(Cadence, day=st.sampled_from([*range(1, 29), -1]), month=st.integers(1, 12)),
)


def test_the_tenth_of_every_month_falls_thrice_in_the_quarter():
    found = Cadence(day=10).days_in(WINDOW, SINCE)
    assert found == (date(2024, 4, 10), date(2024, 5, 10), date(2024, 6, 10))


def test_the_window_opens_on_the_15th_and_has_closed_on_the_15th():
    assert Cadence(day=15).days_in(WINDOW, SINCE) == (date(2024, 3, 15), date(2024, 4, 15), date(2024, 5, 15))
    assert Cadence(day=14).days_in(WINDOW, SINCE)[-1] == date(2024, 6, 14)


def test_the_last_saturday_of_the_month_is_that_of_the_calendar():
    assert Cadence((5,), which=-1).days_in(WINDOW, SINCE) == last_weekdays_in(Q2, 5)


def test_the_last_day_of_february_comes_in_every_year():
    days = Cadence(day=-1, month=2).days_in((date(2023, 1, 1), date(2025, 1, 1)), SINCE)
    assert days == (date(2023, 2, 28), date(2024, 2, 29))


def test_a_day_of_the_year_comes_once():
    assert Cadence(day=9, month=11).days_in((date(2023, 12, 15), date(2024, 12, 15)), SINCE) == (date(2024, 11, 9),)


def test_every_second_week_is_counted_from_the_week_in_which_it_began():
    friday = date(2024, 1, 5)
    cadence = Cadence((4,), every=2)
    window = (date(2024, 1, 1), date(2024, 2, 3))
    assert cadence.days_in(window, friday) == (friday, date(2024, 1, 19), date(2024, 2, 2))
    assert cadence.days_in(window, friday - timedelta(days=7)) == (date(2024, 1, 12), date(2024, 1, 26))
    monday_of_the_same_week = date(2024, 1, 1)
    assert cadence.days_in(window, monday_of_the_same_week) == cadence.days_in(window, friday)


@given(cadence=cadences)
def test_a_cadence_reads_back_from_its_rule(cadence):
    assert cadence_of(cadence.rule) == cadence


@settings(max_examples=200)
@given(
    cadence=cadences,
    since=st.dates(date(2000, 1, 1), date(2040, 1, 1)),
    later=st.integers(0, 400),
    length=st.integers(0, 400),
)
def test_it_falls_on_the_days_that_rfc_5545_says(cadence, since, later, length):
    start = since + timedelta(days=later)
    stop = start + timedelta(days=length)
    rule = rrulestr(cadence.rule, dtstart=datetime.combine(since, datetime.min.time()))
    said = rule.between(
        datetime.combine(start, datetime.min.time()), datetime.combine(stop, datetime.min.time()), inc=True
    )
    assert cadence.days_in((start, stop), since) == tuple(m.date() for m in said if m.date() < stop)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=DAILY;BYMONTHDAY=3",
        "FREQ=WEEKLY",
        "FREQ=MONTHLY;BYMONTHDAY=29",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYMONTHDAY=-2",
        "FREQ=MONTHLY;BYMONTHDAY=1,15",
        "FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=MO",
        "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYDAY=5FR",
        "FREQ=MONTHLY;BYDAY=1MO,2TU",
        "FREQ=YEARLY;BYMONTHDAY=1",
        "FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1",
        "FREQ=YEARLY;BYMONTH=0;BYMONTHDAY=1",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31",
    ],
)
def test_what_nobody_says_or_what_not_every_year_has_is_no_cadence(rule):
    assert cadence_of(rule) is None


def test_the_28th_is_in_every_month_and_30_april_in_every_year():
    assert cadence_of("FREQ=MONTHLY;BYMONTHDAY=28") == Cadence(day=28)
    assert cadence_of("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30") == Cadence(day=30, month=4)


@pytest.mark.parametrize("cadence", [Cadence(), Cadence(day=29), Cadence(day=30, month=2)])
def test_a_cadence_that_never_or_not_always_comes_has_no_rule(cadence):
    with pytest.raises(NotARule):
        _ = cadence.rule
