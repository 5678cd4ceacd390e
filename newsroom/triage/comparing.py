"""What a change of one theme's phrases would do to texts that are there already. Pure.

Only texts in which one of the theme's phrases stands, old or new, are read with both vocabularies: in the others
nothing that is matched differs, so neither does any suggestion.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from newsroom.themes.parsing import Change, Written, changes

from .suggesting import Matcher, Phrase, Place, Suggester, Suggestion

Text = tuple[str, str, str]
"""Title, lead and body, plain."""
PLACES: tuple[Place, ...] = ("title", "lead", "body")


@dataclass(frozen=True, slots=True)
class Difference:
    """The text of this number, and what is suggested for it before and after."""

    number: int
    before: tuple[Suggestion, ...]
    after: tuple[Suggestion, ...]

    @property
    def gained(self) -> frozenset[str]:
        return self._themes(self.after) - self._themes(self.before)

    @property
    def lost(self) -> frozenset[str]:
        return self._themes(self.before) - self._themes(self.after)

    def because(self, themes: Iterable[str]) -> Suggestion:
        """The suggestion of the first of these themes, after the change or else before it."""
        wanted = {*themes}
        return next(s for s in (*self.after, *self.before) if s.theme in wanted)

    @staticmethod
    def _themes(suggestions: Iterable[Suggestion]) -> frozenset[str]:
        return frozenset(suggestion.theme for suggestion in suggestions)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the change does: `gained` and `lost` for the theme itself, `others` where only another theme's suggestion
    comes or goes; how many texts the theme has before and after; in how many each changed phrase stands."""

    before: int
    after: int
    gained: tuple[Difference, ...]
    lost: tuple[Difference, ...]
    others: tuple[Difference, ...]
    stands_in: dict[Change, int] = field(default_factory=dict)


def compare(
    theme: str,
    *,
    old: Sequence[Written],
    new: Sequence[Written],
    before: Suggester,
    after: Suggester,
    texts: Iterable[Text],
) -> Comparison:
    """Hold both vocabularies against the texts. `old` and `new` are the theme's own phrases, `before` and `after` all
    phrases with the old ones or the new ones among them."""
    own = Matcher(Phrase(phrase.text, phrase.text, "strong") for phrase in dict.fromkeys([*old, *new]))
    caught_before = caught_after = 0
    stands_in: Counter[str] = Counter()
    found: list[Difference] = []
    for number, text in enumerate(texts):
        standing = {
            hit.pattern.phrase.theme
            for where, words in zip(PLACES, text, strict=True)
            for hit in own.hits(where, words)
        }
        if not standing:
            continue
        stands_in.update(standing)
        difference = Difference(number, tuple(before.suggest(*text)), tuple(after.suggest(*text)))
        caught_before += any(s.theme == theme for s in difference.before)
        caught_after += any(s.theme == theme for s in difference.after)
        if difference.gained or difference.lost:
            found.append(difference)
    return Comparison(
        caught_before,
        caught_after,
        tuple(d for d in found if theme in d.gained),
        tuple(d for d in found if theme in d.lost),
        tuple(d for d in found if theme not in d.gained | d.lost),
        {change: stands_in[change.text] for change in changes(old, new)},
    )
