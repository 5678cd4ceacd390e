"""Suggesting themes for a text, and saying because of which words. Pure: phrases and texts in, reasons out.

About three entries in a hundred are on administrative reform, so an eager suggester would bury its editor:
precision comes first, and nothing here applies anything. The rulebook, in order of application:

1. A phrase matches whole words, with their marks, over spaces, hyphens and quotation marks. It reaches over a
   comma only where it has one itself, and never over the end of a sentence.
2. A field written without any marks ("Cai cach hanh chinh o xa") is also matched without marks, but only by
   phrases of two or more syllables: one bare syllable is too often another word.
3. An acronym (PAPI, TTHC) matches capitals only. One of up to three letters (PCI, DVC) has too many owners: it
   counts where the text also speaks of rankings or of administration.
4. An exclusion cancels the matches of its theme that it overlaps and that are no longer than itself ("một cửa
   hàng" for "một cửa"). Standing elsewhere in the text, it cancels what cannot stand alone: the theme's weak
   phrases and its short acronyms ("mạch vành" beside "PCI").
5. Of matches inside one another only the longest counts, whichever theme it belongs to.
6. A phrase counts once, in its best place; the title weighs more than the lead, the lead more than the body. A
   strong phrase in title or lead suggests its theme alone; deep in the body it needs another of the theme's. Weak
   ones, however many, need a second signal: words of administration, or a strong phrase of some other theme.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import ahocorasick  # type: ignore[import-not-found]  # an extension without stubs

from newsroom.text import fold, tokens

Strength = Literal["strong", "weak", "exclude", "context"]
Place = Literal["title", "lead", "body"]

ENOUGH = 4
PLACES: dict[str, int] = {"title": 3, "lead": 2, "body": 1}
STRENGTHS: dict[str, int] = {"strong": 2, "weak": 1, "context": 1}

# Words that show that a text is about administration; they second what is weak and suggest nothing themselves.
ADMINISTRATION = (
    *("cải cách hành chính", "CCHC", "thủ tục hành chính", "TTHC", "hành chính công", "dịch vụ công", "công vụ"),
    *("công chức", "cơ quan hành chính", "bộ phận một cửa", "giải quyết hồ sơ", "nộp hồ sơ"),
)
# What a short acronym of ours keeps company with, besides.
RANKING = (
    *("chỉ số", "xếp hạng", "thứ hạng", "tăng hạng", "tụt hạng", "tăng bậc", "trực tuyến", "toàn trình"),
    *("năng lực cạnh tranh", "môi trường kinh doanh", "môi trường đầu tư"),
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of one theme. `theme` is any identifier (a slug); `strength` is strong, weak or exclude."""

    theme: str
    text: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class Because:
    """One reason: `phrase` was found in the field `where`, at `[start:end]` of the text as it was handed in.

    `strength` is "context" for words that only second the others.
    """

    phrase: str
    where: Place
    start: int
    end: int
    strength: Strength


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme, how much speaks for it (4 is just enough), and everything that does, in reading order."""

    theme: str
    score: int
    because: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class _Pattern:
    phrase: Phrase
    words: tuple[str, ...]
    bare: tuple[str, ...]
    gaps: tuple[int, ...]
    acronym: bool

    @property
    def needs_company(self) -> bool:
        return self.acronym and len(self.words[0]) <= 3


@dataclass(frozen=True, slots=True)
class _Hit:
    pattern: _Pattern
    where: Place
    first: int  # of the field's words
    last: int  # exclusive
    start: int  # of the field's characters
    end: int

    @property
    def length(self) -> int:
        return self.last - self.first

    @property
    def is_strong(self) -> bool:
        return self.pattern.phrase.strength == "strong"

    @property
    def points(self) -> int:
        return PLACES[self.where] * STRENGTHS[self.pattern.phrase.strength]

    def overlaps(self, other: "_Hit") -> bool:
        return self.where == other.where and self.first < other.last and other.first < self.last

    def lies_in_longer(self, other: "_Hit") -> bool:
        inside = self.where == other.where and other.first <= self.first and self.last <= other.last
        return inside and self.length < other.length

    def reason(self) -> Because:
        return Because(self.pattern.phrase.text, self.where, self.start, self.end, self.pattern.phrase.strength)


class Suggester:
    """Phrases made ready once, to be held against many texts. The order of the phrases does not matter."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        context = [Phrase("administration", words, "context") for words in ADMINISTRATION]
        context += [Phrase("ranking", words, "context") for words in RANKING]
        # Where a theme has the same words twice, the stronger stands, then the one that reaches over more.
        best: dict[tuple[str, int, tuple[str, ...]], _Pattern] = {}
        for pattern in sorted((_pattern(phrase) for phrase in [*phrases, *context]), key=_in_order_of_reach):
            if pattern.words:
                rank = max(1, _RANK[pattern.phrase.strength])
                best.setdefault((pattern.phrase.theme, rank, pattern.words), pattern)
        self._marked = _automaton((p.words, p) for p in best.values())
        self._bare = _automaton((p.bare, p) for p in best.values() if len(p.bare) > 1)

    def suggest(self, title: str, lead: str, body: str = "") -> list[Suggestion]:
        """Themes for a text in three fields of plain text, the best first; empty when nothing speaks clearly."""
        fields: tuple[tuple[Place, str], ...] = (("title", title), ("lead", lead), ("body", body))
        found = [hit for where, text in fields for hit in self._hits(where, text)]
        context = [hit for hit in found if hit.pattern.phrase.strength == "context"]
        hits = _without_excluded(
            [hit for hit in found if hit.pattern.phrase.strength in ("strong", "weak")],
            [hit for hit in found if hit.pattern.phrase.strength == "exclude"],
        )
        hits = [hit for hit in hits if not any(hit.lies_in_longer(o) for o in hits)]
        reasons = {hit: _company(hit, hits, context) for hit in hits if hit.pattern.needs_company}
        hits = [hit for hit in hits if hit not in reasons or reasons[hit] is not None]
        suggestions = []
        for theme in sorted({hit.pattern.phrase.theme for hit in hits}):
            own = [hit for hit in hits if hit.pattern.phrase.theme == theme]
            score = _score(own)
            speaking = {*own, *(reason for hit in own if (reason := reasons.get(hit)))}
            if not any(hit.is_strong for hit in own):
                # Weak words alone do not do, however many: sáng kiến and cách làm hay are every farmer's.
                if (second := _second(own, hits, context)) is None:
                    continue
                score += PLACES[second.where]
                speaking.add(second)
            if score >= ENOUGH:
                because = tuple(sorted({hit.reason() for hit in speaking}, key=_in_reading_order))
                suggestions.append(Suggestion(theme, score, because))
        return sorted(suggestions, key=lambda s: (-s.score, s.theme))

    def _hits(self, where: Place, text: str) -> Iterator[_Hit]:
        words = tokens(text)
        if not words:
            return
        folded = [_folded(word.text) for word in words]
        gaps = [_gap(text[a.end : b.start]) for a, b in pairwise(words)]
        seen: set[tuple[_Pattern, int]] = set()
        without_marks = all(marked == bare for marked, bare in folded)
        for automaton in (self._marked, self._bare) if without_marks else (self._marked,):
            for first, last, pattern in _runs(automaton, [marked for marked, _ in folded]):
                between = zip(gaps[first : last - 1], pattern.gaps, strict=True)
                if (pattern, first) in seen or any(gap > 0 and gap > own for gap, own in between):
                    continue
                if pattern.acronym and not words[first].text.isupper():
                    continue
                seen.add((pattern, first))
                yield _Hit(pattern, where, first, last, words[first].start, words[last - 1].end)


