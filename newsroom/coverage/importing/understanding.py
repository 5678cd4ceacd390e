"""From a row of a file to what may be recorded, or to what is wrong with it and what to write instead."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from hashlib import sha256
from typing import Any

from newsroom.coverage.importing.cells import NotUnderstood, a_day, a_length, a_number, words, yes_or_no
from newsroom.text import fold

FIRST_YEAR = 1990
_REFERENCE = re.compile(r"#\d{1,18}")


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong in one cell: the row's number, the column, a code for the sentence, and what to write instead."""

    number: int
    column: str
    code: str
    value: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as a file may name it. `stop` is the first day on which it no longer existed."""

    pk: int
    slug: str
    name: str
    start: date | None = None
    stop: date | None = None

    def existed_on(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.stop is None or day < self.stop)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The words of the house, by their folded spelling. `mine` are the organisations allowed; None means all.

    `today` is the last day that may be recorded; `spelt` gives folded words back as they are written.
    """

    bodies: Mapping[str, Collection[Body]]
    channels: Mapping[str, int]
    themes: Mapping[str, int]
    genres: Mapping[str, str]
    tones: Mapping[str, str]
    today: date
    mine: frozenset[int] | None = None
    spelt: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that may be recorded. `same` names another row's own key, or a record of the ledger ("#12")."""

    number: int
    day: date
    title: str
    organisation_id: int
    channel_id: int
    genre: str = ""
    tone: str = "neutral"
    theme_ids: frozenset[int] = frozenset()
    about_ids: frozenset[int] = frozenset()
    quantity: int = 1
    seconds: int = 0
    persons: int | None = None
    copies: int | None = None
    is_rerun: bool = False
    url: str = ""
    evidence: str = ""
    same: str = ""
    own: str = ""

    @property
    def key(self) -> str:
        """Its identity in the ledger for ever: its own key, else what it tells of."""
        return own_key(self.own) if self.own else f"h:{self._telling()}"

    def _telling(self) -> str:
        told = (self.day, self.organisation_id, self.channel_id, fold(self.title), self.url, self.is_rerun)
        return sha256("\n".join(map(str, told)).encode()).hexdigest()[:40]


def own_key(own: str) -> str:
    """The identity of a row with a key of its own."""
    return f"k:{own}"


class _Reader:
    """Reads the cells of one row and gathers what is wrong with them."""

    def __init__(self, number: int, cells: Mapping[str, Any], terms: Terms):
        self.number, self.cells, self.terms = number, cells, terms
        self.mistakes: list[Mistake] = []

    def wrong(self, column: str, code: str, hint: str = "", value: str | None = None) -> None:
        value = words(self.cells.get(column)) if value is None else value
        self.mistakes.append(Mistake(self.number, column, code, value[:120], hint))

    def text(self, column: str, longest: int) -> str:
        found = words(self.cells.get(column))
        if len(found) > longest:
            self.wrong(column, "too_long", str(longest))
        return found

    def by(self, column: str, how: Callable[[Any], Any], default: Any) -> Any:
        try:
            return how(self.cells.get(column))
        except NotUnderstood:
            self.wrong(column, f"not_{column}")
            return default

    def term(self, column: str, among: Mapping[str, Any], default: Any) -> Any:
        """One word of the house; an empty cell gives `default`."""
        written = words(self.cells.get(column))
        if not written:
            return default
        if fold(written) not in among:
            self.wrong(column, f"no_{column}")
        return among.get(fold(written), default)

    def day(self) -> date | None:
        if not words(self.cells.get("day")):
            self.wrong("day", "missing")
            return None
        day: date | None = self.by("day", a_day, None)
        if day and day > self.terms.today:
            self.wrong("day", "future")
        elif day and day.year < FIRST_YEAR:
            self.wrong("day", "not_day")
        return day

    def body(self, column: str, written: str, day: date | None) -> int | None:
        """The one organisation of that name; where several were called so, the one that existed on the day."""
        found = list(self.terms.bodies.get(fold(written), ()))
        living = [body for body in found if day is None or body.existed_on(day)]
        if not found:
            self.wrong(column, "no_organisation", value=written)
        elif not living:
            self.wrong(column, "not_then", found[0].name, value=written)
        elif len(living) > 1:
            self.wrong(column, "several", "; ".join(sorted(body.slug for body in living)[:4]), value=written)
        else:
            return living[0].pk
        return None

    def several(self, column: str, among: Mapping[str, Any]) -> Iterator[str]:
        """The names in a cell: between semicolons or lines, or between commas where none of them is a name whole."""
        cell = self.cells.get(column)
        for part in re.split(r"[;\n\r]+", str(cell) if cell is not None else ""):
            whole = words(part)
            if not whole:
                continue
            if fold(whole) in among or "," not in whole:
                yield whole
            else:
                yield from filter(None, map(words, whole.split(",")))

    def themes(self) -> frozenset[int]:
        found = set()
        for name in self.several("themes", self.terms.themes):
            if fold(name) in self.terms.themes:
                found.add(self.terms.themes[fold(name)])
            else:
                self.wrong("themes", "no_themes", value=name)
        return frozenset(found)

    def about(self, day: date | None) -> frozenset[int]:
        names = self.several("about", self.terms.bodies)
        return frozenset(pk for name in names if (pk := self.body("about", name, day)) is not None)


