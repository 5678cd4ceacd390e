"""Nobody is asked too often, nobody is forgotten, and no failure is for ever."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import politeness

AT = datetime(2024, 11, 22, 12, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
spans = st.timedeltas(timedelta(), timedelta(days=4000))


def due(**kwargs):
    return politeness.next_due(**{"at": AT, "chance": 0.5} | kwargs) - AT


class TestNextDue:
    def test_a_feed_is_asked_twice_as_often_as_it_brings_something(self):
        assert due(usual_gap=4 * HOUR) == 2 * HOUR

    def test_a_feed_without_a_rhythm_is_asked_every_hour(self):
        assert due() == HOUR

    def test_never_more_often_than_every_quarter_of_an_hour_nor_less_than_daily(self):
        assert due(usual_gap=MINUTE) == 15 * MINUTE
        assert due(usual_gap=90 * DAY) == DAY

    def test_a_wish_makes_it_rarer_and_never_more_frequent(self):
        assert due(usual_gap=2 * HOUR, wish=6 * HOUR) == 6 * HOUR
        assert due(usual_gap=4 * HOUR, wish=MINUTE) == 2 * HOUR
        assert due(wish=365 * DAY) == DAY

    def test_failures_double_the_wait_up_to_a_day(self):
        waits = [due(failures=n) for n in range(1, 10)]
        assert waits == [min(15 * MINUTE * 2**n, DAY) for n in range(9)]
        assert due(failures=10_000) == DAY

    def test_chance_spreads_by_a_fifth_to_either_side(self):
        assert due(chance=0.0) == 48 * MINUTE
        assert due(chance=0.75) == 66 * MINUTE

    def test_a_wait_that_was_asked_for_is_kept_up_to_a_day(self):
        assert due(failures=1, wait=2 * HOUR) == 2 * HOUR
        assert due(failures=1, wait=5 * DAY) == DAY
        assert due(failures=5, wait=MINUTE) == 4 * HOUR

    @given(
        chance=st.floats(0, 1, exclude_max=True),
        usual_gap=st.none() | spans,
        wish=st.none() | spans,
        failures=st.integers(0, 10**6),
        wait=st.none() | spans,
    )
    def test_whatever_happens_the_next_time_is_within_12_minutes_and_a_day(self, **kwargs):
        assert 12 * MINUTE <= due(**kwargs) <= DAY


class TestRhythm:
    def test_it_is_the_median_gap(self):
        moments = [AT - n * HOUR for n in (0, 1, 2, 3, 20)]
        assert politeness.rhythm(moments, at=AT) == HOUR

    def test_two_publications_are_no_rhythm(self):
        assert politeness.rhythm([AT, AT - HOUR, AT - HOUR], at=AT) is None

    def test_the_future_does_not_count(self):
        assert politeness.rhythm([AT, AT - HOUR, AT + HOUR], at=AT) is None

    def test_a_feed_that_fell_asleep_is_slow(self):
        moments = [AT - 40 * DAY - n * HOUR for n in range(5)]
        assert politeness.rhythm(moments, at=AT) == 10 * DAY


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", 2 * MINUTE),
        (" 120 ", 2 * MINUTE),
        ("Fri, 22 Nov 2024 14:00:00 GMT", 2 * HOUR),
        ("99999999999999999999", DAY),
        ("Fri, 22 Nov 2030 14:00:00 GMT", DAY),
        ("0", None),
        ("-5", None),
        ("Fri, 22 Nov 2024 10:00:00 GMT", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header, wait):
    assert politeness.retry_after(header, at=AT) == wait


class TestWantsEverything:
    def test_after_a_day(self):
        assert not politeness.wants_everything(last_full=AT - DAY + MINUTE, unchanged=0, at=AT)
        assert politeness.wants_everything(last_full=AT - DAY, unchanged=0, at=AT)

    def test_after_twenty_304(self):
        assert not politeness.wants_everything(last_full=AT, unchanged=19, at=AT)
        assert politeness.wants_everything(last_full=AT, unchanged=20, at=AT)

    def test_at_first(self):
        assert politeness.wants_everything(last_full=None, unchanged=0, at=AT)


@pytest.mark.parametrize(
    ("header", "trusted"),
    [
        ("Fri, 22 Nov 2024 12:00:00 GMT", True),
        ("Fri, 22 Nov 2024 12:00:01 GMT", False),
        ("Thu, 01 Jan 1970 00:00:00 GMT", False),
        ("Fri, 01 Jan 1971 00:00:00 GMT", True),
        ("yesterday", False),
        ("", False),
    ],
)
def test_a_last_modified_of_no_clock_or_of_the_future_is_not_trusted(header, trusted):
    assert politeness.is_trustworthy(header, at=AT) is trusted


def test_an_outage_is_more_than_half_of_at_least_four_hosts():
    assert politeness.is_outage(hosts=4, failed_hosts=3)
    assert not politeness.is_outage(hosts=4, failed_hosts=2)
    assert not politeness.is_outage(hosts=3, failed_hosts=3)


def test_a_feed_is_late_an_hour_after_it_was_due():
    assert politeness.is_late(next_due_at=AT - HOUR, at=AT)
    assert not politeness.is_late(next_due_at=AT - HOUR + MINUTE, at=AT)
    assert not politeness.is_late(next_due_at=None, at=AT)


def test_a_feed_is_quiet_against_its_own_rhythm():
    assert politeness.is_quiet(last_new_at=AT - 3 * DAY, usual_gap=HOUR, at=AT)
    assert not politeness.is_quiet(last_new_at=AT - 3 * DAY + MINUTE, usual_gap=HOUR, at=AT)
    assert not politeness.is_quiet(last_new_at=AT - 27 * DAY, usual_gap=7 * DAY, at=AT)
    assert politeness.is_quiet(last_new_at=AT - 28 * DAY, usual_gap=7 * DAY, at=AT)
    assert not politeness.is_quiet(last_new_at=None, usual_gap=None, at=AT)
