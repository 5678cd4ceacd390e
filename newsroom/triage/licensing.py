"""How much of somebody else's piece may be taken: a short excerpt, or all of it under a licence. Pure.

Luật Báo chí 126/2025/QH15 (in force from 1/7/2026): what is aggregated keeps its source, its title, a short excerpt and
the link; the full text only where a licence is recorded.
"""

import re
from dataclasses import dataclass
from datetime import date

EXCERPT = 300
"""Characters of an excerpt, at most: two or three sentences, which is what a newspaper's own lead has. The longest lead
of the sample corpus is shorter; a reader learns what it is about and has to follow the link for the rest."""
SHARE = 2
"""And never more than one part in so many of a text that is known whole: all three lines of a brief are no excerpt."""

# Not after a capital: "TP. Thái Bình" and "ThS. Lan" end nothing.
_SENTENCE_END = re.compile(r"(?:(?<=[^\WA-ZĐ_])\.|[!?…])[\"”’)]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Licence:
    """What allows to take the whole text: the words of it, and its days. `until` is the first day on which it no longer
    holds; None: without an end."""

    words: str
    start: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.start <= day and (self.until is None or day < self.until)


def may_take_all(licence: Licence | None, day: date) -> bool:
    """Whether the whole text may be taken on that day."""
    return licence is not None and licence.holds_on(day)


def excerpt(summary: str, whole: str = "", most: int = EXCERPT) -> str:
    """The start of a piece, in whole sentences where one ends late enough, else between words with an ellipsis.

    From the summary that the source itself sends, else from its text; both plain. At most `most` characters, and at
    most half of `whole` where that is known.
    """
    text = " ".join((summary or whole).split())
    if whole:
        most = min(most, len(" ".join(whole.split())) // SHARE)
    if len(text) <= most:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text, 0, most + 1) if found.end() <= most]
    if ends and ends[-1] * 2 >= most:
        return text[: ends[-1]]
    cut = text[: max(most - 1, 0)]
    if cut and not text[len(cut)].isspace():
        cut = cut.rpartition(" ")[0]
    cut = cut.rstrip(" ,;:–-.…")
    return f"{cut}…" if cut else ""
