"""Changing a record and writing down what changed, in words that outlive what they name."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from newsroom import text
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

from ..models import CoverageRecord, LedgerEvent

SCALARS = ("title", "url", "evidence", "genre", "tone", "quantity", "seconds", "persons", "copies", "is_rerun")
LINKS = {"organisation_id": Organisation, "channel_id": Channel}
SETS = {"theme_ids": Theme, "about_ids": Organisation}
DATES = ("day", "happened_at")
_NAMES = {"theme_ids": "themes", "about_ids": "about", "organisation_id": "organisation", "channel_id": "channel"}


class ReasonMissing(ValueError):
    """A person changed or withdrew a record and did not say why."""


def because(reason: str) -> str:
    """The reason in one spelling, at most 255 characters. Raises ReasonMissing when nothing is left of it."""
    reason = text.canonical(reason)[:255]
    if not reason:
        raise ReasonMissing("Say why: the reason stays in the record's history.")
    return reason


def spelt(field: str, value: Any) -> Any:
    """What the ledger keeps of a value handed in: one spelling for a title, a frozen set for sets."""
    if field == "title":
        return text.canonical(value)[:300]
    return frozenset(value) if field in SETS else value


def held(record: CoverageRecord, field: str) -> Any:
    """What a record holds under a name of `Appearance`; sets as frozen sets of ids."""
    if field in SETS:
        manager = record.themes if field == "theme_ids" else record.about
        return frozenset(found.pk for found in manager.all())
    return getattr(record, field)


def put(record: CoverageRecord, wanted: dict[str, Any]) -> dict[str, list]:
    """Set what differs, without saving scalars; returns {field: [old, new]} in words, empty when nothing differs."""
    changes = {}
    for field, value in wanted.items():
        new, old = spelt(field, value), held(record, field)
        if new == old:
            continue
        changes[_name(field)] = [in_words(field, old), in_words(field, new)]
        if field in SETS:
            (record.themes if field == "theme_ids" else record.about).set(new)
        else:
            setattr(record, field, new)
    return changes


def in_words(field: str, value: Any) -> Any:
    """A value as its history tells it, fit for JSON: names for ids, ISO for dates."""
    if field in LINKS:
        found = LINKS[field].objects.filter(pk=value).first()
        return str(found) if found else value
    if field in SETS:
        return sorted(str(found) for found in SETS[field].objects.filter(pk__in=value))
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value


def beginning(record: CoverageRecord) -> dict[str, list]:
    """What a new record says, as changes from nothing."""
    fields = (*DATES, *LINKS, *SCALARS, *SETS)
    told = {_name(field): in_words(field, held(record, field)) for field in fields}
    return {field: [None, value] for field, value in told.items() if value not in (None, "", [], False)}


def log(record: CoverageRecord, kind: LedgerEvent.Kind, *, by, at: datetime, reason: str = "", changes=None) -> None:
    """Write one line of the record's history. `by` is a user, or None for the machine."""
    LedgerEvent.objects.create(
        record_id=record.pk,
        kind=kind,
        at=at,
        by_id=by.pk if by else None,
        by_name=str(by)[:150] if by else "",
        reason=reason,
        changes=changes or {},
    )


def _name(field: str) -> str:
    """The word for a field in the history: the model's, so that screens can name it."""
    return _NAMES.get(field, field)
