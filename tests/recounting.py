"""The figures of a window counted once more, from bare tables and with nothing of the house's counting.

Slow and obvious on purpose: every record is read, every cell is a list of records, and works are a set.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations

from django.db import connection

TOTAL, NO_ITEM = "total", "no item"
_RECORDS = """
SELECT r.id, r.work_id, r.day, r.withdrawn_at, c.code, o.slug, r.genre, r.tone, r.seconds, r.quantity, r.persons,
       r.copies, r.is_rerun
FROM newsroom_coverage_coveragerecord r
JOIN newsroom_plan_channel c ON c.id = r.channel_id
JOIN newsroom_organisations_organisation o ON o.id = r.organisation_id
"""
_THEMES = "SELECT coveragerecord_id, theme_id FROM newsroom_coverage_coveragerecord_themes"
_NAMED = """
SELECT a.coveragerecord_id, o.slug FROM newsroom_coverage_coveragerecord_about a
JOIN newsroom_organisations_organisation o ON o.id = a.organisation_id
"""


def recount(
    items: Mapping[str, Iterable[int]],
    first: date,
    last: date,
    *,
    by: Iterable[Iterable[str]],
    spans: Iterable[tuple[date, date]] = (),
) -> dict[tuple, tuple]:
    """{(row, ((dimension, value), …)): (appearances, works, seconds, first runs, quantity, persons, copies)}.

    `last` is the last day that counts, and so are those of `spans`. Cells without a record are left out.
    """
    themes, named = _linked(_THEMES), _linked(_NAMED)
    cells = defaultdict(list)
    for record in _read(_RECORDS):
        pk, work, day, withdrawn, channel, organisation, genre, tone, *numbers = record
        day = day if isinstance(day, date) else date.fromisoformat(day)
        if withdrawn is not None or not first <= day <= last:
            continue
        rows = {label for label, wanted in items.items() if any(theme in themes[pk] for theme in wanted)}
        said = {
            "channel": [channel],
            "organisation": [organisation],
            "genre": [genre],
            "tone": [tone],
            "about": sorted(named[pk]),
            "span": [n for n, (since, until) in enumerate(spans) if since <= day <= until],
        }
        for row in [TOTAL, *(rows or {NO_ITEM})]:
            for dimensions in by:
                for values in _choices([said[name] for name in dimensions]):
                    place = tuple(sorted(zip(dimensions, values, strict=True)))
                    cells[row, place].append((pk, work, *numbers))
    return {cell: _added(records) for cell, records in cells.items()}


def every_grain(dimensions: Iterable[str]) -> list[tuple[str, ...]]:
    """All sets of these dimensions, the empty one too."""
    dimensions = tuple(dimensions)
    return [some for size in range(len(dimensions) + 1) for some in combinations(dimensions, size)]


def _added(records: list[tuple]) -> tuple[int, ...]:
    works = set()
    seconds = first_runs = quantity = persons = copies = 0
    for _pk, work, length, pieces, people, printed, again in records:
        works.add(work)
        seconds += length
        quantity += pieces
        persons += people or 0
        copies += printed or 0
        first_runs += 0 if again else 1
    return len(records), len(works), seconds, first_runs, quantity, persons, copies


def _choices(lists: list[list]) -> list[tuple]:
    found: list[tuple] = [()]
    for values in lists:
        found = [(*chosen, value) for chosen in found for value in values]
    return found


def _linked(sql: str) -> Mapping[int, set]:
    found = defaultdict(set)
    for record, other in _read(sql):
        found[record].add(other)
    return found


def _read(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()
