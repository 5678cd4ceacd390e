"""Which records may be one piece: the same address, or the same title within two days. Pure; it only proposes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum

from newsroom.text import fold, tokens

WINDOW = timedelta(hours=48)
FEWEST_WORDS = 4
"""Titles shorter than this name a column or a programme ("Bản tin trưa") and say nothing of the piece."""

MOST_WORKS = 12
"""An address with more works than this is a shared page (a channel's front page), not a piece."""


class Because(StrEnum):
    """What speaks for one piece."""

    LINK = "link"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Piece:
    """A record as far as likeness looks at it. `link` is the key of its address, "" where it has none."""

    record_id: int
    work_id: int
    title: str
    day: date
    moment: datetime | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Records of different works that may be one, the earliest first, and why."""

    record_ids: tuple[int, ...]
    because: frozenset[Because]


def title_key(title: str) -> str:
    """The words of a title without marks, case and punctuation; "" for one too short to tell pieces apart."""
    words = [fold(token.text) for token in tokens(title)]
    return " ".join(words) if len(words) >= FEWEST_WORDS else ""


def likeness(a: str, b: str) -> int:
    """How alike two texts are, 0–100, word by word and in order (difflib's ratio), marks and case aside."""
    left, right = ([fold(token.text) for token in tokens(each)] for each in (a, b))
    if not left or not right:
        return 0
    return round(100 * SequenceMatcher(None, left, right, autojunk=False).ratio())


def likenesses(pieces: Iterable[Piece], refused: Collection[tuple[int, int]] = ()) -> list[Likeness]:
    """Every group that a person should look at, the latest first.

    A pair (lower id, higher id) that somebody `refused` is never proposed again, neither alone nor in a group. Works
    are proposed once each: by their earliest piece that is alike.
    """
    pieces = sorted(pieces, key=_order)
    by_id = {piece.record_id: piece for piece in pieces}
    reasons: dict[tuple[int, ...], set[Because]] = defaultdict(set)
    for because, group in _groups(pieces):
        for ids in _without_refused(group, frozenset(refused)):
            reasons[ids].add(because)
    larger = _within_others(reasons)
    found = [Likeness(ids, frozenset(why)) for ids, why in reasons.items() if ids not in larger]
    return sorted(found, key=lambda each: _order(by_id[each.record_ids[-1]]), reverse=True)


def _groups(pieces: list[Piece]) -> Iterator[tuple[Because, list[Piece]]]:
    by_link, by_title = defaultdict(list), defaultdict(list)
    for piece in pieces:
        if piece.link:
            by_link[piece.link].append(piece)
        if key := title_key(piece.title):
            by_title[key].append(piece)
    for group in by_link.values():
        works = _one_of_each_work(group)
        if len(works) <= MOST_WORKS:
            yield Because.LINK, works
    for alike in by_title.values():
        for group in _runs(alike):
            yield Because.TITLE, _one_of_each_work(group)


def _runs(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Split where nothing appeared within two days of the one before."""
    run: list[Piece] = []
    for piece in pieces:
        if run and not _near(run[-1], piece):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _near(a: Piece, b: Piece) -> bool:
    if a.moment and b.moment:
        return abs(b.moment - a.moment) <= WINDOW
    return abs(b.day - a.day) <= WINDOW


def _one_of_each_work(pieces: Iterable[Piece]) -> list[Piece]:
    firsts: dict[int, Piece] = {}
    for piece in pieces:
        firsts.setdefault(piece.work_id, piece)
    return list(firsts.values())


def _without_refused(group: list[Piece], refused: frozenset[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """The group in parts within which nobody refused a pair; parts of one are no proposal."""
    parts: list[list[int]] = []
    for piece in group:
        new = piece.record_id
        for part in parts:
            if not any((min(new, old), max(new, old)) in refused for old in part):
                part.append(new)
                break
        else:
            parts.append([new])
    yield from (tuple(part) for part in parts if len(part) > 1)


def _within_others(groups: Collection[tuple[int, ...]]) -> set[tuple[int, ...]]:
    """Those groups that lie wholly within a larger one."""
    holding: dict[int, list[tuple[int, ...]]] = defaultdict(list)
    for ids in groups:
        for one in ids:
            holding[one].append(ids)
    return {ids for ids in groups if any(set(ids) < set(other) for other in holding[ids[0]])}


def _order(piece: Piece) -> tuple[date, int]:
    return piece.day, piece.record_id
