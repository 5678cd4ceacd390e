from datetime import date, timedelta

import pytest
from django.utils import translation

from newsroom.periods import LAW, Kind, periods_of
from newsroom.submissions.tracking import Duty, Progress, Track, in_hand, period_owed, periods_asked, track
from newsroom.submissions.wording import days_words, progress_name

QUARTERLY = Duty(due_day=15, kinds=frozenset({"quarter", "half", "year"}), bearer_kinds=frozenset({"department"}))
Q2 = periods_asked([QUARTERLY], year=2024, regime=LAW)["quy-2"]


def tracked(today, *, opened=False, is_sent=False, first_sent_on=None):
    return track(period=Q2, today=today, opened=opened, is_sent=is_sent, first_sent_on=first_sent_on)


@pytest.mark.parametrize(
    ("sent_on", "progress", "days"),
    [
        (date(2024, 6, 10), Progress.SENT, 5),
        (date(2024, 6, 15), Progress.SENT, 0),
        (date(2024, 6, 16), Progress.SENT_LATE, 1),
    ],
)
def test_a_report_sent_on_the_due_day_is_in_time_and_the_next_day_late(sent_on, progress, days):
    assert tracked(date(2025, 1, 1), opened=True, is_sent=True, first_sent_on=sent_on) == Track(
        progress=progress, days=days
    )


@pytest.mark.parametrize(
    ("today", "opened", "progress", "days"),
    [
        (date(2024, 3, 14), False, Progress.NOT_BEGUN, 93),
        (date(2024, 3, 15), False, Progress.AWAITED, 92),
        (date(2024, 6, 10), True, Progress.DRAFT, 5),
        (date(2024, 6, 15), False, Progress.AWAITED, 0),
        (date(2024, 6, 15), True, Progress.DRAFT, 0),
        (date(2024, 6, 16), False, Progress.LATE, 1),
        (date(2024, 6, 16), True, Progress.LATE, 1),
    ],
)
def test_what_is_not_sent_is_awaited_until_the_due_day_is_over(today, opened, progress, days):
    assert tracked(today, opened=opened) == Track(progress=progress, days=days)


def test_being_handed_back_makes_nobody_late():
    assert tracked(date(2024, 6, 20), opened=True, first_sent_on=date(2024, 6, 14)) == Track(
        progress=Progress.RETURNED, days=-5
    )
    again = tracked(date(2024, 6, 20), opened=True, is_sent=True, first_sent_on=date(2024, 6, 14))
    assert again.progress is Progress.SENT


def test_sent_without_a_day_of_sending_is_refused():
    with pytest.raises(ValueError, match="sent on some day"):
        tracked(date(2024, 6, 20), is_sent=True)


def test_the_plan_asks_for_its_kinds_of_period_by_due_day_the_shorter_first():
    assert list(periods_asked([QUARTERLY], year=2024, regime=LAW)) == [
        "quy-1", "quy-2", "6-thang-dau", "quy-3", "quy-4", "6-thang-cuoi", "nam",
    ]  # fmt: skip
    assert Q2.due == date(2024, 6, 15)


def test_a_duty_with_its_own_day_moves_the_due_day_and_the_earlier_of_two_holds():
    early = Duty(due_day=20, kinds=frozenset({"quarter"}), bearer_kinds=frozenset({"commune"}))
    assert periods_asked([early], year=2024, regime=LAW)["quy-2"].due == date(2024, 6, 20)
    for duties in ([early, QUARTERLY], [QUARTERLY, early]):
        assert periods_asked(duties, year=2024, regime=LAW)["quy-2"].due == date(2024, 6, 15)


def owed(duties=(QUARTERLY,), *, code="quy-2", kind="department", pk=7, valid_from=None, valid_to=None):
    return period_owed(
        duties,
        code=code,
        year=2024,
        regime=LAW,
        organisation_id=pk,
        kind=kind,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def test_an_organisation_owes_what_its_kind_or_its_name_is_asked_for():
    by_name = Duty(due_day=10, kinds=frozenset({"month"}), bearer_ids=frozenset({7}))
    assert owed() == Q2
    assert owed(kind="commune") is None
    assert owed([by_name], kind="commune", code="thang-6").due == date(2024, 7, 10)
    assert owed([by_name], kind="commune", code="thang-6", pk=8) is None
    assert owed(code="thang-6") is None


def test_each_bearer_has_the_day_of_its_own_duty():
    communes = Duty(due_day=20, kinds=frozenset({"quarter"}), bearer_kinds=frozenset({"commune"}))
    assert owed([QUARTERLY, communes], kind="commune").due == date(2024, 6, 20)
    assert owed([QUARTERLY, communes]).due == date(2024, 6, 15)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "owes"),
    [
        (None, date(2024, 6, 14), False),
        (None, date(2024, 6, 15), True),
        (date(2024, 6, 14), None, True),
        (date(2024, 6, 15), None, False),
    ],
)
def test_an_organisation_owes_only_what_it_saw_the_last_day_of(valid_from, valid_to, owes):
    assert (owed(valid_from=valid_from, valid_to=valid_to) is not None) is owes


def test_the_period_in_hand_has_the_nearest_due_day_and_the_shorter_goes_first():
    asked = list(periods_asked([QUARTERLY], year=2024, regime=LAW).values())
    assert in_hand(asked, date(2024, 6, 10)).code == "quy-2"
    assert in_hand(asked, date(2024, 6, 28)).code == "quy-2"
    assert in_hand(asked, date(2024, 4, 20)).code == "quy-1"
    assert in_hand(asked, date(2024, 12, 20)).code == "quy-4"
    assert in_hand([], date(2024, 6, 10)) is None


def test_only_kinds_that_are_asked_for_are_periods_to_report_on():
    halves = Duty(due_day=15, kinds=frozenset({"half"}))
    asked = periods_asked([halves], year=2024, regime=LAW)
    assert set(asked.values()) == {p for p in periods_of(2024) if p.kind is Kind.HALF}


@pytest.mark.parametrize(
    ("progress", "days", "words"),
    [
        ("late", 2, "Trễ hạn 2 ngày"),
        ("awaited", 5, "Còn 5 ngày"),
        ("draft", 0, "Hạn hôm nay"),
        ("returned", 3, "Còn 3 ngày"),
        ("returned", -3, ""),
        ("sent-late", 4, "Trễ 4 ngày"),
        ("sent", 4, ""),
    ],
)
def test_days_are_said_as_an_office_says_them(progress, days, words):
    with translation.override("vi"):
        assert days_words(progress, days) == words


def test_every_state_has_its_name():
    with translation.override("vi"):
        assert len({progress_name(progress) for progress in Progress}) == len(Progress)


def test_the_day_after_the_due_day_is_late_whatever_the_period():
    for period in periods_of(2024):
        kept = track(period=period, today=period.due, opened=False, is_sent=False, first_sent_on=None)
        missed = track(
            period=period, today=period.due + timedelta(days=1), opened=False, is_sent=False, first_sent_on=None
        )
        assert (kept.progress, missed.progress, missed.days) == (Progress.AWAITED, Progress.LATE, 1)
