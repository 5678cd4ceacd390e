"""Where phrases stand in a text: rules 1 to 3 of the rulebook, and which words a match covers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise, product

import ahocorasick  # type: ignore[import-not-found]  # an extension without stubs

from newsroom.text import Token, fold, tokens
from newsroom.themes.parsing import ELLIPSIS, MOST_CHOICES

from .nouns import PLACES, STRENGTHS, Because, Phrase, Place

APART = 6
"""How many words may stand between two parts of a phrase."""
_RANK = {"strong": 0, "weak": 1, "exclude": 2, "context": 3}
_SENTENCE_ENDS = frozenset(".!?…\n\r")
_PAUSES = frozenset(",;()–—|")

Words = tuple[str, ...]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words of a phrase: as written, with marks, without, and what stands between them."""

    written: str
    words: Words
    bare: Words
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)  # itself alone: hashing its words for every match costs ten times more
class Pattern:
    """A phrase made ready: most have one part, "nộp … trực tuyến" has two. One with choices makes several."""

    phrase: Phrase
    parts: tuple[Part, ...]
    acronym: bool

    @property
    def said(self) -> str:
        """The phrase as it is; of one with choices, the choice that was made."""
        if "|" not in self.phrase.text:
            return self.phrase.text
        return " … ".join(part.written for part in self.parts)

    @property
    def words(self) -> tuple[Words, ...]:
        return tuple(part.words for part in self.parts)

    @property
    def length(self) -> int:
        return sum(len(part.words) for part in self.parts)

    @property
    def needs_company(self) -> bool:
        return self.acronym and len(self.parts[0].words[0]) <= 3

    @property
    def matches_bare(self) -> bool:
        return self.length > len(self.parts)


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was found: which words of the field it covers (`spans`), and where those stand in its text."""

    pattern: Pattern
    where: Place
    spans: tuple[Span, ...]  # of words, the end exclusive
    places: tuple[Span, ...]  # of characters

    @property
    def length(self) -> int:
        return self.pattern.length

    @property
    def is_strong(self) -> bool:
        return self.pattern.phrase.strength == "strong"

    @property
    def is_plain(self) -> bool:
        """Whether it means its theme whatever stands around it."""
        return self.is_strong and not self.pattern.needs_company

    @property
    def points(self) -> int:
        return PLACES[self.where] * STRENGTHS[self.pattern.phrase.strength]

    def overlaps(self, other: "Hit") -> bool:
        return self.where == other.where and any(a < d and c < b for a, b in self.spans for c, d in other.spans)

    def lies_in_longer(self, other: "Hit") -> bool:
        if self.where != other.where or self.length >= other.length:
            return False
        return all(any(c <= a and b <= d for c, d in other.spans) for a, b in self.spans)

    @property
    def reasons(self) -> tuple[Because, ...]:
        phrase = self.pattern.phrase
        return tuple(Because(self.pattern.said, self.where, start, end, phrase.strength) for start, end in self.places)


class Matcher:
    """All phrases in one automaton: a text is read once, however many there are."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        # Where a theme has the same words twice, the stronger stands, then the one that reaches over more.
        best: dict[tuple[str, int, tuple[Words, ...]], Pattern] = {}
        for pattern in sorted((p for phrase in phrases for p in _patterns(phrase)), key=_in_order_of_reach):
            rank = max(1, _RANK[pattern.phrase.strength])
            best.setdefault((pattern.phrase.theme, rank, pattern.words), pattern)
        self._marked = _Index((p, p.words) for p in best.values())
        self._bare = _Index((p, tuple(part.bare for part in p.parts)) for p in best.values() if p.matches_bare)

    def hits(self, where: Place, text: str) -> Iterator[Hit]:
        words = tokens(text)
        if not words:
            return
        folded = [_folded(word.text) for word in words]
        gaps = [_gap(text[a.end : b.start]) for a, b in pairwise(words)]
        seen: set[tuple[Pattern, tuple[Span, ...]]] = set()
        without_marks = all(marked == bare for marked, bare in folded)
        for index in (self._marked, self._bare) if without_marks else (self._marked,):
            for pattern, spans in index.found([marked for marked, _ in folded]):
                if pattern.acronym:
                    spans = [[span for span in spans[0] if words[span[0]].text.isupper()]]
                for chain in _chains(pattern, spans, gaps):
                    if (pattern, chain) not in seen:
                        seen.add((pattern, chain))
                        yield Hit(pattern, where, chain, tuple(_place(span, words) for span in chain))


