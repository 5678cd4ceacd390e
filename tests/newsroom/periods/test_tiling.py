"""For any year and any calendar: no day is counted twice and none is dropped."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.periods import CALENDAR, LAW, Kind, Regime, Weekend, containing, parts_of, period, periods_of

ONE = timedelta(days=1)
years = st.integers(3, 9997)
days = st.dates(date(3, 1, 1), date(9997, 12, 31))
regimes = st.sampled_from([LAW, CALENDAR]) | st.builds(
    Regime,
    name=st.just("any"),
    opening_day=st.integers(1, 28),
    unit_due_day=st.integers(1, 28),
    province_due_day=st.integers(1, 28),
    weekend=st.sampled_from(Weekend),
)


@given(years, regimes)
def test_years_meet_without_gap_or_overlap(year, regime):
    assert period(year, "nam", regime).stop == period(year + 1, "nam", regime).start


@given(years, regimes)
def test_months_tile_quarters_tile_halves_tile_the_year(year, regime):
    for whole in periods_of(year, regime):
        for kind in Kind:
            parts = parts_of(whole, kind, regime)
            if not parts:
                assert list(Kind).index(kind) > list(Kind).index(whole.kind)
                continue
            assert parts[0].start == whole.start
            assert parts[-1].stop == whole.stop
            assert all(one.stop == other.start for one, other in pairwise(parts))
            assert sum(part.days for part in parts) == whole.days


@pytest.mark.parametrize(("kind", "count"), [(Kind.MONTH, 12), (Kind.QUARTER, 4), (Kind.HALF, 2), (Kind.YEAR, 1)])
@given(days, regimes)
def test_every_day_lies_in_exactly_one_period_of_a_kind(kind, count, day, regime):
    near = [p for year in (day.year - 1, day.year, day.year + 1) for p in periods_of(year, regime) if p.kind is kind]
    assert len(near) == 3 * count
    assert [p for p in near if day in p] == [containing(day, kind, regime)]


@given(years, regimes)
def test_both_sides_of_every_fence_are_where_they_belong(year, regime):
    for p in periods_of(year, regime):
        assert p.start in p
        assert p.last_day in p
        assert p.start - ONE not in p
        assert p.stop not in p
        assert containing(p.start - ONE, p.kind, regime) != p
        assert containing(p.start, p.kind, regime) == p
        assert containing(p.last_day, p.kind, regime) == p
        assert containing(p.stop, p.kind, regime) != p


@given(years, regimes)
def test_every_window_opens_on_the_opening_day(year, regime):
    assert {p.start.day for p in periods_of(year, regime)} == {regime.opening_day}
    january = period(year, "thang-1", regime).start
    assert (january.year, january.month) == ((year, 1) if regime.opening_day == 1 else (year - 1, 12))


@given(years, regimes)
def test_due_dates_follow_the_close_and_the_province_follows_its_units(year, regime):
    for p in periods_of(year, regime):
        assert p.due <= p.province_due
        earliest = p.stop - 2 * ONE if regime.weekend is Weekend.BEFORE else p.stop
        assert earliest <= p.due < p.stop + timedelta(days=34)
        if regime.weekend is Weekend.KEEP:
            assert (p.due.day, p.province_due.day) == (regime.unit_due_day, regime.province_due_day)
        else:
            assert p.due.weekday() < 5
            assert p.province_due.weekday() < 5
