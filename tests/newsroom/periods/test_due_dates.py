"""Plan 174/KH-UBND, IV.2 (units by day 15) and 581/BNV-CCHC (the province by day 20), and other calendars."""

from dataclasses import replace
from datetime import date

import pytest

from newsroom.periods import CALENDAR, LAW, Regime, Weekend, period


@pytest.mark.parametrize(
    ("code", "due", "province_due"),
    [
        ("quy-1", date(2024, 3, 15), date(2024, 3, 20)),
        ("quy-2", date(2024, 6, 15), date(2024, 6, 20)),
        ("6-thang-dau", date(2024, 6, 15), date(2024, 6, 20)),
        ("quy-3", date(2024, 9, 15), date(2024, 9, 20)),
        ("nam", date(2024, 12, 15), date(2024, 12, 20)),
        ("thang-1", date(2024, 1, 15), date(2024, 1, 20)),
    ],
)
def test_reports_are_due_in_the_last_month_by_the_15th_and_the_20th(code, due, province_due):
    found = period(2024, code)
    assert (found.due, found.province_due) == (due, province_due)


@pytest.mark.parametrize(
    ("regime", "due", "province_due"),
    [
        (CALENDAR, date(2024, 7, 15), date(2024, 7, 20)),
        (Regime("", opening_day=20), date(2024, 7, 15), date(2024, 7, 20)),
        (Regime("", opening_day=16, unit_due_day=15), date(2024, 7, 15), date(2024, 7, 20)),
        (Regime("", opening_day=15, unit_due_day=16), date(2024, 6, 16), date(2024, 6, 20)),
        (Regime("", unit_due_day=25, province_due_day=5), date(2024, 6, 25), date(2024, 7, 5)),
        (Regime("", unit_due_day=20, province_due_day=20), date(2024, 6, 20), date(2024, 6, 20)),
    ],
)
def test_no_report_is_due_before_its_window_closes_and_none_of_the_province_before_the_units(regime, due, province_due):
    found = period(2024, "quy-2", regime)
    assert (found.due, found.province_due) == (due, province_due)


def test_a_year_of_calendar_months_is_due_in_january():
    found = period(2024, "nam", CALENDAR)
    assert (found.due, found.province_due) == (date(2025, 1, 15), date(2025, 1, 20))
    late = period(2024, "nam", Regime("", opening_day=20))
    assert (late.due, late.province_due) == (date(2025, 1, 15), date(2025, 1, 20))


@pytest.mark.parametrize(
    ("year", "code", "weekend", "due"),
    [
        (2024, "quy-2", Weekend.KEEP, date(2024, 6, 15)),  # a Saturday
        (2024, "quy-2", Weekend.BEFORE, date(2024, 6, 14)),
        (2024, "quy-2", Weekend.AFTER, date(2024, 6, 17)),
        (2024, "quy-3", Weekend.KEEP, date(2024, 9, 15)),  # a Sunday
        (2024, "quy-3", Weekend.BEFORE, date(2024, 9, 13)),
        (2024, "quy-3", Weekend.AFTER, date(2024, 9, 16)),
        (2024, "quy-1", Weekend.KEEP, date(2024, 3, 15)),  # a Friday
        (2024, "quy-1", Weekend.BEFORE, date(2024, 3, 15)),
        (2024, "quy-1", Weekend.AFTER, date(2024, 3, 15)),
        (2024, "thang-1", Weekend.BEFORE, date(2024, 1, 15)),  # a Monday
        (2024, "thang-1", Weekend.AFTER, date(2024, 1, 15)),
    ],
)
def test_a_due_date_on_a_weekend_follows_the_policy(year, code, weekend, due):
    assert period(year, code, replace(LAW, weekend=weekend)).due == due


@pytest.mark.parametrize(
    ("weekend", "province_due"),
    [
        (Weekend.KEEP, date(2024, 1, 20)),  # a Saturday
        (Weekend.BEFORE, date(2024, 1, 19)),
        (Weekend.AFTER, date(2024, 1, 22)),
    ],
)
def test_the_provinces_due_date_follows_the_policy_too(weekend, province_due):
    assert period(2024, "thang-1", replace(LAW, weekend=weekend)).province_due == province_due


def test_the_provinces_day_counts_from_the_day_in_the_law_not_from_the_moved_one():
    moved_past_it = Regime("", unit_due_day=15, province_due_day=16, weekend=Weekend.AFTER)
    found = period(2024, "quy-2", moved_past_it)
    assert (found.due, found.province_due) == (date(2024, 6, 17), date(2024, 6, 17))
