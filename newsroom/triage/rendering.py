"""Cutting a text where its reasons stand, so that a screen can show them. Pure."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html import escape

AROUND = 80
"""How many characters of a long text stand before and behind the words that were found in it."""


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


def around(body: Iterable[Piece]) -> list[Piece]:
    """Of a long text the words that were found, with a little of what stands around them."""
    body, cut = [*body], []
    for at, piece in enumerate(body):
        if piece.is_reason or len(piece.text) <= 2 * AROUND:
            cut.append(piece)
            continue
        before = piece.text[-AROUND:].partition(" ")[2] if at + 1 < len(body) else ""
        after = piece.text[:AROUND].rpartition(" ")[0] if at else ""
        cut.append(Piece(f"{after} … {before}"))
    return cut


def marked(html: str, words: Collection[str]) -> str:
    """Clean HTML with the words marked wherever they stand as text, whole; tags and what is in them are left alone."""
    wanted = "|".join(re.escape(escape(word, quote=False)) for word in sorted(words, key=len, reverse=True) if word)
    if not wanted:
        return html
    found = re.compile(rf"(?<!\w)(?:{wanted})(?!\w)")
    parts = re.split(r"(<[^>]*>)", html)
    parts[::2] = [found.sub(lambda hit: f"<mark>{hit[0]}</mark>", part) for part in parts[::2]]
    return "".join(parts)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
