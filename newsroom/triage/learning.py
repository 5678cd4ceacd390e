"""Learning from what editors decided, and measuring on decisions that were held back whether that helps. Pure.

One theme at a time, from entries in which one of its phrases stands: others never reach the model. The decisions are in
the order in which they were made. The last three in ten are held back: tomorrow's entries are not yesterday's, and what
several feeds tell of one story comes on the same days, so a split by chance would hand the answers over.

A model is good enough to be switched on where, on what was held back, its F1 is at least `MARGIN` above that of the
phrases alone and it is right at least `NET` more often than it is wrong where the two differ: with few
decisions a margin alone is luck.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from .judging import Tally
from .suggesting import Model

HELD_BACK = 0.3
LEAST = 60
"""Decisions about a theme, all in all."""
LEAST_OF_EACH = 8
"""Chosen ones, and others, on each side of the split."""
MARGIN = 0.05
NET = 5
SEEN_IN = 3
"""In how many entries a feature must stand to be learned."""
KEPT = 200
"""How many weights are kept, the heaviest: what a web process reads."""
ROUNDS = 12
_RATE, _DECAY = 0.3, 0.002

Worth = Literal["better", "no_better", "too_few"]


@dataclass(frozen=True, slots=True)
class Example:
    """One entry in which a phrase of the theme stands: what can be seen of it, and whether the theme was chosen."""

    features: frozenset[str]
    is_suggested: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """What came of learning one theme. With too few decisions the model is empty and nothing is measured."""

    model: Model
    decisions: int
    chosen: int
    held_back: int
    phrases: Tally
    learned: Tally
    worth: Worth


def lesson(examples: Sequence[Example]) -> Lesson:
    """Learn from the first, measure on the last. The same examples give the same lesson, to the last digit."""
    cut = len(examples) - round(len(examples) * HELD_BACK)
    first, last = examples[:cut], examples[cut:]
    chosen = sum(example.is_chosen for example in examples)
    sides = [sum(e.is_chosen == kind for e in part) for part in (first, last) for kind in (True, False)]
    if len(examples) < LEAST or min(sides) < LEAST_OF_EACH:
        return Lesson(Model(0.0, {}), len(examples), chosen, len(last), Tally(), Tally(), "too_few")
    model = learn(first)
    phrases = tally((e.is_suggested, e.is_chosen) for e in last)
    said = [(model.likelihood(e.features) >= 0.5, e) for e in last]
    learned = tally((says, e.is_chosen) for says, e in said)
    differing = [says == e.is_chosen for says, e in said if says != e.is_suggested]
    better = is_better(phrases, learned, net=2 * sum(differing) - len(differing))
    return Lesson(model, len(examples), chosen, len(last), phrases, learned, "better" if better else "no_better")


def is_better(phrases: Tally, learned: Tally, *, net: int) -> bool:
    """Whether a model may be switched on. `net`: of the examples on which it differs from the phrases, on how many more
    it is right than wrong."""
    gain = (learned.f1 or 0.0) - (phrases.f1 or 0.0)
    return round(gain, 6) >= MARGIN and net >= NET


def learn(examples: Sequence[Example]) -> Model:
    """Logistic regression by gradient descent with a step of its own for each feature (AdaGrad), the weights averaged
    over all rounds: what happened to come last does not weigh more. Nothing in it is left to chance."""
    common = Counter(feature for example in examples for feature in example.features)
    known = [(sorted(f for f in e.features if common[f] >= SEEN_IN), float(e.is_chosen)) for e in examples]
    weights: dict[str, float] = {}
    steps: dict[str, float] = {}
    totals: dict[str, float] = {}
    bias = bias_steps = bias_total = 0.0
    for _round in range(ROUNDS):
        for found, target in known:
            error = target - Model(bias, weights).likelihood(found)
            bias_steps += error * error
            bias += _RATE * error / (bias_steps**0.5 or 1)
            for feature in found:
                slope = error - _DECAY * weights.get(feature, 0.0)
                steps[feature] = steps.get(feature, 0.0) + slope * slope
                weights[feature] = weights.get(feature, 0.0) + _RATE * slope / (steps[feature] ** 0.5 or 1)
        bias_total += bias
        for feature, weight in weights.items():
            totals[feature] = totals.get(feature, 0.0) + weight
    heavy = sorted(totals, key=lambda feature: (-abs(totals[feature]), feature))[:KEPT]
    return Model(round(bias_total / ROUNDS, 4), {feature: round(totals[feature] / ROUNDS, 4) for feature in heavy})


def tally(pairs: Iterable[tuple[bool, bool]]) -> Tally:
    """Of (suggested, chosen): what was right, wrong, missed."""
    counted = Counter(pairs)
    return Tally(counted[True, True], counted[True, False], counted[False, True])
