"""Changing a record and writing down what changed, in words that outlive what they name."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from newsroom import text
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

from ..models import CoverageRecord, LedgerBatch, LedgerEvent

SCALARS = ("title", "url", "evidence", "genre", "tone", "quantity", "seconds", "persons", "copies", "is_rerun")
LINKS = {"organisation_id": Organisation, "channel_id": Channel}
SETS = {"theme_ids": Theme, "about_ids": Organisation}
DATES = ("day", "happened_at")
_NAMES = {
    "theme_ids": "themes",
    "about_ids": "about",
    "organisation_id": "organisation",
    "channel_id": "channel",
    "work_id": "work",
}


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


def put(record: CoverageRecord, wanted: dict[str, Any], exact: dict[str, list] | None = None) -> dict[str, list]:
    """Set what differs, without saving scalars; returns {field: [old, new]} in words, empty when nothing differs.

    `exact`, if given, is filled with the same as the database holds it, for undoing.
    """
    changes = {}
    for field, value in wanted.items():
        new, old = spelt(field, value), held(record, field)
        if new == old:
            continue
        changes[name_of(field)] = [in_words(field, old), in_words(field, new)]
        if exact is not None:
            exact[field] = [stored(field, old), stored(field, new)]
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
    told = {name_of(field): in_words(field, held(record, field)) for field in fields}
    return {field: [None, value] for field, value in told.items() if value not in (None, "", [], False)}


def beginnings(records: list[CoverageRecord], *, themes: list, about: list) -> list[dict[str, list]]:
    """`beginning` for many new records, whose sets are given beside them. As many queries as there are kinds."""
    ids = {
        "theme_ids": set().union(*themes),
        "about_ids": set().union(*about),
        **{field: {getattr(record, field) for record in records} for field in LINKS},
    }
    models = {**SETS, **LINKS}
    names = {
        field: {one.pk: str(one) for one in models[field].objects.filter(pk__in=those)} for field, those in ids.items()
    }
    told = []
    for record, theme_ids, about_ids in zip(records, themes, about, strict=True):
        values = {name_of(field): in_words(field, getattr(record, field)) for field in (*DATES, *SCALARS)}
        values |= {name_of(field): names[field][getattr(record, field)] for field in LINKS}
        values["themes"] = sorted(names["theme_ids"][pk] for pk in theme_ids)
        values["about"] = sorted(names["about_ids"][pk] for pk in about_ids)
        told.append({field: [None, value] for field, value in values.items() if value not in (None, "", [], False)})
    return told


def stored(field: str, value: Any) -> Any:
    """A value as JSON keeps it exactly: sorted ids for sets, ISO for dates."""
    if field in SETS:
        return sorted(value)
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def restored(field: str, value: Any) -> Any:
    """The value that `stored` kept."""
    if field in SETS:
        return frozenset(value)
    if field == "day":
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if field == "happened_at" and value else value


def log(record: CoverageRecord, kind: LedgerEvent.Kind, *, by, at: datetime, **told) -> None:
    """Write one line of the record's history. `by` is a user, or None for the machine."""
    line(record.pk, kind, by=by, at=at, **told).save(force_insert=True)


def line(
    record_id: int, kind: LedgerEvent.Kind, *, by, at: datetime, reason: str = "", changes=None, exact=None, batch=None
) -> LedgerEvent:
    """One line of a record's history, not yet written."""
    return LedgerEvent(
        record_id=record_id,
        kind=kind,
        at=at,
        **signed(by),
        reason=reason,
        changes=changes or {},
        exact=exact or {},
        batch=batch,
    )


def signed(by) -> dict[str, Any]:
    """Who, in words that outlive the account."""
    return {"by_id": by.pk if by else None, "by_name": str(by)[:150] if by else ""}


def begin_batch(kind: LedgerBatch.Kind, *, reason: str, by, at: datetime, **fields) -> LedgerBatch:
    """Open what a person does in one go; its events name the records."""
    return LedgerBatch.objects.create(kind=kind, reason=reason, at=at, **signed(by), **fields)


def name_of(field: str) -> str:
    """The word for a field in the history: the model's, so that screens can name it."""
    return _NAMES.get(field, field)
