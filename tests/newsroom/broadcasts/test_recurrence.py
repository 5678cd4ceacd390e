"""When a series airs: by local days, from its rule, and never by a rule that would not end."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.broadcasts.recurrence import by_week, slots, weeks_of
from newsroom.periods import LAW, Cadence, NotARule, cadence_of, last_weekdays_in, period, weekdays_in

EVENING = time(19, 45)
FRIDAYS = "FREQ=WEEKLY;BYDAY=FR"
LAST_SATURDAYS = "FREQ=MONTHLY;BYDAY=-1SA"


def days(rule, first, last, start, stop):
    return [moment.date() for moment in slots(rule, EVENING, first, last, start, stop)]


def test_the_second_quarter_of_2024_has_fourteen_fridays():
    q2 = period(2024, "quy-2", LAW)
    found = slots(FRIDAYS, EVENING, date(2024, 1, 1), None, q2.start, q2.stop)
    assert len(found) == 14 == weekdays_in(q2, 4)
    assert found[0].isoformat() == "2024-03-15T19:45:00+07:00"
    assert found[-1].isoformat() == "2024-06-14T19:45:00+07:00"


def test_the_last_saturday_of_the_month():
    found = days(LAST_SATURDAYS, date(2024, 1, 1), None, date(2024, 1, 1), date(2025, 1, 1))
    assert found == list(last_weekdays_in((date(2024, 1, 1), date(2025, 1, 1)), 5))
    assert found[:3] == [date(2024, 1, 27), date(2024, 2, 24), date(2024, 3, 30)]


def test_the_first_day_and_the_last_day_air_and_the_days_around_them_do_not():
    year = (date(2024, 1, 1), date(2025, 1, 1))
    found = days("FREQ=DAILY", date(2024, 5, 3), date(2024, 5, 5), *year)
    assert found == [date(2024, 5, 3), date(2024, 5, 4), date(2024, 5, 5)]


def test_start_counts_and_stop_does_not():
    found = days("FREQ=DAILY", date(2024, 1, 1), None, date(2024, 5, 3), date(2024, 5, 5))
    assert found == [date(2024, 5, 3), date(2024, 5, 4)]


@pytest.mark.parametrize("slot", [time(0, 0), time(23, 59)])
def test_midnight_belongs_to_the_day_that_it_begins(slot):
    found = slots("FREQ=DAILY", slot, date(2024, 1, 1), None, date(2024, 5, 3), date(2024, 5, 4))
    assert [moment.date() for moment in found] == [date(2024, 5, 3)]


def test_every_second_week_counts_from_the_first_day_and_not_from_the_window():
    rule = Cadence((4,), every=2).rule
    found = days(rule, date(2024, 1, 5), None, date(2024, 1, 8), date(2024, 2, 3))
    assert found == [date(2024, 1, 19), date(2024, 2, 2)]


def test_an_empty_window_has_no_slots():
    assert not days(FRIDAYS, date(2024, 1, 1), None, date(2024, 5, 3), date(2024, 5, 3))
    assert not days(FRIDAYS, date(2024, 1, 1), date(2023, 1, 1), date(2024, 5, 3), date(2025, 5, 3))


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "every Friday",
        "FREQ=HOURLY",
        "FREQ=SECONDLY;INTERVAL=1",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=-1",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;UNTIL=20240101",
        "FREQ=WEEKLY;COUNT=3",
        "FREQ=WEEKLY;BYHOUR=1",
        "FREQ=WEEKLY;NONSENSE=1",
        "DTSTART:20240101\nRRULE:FREQ=WEEKLY",
        "BYDAY=FR",
    ],
)
def test_what_is_no_rule_is_refused(rule):
    with pytest.raises(NotARule):
        slots(rule, EVENING, date(2024, 1, 1), None, date(2024, 1, 1), date(2024, 2, 1))


@given(
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    every=st.integers(1, 4),
    which=st.sampled_from([0, 1, 2, 3, 4, -1]),
)
def test_a_cadence_reads_back_from_its_rule(weekdays, every, which):
    cadence = Cadence(tuple(sorted(weekdays)), every=1 if which else every, which=which)
    assert cadence_of(cadence.rule) == cadence


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=MONTHLY;BYDAY=1MO,2TU", "FREQ=WEEKLY"])
def test_a_rule_that_no_cadence_says_stays_a_rule(rule):
    assert cadence_of(rule) is None


def test_a_cadence_without_days_is_none():
    with pytest.raises(NotARule):
        _ = Cadence(()).rule


@settings(max_examples=60)
@given(
    start=st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    length=st.integers(0, 120),
    weekday=st.integers(0, 6),
    which=st.sampled_from([0, -1]),
)
def test_slots_are_the_days_that_the_calendar_counts(start, length, weekday, which):
    stop = start + timedelta(days=length)
    found = slots(Cadence((weekday,), which=which).rule, EVENING, start, None, start, stop)
    assert all(start <= moment.date() < stop and moment.tzinfo == ZoneInfo("Asia/Ho_Chi_Minh") for moment in found)
    expected = last_weekdays_in((start, stop), weekday) if which else weekdays_in((start, stop), weekday)
    assert len(found) == (len(expected) if which else expected)


@given(year=st.integers(1900, 2100))
def test_the_weeks_of_a_year_hold_every_day_of_it_once(year):
    mondays = weeks_of(year)
    assert 52 < len(mondays) <= 54
    assert all(day.weekday() == 0 for day in mondays)
    assert mondays[0] <= date(year, 1, 1) < mondays[0] + timedelta(days=7)
    assert mondays[-1] <= date(year, 12, 31) < mondays[-1] + timedelta(days=7)


def test_things_stand_in_the_week_of_their_local_day():
    late_sunday = slots("FREQ=DAILY", time(0, 5), date(2024, 1, 8), None, date(2024, 1, 8), date(2024, 1, 9))[0]
    weeks = dict(by_week([(late_sunday, "phát")], 2024))
    assert weeks[date(2024, 1, 8)] == ["phát"]
    assert weeks[date(2024, 1, 1)] == []
