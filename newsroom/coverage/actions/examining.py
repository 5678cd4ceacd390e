"""Holding a file against the ledger: what is new in it, what is there already, and everything that is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from newsroom.organisations.models import Organisation
from newsroom.periods import period
from newsroom.plan.models import Channel, Plan
from newsroom.text import fold
from newsroom.themes.models import Theme

from ..closing import closings
from ..importing import Body, Mistake, Row, Sheet, Terms, own_key, twice, understand
from ..models import CoverageRecord, Genre, Source, Tone
from .grouping import key_of
from .history import LINKS, SCALARS
from .rewriting import chunks, sets_of

MOST_ROWS = 50_000
CHUNK = 1000


class TooManyRows(ValueError):
    """A file with more than `MOST_ROWS` rows."""


@dataclass
class Examined:
    """What a file would do. `returning` and `known` map records to rows; `works` the keys known to their works."""

    rows: int = 0
    new: list[Row] = field(default_factory=list)
    known: dict[int, Row] = field(default_factory=dict)
    returning: dict[int, Row] = field(default_factory=dict)
    withdrawn: list[int] = field(default_factory=list)
    different: list[int] = field(default_factory=list)
    doubles: list[tuple[int, int]] = field(default_factory=list)
    closed: dict[str, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    works: dict[str, int] = field(default_factory=dict)
    referred: dict[str, tuple[int, str]] = field(default_factory=dict)


def terms(*, mine: Collection[int] | None, today: date) -> Terms:
    """The words of the house as a file may spell them: names of any time, short names and identifiers. Six queries."""
    bodies: dict[str, dict[int, Body]] = defaultdict(dict)
    founded = set(Organisation.objects.filter(predecessors__isnull=False).values_list("pk", flat=True))
    for one in Organisation.objects.select_related("parent").prefetch_related("former_names"):
        # What has no predecessor here was there before the list of organisations begins: past years are its own.
        body = Body(one.pk, one.slug, one.name, one.valid_from if one.pk in founded else None, one.valid_to)
        names = {one.name, one.short_name, one.slug}
        names |= {name for former in one.former_names.all() for name in (former.name, former.short_name)}
        if one.parent:
            names |= {f"{one.name}, {one.parent.label}", f"{one.name} ({one.parent.label})"}
        for name in filter(None, names):
            bodies[fold(name)][one.pk] = body
    channels = list(Channel.objects.values_list("pk", "code", "name"))
    themes = list(Theme.objects.values_list("pk", "slug", "name"))
    spelt = {fold(name): name for _pk, _code, name in (*channels, *themes)}
    spelt |= {fold(body.name): body.name for found in bodies.values() for body in found.values()}
    with translation.override(settings.LANGUAGE_CODE):
        spelt |= {fold(str(choice.label)): str(choice.label) for choice in (*Genre, *Tone)}
        genres = {fold(word): choice.value for choice in Genre for word in (choice.value, str(choice.label))}
        tones = {fold(word): choice.value for choice in Tone for word in (choice.value, str(choice.label))}
    return Terms(
        bodies={name: tuple(found.values()) for name, found in bodies.items()},
        channels={fold(word): pk for pk, *names in channels for word in names},
        themes={fold(word): pk for pk, *names in themes for word in names},
        genres=genres,
        tones=tones,
        today=today,
        spelt=spelt,
        mine=None if mine is None else frozenset(mine),
    )


def examine(sheet: Sheet, words: Terms, progress: Callable[[int], None] = lambda done: None) -> Examined:
    """Understand every row and hold it against the ledger. Changes nothing. Raises TooManyRows."""
    found, rows = Examined(), []
    for number, cells in sheet.rows:
        found.rows += 1
        if found.rows > MOST_ROWS:
            raise TooManyRows(f"More than {MOST_ROWS} rows.")
        row, mistakes = understand(number, cells, words)
        found.mistakes += mistakes
        if row:
            rows.append(row)
        if found.rows % CHUNK == 0:
            progress(found.rows)
    found.mistakes += twice(rows)
    for some in chunks(rows, CHUNK):
        _hold_against_ledger(some, found)
    _find_references(rows, found)
    found.closed = _closed(rows)
    found.mistakes.sort(key=lambda mistake: mistake.number)
    return found


def _hold_against_ledger(rows: list[Row], found: Examined) -> None:
    keys = {row.key for row in rows}
    records = {
        record.source_key: record
        for record in CoverageRecord.objects.filter(source=Source.FILE, source_key__in=keys).order_by("pk")
    }
    sets = sets_of([record.pk for record in records.values()])
    new = []
    for row in rows:
        record = records.get(row.key)
        if record is None:
            new.append(row)
            continue
        found.works[row.key] = record.work_id
        if record.organisation_id != row.organisation_id and "organisation_id" not in record.settled_fields:
            found.mistakes.append(Mistake(row.number, "own", "taken", row.own, f"#{record.pk}"))
        elif record.stands:
            found.known[record.pk] = row
            if _differs(record, row, sets):
                found.different.append(row.number)
        elif "stands" in record.settled_fields:
            found.withdrawn.append(row.number)
        else:
            found.returning[record.pk] = row
    found.new += new
    found.doubles += _doubles(new)


def _differs(record: CoverageRecord, row: Row, sets: dict) -> bool:
    """Whether the ledger says it otherwise than the file, corrections by a person aside."""
    plain = [name for name in ("day", *LINKS, *SCALARS) if name not in record.settled_fields]
    if any(getattr(record, name) != getattr(row, name) for name in plain):
        return True
    return any(
        sets[name].get(record.pk, frozenset()) != getattr(row, name)
        for name in sets
        if name not in record.settled_fields
    )


def _doubles(rows: list[Row]) -> list[tuple[int, int]]:
    """New rows that another record seems to tell already: same organisation, channel, day and title."""
    wanted = {(row.organisation_id, row.channel_id, row.day, fold(row.title)[:300]): row.number for row in rows}
    days = defaultdict(set)
    for organisation, _channel, day, _title in wanted:
        days[organisation].add(day)
    among = Q()
    for organisation, those in days.items():
        among |= Q(organisation=organisation, day__in=those)
    if not wanted:
        return []
    standing = CoverageRecord.objects.standing().filter(among).order_by("pk")
    found = standing.values_list("organisation_id", "channel_id", "day", "folded", "pk")
    return [(wanted[tuple(told)], pk) for *told, pk in found.iterator() if tuple(told) in wanted]


def _find_references(rows: list[Row], found: Examined) -> None:
    """What rows mean by "the same work as": a record by number, a row of the file, or one filed before."""
    numbers = {row.same for row in rows if row.same.startswith("#") and row.same[1:].isdigit()}
    ids = [int(number[1:]) for number in numbers]
    for some in chunks(ids, CHUNK):
        for record in CoverageRecord.objects.filter(pk__in=some):
            found.referred[f"#{record.pk}"] = (record.work_id, key_of(record.key))
    here = {row.own for row in rows if row.own}
    elsewhere = {own_key(row.same) for row in rows if row.same and row.same not in here | numbers}
    for some in chunks(sorted(elsewhere), CHUNK):
        filed = CoverageRecord.objects.filter(source=Source.FILE, source_key__in=some)
        found.works |= dict(filed.values_list("source_key", "work_id"))
    for row in rows:
        if row.same and not (row.same in here or row.same in found.referred or own_key(row.same) in found.works):
            found.mistakes.append(Mistake(row.number, "same", "no_such_work", row.same))


def _closed(rows: list[Row]) -> dict[str, int]:
    """How many rows lie in periods whose figures are frozen: {what froze them: rows}."""
    found: dict[str, int] = {}
    plans = {plan.pk: plan for plan in Plan.objects.select_related("regime")}
    for closing in closings().values():
        if plan := plans.get(closing.plan_id):
            window = period(closing.year, closing.code, plan.regime.rule())
            if within := sum(window.start <= row.day < window.stop for row in rows):
                found[closing.title] = within
    return found