class _Index:
    """Patterns by the words of their parts. One in parts is filed under the two that the fewest others have, so that
    "dân" in a text does not call up every phrase that ends in it, nor "cán bộ" all that may be said of them."""

    def __init__(self, patterns: Iterable[tuple[Pattern, tuple[Words, ...]]]) -> None:
        patterns = [*patterns]
        common = Counter(words for _, parts in patterns for words in parts)
        self._filed: dict[Words, dict[Words, list[tuple[Pattern, tuple[Words, ...]]]]] = {}
        for pattern, parts in patterns:
            rarest = sorted(parts, key=common.__getitem__)
            self._filed.setdefault(rarest[0], {}).setdefault(rarest[:2][-1], []).append((pattern, parts))
        self._automaton = ahocorasick.Automaton()
        for words in common:
            self._automaton.add_word(f" {' '.join(words)} ", words)
        self._automaton.make_automaton()

    def found(self, words: list[str]) -> Iterator[tuple[Pattern, list[list[Span]]]]:
        """Every pattern of which all parts stand somewhere, and where. Blanks round each word keep to whole words."""
        if not len(self._automaton):
            return
        ending: dict[int, int] = {}
        at = 0
        for number, word in enumerate(words, start=1):
            at += len(word) + 1
            ending[at] = number
        spans: dict[Words, list[Span]] = defaultdict(list)
        for end, part in self._automaton.iter(f" {' '.join(words)} "):
            spans[part].append((ending[end] - len(part), ending[end]))
        for part in spans.keys() & self._filed.keys():
            beside = self._filed[part]
            for second in spans.keys() & beside.keys():
                for pattern, parts in beside[second]:
                    if all(other in spans for other in parts):
                        yield pattern, [spans[other] for other in parts]


def _chains(pattern: Pattern, spans: list[list[Span]], gaps: list[int]) -> Iterator[tuple[Span, ...]]:
    """Every first part with the nearest next ones: near enough, and all in one sentence."""
    whole = [
        [span for span in where if _reaches(part, gaps[span[0] : span[1] - 1])]
        for part, where in zip(pattern.parts, spans, strict=True)
    ]
    for span in whole[0]:
        chain = [span]
        for following in whole[1:]:
            at = chain[-1][1]
            near = (s for s in following if at <= s[0] <= at + APART and 3 not in gaps[at - 1 : s[0]])
            if (following_span := next(near, None)) is None:
                break
            chain.append(following_span)
        else:
            yield tuple(chain)


def _reaches(part: Part, between: list[int]) -> bool:
    return not any(gap > 0 and gap > own for gap, own in zip(between, part.gaps, strict=True))


def _place(span: Span, words: list[Token]) -> Span:
    return words[span[0]].start, words[span[1] - 1].end


@lru_cache(maxsize=65536)
def _folded(word: str) -> tuple[str, str]:
    """A word to match with its marks, and without."""
    return fold(word, marks=True), fold(word)


def _gap(between: str) -> int:
    """What stands between two words: 0 nothing that matters, 1 a pause, 2 a colon, 3 the end of a sentence."""
    if between == " ":  # nearly always
        return 0
    if not _SENTENCE_ENDS.isdisjoint(between):
        return 3
    if ":" in between:
        return 2
    return int(not _PAUSES.isdisjoint(between) or " - " in between)


def _patterns(phrase: Phrase) -> Iterator[Pattern]:
    """The one pattern of a plain phrase; of "nộp|gửi … qua mạng" one for each choice."""
    words = tokens(phrase.text)
    acronym = len(words) == 1 and len(words[0].text) > 1 and words[0].text.isupper()
    parts = [
        [part for choice in written.split("|") if (part := _part(choice))] for written in ELLIPSIS.split(phrase.text)
    ]
    for chosen in islice(product(*(choices for choices in parts if choices)), MOST_CHOICES):
        if chosen:
            yield Pattern(phrase, chosen, acronym)


def _part(written: str) -> Part | None:
    words = tokens(written)
    if not words:
        return None
    folded = [_folded(word.text) for word in words]
    gaps = tuple(_gap(written[a.end : b.start]) for a, b in pairwise(words))
    return Part(written.strip(), tuple(marked for marked, _ in folded), tuple(bare for _, bare in folded), gaps)


def _in_order_of_reach(pattern: Pattern) -> tuple[str, int, int, str]:
    reach = sum(sum(part.gaps) for part in pattern.parts)
    return pattern.phrase.theme, _RANK[pattern.phrase.strength], -reach, pattern.phrase.text