def understand(number: int, cells: Mapping[str, Any], terms: Terms) -> tuple[Row | None, list[Mistake]]:
    """A row, or everything that is wrong with it."""
    read = _Reader(number, cells, terms)
    day, title = read.day(), read.text("title", 300)
    if not title:
        read.wrong("title", "missing")
    organisation, channel = None, None
    if written := words(cells.get("organisation")):
        organisation = read.body("organisation", written, day)
        if organisation is not None and terms.mine is not None and organisation not in terms.mine:
            read.wrong("organisation", "not_yours")
    else:
        read.wrong("organisation", "missing")
    if words(cells.get("channel")):
        channel = read.term("channel", terms.channels, None)
    else:
        read.wrong("channel", "missing")
    quantity = read.by("quantity", a_number, 1)
    if quantity == 0:
        read.wrong("quantity", "not_quantity")
    url, evidence = read.text("url", 1000), read.text("evidence", 5000)
    if url and not re.fullmatch(r"https?://[^\s/]+\S*", url):
        read.wrong("url", "not_url")
    if not url and not evidence:
        read.wrong("evidence", "no_evidence")
    fields = {
        "genre": read.term("genre", terms.genres, ""),
        "tone": read.term("tone", terms.tones, "neutral"),
        "theme_ids": read.themes(),
        "about_ids": read.about(day),
        "seconds": read.by("seconds", a_length, 0),
        "persons": read.by("persons", a_number, None),
        "copies": read.by("copies", a_number, None),
        "is_rerun": read.by("is_rerun", yes_or_no, False),
        "same": read.text("same", 150),
        "own": read.text("own", 150),
    }
    if _REFERENCE.fullmatch(str(fields["own"])):
        read.wrong("own", "not_own")
    if fields["same"] and fields["same"] == fields["own"]:
        read.wrong("same", "itself")
    if read.mistakes or day is None or organisation is None or channel is None:
        return None, read.mistakes
    return (
        Row(number, day, title, organisation, channel, quantity=quantity or 1, url=url, evidence=evidence, **fields),
        [],
    )


def twice(rows: Iterable[Row]) -> list[Mistake]:
    """Rows that say the same as an earlier one: two reports of one appearance, or two that need keys of their own."""
    first: dict[str, int] = {}
    found = []
    for row in rows:
        if row.key in first:
            column, value = ("own", row.own) if row.own else ("title", row.title)
            found.append(Mistake(row.number, column, "twice", value[:120], str(first[row.key])))
        first.setdefault(row.key, row.number)
    return found


def hinted(mistake: Mistake, terms: Terms) -> Mistake:
    """The same mistake with the word of the house that is most like what was written, where there is one."""
    among: Mapping[str, Any] | None = {
        "no_organisation": terms.bodies,
        "no_channel": terms.channels,
        "no_themes": terms.themes,
        "no_genre": terms.genres,
        "no_tone": terms.tones,
    }.get(mistake.code)
    near = get_close_matches(fold(mistake.value), list(among), n=1, cutoff=0.6) if among else []
    return replace(mistake, hint=terms.spelt.get(near[0], near[0])) if near else mistake
