"""What the weekly column should tell next, and why. Pure: no database, no clock.

The rule, in the order in which it decides:

1. Furthest below its target first: 174/KH-UBND lets every unit set its own, and asks for nothing twice.
2. Then what was not told for the most weeks up to now: the plan asks for it "thường xuyên, liên tục" (I.2).
3. Then what the weekly column told least often itself (II.2.c, IV.1.e).
4. Then as printed.

An item is proposed when there is a reason: short of its target, silent for two whole weeks or more, never in the
column, or told in one tone only, where the plan asks for praise and for criticism (II.2.c, IV.1.e). Tone alone
proposes nothing of which less than three pieces were told: of two, none needs to be a reproach.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from newsroom.coverage.counting import Count, Grain

from .aiming import Aim

SILENT_WEEKS = 2
ENOUGH_FOR_TONES = 3

GRAINS: frozenset[Grain] = frozenset(frozenset(names) for names in ((), ("span",), ("tone",), ("channel",)))
"""What must be counted for it; the spans are the weeks of the period, in order, before any others."""


class Why(StrEnum):
    """Why an item is proposed."""

    SHORT = "short"
    NEVER = "never"
    SILENT = "silent"
    NOT_IN_COLUMN = "not_in_column"
    NO_PRAISE = "no_praise"
    NO_CRITICISM = "no_criticism"


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One reason; `number` is how many are missing, or for how many weeks nothing was told; 0 where it says nothing."""

    why: Why
    number: int = 0


@dataclass(frozen=True, kw_only=True)
class Advice:
    """An item that should be told next, with the reasons in the order of the rule."""

    label: str
    title: str
    reasons: tuple[Reason, ...]


def advise(
    *, items: Sequence[tuple[str, str]], count: Count, aims: Iterable[Aim], weeks_begun: int, column: Iterable[str] = ()
) -> tuple[Advice, ...]:
    """The items (label, title) for which there is a reason, the most pressing first. `weeks_begun` is how many of the
    count's first spans have begun, `column` the channels of the weekly column. Raises NotCounted."""
    aims, column = tuple(aims), tuple(column)
    ranked = []
    for position, (label, title) in enumerate(items):
        told = count.at(label).appearances
        missing, asked = _missing(aims, label)
        silent = _silent_weeks(count, label, weeks_begun)
        in_column = sum(count.at(label, channel=code).appearances for code in column)
        praised = count.at(label, tone="commend").appearances
        blamed = count.at(label, tone="critical").appearances
        wanted = (
            (Why.SHORT, missing, missing > 0),
            (Why.NEVER, 0, weeks_begun > 0 and not told),
            (Why.SILENT, silent, bool(told) and silent >= SILENT_WEEKS),
            (Why.NOT_IN_COLUMN, 0, weeks_begun > 0 and bool(column) and bool(told) and not in_column),
            (Why.NO_PRAISE, 0, told >= ENOUGH_FOR_TONES and not praised),
            (Why.NO_CRITICISM, 0, told >= ENOUGH_FOR_TONES and not blamed),
        )
        reasons = tuple(Reason(why=why, number=number) for why, number, holds in wanted if holds)
        share = missing / asked if asked else 0.0
        if reasons:
            ranked.append(((-share, -silent, in_column, position), Advice(label=label, title=title, reasons=reasons)))
    return tuple(advice for _rank, advice in sorted(ranked, key=lambda pair: pair[0]))


def _missing(aims: Iterable[Aim], label: str) -> tuple[int, int]:
    """How much is missing of the item's targets that are short, and how much these ask for."""
    short = [aim for aim in aims if aim.item == label and aim.target is not None and aim.done < aim.target]
    asked = sum(aim.target or 0 for aim in short)
    return asked - sum(aim.done for aim in short), asked


def _silent_weeks(count: Count, label: str, weeks_begun: int) -> int:
    """For how many weeks up to the last that has begun nothing was told."""
    silent = 0
    for number in reversed(range(weeks_begun)):
        if count.at(label, span=number).appearances:
            break
        silent += 1
    return silent
