"""Grouping what may be one work: the same title, or nearly, within two days. Pure; it proposes and never joins."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from functools import lru_cache

from newsroom.text import fold, tokens

WINDOW = timedelta(hours=48)
NEAR = 0.8
"""How much of two titles must agree, word by word and in order (difflib's ratio), when they are not equal."""
FEWEST_WORDS = 6
"""Below this a title must be equal: "Bản tin chiều" and "Bản tin sáng" are near and have nothing in common."""


@dataclass(frozen=True, slots=True)
class Appeared:
    """A title and when it appeared: the moment where one is known, else the local day."""

    key: int
    title: str
    day: date
    moment: datetime | None = None


def likeness(a: str, b: str) -> float:
    """From 0 to 1: 1 for titles that fold alike, 0 below `NEAR` or where their numbers differ (tháng 5, tháng 6)."""
    left, right = _words(a), _words(b)
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    if min(len(left), len(right)) < FEWEST_WORDS or _numbers(left) != _numbers(right):
        return 0.0
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= NEAR else 0.0


def within_window(a: Appeared, b: Appeared) -> bool:
    """Whether two appeared within 48 hours of each other; by days where a moment is not known."""
    if a.moment and b.moment:
        return abs(a.moment - b.moment) <= WINDOW
    return abs(a.day - b.day) <= WINDOW


def candidates(of: Appeared, among: Iterable[Appeared], most: int = 3) -> list[Appeared]:
    """What may be the same work as `of`: the likest first, then the earliest, at most `most`."""
    like = [(likeness(of.title, other.title), other) for other in among if within_window(of, other)]
    like.sort(key=lambda pair: (-pair[0], pair[1].day, pair[1].key))
    return [other for ratio, other in like if ratio][:most]


@lru_cache(maxsize=8192)
def _words(title: str) -> tuple[str, ...]:
    return tuple(fold(token.text) for token in tokens(title))


def _numbers(words: Iterable[str]) -> Counter[str]:
    return Counter(word for word in words if word.isdigit())
