"""The chain of dates: 14 → 15 → 20 → 25."""

from datetime import date

import pytest

from newsroom.periods import CALENDAR, period
from newsroom.reporting.tracking import chain, first_working_day_after


def test_the_law_s_chain_of_the_second_quarter():
    assert [link.day for link in chain(period(2024, "quy-2"))] == [
        date(2024, 6, 14),
        date(2024, 6, 15),
        date(2024, 6, 20),
        date(2024, 6, 25),
    ]


def test_a_saturday_leaves_no_working_day_after_closing():
    early = {link.code: link.is_early for link in chain(period(2024, "quy-2"))}  # 15/6/2024 is a Saturday
    assert early == {"closing": False, "units": True, "ministry": False, "government": False}
    assert not any(link.is_early for link in chain(period(2024, "thang-5")))  # 15/5/2024 is a Wednesday


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2024, 6, 13), date(2024, 6, 14)),
        (date(2024, 6, 14), date(2024, 6, 17)),
        (date(2024, 6, 15), date(2024, 6, 17)),
        (date(2024, 6, 16), date(2024, 6, 17)),
    ],
)
def test_working_days_are_monday_to_friday(day, following):
    assert first_working_day_after(day) == following


def test_another_calendar_has_its_own_days():
    assert [link.day for link in chain(period(2024, "quy-2", CALENDAR))] == [
        date(2024, 6, 30),
        date(2024, 7, 15),
        date(2024, 7, 20),
        date(2024, 7, 25),
    ]
