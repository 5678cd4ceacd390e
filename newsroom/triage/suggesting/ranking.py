"""Raising and lowering what phrases weighed, by what editors decided before: rule 8 of the rulebook.

A model speaks for one theme: a weight for each feature of a text, and where it starts from. Features are what an editor
can read: two syllables beside one another in title or lead ("hồ sơ"; one alone is seldom a word), the theme's phrases
that were found, and whether those were enough. The logistic function makes a likelihood of their sum.

What it does with that: up to four points more or less for the theme (as many as one strong phrase in the lead). A theme
that its phrases suggest always stays; spoken against, it comes last. One whose phrases were not quite enough comes in
if it is spoken for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp

from newsroom.text import fold, tokens

from .nouns import ENOUGH, Learned, Suggestion, Weighed, in_order

WORDS, PHRASE, SUGGESTED = "w ", "p ", "suggested"
"""What features begin with; the last stands alone."""
TOLD = 4
"""How many words are told as reasons."""
_ENDS = frozenset(".!?…:;,\n")


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned about one theme: where it starts from, and the weight of each feature."""

    bias: float
    weights: Mapping[str, float]

    def likelihood(self, found: Iterable[str]) -> float:
        """How likely the theme is for a text with these features, 0 to 1."""
        total = self.bias + sum(self.weights.get(feature, 0.0) for feature in found)
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))

    def says(self, found: Iterable[str]) -> Learned:
        """The likelihood and the words that speak most for what it says, the heaviest first."""
        found = {*found}
        percent = max(1, min(99, int(100 * self.likelihood(found))))  # never certain
        sign = 1 if percent >= 50 else -1
        return Learned(percent, self.words(sign, found)[:TOLD])

    def words(self, sign: int, found: Iterable[str], most: int = 10) -> tuple[str, ...]:
        """The heaviest words for (`sign` 1) or against (-1) the theme among these features, in runs: "chung kết" and
        "kết giải" are read as "chung kết giải". What a longer one holds is not told twice."""
        heavy = sorted((-sign * self.weights.get(f, 0.0), f) for f in found if f != SUGGESTED)
        told = [feature[2:].split() for weight, feature in heavy[:most] if weight < 0]
        runs: list[list[str]] = []
        while told:
            run = told.pop(0)
            while near := next((w for w in told if len(w) == 2 and (w[0] == run[-1] or w[1] == run[0])), None):
                told.remove(near)
                run = [*run, near[1]] if near[0] == run[-1] else [near[0], *run]
            runs.append(run)
        texts = [" ".join(run) for run in runs]
        return tuple(t for t in texts if not any(f" {t} " in f" {other} " for other in texts if other != t))


def words_of(title: str, lead: str) -> frozenset[str]:
    """The words of a text as features: syllables by two, with their marks and without case, never over a stop."""
    found: set[str] = set()
    for text in (title, lead):
        words = tokens(text)
        folded = [fold(word.text, marks=True) for word in words]
        for (first, second), (a, b) in zip(pairwise(words), pairwise(folded), strict=True):
            if _ENDS.isdisjoint(text[first.end : second.start]):
                found.add(f"{a} {b}")
    return frozenset(WORDS + word for word in found)


def features(words: frozenset[str], weighed: Weighed) -> frozenset[str]:
    """Everything that a model may look at: `words_of` the text, and what the theme's phrases found in it."""
    phrases = {PHRASE + because.phrase for because in weighed.suggestion.because if because.strength != "context"}
    return words | phrases | ({SUGGESTED} if weighed.is_enough else frozenset())


class Ranker:
    """The models that are switched on, by theme. Without any, suggestions are exactly those of the phrases."""

    def __init__(self, models: Mapping[str, Model]) -> None:
        self._models = models

    def rank(self, weighed: Iterable[Weighed], title: str, lead: str) -> list[Suggestion]:
        """What to suggest, the best first."""
        suggestions: list[Suggestion] = []
        words: frozenset[str] | None = None
        for each in weighed:
            model = self._models.get(each.suggestion.theme)
            if model is None:
                if each.is_enough:
                    suggestions.append(each.suggestion)
                continue
            words = words_of(title, lead) if words is None else words
            said = model.says(features(words, each))
            if each.is_enough or said.speaks_for:
                points = round(ENOUGH * (said.percent - 50) / 50)
                suggestions.append(replace(each.suggestion, score=each.suggestion.score + points, learned=said))
        return in_order(suggestions)