_RANK = {"strong": 0, "weak": 1, "exclude": 2, "context": 3}
_SENTENCE_ENDS = frozenset(".!?…:\n\r")
_PAUSES = frozenset(",;()–—|")


@lru_cache(maxsize=65536)
def _folded(word: str) -> tuple[str, str]:
    """A word to match with its marks, and without."""
    return fold(word, marks=True), fold(word)


def _gap(between: str) -> int:
    """What stands between two words: 0 nothing that matters, 1 a pause, 2 the end of a sentence."""
    if not _SENTENCE_ENDS.isdisjoint(between):
        return 2
    return int(not _PAUSES.isdisjoint(between) or " - " in between)


def _pattern(phrase: Phrase) -> _Pattern:
    words = tokens(phrase.text)
    return _Pattern(
        phrase=phrase,
        words=tuple(_folded(word.text)[0] for word in words),
        bare=tuple(_folded(word.text)[1] for word in words),
        gaps=tuple(_gap(phrase.text[a.end : b.start]) for a, b in pairwise(words)),
        acronym=len(words) == 1 and len(words[0].text) > 1 and words[0].text.isupper(),
    )


def _in_order_of_reach(pattern: _Pattern) -> tuple[str, int, int, str]:
    return pattern.phrase.theme, _RANK[pattern.phrase.strength], -sum(pattern.gaps), pattern.phrase.text


