"""Phrases as an editor writes them, one a line, and what is wrong with a line. Pure.

    Bộ phận Một cửa
    nộp|gửi … trực tuyến|qua mạng

"…" (or "...") lets up to six other words of the same sentence stand; "|" gives a choice between words of one part.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import prod

from newsroom.text import canonical, fold, tokens

KINDS = ("strong", "weak", "exclude")
LONGEST = 200
"""Characters that the database keeps of a phrase."""
MOST = 1000
"""Phrases of one theme; the largest that ships has 410."""
MOST_CHOICES = 500
"""How many combinations of a phrase with choices are matched; what a person writes has a few dozen."""
ELLIPSIS = re.compile(r"…|\.\.\.")


@dataclass(frozen=True, slots=True)
class Written:
    """One phrase: its text, canonical, and its kind: strong, weak or exclude."""

    text: str
    strength: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """A line that is no phrase. `what`: nothing_to_match, too_long, open_end, empty_part, empty_choice, many_choices,
    twice, too_many. `said` is the phrase, or for twice where it stands already: "kind:line"."""

    kind: str
    line: int
    what: str
    said: str = ""


def wrong_with(phrase: str) -> str:
    """What is wrong with a phrase (a `Mistake.what`); "" when it can be matched as it stands."""
    if not tokens(phrase):
        return "nothing_to_match"
    if len(phrase) > LONGEST:
        return "too_long"
    parts = ELLIPSIS.split(phrase)
    empty = [not part.strip() for part in parts]
    if empty[0] or empty[-1]:
        return "open_end"
    if any(empty):
        return "empty_part"
    choices = [part.split("|") for part in parts]
    if not all(tokens(choice) for part in choices for choice in part):
        return "empty_choice"
    return "many_choices" if prod(len(part) for part in choices) > MOST_CHOICES else ""


def read_phrases(written: Mapping[str, str]) -> tuple[tuple[Written, ...], tuple[Mistake, ...]]:
    """Phrases and mistakes of three texts, by kind. Empty lines do not count. Never raises.

    A phrase stands once, whatever its kind and its capitals.
    """
    phrases: list[Written] = []
    mistakes: list[Mistake] = []
    first: dict[str, str] = {}
    for kind in KINDS:
        for number, line in enumerate(written.get(kind, "").splitlines(), start=1):
            text = canonical(line)
            if not text:
                continue
            what, said = wrong_with(text), text if len(text) <= 60 else text[:60] + "…"
            is_acronym = len(tokens(text)) == 1 and text.isupper()  # PCI matches capitals only, pci is another phrase
            key = text if is_acronym else fold(text, marks=True)
            if not what and key in first:
                what, said = "twice", first[key]
            if not what and len(phrases) == MOST:
                what = "too_many"
            if what:
                mistakes.append(Mistake(kind, number, what, said))
                continue
            first[key] = f"{kind}:{number}"
            phrases.append(Written(text, kind))
    return tuple(phrases), tuple(mistakes)


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one phrase: `before` and `after` are its kinds, "" where it was not or is no more."""

    text: str
    before: str
    after: str

    @property
    def undone(self) -> "Change":
        return Change(self.text, self.after, self.before)


def changes(before: Iterable[Written], after: Iterable[Written]) -> tuple[Change, ...]:
    """What leads from one list of phrases to another, in the order of the second and then of the first."""
    had, has = _kinds(before), _kinds(after)
    found: list[Change] = []
    for text in dict.fromkeys([*has, *had]):
        gone = [kind for kind in had.get(text, ()) if kind not in has.get(text, ())]
        come = [kind for kind in has.get(text, ()) if kind not in had.get(text, ())]
        while gone or come:
            found.append(Change(text, gone.pop(0) if gone else "", come.pop(0) if come else ""))
    return tuple(found)


def changed(phrases: Iterable[Written], change: Change) -> tuple[Written, ...] | None:
    """The phrases after a change; None where it no longer applies (what it takes is gone, what it gives is there)."""
    kept = [*phrases]
    old, new = Written(change.text, change.before), Written(change.text, change.after)
    if (change.before and old not in kept) or (change.after and new in kept):
        return None
    if not change.before:
        return (*kept, new)
    at = kept.index(old)
    kept[at : at + 1] = [new] if change.after else []
    return tuple(kept)


def _kinds(phrases: Iterable[Written]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for phrase in phrases:
        kinds.setdefault(phrase.text, []).append(phrase.strength)
    return kinds
