"""Nghị định 09/2019/NĐ-CP, Điều 12: which days a period covers."""

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from newsroom.periods import (
    CALENDAR,
    CODES,
    ZONE,
    Kind,
    NaiveMoment,
    NotADay,
    NotARegime,
    Regime,
    UnknownPeriod,
    containing,
    following,
    local_day,
    month_of,
    parts_of,
    period,
    periods_of,
    preceding,
)


def at(*parts):
    return datetime(*parts, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("thang-1", date(2023, 12, 15), date(2024, 1, 14)),
        ("thang-2", date(2024, 1, 15), date(2024, 2, 14)),
        ("thang-3", date(2024, 2, 15), date(2024, 3, 14)),
        ("thang-10", date(2024, 9, 15), date(2024, 10, 14)),
        ("thang-12", date(2024, 11, 15), date(2024, 12, 14)),
        ("quy-1", date(2023, 12, 15), date(2024, 3, 14)),
        ("quy-2", date(2024, 3, 15), date(2024, 6, 14)),
        ("quy-3", date(2024, 6, 15), date(2024, 9, 14)),
        ("quy-4", date(2024, 9, 15), date(2024, 12, 14)),
        ("6-thang-dau", date(2023, 12, 15), date(2024, 6, 14)),
        ("6-thang-cuoi", date(2024, 6, 15), date(2024, 12, 14)),
        ("nam", date(2023, 12, 15), date(2024, 12, 14)),
    ],
)
def test_the_windows_of_2024_are_the_decrees(code, first, last):
    found = period(2024, code)
    assert (found.start, found.last_day) == (first, last)
    assert found.stop == last + timedelta(days=1)
    assert first in found
    assert last in found
    assert first - timedelta(days=1) not in found
    assert last + timedelta(days=1) not in found


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("thang-1", date(2024, 1, 1), date(2024, 1, 31)),
        ("thang-2", date(2024, 2, 1), date(2024, 2, 29)),
        ("thang-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("quy-2", date(2024, 4, 1), date(2024, 6, 30)),
        ("6-thang-cuoi", date(2024, 7, 1), date(2024, 12, 31)),
        ("nam", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_calendars_windows_are_calendar_months(code, first, last):
    found = period(2024, code, CALENDAR)
    assert (found.start, found.last_day) == (first, last)


def test_a_month_may_open_on_the_second_of_the_month_before():
    assert period(2024, "thang-6", Regime("", opening_day=2)).start == date(2024, 5, 2)


def test_a_minute_before_midnight_is_in_the_second_quarter_and_a_minute_after_in_the_third():
    q2, q3 = period(2024, "quy-2"), period(2024, "quy-3")
    late, early = at(2024, 6, 14, 23, 59), at(2024, 6, 15, 0, 1)
    assert local_day(late) in q2
    assert local_day(late) not in q3
    assert local_day(early) in q3
    assert local_day(early) not in q2
    assert q2.starts_at <= late < q2.stops_at
    assert q3.starts_at <= early < q3.stops_at


def test_a_window_is_bounded_by_local_midnights():
    q2 = period(2024, "quy-2")
    assert q2.starts_at == datetime(2024, 3, 14, 17, tzinfo=UTC)
    assert q2.stops_at == datetime(2024, 6, 14, 17, tzinfo=UTC)
    assert q2.starts_at.tzinfo is q2.stops_at.tzinfo is ZONE


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2024, 6, 14, 16, 59, 59, tzinfo=UTC), date(2024, 6, 14)),
        (datetime(2024, 6, 14, 17, 0, tzinfo=UTC), date(2024, 6, 15)),
        (datetime(2024, 6, 15, 1, 0, tzinfo=timezone(timedelta(hours=9))), date(2024, 6, 14)),
        (datetime(2024, 6, 14, 23, 59, tzinfo=ZONE), date(2024, 6, 14)),
    ],
)
def test_a_moment_belongs_to_its_day_in_vietnam(moment, day):
    assert local_day(moment) == day
    assert type(local_day(moment)) is date


def test_a_moment_without_a_zone_has_no_day():
    with pytest.raises(NaiveMoment, match="2024-06-14T23:59:00 has no zone"):
        local_day(datetime(2024, 6, 14, 23, 59))


def test_a_moment_is_refused_where_a_day_is_wanted():
    moment = datetime(2024, 6, 14, 18, tzinfo=UTC)
    with pytest.raises(NotADay, match="local_day"):
        _ = moment in period(2024, "quy-2")
    with pytest.raises(NotADay):
        month_of(moment)


@pytest.mark.parametrize("field", ["opening_day", "unit_due_day", "province_due_day"])
def test_a_regime_knows_only_days_that_every_month_has(field):
    assert getattr(Regime("", **{field: 1}), field) == 1
    assert getattr(Regime("", **{field: 28}), field) == 28
    for day in (0, 29):
        with pytest.raises(NotARegime, match=f"{field} is {day}"):
            Regime("", **{field: day})


