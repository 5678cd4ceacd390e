"""Cutting a text where its reasons stand, so that a screen can show them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether it is a reason."""

    text: str
    is_reason: bool = False


def pieces(text: str, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    """The whole text in pieces, in order: joined they are `text`. Spans may overlap and come in any order."""
    cut: list[Piece] = []
    at = 0
    for start, end in _merged(spans):
        if start > at:
            cut.append(Piece(text[at:start]))
        cut.append(Piece(text[start:end], is_reason=True))
        at = end
    if at < len(text):
        cut.append(Piece(text[at:]))
    return cut


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
