"""What a model must show before it has a say: enough decisions, a margin, more than luck; both sides of each fence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.triage.judging import Tally
from newsroom.triage.learning import KEPT, LEAST, Example, is_better, learn, lesson, tally
from newsroom.triage.suggesting import Model


def examples(number, *, told=True):
    """Every second one is chosen; `told` features say which."""
    return [
        Example(frozenset({"w chung ta", ("w có" if at % 2 else "w không") if told else "w gì"}), True, bool(at % 2))
        for at in range(number)
    ]


def test_what_decisions_tell_is_learned_and_found_better():
    learned = lesson(examples(100))
    assert learned.worth == "better"
    assert (learned.decisions, learned.chosen, learned.held_back) == (100, 50, 30)
    assert (learned.phrases, learned.learned) == (Tally(15, 15, 0), Tally(15, 0, 0))
    assert learned.model.weights["w có"] > 0 > learned.model.weights["w không"]


def test_what_decisions_do_not_tell_is_not():
    learned = lesson(examples(100, told=False))
    assert learned.worth == "no_better"
    assert learned.phrases == Tally(15, 15, 0)


def test_one_decision_fewer_than_the_least_teaches_nothing():
    assert lesson(examples(LEAST)).worth == "better"
    short = lesson(examples(LEAST - 1))
    assert (short.worth, short.model, short.learned) == ("too_few", Model(0.0, {}), Tally())
    assert short.decisions == LEAST - 1


@pytest.mark.parametrize(("chosen", "worth"), [(8, True), (7, False)])
@pytest.mark.parametrize("kind", [True, False])
@pytest.mark.parametrize("part", ["first", "last"])
def test_each_side_of_the_split_needs_eight_of_each_kind(chosen, worth, kind, part):
    def some(number, few):
        return [Example(frozenset(), True, kind if at < few else not kind) for at in range(number)]

    made = some(70, chosen if part == "first" else 35) + some(30, chosen if part == "last" else 15)
    assert (lesson(made).worth != "too_few") is worth


def test_nothing_at_all_is_too_few():
    assert lesson([]).worth == "too_few"


def test_the_margin_is_five_points():
    # F1 of the phrases: 80/100 = .8; learned: 85/100 and 84/100.
    assert is_better(Tally(40, 10, 10), Tally(85, 15, 15), net=5)
    assert not is_better(Tally(40, 10, 10), Tally(84, 16, 16), net=5)


def test_a_margin_on_a_handful_of_cases_is_luck():
    assert is_better(Tally(2, 8, 0), Tally(2, 0, 0), net=5)
    assert not is_better(Tally(2, 8, 0), Tally(2, 0, 0), net=4)


def test_a_model_that_suggests_nothing_is_never_better():
    assert not is_better(Tally(1, 9, 0), Tally(0, 0, 1), net=8)
    assert not is_better(Tally(0, 9, 0), Tally(0, 0, 0), net=9)


def test_what_came_last_is_held_back_and_never_learned_from():
    made = examples(100)
    turned = made[:70] + [Example(e.features, e.is_suggested, not e.is_chosen) for e in made[70:]]
    assert lesson(turned).model == lesson(made).model
    assert lesson(turned).worth == "no_better"


def test_what_stands_in_two_entries_only_is_not_learned():
    rare = [
        Example(frozenset({"w hiếm hoi"} if at < 2 else {"w ba lần"} if at < 5 else ()), True, True) for at in range(9)
    ]
    assert {*learn(rare).weights} == {"w ba lần"}


def test_the_heaviest_weights_are_kept():
    made = [Example(frozenset(f"w {at % 2} {n}" for n in range(KEPT)), True, bool(at % 2)) for at in range(40)]
    assert len(learn(made).weights) == KEPT


def test_a_tally_counts_right_wrong_and_missed():
    assert tally([(True, True), (True, False), (False, True), (False, False), (True, True)]) == Tally(2, 1, 1)


EXAMPLES = st.lists(
    st.builds(
        Example, st.frozensets(st.sampled_from(["w a", "w b", "p c", "suggested"])), st.booleans(), st.booleans()
    ),
    max_size=120,
)


@given(EXAMPLES)
def test_the_same_decisions_give_the_same_to_the_last_digit_and_no_weight_is_wild(made):
    learned = lesson(made)
    assert learned == lesson([Example(frozenset([*e.features][::-1]), e.is_suggested, e.is_chosen) for e in made])
    assert all(abs(weight) < 30 for weight in (learned.model.bias, *learned.model.weights.values()))
