"""Chains of counterparts: merges, splits, and a record that is counted once."""

from hypothesis import given
from hypothesis import strategies as st

from newsroom.plan.rolling import Link, likely, merged, threads

# Items 11, 12, 13 of the plan of 2024; 21, 22 of 2025; 31, 32, 33 of 2026.
PLAN_OF = {11: 1, 12: 1, 13: 1, 21: 2, 22: 2, 31: 3, 32: 3, 33: 3}
PLANS = [Link(1, 2), Link(2, 3)]
LINKS = [Link(11, 21), Link(12, 21), Link(21, 31), Link(22, 32), Link(22, 33)]


def thread(item, links=LINKS, crosswalks=PLANS):
    plan = PLAN_OF[item]
    items = [other for other, where in PLAN_OF.items() if where == plan]
    return threads(items, plan=plan, links=links, crosswalks=crosswalks, plan_of=PLAN_OF)[item]


def test_two_that_became_one_are_both_its_counterparts():
    assert thread(31).in_plans == {1: {11, 12}, 2: {21}, 3: {31}}
    assert thread(31).shared == frozenset()


def test_what_was_split_is_shared_by_all_that_it_became():
    assert thread(32).in_plans == {1: set(), 2: {22}, 3: {32}}
    assert thread(32).shared == thread(33).shared == {22}


def test_what_was_merged_with_another_shares_what_it_became():
    assert thread(11).in_plans == {1: {11}, 2: {21}, 3: {31}}
    assert thread(11).shared == {21, 31}


def test_a_sibling_is_no_counterpart():
    assert 12 not in {item for those in thread(11).in_plans.values() for item in those}
    assert 33 not in thread(32).in_plans[3]


def test_an_item_that_nothing_carries_on_has_nothing_there():
    assert thread(13).in_plans == {1: {13}, 2: set(), 3: set()}


def test_a_plan_that_no_crosswalk_reaches_is_not_there():
    assert thread(13, links=[], crosswalks=[Link(1, 2)]).in_plans == {1: {13}, 2: set()}
    assert thread(31, links=[], crosswalks=[]).in_plans == {3: {31}}


def test_a_ring_holds_nobody():
    assert thread(11, links=[Link(11, 21), Link(21, 11)], crosswalks=[Link(1, 2), Link(2, 1)]).in_plans == {
        1: {11},
        2: {21},
    }


def test_of_two_counterparts_a_shared_theme_is_one():
    assert merged([11, 12], {11: {1, 2}, 12: {2, 3}}) == {1, 2, 3}
    assert merged([], {11: {1}}) == frozenset()


def test_a_proposal_is_what_shares_half_of_the_themes_of_either():
    new = {31: {1, 2}, 32: {3}, 33: {4}, 34: {1, 7, 8, 9}, 35: {3, 9}}
    assert likely({11: {1, 2, 3}}, new) == {11: [31, 32, 35]}
    assert likely({11: {1, 2}}, {31: {2, 7, 8}}) == {11: [31]}
    assert likely({11: set()}, {31: {1}}) == {11: []}


@given(
    links=st.sets(st.tuples(st.sampled_from([11, 12, 13]), st.sampled_from([21, 22]))),
    more=st.sets(st.tuples(st.sampled_from([21, 22]), st.sampled_from([31, 32, 33]))),
)
def test_back_from_a_counterpart_leads_home(links, more):
    """Whatever was merged or split: x is a counterpart of y exactly when y is one of x."""
    every = [Link(*pair) for pair in (*links, *more)]
    found = {item: thread(item, links=every) for item in PLAN_OF}
    for item in PLAN_OF:
        for other in PLAN_OF:
            there = other in found[item].in_plans.get(PLAN_OF[other], ())
            assert there == (item in found[other].in_plans.get(PLAN_OF[item], ()))
            if PLAN_OF[other] == PLAN_OF[item] + 2:
                via = {new for old, new in links if old == item} & {old for old, new in more if new == other}
                assert there == bool(via)
