"""Why did the number change? Two lists of records held against each other, one by one. Pure.

Each side is a statement with every record that it counts, and the words and the mapping under which it was counted. The
difference of the figures is what the differences of the records add up to; nothing is explained away.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from newsroom.coverage.counting import Fact, Figure, Item
from newsroom.statements.compiling import Line, RecordLine, Statement


class How(StrEnum):
    """In which way a record differs."""

    ADDED = "added"
    GONE = "gone"
    REDATED = "redated"
    RETAGGED = "retagged"
    REGROUPED = "regrouped"
    CORRECTED = "corrected"
    REMAPPED = "remapped"
    """It is as it was; the plan's items are mapped to other themes."""


class Ground(StrEnum):
    """What besides records can differ."""

    THEME = "theme"
    ITEM = "item"
    ORGANISATION = "organisation"
    CHANNEL = "channel"
    MAPPING = "mapping"


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two. `kept` are the records; `names` the words by kind and key, as a snapshot keeps them."""

    statement: Statement
    kept: tuple[tuple[RecordLine, Fact], ...]
    items: tuple[Item, ...]
    names: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """`name` as the ledger's history calls it; values in words, days as days."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the history says of a change: who, when and why. `fields` are those that it touched."""

    kind: str
    at: datetime
    by: str
    reason: str = ""
    fields: frozenset[str] = frozenset()
    number: int = 0


@dataclass(frozen=True, kw_only=True)
class RecordChange:
    """One record that is not what it was. `line` is as it is now, or as it was when it is gone."""

    record_id: int
    line: RecordLine
    how: tuple[How, ...]
    fields: tuple[FieldChange, ...] = ()
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GroundChange:
    """A new name or a new mapping: old and new in words, "" where there was or is none."""

    ground: Ground
    key: str
    old: str
    new: str
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RowChange:
    """One row of the statement before and after; a row that a side does not have counts nothing there."""

    code: str
    label: str
    title: str
    before: Figure
    after: Figure

    @property
    def appearances(self) -> int:
        return self.after.appearances - self.before.appearances

    @property
    def works(self) -> int:
        return self.after.works - self.before.works

    @property
    def minutes(self) -> int:
        return self.after.minutes - self.before.minutes

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, kw_only=True)
class Delta:
    """Everything in which two sides differ. `rows` holds all rows, changed or not; the others only what differs."""

    rows: tuple[RowChange, ...]
    records: tuple[RecordChange, ...]
    grounds: tuple[GroundChange, ...]

    def __bool__(self) -> bool:
        return bool(self.records or self.grounds or any(row.is_changed for row in self.rows))

    def by(self, how: How) -> tuple[RecordChange, ...]:
        return tuple(change for change in self.records if how in change.how)


_PLAIN = ("genre", "tone", "seconds", "quantity", "is_rerun")
_COUNTED = ("persons", "copies")
_WRITTEN = ("title", "url", "evidence")


def compare(before: Side, after: Side) -> Delta:
    """What differs, records in order of day, the gone ones among them."""
    old = {line.record_id: (line, fact) for line, fact in before.kept}
    new = {line.record_id: (line, fact) for line, fact in after.kept}
    changes = []
    for record_id in {**old, **new}:
        was, now = old.get(record_id), new.get(record_id)
        if was is None and now is not None:
            changes.append(RecordChange(record_id=record_id, line=now[0], how=(How.ADDED,)))
        elif now is None and was is not None:
            changes.append(RecordChange(record_id=record_id, line=was[0], how=(How.GONE,)))
        elif was is not None and now is not None and (change := _changed(was, now, before, after)):
            changes.append(change)
    return Delta(
        rows=tuple(_rows(before.statement, after.statement)),
        records=tuple(sorted(changes, key=lambda change: (change.line.day, change.record_id))),
        grounds=tuple(_grounds(before, after)),
    )


def telling(change: RecordChange, history: Iterable[Told], *, since: int = 0) -> tuple[Told, ...]:
    """The lines of a record's history that tell of a change, oldest first: those after line number `since`; where
    none of these does, the last one that could (it was written while somebody froze)."""
    fitting = [told for told in sorted(history, key=lambda told: told.number) if _fits(change, told)]
    return tuple(told for told in fitting if told.number > since) or tuple(fitting[-1:])


