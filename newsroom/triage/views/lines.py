"""One line of the inbox: an entry with its suggestions, why, and what it may be the same work as."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from newsroom.coverage.models import CoverageRecord, Source
from newsroom.periods import local_day
from newsroom.themes.models import Theme

from ..forms import FilterForm
from ..grouping import Appeared, candidates
from ..models import Decision, InboxEntry
from ..parsing import plain
from ..querysets import InboxQuerySet, site_suggester
from ..rendering import Piece, pieces
from ..suggesting import Suggestion
from ..wording import because_in_words

READ = 1500
"""How much of an entry's content is read for suggestions, in characters: what it is about is said at its start."""
SCANNED = 1000
"""How many entries are read through for "suggested theme", the newest first."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A theme to take with one click. `because` is "" for one that a person chose before and nothing suggests."""

    theme: Theme
    number: int
    because: str = ""
    is_chosen: bool = False


@dataclass(slots=True)
class Line:
    entry: InboxEntry
    title: list[Piece]
    lead: list[Piece]
    decision: Decision | None = None
    chips: list[Chip] = field(default_factory=list)
    others: list[Theme] = field(default_factory=list)
    same_work: list[CoverageRecord] = field(default_factory=list)
    then: int | None = None

    @property
    def is_decided(self) -> bool:
        return self.decision is not None and self.decision.stands

    @property
    def day(self) -> date:
        return self.entry.local_day

    @property
    def source(self) -> str:
        """What the lines of one source are grouped under: its organisation, or the feed's own name."""
        station = getattr(self.entry.feed, "station", None)
        return station.organisation.label if station else str(self.entry.feed)

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


class Reader:
    """Reads entries against the vocabulary of this moment: two queries when made, none for an entry."""

    def __init__(self) -> None:
        self.themes = [*Theme.objects.in_use().alphabetical()]
        self._suggester = site_suggester()

    def suggestions(self, entry: InboxEntry) -> list[Suggestion]:
        return self._suggester.suggest(entry.title, entry.summary, plain(entry.content, READ))

    def narrowed(self, entries: InboxQuerySet, filters: FilterForm) -> InboxQuerySet:
        """What the filters leave. A theme leaves what was accepted for it and, of the undecided, what it is
        suggested for among the newest thousand."""
        state = filters.state_asked
        if state == FilterForm.WAITING:
            entries = entries.undecided()
        elif state in ("accepted", "dismissed"):
            entries = getattr(entries, state)()
        if words := filters.asked("q"):
            entries = entries.matching(words)
        if station := filters.asked("station"):
            entries = entries.without_station() if station == FilterForm.NOBODY else entries.from_station(int(station))
        if theme := filters.asked("theme"):
            waiting = entries.undecided().newest_first()[:SCANNED]
            suggested = [e.pk for e in waiting if any(s.theme == theme.slug for s in self.suggestions(e))]
            chosen = Q(decision__verdict="accepted", decision__themes=theme)
            entries = entries.filter(Q(pk__in=suggested) | chosen).distinct()
        return entries

    def lines(self, entries: Iterable[InboxEntry], *, may_decide: bool) -> list[Line]:
        """In the order given. `then` is where to go after a decision: the next entry, or from the last one back."""
        read = [*entries]
        lines = [self._line(entry) for entry in read]
        if may_decide:
            _propose_works([line for line in lines if not line.is_decided])
        for at, line in enumerate(lines):
            after = read[at + 1] if at + 1 < len(read) else (read[at - 1] if at else None)
            line.then = after.pk if after else None
        return lines

    def _line(self, entry: InboxEntry) -> Line:
        decision = getattr(entry, "decision", None)
        suggestions = self.suggestions(entry)
        because = [reason for suggestion in suggestions for reason in suggestion.because]

        def cut(text: str, where: str) -> list[Piece]:
            return pieces(text, [(b.start, b.end) for b in because if b.where == where])

        line = Line(entry, cut(entry.title, "title"), cut(entry.summary, "lead"), decision)
        if line.is_decided:
            line.title, line.lead = pieces(entry.title, []), pieces(entry.summary, [])
            return line
        by_slug = {theme.slug: theme for theme in self.themes}
        chosen = {theme.pk for theme in decision.themes.all()} if decision else set()
        said = {s.theme: because_in_words(s.because) for s in suggestions if s.theme in by_slug}
        offered = [by_slug[slug] for slug in said]
        offered += [theme for theme in self.themes if theme.pk in chosen and theme.slug not in said]
        line.chips = [
            Chip(theme, number, said.get(theme.slug, ""), theme.pk in chosen)
            for number, theme in enumerate(offered, start=1)
        ]
        line.others = [theme for theme in self.themes if theme not in offered]
        return line


def _propose_works(lines: Sequence[Line]) -> None:
    """Give each line the standing records that may be of the same work: one query for all lines."""
    days = {line.day + timedelta(days=distance) for line in lines for distance in range(-2, 3)}
    records = {record.pk: record for record in _standing_on(days)} if days else {}
    appeared = [Appeared(r.pk, r.title, r.day, r.happened_at) for r in records.values()]
    for line in lines:
        own = (Source.ENTRY, str(line.entry.pk))
        this = Appeared(0, line.entry.title, line.day, line.entry.published_at)
        found = candidates(this, (a for a in appeared if records[a.key].key != own))
        line.same_work = [records[one.key] for one in found]


def _standing_on(days: set[date]) -> QuerySet[CoverageRecord]:
    return CoverageRecord.objects.standing().filter(day__in=days).select_related("organisation", "channel")
