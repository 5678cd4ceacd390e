"""What to tell next: each reason alone, and the order of the rule."""

from datetime import date, timedelta

import pytest

from newsroom.coverage.counting import Fact, Item, count
from newsroom.periods import period
from newsroom.statements.advising import GRAINS, Why, advise
from newsroom.statements.aiming import Aim
from newsroom.statements.gridding import weeks_of

Q2 = period(2024, "quy-2")
WEEKS = [(week.start, week.stop) for week in weeks_of(Q2)]
ITEMS = [Item("II.1.1", frozenset({1})), Item("II.1.2", frozenset({2}))]


def told(theme, *weeks, tone="neutral", channel="bao"):
    """A piece in each of those weeks."""
    return [
        Fact(theme * 1000 + week * 10 + len(tone), 0, frozenset({theme}), WEEKS[week][0], channel, "bao", tone=tone)
        for week in weeks
    ]


def advice(facts, *, aims=(), begun=14, column=("cm",)):
    counted = count(facts, ITEMS, Q2.start, Q2.stop, grains=GRAINS, spans=WEEKS)
    found = advise(
        items=[(item.label, "") for item in ITEMS], count=counted, aims=aims, weeks_begun=begun, column=column
    )
    return {each.label: [(reason.why, reason.number) for reason in each.reasons] for each in found}


WELL = [*told(2, 13, channel="cm"), *told(2, 12, tone="commend"), *told(2, 11, tone="critical")]


def test_what_is_told_well_is_not_proposed():
    assert "II.1.2" not in advice(WELL)


def test_what_was_never_told_says_only_that():
    assert advice(WELL) == {"II.1.1": [(Why.NEVER, 0)]}


@pytest.mark.parametrize(("last", "reasons"), [(13, []), (12, []), (11, [(Why.SILENT, 2)]), (3, [(Why.SILENT, 10)])])
def test_silence_counts_from_two_weeks_up_to_now(last, reasons):
    assert advice([*WELL, *told(1, last, channel="cm")]).get("II.1.1", []) == reasons


def test_weeks_that_have_not_begun_are_no_silence():
    assert advice([*told(1, 3, channel="cm"), *told(2, 3, channel="cm")], begun=4) == {}
    assert advice([], begun=0) == {}


def test_a_target_that_is_short_says_by_how_much():
    aim = Aim(measure="works", target=5, done=2, item="II.1.2")
    assert advice(WELL, aims=[aim])["II.1.2"] == [(Why.SHORT, 3)]
    met = Aim(measure="works", target=2, done=2, item="II.1.2")
    assert "II.1.2" not in advice(WELL, aims=[met])


def test_the_column_itself_should_have_told_it():
    assert advice([*WELL, *told(1, 13)])["II.1.1"] == [(Why.NOT_IN_COLUMN, 0)]
    assert "II.1.1" not in advice([*WELL, *told(1, 13)], column=())


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        (told(1, 11, 12, 13, channel="cm"), [(Why.NO_PRAISE, 0), (Why.NO_CRITICISM, 0)]),
        (told(1, 12, 13, channel="cm"), []),
        (told(1, 11, 12, 13, channel="cm", tone="commend"), [(Why.NO_CRITICISM, 0)]),
        (told(1, 11, 12, 13, channel="cm", tone="critical"), [(Why.NO_PRAISE, 0)]),
    ],
)
def test_praise_and_criticism_are_both_asked_for(facts, reasons):
    assert advice([*WELL, *facts]).get("II.1.1", []) == reasons


def test_the_furthest_below_its_target_comes_first_then_the_longest_silent_then_the_printed_order():
    assert list(advice([])) == ["II.1.1", "II.1.2"]
    assert list(advice(told(1, 5))) == ["II.1.2", "II.1.1"]
    near = Aim(measure="works", target=10, done=9, item="II.1.1")
    far = Aim(measure="works", target=10, done=1, item="II.1.2")
    assert list(advice([], aims=[near, far])) == ["II.1.2", "II.1.1"]
    assert list(advice([], aims=[near])) == ["II.1.1", "II.1.2"]


def test_weeks_of_the_quarter_are_whole_days():
    assert date(2024, 6, 14) + timedelta(days=1) == WEEKS[-1][1]


def test_a_target_goes_before_silence():
    short = Aim(measure="works", target=10, done=1, item="II.1.2")
    assert list(advice(WELL, aims=[short])) == ["II.1.2", "II.1.1"]
