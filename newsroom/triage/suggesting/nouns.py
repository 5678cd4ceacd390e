"""What suggesting speaks of: phrases that come in, suggestions with their reasons that go out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Strength = Literal["strong", "weak", "exclude", "context", "rule", "station"]
Place = Literal["title", "lead", "body"]

ENOUGH = 4
OF_ITS_OWN = 8
"""What a theme needs below a title that is plain about another: two strong phrases of the lead."""
PLACES: dict[str, int] = {"title": 3, "lead": 2, "body": 1}
STRENGTHS: dict[str, int] = {"strong": 2, "weak": 1, "context": 1, "rule": 2, "station": 2}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of one theme. `theme` is any identifier (a slug); `strength` is strong, weak or exclude."""

    theme: str
    text: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class Because:
    """One reason: `phrase` was found in the field `where`, at `[start:end]` of the text as it was handed in.

    A phrase in parts ("nộp … trực tuyến") gives one for each part. `strength` is "context" for words that only second
    the others, "rule" for those of a source's own rule, "station" where the
    station itself proposes the theme (and no words do: the place is empty).
    """

    phrase: str
    where: Place
    start: int
    end: int
    strength: Strength


@dataclass(frozen=True, slots=True)
class Learned:
    """What earlier decisions say of a theme for a text: how likely in percent, and the words that say it most."""

    percent: int
    words: tuple[str, ...]

    @property
    def speaks_for(self) -> bool:
        return self.percent >= 50


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A theme, how much speaks for it (4 is just enough), and everything that does, in reading order.

    `learned` is there where a model has a say (see `ranking`).
    """

    theme: str
    score: int
    because: tuple[Because, ...]
    learned: Learned | None = None

    @property
    def is_lowered(self) -> bool:
        return self.learned is not None and not self.learned.speaks_for


@dataclass(frozen=True, slots=True)
class Weighed:
    """A theme of which at least one phrase stands in a text, and whether its phrases are enough to suggest it."""

    suggestion: Suggestion
    is_enough: bool


def in_order(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """The best first; what earlier decisions speak against last."""
    return sorted(suggestions, key=lambda s: (s.is_lowered, -s.score, s.theme))