def _automaton(patterns: Iterable[tuple[tuple[str, ...], _Pattern]]) -> ahocorasick.Automaton:
    by_words: dict[str, list[_Pattern]] = {}
    for words, pattern in patterns:
        by_words.setdefault(f" {' '.join(words)} ", []).append(pattern)
    automaton = ahocorasick.Automaton()
    for key, sharing in by_words.items():
        automaton.add_word(key, sharing)
    automaton.make_automaton()
    return automaton


def _runs(automaton: ahocorasick.Automaton, words: list[str]) -> Iterator[tuple[int, int, _Pattern]]:
    """(first word, word after the last, pattern) of every match; blanks round each word keep to whole words."""
    if not len(automaton):
        return
    ending: dict[int, int] = {}
    at = 0
    for number, word in enumerate(words):
        at += len(word) + 1
        ending[at] = number + 1
    for end, sharing in automaton.iter(f" {' '.join(words)} "):
        for pattern in sharing:
            yield ending[end] - len(pattern.words), ending[end], pattern


def _without_excluded(hits: list[_Hit], exclusions: list[_Hit]) -> list[_Hit]:
    cancelled: set[_Hit] = set()
    for exclusion in exclusions:
        own = [hit for hit in hits if hit.pattern.phrase.theme == exclusion.pattern.phrase.theme]
        overlapped = [hit for hit in own if hit.overlaps(exclusion)]
        if overlapped:
            cancelled.update(hit for hit in overlapped if hit.length <= exclusion.length)
        else:
            cancelled.update(hit for hit in own if not _is_plain(hit))
    return [hit for hit in hits if hit not in cancelled]


def _is_plain(hit: _Hit) -> bool:
    """Whether a match means its theme whatever stands around it."""
    return hit.is_strong and not hit.pattern.needs_company


def _score(hits: Iterable[_Hit]) -> int:
    """Each phrase's points in its best place, added up."""
    best: dict[tuple[str, ...], int] = {}
    for hit in hits:
        best[hit.pattern.words] = max(best.get(hit.pattern.words, 0), hit.points)
    return sum(best.values())


def _company(hit: _Hit, hits: list[_Hit], context: list[_Hit]) -> _Hit | None:
    """What makes a short acronym ours: another phrase of its theme, or words of ranking or administration."""
    theme = hit.pattern.phrase.theme
    kin = [o for o in hits if o.pattern.phrase.theme == theme and o.pattern.words != hit.pattern.words]
    return _nearest([*kin, *context])


def _second(own: list[_Hit], hits: list[_Hit], context: list[_Hit]) -> _Hit | None:
    """What seconds a theme that has nothing plain of its own."""
    theme = own[0].pattern.phrase.theme
    others = [hit for hit in hits if hit.pattern.phrase.theme != theme and hit.is_strong]
    others += [hit for hit in context if hit.pattern.phrase.theme == "administration"]
    return _nearest(o for o in others if not any(o.overlaps(hit) for hit in own))


def _nearest(hits: Iterable[_Hit]) -> _Hit | None:
    return min(hits, key=lambda hit: _in_reading_order(hit.reason()), default=None)


def _in_reading_order(reason: Because) -> tuple[int, int, int, str]:
    return -PLACES[reason.where], reason.start, -reason.end, reason.phrase
