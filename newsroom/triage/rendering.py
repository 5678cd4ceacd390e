"""Cutting a text where its reasons stand, so that a screen can show them. Pure."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from html import escape


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