def test_the_nineteen_codes_stand_as_in_the_addresses():
    months = [f"thang-{n}" for n in range(1, 13)]
    assert [*CODES] == [*months, "quy-1", "quy-2", "quy-3", "quy-4", "6-thang-dau", "6-thang-cuoi", "nam"]
    assert tuple(p.code for p in periods_of(2024)) == CODES
    assert {p.year for p in periods_of(2024, CALENDAR)} == {2024}
    assert periods_of(2024, CALENDAR)[0].start == date(2024, 1, 1)


@pytest.mark.parametrize("code", ["", "quy-0", "quy-5", "thang-0", "thang-13", "thang-01", "Quy-2", "QUY-2", "nam "])
def test_a_code_that_is_none_is_named_with_those_that_are(code):
    with pytest.raises(UnknownPeriod, match=f"'{code}': use one of thang-1, .*, nam"):
        period(2024, code)


def test_a_year_beyond_the_calendar_is_no_year():
    for year in (-1, 0, 1, 9999, 10**6):
        with pytest.raises(UnknownPeriod, match=f"year {year}: use 2 to 9998"):
            period(year, "nam")
    assert period(2, "nam").start == date(1, 12, 15)
    assert period(9998, "nam", CALENDAR).due == date(9999, 1, 15)
    with pytest.raises(UnknownPeriod):
        month_of(date(9999, 12, 31))


@pytest.mark.parametrize(
    ("code", "kind", "number", "days"),
    [
        ("thang-1", Kind.MONTH, 1, 31),
        ("thang-12", Kind.MONTH, 12, 30),
        ("quy-1", Kind.QUARTER, 1, 91),
        ("quy-4", Kind.QUARTER, 4, 91),
        ("6-thang-dau", Kind.HALF, 1, 183),
        ("6-thang-cuoi", Kind.HALF, 2, 183),
        ("nam", Kind.YEAR, 1, 366),
    ],
)
def test_a_period_knows_its_kind_its_number_and_its_length(code, kind, number, days):
    found = period(2024, code)
    assert (found.year, found.code, found.kind, found.number, found.days) == (2024, code, kind, number, days)
    assert str(found) == f"{code}/2024"


def test_a_period_is_found_by_any_of_its_days():
    assert month_of(date(2024, 6, 14)).code == "thang-6"
    assert month_of(date(2024, 6, 15)).code == "thang-7"
    assert month_of(date(2024, 6, 15), CALENDAR).code == "thang-6"
    assert str(month_of(date(2024, 12, 15))) == "thang-1/2025"
    assert str(month_of(date(2024, 12, 14))) == "thang-12/2024"
    assert str(month_of(date(2024, 12, 31), CALENDAR)) == "thang-12/2024"
    assert containing(date(2024, 6, 14), Kind.QUARTER).code == "quy-2"
    assert containing(date(2024, 6, 15), Kind.QUARTER).code == "quy-3"
    assert containing(date(2024, 6, 15), Kind.HALF).code == "6-thang-cuoi"
    assert str(containing(date(2024, 12, 15), Kind.YEAR)) == "nam/2025"


def test_neighbours_are_of_the_same_kind_and_cross_the_year():
    q1 = period(2024, "quy-1")
    assert str(preceding(q1)) == "quy-4/2023"
    assert str(following(q1)) == "quy-2/2024"
    assert str(following(period(2024, "nam"))) == "nam/2025"
    assert str(preceding(period(2024, "thang-1", CALENDAR), CALENDAR)) == "thang-12/2023"
    assert following(period(2024, "quy-2", CALENDAR), CALENDAR).start == date(2024, 7, 1)


def test_parts_are_the_shorter_periods_inside_in_order():
    q2 = period(2024, "quy-2")
    assert [p.code for p in parts_of(q2, Kind.MONTH)] == ["thang-4", "thang-5", "thang-6"]
    assert parts_of(q2, Kind.QUARTER) == (q2,)
    assert parts_of(q2, Kind.HALF) == ()
    assert [p.code for p in parts_of(period(2024, "6-thang-cuoi", CALENDAR), Kind.QUARTER, CALENDAR)] == [
        "quy-3",
        "quy-4",
    ]


def test_periods_sort_by_their_first_day_and_the_shorter_first():
    in_order = [period(2024, c) for c in ("thang-1", "quy-1", "6-thang-dau", "nam", "thang-2", "thang-10")]
    assert sorted({*in_order}) == in_order
    assert in_order[0] < in_order[1] <= in_order[1]
    assert period(2023, "nam") < period(2024, "nam")
    with pytest.raises(TypeError):
        _ = in_order[0] < date(2024, 1, 1)


def test_a_period_is_a_value():
    one, same = period(2024, "quy-2"), period(2024, "quy-2")
    assert one == same
    assert len({one, same, period(2024, "quy-2", CALENDAR)}) == 2
    with pytest.raises(FrozenInstanceError):
        one.year = 2025
