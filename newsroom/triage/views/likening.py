"""What an entry of the list may be the same work as: entries of any feed, and records of the ledger, with why.

A number of queries that does not grow with the list. Texts are read once as long as they do not change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Q

from feeds.models import Entry
from feeds.parsing import piece_key
from newsroom.coverage.models import CoverageRecord, CoveredPage, Source
from newsroom.periods import local_day

from ..grouping import Appeared, Likeness, candidates, gist, held_against
from ..models import InboxEntry, Kinship, Refusal
from ..parsing import plain
from .lines import Kin, Line, SameWork

POOL = 1000
"""Among how many entries around the days of a page likeness is looked for, the newest first."""
READ = 2500
"""How much of a text is held against others, in characters."""

_GISTS: dict[tuple[str, int, object], frozenset[int]] = {}


def liken(lines: Sequence[Line], *, may_decide: bool) -> None:
    """Give every line its kin; to those that wait, also what they may be the same work as."""
    kin = _kin_of([line.entry.pk for line in lines])
    for line in lines:
        line.kin = kin.get(line.entry.pk, [])
    waiting = [line for line in lines if not line.is_decided] if may_decide else []
    if waiting:
        days = {line.day + timedelta(days=distance) for line in waiting for distance in range(-2, 3)}
        _propose_entries(waiting, days)
        _propose_records(waiting, days)


def evidence(entry: Entry, other: Entry) -> Likeness | None:
    """What speaks for two entries being one work; None where only a person's eye does."""
    return held_against(*(_appeared(one, _gist_of_entry(one)) for one in (entry, other)))


def _propose_entries(lines: Sequence[Line], days: Collection[date]) -> None:
    pool = {
        entry.pk: entry
        for entry in InboxEntry.objects.dated()
        .filter(local_day__in=days)
        .select_related("feed__station__organisation", "decision")
        .defer("content", "first_text", "summary")
        .order_by("-moment", "-pk")[:POOL]
    }
    gists = _gists_of_entries([*pool.values(), *(line.entry for line in lines)])
    appeared = {pk: _appeared(entry, gists[pk]) for pk, entry in pool.items()}
    own = [line.entry.pk for line in lines]
    refused = defaultdict(set)
    for first, second in Refusal.objects.filter(Q(first__in=own) | Q(second__in=own)).values_list("first", "second"):
        refused[first].add(second)
        refused[second].add(first)
    for line in lines:
        pk = line.entry.pk
        out = {pk, *refused[pk], *(kin.entry.pk for kin in line.kin)}
        found = candidates(_appeared(line.entry, gists[pk]), (a for key, a in appeared.items() if key not in out))
        line.alike = [Kin(pool[each.other.key], each.rule, each.percent) for each in found]


def _propose_records(lines: Sequence[Line], days: Collection[date]) -> None:
    """From the ledger what is no entry: an outlet's own page, print, what was entered by hand."""
    standing = CoverageRecord.objects.standing().filter(day__in=days).exclude(source=Source.ENTRY)
    records = {record.pk: record for record in standing.select_related("organisation", "channel")}
    pages = _pages_of(records.values())
    appeared = []
    for record in records.values():
        page = pages.get(record.key)
        links = _keys(record.url, page.source_url if page else "")
        text = (
            _gist("page", page.pk, page.latest_revision_created_at, lambda p=page: p.plain_text)
            if page
            else frozenset()
        )
        appeared.append(Appeared(record.pk, record.title, record.day, record.happened_at, links, text))
    for line in lines:
        found = candidates(_appeared(line.entry, _gist_of_entry(line.entry)), appeared)
        line.same_work = [SameWork(records[each.other.key], each.rule, each.percent) for each in found]


def _pages_of(records: Iterable[CoverageRecord]) -> dict[tuple[str, str], CoveredPage]:
    """The pages behind records, by their key. One query for each kind of page."""
    keys = defaultdict(list)
    for record in records:
        if record.source_key.isdecimal():
            keys[record.source].append(int(record.source_key))
    return {
        (kind.source_kind, str(pk)): page
        for kind in CoveredPage.kinds()
        for pk, page in kind.objects.in_bulk(keys[kind.source_kind]).items()
    }


def _kin_of(entries: Collection[int]) -> dict[int, list[Kin]]:
    """Who is one work with each of them. Two queries."""
    groups = dict(Kinship.objects.filter(entry__in=entries).values_list("entry", "group"))
    rows = Kinship.objects.filter(group__in={*groups.values()}).select_related(
        "entry__feed__station__organisation", "entry__decision"
    )
    of = defaultdict(list)
    for row in rows.order_by("entry_id"):
        of[row.group].append(Kin(row.entry, row.rule, row.percent))
    return {pk: [kin for kin in of[group] if kin.entry.pk != pk] for pk, group in groups.items()}


def _appeared(entry: Entry, text: frozenset[int]) -> Appeared:
    moment = entry.published_at or entry.first_seen_at
    return Appeared(entry.pk, entry.title, local_day(moment), entry.published_at, _keys(entry.link), text)


def _keys(*links: str) -> frozenset[str]:
    """The keys of addresses that lead to a piece, not of a front page."""
    return frozenset(filter(None, map(piece_key, links)))


def _gists_of_entries(entries: Collection[Entry]) -> dict[int, frozenset[int]]:
    """One query for those whose text was not read yet, none when all were."""
    unread = [entry.pk for entry in entries if ("entry", entry.pk, entry.content_hash) not in _GISTS]
    for entry in Entry.objects.filter(pk__in=unread).only("content_hash", "content", "summary"):
        _gist_of_entry(entry)
    return {entry.pk: _GISTS.get(("entry", entry.pk, entry.content_hash), frozenset()) for entry in entries}


def _gist_of_entry(entry: Entry) -> frozenset[int]:
    return _gist("entry", entry.pk, entry.content_hash, lambda: plain(entry.content, READ) or entry.summary)


def _gist(what: str, pk: int, version: object, text: Callable[[], str]) -> frozenset[int]:
    if (what, pk, version) not in _GISTS:
        if len(_GISTS) > 20 * POOL:
            _GISTS.clear()
        _GISTS[what, pk, version] = gist(text())
    return _GISTS[what, pk, version]
