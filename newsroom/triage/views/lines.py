"""One line of the inbox: an entry with its suggestions, why, and what it may be the same work as."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from feeds.models import Entry
from newsroom.coverage.models import CoverageRecord
from newsroom.periods import local_day
from newsroom.themes.models import Theme

from ..models import Decision, InboxEntry
from ..rendering import Piece
from ..wording import likeness_in_words


def source_of(entry: Entry) -> str:
    """Whose voice an entry is: the organisation of its feed, or the feed's own name."""
    station = getattr(entry.feed, "station", None)
    return station.organisation.label if station else str(entry.feed)


@dataclass(frozen=True, slots=True)
class Chip:
    """A theme to take with one click. `because` is "" for one that a person chose before and nothing suggests.
    `learned` is what earlier decisions say of it, told apart."""

    theme: Theme
    number: int
    because: str = ""
    is_chosen: bool = False
    learned: str = ""


@dataclass(frozen=True, slots=True)
class SameWork:
    """A record of the ledger that may be the same work, and what speaks for it."""

    record: CoverageRecord
    rule: str
    percent: int

    @property
    def because(self) -> str:
        return likeness_in_words(self.rule, self.percent)


@dataclass(frozen=True, slots=True)
class Kin:
    """An entry that is one work with that of the line, or may be, and what spoke for it ("" for a person's word)."""

    entry: Entry
    rule: str
    percent: int | None

    @property
    def because(self) -> str:
        return likeness_in_words(self.rule, self.percent)

    @property
    def source(self) -> str:
        return source_of(self.entry)

    @property
    def verdict(self) -> str:
        """In words, where it is decided."""
        decision = getattr(self.entry, "decision", None)
        return str(decision.get_verdict_display()) if decision and decision.stands else ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody sent and was refused, to stand in its form again: that of one entry, or of many (`entry` None)."""

    entry: int | None = None
    entries: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    day: str = ""
    tone: str = ""
    reason: str = ""

    @classmethod
    def read(cls, stored: dict | None) -> Kept:
        """From the lists of a form as they were sent; what is no number is nobody's key."""
        stored = stored or {}

        def numbers(name: str) -> frozenset[int]:
            return frozenset(int(value) for value in stored.get(name, ()) if value.isascii() and value.isdigit())

        words = {name: next(iter(stored.get(name, ())), "")[:100] for name in ("day", "tone", "reason")}
        return cls(stored.get("entry"), numbers("entries"), numbers("themes"), **words)


@dataclass(slots=True)
class Line:
    entry: InboxEntry
    title: list[Piece]
    lead: list[Piece]
    decision: Decision | None = None
    chips: list[Chip] = field(default_factory=list)
    others: list[Theme] = field(default_factory=list)
    same_work: list[SameWork] = field(default_factory=list)
    kin: list[Kin] = field(default_factory=list)
    alike: list[Kin] = field(default_factory=list)
    words: frozenset[str] = frozenset()
    kept: Kept | None = None
    then: int | None = None

    @property
    def picked(self) -> frozenset[int]:
        """Themes to tick beside the chips: those of a refused form."""
        return self.kept.themes if self.kept else frozenset()

    @property
    def tone(self) -> str:
        """Which tone to offer: that of a refused form, else of a decision before."""
        return (self.kept and self.kept.tone) or (self.decision.tone if self.decision else "")

    @property
    def is_decided(self) -> bool:
        return self.decision is not None and self.decision.stands

    @property
    def day(self) -> date:
        return self.entry.local_day

    @property
    def source(self) -> str:
        """What the lines of one source are grouped under."""
        return source_of(self.entry)

    @property
    def has_station(self) -> bool:
        return hasattr(self.entry.feed, "station")

    @property
    def day_to_give(self) -> date | None:
        """Which day to offer where a person must give one: the day of first sight, said to be that."""
        if self.entry.published_at or (self.decision and self.decision.day):
            return None
        return local_day(self.entry.first_seen_at)

    @property
    def was_edited_since(self) -> bool:
        changed = self.entry.changed_at
        return bool(self.is_decided and changed and self.decision and changed > self.decision.decided_at)