def _fits(change: RecordChange, told: Told) -> bool:
    if How.ADDED in change.how:
        return told.kind in ("recorded", "reinstated") or "day" in told.fields
    if How.GONE in change.how:
        return told.kind == "withdrawn" or "day" in told.fields
    return bool(told.fields & {field.name for field in change.fields})


def _changed(
    was: tuple[RecordLine, Fact], now: tuple[RecordLine, Fact], before: Side, after: Side
) -> RecordChange | None:
    (old_line, old), (new_line, new) = was, now
    found: list[tuple[How, FieldChange]] = []

    def note(how: How, name: str, was: Any, now: Any) -> None:
        found.append((how, FieldChange(name=name, old=was, new=now)))

    if old.day != new.day:
        note(How.REDATED, "day", old.day, new.day)
    if old.theme_ids != new.theme_ids:
        note(How.RETAGGED, "themes", _themes(old, before), _themes(new, after))
    elif old_line.items != new_line.items:
        note(How.REMAPPED, "items", old_line.items, new_line.items)
    if old.work_id != new.work_id:
        note(How.REGROUPED, "work", old.work_id, new.work_id)
    if old.organisation != new.organisation:
        note(How.CORRECTED, "organisation", old_line.organisation, new_line.organisation)
    if old.channel != new.channel:
        note(How.CORRECTED, "channel", old_line.channel, new_line.channel)
    if old.about != new.about:
        note(How.CORRECTED, "about", tuple(sorted(old.about)), tuple(sorted(new.about)))
    for name in _PLAIN:
        if getattr(old, name) != getattr(new, name):
            words = name in ("genre", "tone")
            sides = (old_line, new_line) if words else (old, new)
            note(How.CORRECTED, name, getattr(sides[0], name), getattr(sides[1], name))
    for name in (*_COUNTED, *_WRITTEN):
        if getattr(old_line, name) != getattr(new_line, name):
            note(How.CORRECTED, name, getattr(old_line, name), getattr(new_line, name))
    if not found:
        return None
    return RecordChange(
        record_id=new_line.record_id,
        line=new_line,
        how=tuple(dict.fromkeys(how for how, _field in found)),
        fields=tuple(field for _how, field in found),
    )


def _themes(fact: Fact, side: Side) -> tuple[str, ...]:
    names = side.names.get("theme", {})
    return tuple(sorted(names.get(str(theme), f"#{theme}") for theme in fact.theme_ids))


def _rows(before: Statement, after: Statement) -> Iterable[RowChange]:
    old, new = ({line.code: line for line in side.lines} for side in (before, after))
    order = [line.code for line in after.rows]
    order += [line.code for line in before.rows if line.code not in order]
    for code in (*order, after.unclassified.code, after.total.code):
        line: Line = new.get(code) or old[code]
        yield RowChange(
            code=code,
            label=line.label,
            title=line.title,
            before=old[code].figure if code in old else Figure(),
            after=new[code].figure if code in new else Figure(),
        )


def _grounds(before: Side, after: Side) -> Iterable[GroundChange]:
    """Names that were used on either side and are others now; items that were mapped to other themes."""
    used = {str(theme) for side in (before, after) for _line, fact in side.kept for theme in fact.theme_ids}
    used |= {str(theme) for side in (before, after) for item in side.items for theme in item.theme_ids}
    for ground in (Ground.THEME, Ground.ITEM, Ground.ORGANISATION, Ground.CHANNEL):
        old, new = (side.names.get(ground.value, {}) for side in (before, after))
        for key in sorted(old.keys() & new.keys()):
            if old[key] != new[key] and (ground is not Ground.THEME or key in used):
                yield GroundChange(ground=ground, key=key, old=old[key], new=new[key])
        if ground is Ground.ITEM:
            for key in sorted(old.keys() ^ new.keys()):
                yield GroundChange(ground=ground, key=key, old=old.get(key, ""), new=new.get(key, ""))
    was, now = ({item.label: item.theme_ids for item in side.items} for side in (before, after))
    for label in sorted(was.keys() & now.keys()):
        if was[label] != now[label]:
            yield GroundChange(
                ground=Ground.MAPPING,
                key=label,
                old=_mapped(was[label], before),
                new=_mapped(now[label], after),
            )


def _mapped(theme_ids: Iterable[int], side: Side) -> str:
    names = side.names.get("theme", {})
    return ", ".join(sorted(names.get(str(theme), f"#{theme}") for theme in theme_ids))
