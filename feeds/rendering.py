"""The last fetches of a feed as a row of bars, for a drawing of a few centimetres. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

PLACES = 30
STEP, BAR = 6, 4
ABOVE, BELOW = 18, 8
"""How far bars reach over and under the line. Under it stands what failed: colour is never alone."""
LOWEST = 3


class Mark(Protocol):
    """One fetch: "" or why it failed, and how many entries were new."""

    problem: str
    new: int


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One fetch as a rectangle; `kind` is "failed", "new" or "same"."""

    x: int
    y: int
    height: int
    kind: str
    width: int = BAR


@dataclass(frozen=True, kw_only=True)
class Sparkline:
    """The bars in order of time, the latest at the right edge, and how large the drawing is."""

    bars: Sequence[Bar]
    width: int = PLACES * STEP
    height: int = ABOVE + BELOW + 2
    line: int = ABOVE + 1


def sparkline(marks: Sequence[Mark]) -> Sparkline:
    """Draw the last thirty of these fetches, which come in order of time."""
    shown = marks[-PLACES:]
    first = PLACES - len(shown)
    return Sparkline(bars=[_bar(mark, (first + place) * STEP) for place, mark in enumerate(shown)])


def _bar(mark: Mark, x: int) -> Bar:
    if mark.problem:
        return Bar(x=x, y=ABOVE + 2, height=BELOW, kind="failed")
    height = min(LOWEST + round(3.5 * math.log2(1 + mark.new)), ABOVE)
    return Bar(x=x, y=ABOVE - height, height=height, kind="new" if mark.new else "same")
