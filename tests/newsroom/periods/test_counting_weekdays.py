"""What *hàng tuần* comes to in a window."""

from calendar import FRIDAY, MONDAY, SATURDAY, SUNDAY
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.periods import CALENDAR, NotAWeekday, last_weekdays_in, period, weekdays_in


def test_the_second_quarter_of_2024_has_14_fridays_by_the_law_and_13_by_the_calendar():
    assert weekdays_in(period(2024, "quy-2"), FRIDAY) == 14
    assert weekdays_in(period(2024, "quy-2", CALENDAR), FRIDAY) == 13


def test_the_seven_weekdays_of_a_period_make_its_days():
    year = period(2024, "nam")
    assert sum(weekdays_in(year, weekday) for weekday in range(7)) == year.days == 366


def test_the_first_day_of_a_window_counts_and_its_stop_does_not():
    friday = date(2024, 6, 14)
    assert weekdays_in((friday, friday + timedelta(days=1)), FRIDAY) == 1
    assert weekdays_in((friday - timedelta(days=1), friday), FRIDAY) == 0
    assert weekdays_in((friday, friday + timedelta(days=7)), FRIDAY) == 1
    assert weekdays_in((friday, friday + timedelta(days=8)), FRIDAY) == 2


def test_an_empty_or_backward_window_holds_none():
    friday = date(2024, 6, 14)
    assert weekdays_in((friday, friday), FRIDAY) == 0
    assert weekdays_in((friday, friday - timedelta(days=70)), FRIDAY) == 0
    assert last_weekdays_in((friday, friday), FRIDAY) == ()


def test_a_weekday_is_monday_0_to_sunday_6():
    monday = (date(2024, 6, 10), date(2024, 6, 11))
    assert weekdays_in(monday, MONDAY) == 1
    assert weekdays_in((date(2024, 6, 16), date(2024, 6, 17)), SUNDAY) == 1
    for weekday in (-1, 7):
        with pytest.raises(NotAWeekday, match=f"Weekday {weekday} is none"):
            weekdays_in(monday, weekday)
        with pytest.raises(NotAWeekday):
            last_weekdays_in(monday, weekday)


def test_the_last_saturdays_of_a_window_are_those_of_calendar_months():
    assert last_weekdays_in(period(2024, "quy-2"), SATURDAY) == (
        date(2024, 3, 30),
        date(2024, 4, 27),
        date(2024, 5, 25),
    )
    assert last_weekdays_in((date(2024, 11, 30), date(2024, 12, 1)), SATURDAY) == (date(2024, 11, 30),)
    assert last_weekdays_in((date(2024, 11, 24), date(2024, 11, 30)), SATURDAY) == ()


dates = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@given(dates, st.integers(-40, 500), st.integers(0, 6))
def test_counting_is_what_a_calendar_and_a_pencil_give(start, length, weekday):
    window = (start, start + timedelta(days=length))
    crossed = [day for n in range(max(length, 0)) if (day := start + timedelta(days=n)).weekday() == weekday]
    assert weekdays_in(window, weekday) == len(crossed)
    last = [day for day in crossed if (day + timedelta(days=7)).month != day.month]
    assert list(last_weekdays_in(window, weekday)) == last
