"""Grouping what may be one work: one address, or one title within two days, or nearly one text. Pure.

It proposes and says why; a person joins. The rules, in order, the first that holds is the reason:

1. The same canonical link, whenever: a portal that carries a station's feed, a feed that is read twice.
2. Within 48 hours, the same title, or nearly.
3. Within 48 hours, nearly the same text: runs of four syllables in common (shingles, Broder 1997), counted exactly
   (Jaccard). Sketches of them would be faster and would guess; a page of the inbox is small enough not to guess.

Where the numbers of two titles differ (tháng 5, tháng 6) neither of the last two holds: reports of a series are
written over the last one and are near in every word but those.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from zlib import crc32

from newsroom.text import fold, tokens

WINDOW = timedelta(hours=48)
NEAR = 0.8
"""How much of two titles must agree, word by word and in order (difflib's ratio), when they are not equal."""
FEWEST_WORDS = 6
"""Below this a title must be equal: "Bản tin chiều" and "Bản tin sáng" are near and have nothing in common."""
SAME_TEXT = 0.7
"""How much of two texts must be common. A copy with another opening and a line more stays above it; two stories of
one event by two hands share a quotation and lie below a third."""
SHINGLE = 4
"""Syllables in a run: about two Vietnamese words, long enough not to be everybody's."""
FEWEST_IN_TEXT = 40
"""Syllables below which a text is a caption or a formula and says nothing."""
MOST_IN_TEXT = 400
"""Syllables that are looked at: what two texts have in common they have at their start."""


class Rule(StrEnum):
    """What speaks for one work, the strongest first."""

    LINK = "link"
    TITLE = "title"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Appeared:
    """A piece as far as likeness looks at it, and when it appeared: the moment where one is known, else the local day.

    `links` are the keys of its addresses (`feeds.parsing.piece_key`), `gist` is what `gist()` makes of its text.
    """

    key: int
    title: str
    day: date
    moment: datetime | None = None
    links: frozenset[str] = frozenset()
    gist: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """What may be the same work, by which rule, and how much agrees (100 for a link)."""

    other: Appeared
    rule: Rule
    percent: int


def likeness(a: str, b: str) -> float:
    """From 0 to 1: 1 for titles that fold alike, 0 below `NEAR` or where their numbers differ (tháng 5, tháng 6)."""
    left, right = sorted((_words(a), _words(b)))  # difflib minds who comes first; nobody else does
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


def gist(text: str) -> frozenset[int]:
    """The runs of `SHINGLE` syllables of a plain text, as numbers; empty for one too short to tell pieces apart."""
    words = [fold(token.text) for token in islice(tokens(text), MOST_IN_TEXT)]
    if len(words) < FEWEST_IN_TEXT:
        return frozenset()
    runs = zip(*(words[first:] for first in range(SHINGLE)), strict=False)
    return frozenset(crc32(" ".join(run).encode()) for run in runs)


def overlap(a: frozenset[int], b: frozenset[int]) -> float:
    """From 0 to 1: how much of two gists is common; 0 below `SAME_TEXT`."""
    if not a or not b or min(len(a), len(b)) < SAME_TEXT * max(len(a), len(b)):
        return 0.0
    common = len(a & b)
    ratio = common / (len(a) + len(b) - common)
    return ratio if ratio >= SAME_TEXT else 0.0


def within_window(a: Appeared, b: Appeared) -> bool:
    """Whether two appeared within 48 hours of each other; by days where a moment is not known."""
    if a.moment and b.moment:
        return abs(a.moment - b.moment) <= WINDOW
    return abs(a.day - b.day) <= WINDOW


def held_against(a: Appeared, b: Appeared) -> Likeness | None:
    """What speaks for `b` being the same work as `a`, by the first rule that holds; None where none does."""
    if a.links & b.links:
        return Likeness(b, Rule.LINK, 100)
    if not within_window(a, b):
        return None
    if ratio := likeness(a.title, b.title):
        return Likeness(b, Rule.TITLE, int(100 * ratio))
    if (ratio := overlap(a.gist, b.gist)) and _numbers(_words(a.title)) == _numbers(_words(b.title)):
        return Likeness(b, Rule.TEXT, int(100 * ratio))
    return None


def candidates(of: Appeared, among: Iterable[Appeared], most: int = 3) -> list[Likeness]:
    """What may be the same work as `of`: by the order of the rules, the likest first, then the earliest."""
    like = [found for other in among if (found := held_against(of, other))]
    like.sort(key=lambda each: ([*Rule].index(each.rule), -each.percent, each.other.day, each.other.key))
    return like[:most]


@lru_cache(maxsize=8192)
def _words(title: str) -> tuple[str, ...]:
    return tuple(fold(token.text) for token in tokens(title))


def _numbers(words: Iterable[str]) -> Counter[str]:
    return Counter(word for word in words if word.isdigit())
