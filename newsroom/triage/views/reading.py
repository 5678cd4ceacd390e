"""Reading entries: what the filters leave and how many, what is suggested, and what each may be the same work as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from newsroom.themes.models import Theme

from ..forms import FilterForm
from ..models import InboxEntry, LearnedTheme, SourceRules
from ..parsing import plain
from ..querysets import InboxQuerySet, ranker_of, site_suggester
from ..rendering import Piece, pieces
from ..sifting import Sifter, proposed, proposed_by_station, read_rules
from ..suggesting import Ranker, Suggester, Suggestion
from ..wording import because_in_words, learned_in_words
from .likening import liken
from .lines import Chip, Kept, Line

READ = 1500
"""How much of an entry's content is read for suggestions, in characters: what it is about is said at its start."""
SCANNED = 1000
"""How many entries are read through for "suggested theme", the newest first."""


class Reader:
    """Reads entries against the vocabulary of this moment: four queries when made, none for an entry.

    `kept` is a refused form, to stand in its line again.
    """

    def __init__(self, kept: Kept | None = None) -> None:
        self.themes = [*Theme.objects.in_use().alphabetical()]
        self._suggester = site_suggester()
        self._ranker = ranker_of(LearnedTheme.objects.switched_on())
        names = {theme.name: theme.slug for theme in self.themes}
        self._rules = tuple(SourceRules.objects.exclude(text="").order_by("pk").values_list("station__feed", "text"))
        self._sifters = {feed: Sifter(read_rules(text, names)[0]) for feed, text in self._rules}
        self._kept = kept or Kept()

    def suggestions(self, entry: InboxEntry) -> list[Suggestion]:
        """What phrases suggest, raised or lowered by what was learned, and what rules of the source and the station
        propose."""
        weighed = self._suggester.weigh(entry.title, entry.summary, plain(entry.content, READ))
        found = self._ranker.rank(weighed, entry.title, entry.summary)
        if sifter := self._sifters.get(entry.feed_id):
            found = proposed(found, sifter.sift(entry.title, entry.summary).themes)
        sent = getattr(entry, "by_hand", None)
        return proposed_by_station(found, [theme.slug for theme in sent.themes.all()]) if sent else found

    def suggested(self, entries: InboxQuerySet) -> dict[int, frozenset[str]]:
        """The themes suggested for the newest thousand of them, by key. A text that did not change is read once."""
        known = _remembered((self._suggester, self._ranker, self._rules))
        newest = [*entries.newest_first().values_list("pk", "content_hash")[:SCANNED]]
        if unread := [pk for pk, content_hash in newest if (pk, content_hash) not in known]:
            for entry in InboxEntry.objects.filter(pk__in=unread).with_what_stations_propose():
                known[entry.pk, entry.content_hash] = frozenset(s.theme for s in self.suggestions(entry))
        return {pk: known.get((pk, content_hash), frozenset()) for pk, content_hash in newest}

    def narrowed(self, entries: InboxQuerySet, filters: FilterForm, *, but: str = "") -> InboxQuerySet:
        """What the filters leave, all or all `but` one. A theme leaves what was accepted for it and, of the
        undecided, what it is suggested for among the newest thousand."""

        def asked(name: str):
            return None if name == but else filters.asked(name)

        state = "" if but == "state" else filters.state_asked
        if state == FilterForm.WAITING:
            entries = entries.undecided()
        elif state in ("accepted", "dismissed"):
            entries = getattr(entries, state)()
        if words := asked("q"):
            entries = entries.matching(words)
        if station := asked("station"):
            entries = entries.without_station() if station == FilterForm.NOBODY else entries.from_station(int(station))
        if theme := asked("theme"):
            suggested = [pk for pk, themes in self.suggested(entries.undecided()).items() if theme.slug in themes]
            chosen = InboxEntry.objects.accepted().filter(decision__themes=theme).values("pk")
            entries = entries.filter(Q(pk__in=suggested) | Q(pk__in=chosen))
        return entries

    def counts(self, filters: FilterForm) -> dict[str, dict[str, int]]:
        """How many entries each choice of each filter would leave, the others as they are: for `FilterForm.tell`."""
        entries = InboxEntry.objects.all()
        sources = self.narrowed(entries, filters, but="station").count_by_station()
        unthemed = self.narrowed(entries, filters, but="theme")
        themes = Counter(unthemed.accepted().count_by_theme())
        for suggested in self.suggested(unthemed.undecided()).values():
            themes.update(suggested)
        return {
            "states": self.narrowed(entries, filters, but="state").count_by_state(),
            "stations": {"": sum(sources.values()), FilterForm.NOBODY: sources.pop(None, 0)}
            | {str(pk): number for pk, number in sources.items()},
            "themes": {theme.slug: themes[theme.slug] for theme in self.themes},
        }

    def lines(self, entries: Iterable[InboxEntry], *, may_decide: bool) -> list[Line]:
        """In the order given. `then` is where to go after a decision: the next entry, or from the last one back."""
        read = [*entries]
        lines = [self._line(entry) for entry in read]
        liken(lines, may_decide=may_decide)
        for at, line in enumerate(lines):
            after = read[at + 1] if at + 1 < len(read) else (read[at - 1] if at else None)
            line.then = after.pk if after else None
        return lines

    def _line(self, entry: InboxEntry) -> Line:
        decision = getattr(entry, "decision", None)
        body = plain(entry.content, READ)
        suggestions = self.suggestions(entry)
        because = [reason for suggestion in suggestions for reason in suggestion.because]

        def cut(text: str, where: str) -> list[Piece]:
            return pieces(text, [(b.start, b.end) for b in because if b.where == where and b.start < b.end])

        line = Line(entry, cut(entry.title, "title"), cut(entry.summary, "lead"), decision)
        if line.is_decided:
            line.title, line.lead = pieces(entry.title, []), pieces(entry.summary, [])
            return line
        line.words = frozenset(body[b.start : b.end] for b in because if b.where == "body")
        line.kept = self._kept if self._kept.entry == entry.pk else None
        by_slug = {theme.slug: theme for theme in self.themes}
        chosen = {theme.pk for theme in decision.themes.all()} if decision else set()
        said = {s.theme: because_in_words(s.because) for s in suggestions if s.theme in by_slug}
        learned = {s.theme: learned_in_words(s.learned) for s in suggestions}
        offered = [by_slug[slug] for slug in said]
        offered += [theme for theme in self.themes if theme.pk in chosen and theme.slug not in said]
        line.chips = [
            Chip(theme, number, said.get(theme.slug, ""), theme.pk in chosen | line.picked, learned.get(theme.slug, ""))
            for number, theme in enumerate(offered, start=1)
        ]
        line.others = [theme for theme in self.themes if theme not in offered]
        return line


def _remembered(vocabulary: tuple[Suggester, Ranker, tuple]) -> dict[tuple[int, str], frozenset[str]]:
    """What these phrases, models and rules were found to suggest, by entry and content; bounded."""
    if _MEMORY.get("of") != vocabulary or len(_MEMORY["found"]) > 20 * SCANNED:
        _MEMORY.update(of=vocabulary, found={})
    return _MEMORY["found"]


_MEMORY: dict[str, Any] = {}
