"""How good suggestions are, held against headlines that a person has labelled. Pure: no database, no files.

A headline is labelled with the content items of a plan (174/KH-UBND, II.1) that it serves, or with NONE. Suggested is
an item when one of its themes is. Counted are pairs of headline and item:

- precision: of what was suggested, how much is right; an editor's patience.
- recall: of what should be suggested, how much is; an editor's trust.
- F1: the harmonic mean of both.

`any` asks less and matters first: is the headline about reform at all? Its specificity is the share of other news that
raises no alarm; one minus it is the false-alarm rate. At three stories in a hundred (Báo Đà Nẵng 2012–2013: 435
of 14,334), a specificity of 95% would bring more false alarms than true ones.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

NONE = "NONE"
"""The label of a headline that serves no item."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One labelled line of a file; `labels` is empty for what serves no item."""

    line: int
    title: str
    lead: str
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What should have been suggested for one headline, and what was."""

    wanted: frozenset[str]
    suggested: frozenset[str]


class NotLabelled(ValueError):
    """A line that is no labelled headline. `line` counts from 1; `key` is "" where the line as a whole is wrong.

    `what` is one of: not_json, not_an_object, missing, not_text, not_a_list, unknown_label, none_beside_others, empty.
    """

    def __init__(self, line: int, what: str, key: str = "", value: str = "") -> None:
        self.line, self.what, self.key, self.value = line, what, key, value
        super().__init__(f"line {line}: {what} {key} {value}".rstrip())


@dataclass(frozen=True, slots=True)
class Tally:
    """Pairs that were suggested rightly, suggested wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """None when nothing was suggested."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """None when there was nothing to find."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """None when there was nothing to find and nothing was suggested."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True)
class Judgement:
    """All figures of one file. `reform` and `other` are headlines; shares are 0 to 1, None where there is nothing to
    divide by."""

    items: dict[str, Tally]
    reform: int
    reform_found: int
    other: int
    other_left_alone: int

    @property
    def micro(self) -> Tally:
        """Every pair of headline and item alike."""
        tallies = self.items.values()
        return Tally(sum(t.right for t in tallies), sum(t.wrong for t in tallies), sum(t.missed for t in tallies))

    @property
    def recall(self) -> float | None:
        """Of the headlines on reform, the share for which anything was suggested."""
        return _share(self.reform_found, self.reform)

    @property
    def specificity(self) -> float | None:
        return _share(self.other_left_alone, self.other)

    @property
    def false_alarms(self) -> float | None:
        """The share of other news for which something was suggested."""
        return _share(self.other - self.other_left_alone, self.other)


def headlines(lines: Iterable[str], labels: Iterable[str]) -> Iterator[Headline]:
    """Read JSON Lines: `title`, `lead` (may be absent) and `labels`, of the plan's own labels or NONE alone.

    Blank lines are passed over. Raises NotLabelled at the first line that is none.
    """
    known = frozenset(labels)
    for number, line in enumerate(lines, 1):
        if line.strip("\ufeff \t\r\n"):
            yield _headline(number, line.lstrip("\ufeff"), known)


def judge(verdicts: Iterable[Verdict], labels: Iterable[str]) -> Judgement:
    """Hold what was suggested against what was wanted. `labels` are the items to report, in their order."""
    verdicts = tuple(verdicts)
    reform = [verdict for verdict in verdicts if verdict.wanted]
    other = [verdict for verdict in verdicts if not verdict.wanted]
    return Judgement(
        items={label: _tally(verdicts, label) for label in labels},
        reform=len(reform),
        reform_found=sum(bool(verdict.suggested) for verdict in reform),
        other=len(other),
        other_left_alone=sum(not verdict.suggested for verdict in other),
    )


def _tally(verdicts: Iterable[Verdict], label: str) -> Tally:
    pairs = [(label in verdict.wanted, label in verdict.suggested) for verdict in verdicts]
    return Tally(pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False)))


def _headline(number: int, line: str, known: frozenset[str]) -> Headline:
    try:
        said = json.loads(line)
    except ValueError as error:
        raise NotLabelled(number, "not_json") from error
    if not isinstance(said, dict):
        raise NotLabelled(number, "not_an_object")
    for key in ("title", "labels"):
        if key not in said:
            raise NotLabelled(number, "missing", key)
    title, lead, labels = said["title"], said.get("lead") or "", said["labels"]
    for key, value in (("title", title), ("lead", lead)):
        if not isinstance(value, str):
            raise NotLabelled(number, "not_text", key)
    labels = [labels] if isinstance(labels, str) else labels
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise NotLabelled(number, "not_a_list", "labels")
    if not labels:
        raise NotLabelled(number, "empty", "labels")
    if NONE in labels and len(set(labels)) > 1:
        raise NotLabelled(number, "none_beside_others", "labels")
    if unknown := sorted({*labels} - known - {NONE}):
        raise NotLabelled(number, "unknown_label", "labels", unknown[0])
    return Headline(number, title, lead, frozenset(labels) - {NONE})


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
