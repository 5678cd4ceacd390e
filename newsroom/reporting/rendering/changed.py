"""Adjustments since freezing in other skins, and the words for them."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..comparing import Delta, Ground, How, RecordChange, RowChange, Told
from .as_csv import harmless

COLUMNS = ("record", "day", "title", "organisation", "how", "field", "old", "new", "who", "when", "why")


def hows() -> dict[str, str]:
    """In which way a record differs, in the order of the screen."""
    return {
        How.ADDED: pgettext("adjustment", "Added"),
        How.GONE: pgettext("adjustment", "Withdrawn or gone from the period"),
        How.REDATED: pgettext("adjustment", "Re-dated"),
        How.RETAGGED: pgettext("adjustment", "Other themes"),
        How.REGROUPED: pgettext("adjustment", "Merged or parted"),
        How.CORRECTED: pgettext("adjustment", "Corrected"),
        How.REMAPPED: pgettext("adjustment", "The plan's mapping changed"),
    }


def grounds() -> dict[str, str]:
    """What besides records differs."""
    return {
        Ground.THEME: _("Theme renamed"),
        Ground.ITEM: _("Content item changed"),
        Ground.ORGANISATION: _("Organisation renamed"),
        Ground.CHANNEL: _("Channel renamed"),
        Ground.MAPPING: _("Item mapped to other themes"),
    }


def field_names() -> dict[str, str]:
    return {
        "day": _("Day"),
        "themes": _("Themes"),
        "items": _("Content items"),
        "work": _("Work no."),
        "organisation": _("Organisation"),
        "channel": _("Channel"),
        "about": _("About"),
        "genre": _("Genre"),
        "tone": _("Tone"),
        "seconds": _("Length in seconds"),
        "quantity": _("Quantity"),
        "is_rerun": _("Rerun"),
        "persons": pgettext("column", "People"),
        "copies": pgettext("column", "Copies"),
        "title": _("Title"),
        "url": _("Address"),
        "evidence": _("Evidence"),
    }


def shown(value: Any) -> str:
    """A value as people read it: days as days, lists with commas, nothing for nothing."""
    if isinstance(value, (tuple, list)):
        return ", ".join(str(part) for part in value)
    if value is True:
        return _("yes")
    if value in (None, False, ""):
        return ""
    return f"{value:%d/%m/%Y}" if hasattr(value, "year") else str(value)


def to_json(delta: Delta, *, since: Any, until: Any) -> bytes:
    """Every difference; `since` and `until` name the two sides ({number, sha256, frozen_at}, or None for live)."""
    data = {
        "since": since,
        "until": until,
        "rows": [_row(row) for row in delta.rows],
        "records": [
            {
                "record": change.record_id,
                "day": change.line.day.isoformat(),
                "title": change.line.title,
                "organisation": change.line.organisation,
                "how": [how.value for how in change.how],
                "fields": {field.name: [_plain(field.old), _plain(field.new)] for field in change.fields},
                "history": _history(change.told),
            }
            for change in delta.records
        ],
        "grounds": [
            {
                "ground": change.ground.value,
                "key": change.key,
                "old": change.old,
                "new": change.new,
                "history": _history(change.told),
            }
            for change in delta.grounds
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


def to_csv(delta: Delta) -> bytes:
    """A row for each changed field of each record, and for each name or mapping; UTF-8 with a byte-order mark."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_headings()[column] for column in COLUMNS])
    for change in delta.records:
        for row in _record_rows(change):
            writer.writerow([harmless(value) for value in row])
    for ground in delta.grounds:
        who, when, why = _last(ground.told)
        row = ("", "", "", "", grounds()[ground.ground], ground.key, ground.old, ground.new, who, when, why)
        writer.writerow([harmless(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _headings() -> dict[str, str]:
    return {
        "record": _("Record no."),
        "day": _("Day"),
        "title": _("Title"),
        "organisation": _("Organisation"),
        "how": _("Change"),
        "field": _("What"),
        "old": _("Before"),
        "new": _("After"),
        "who": _("Who"),
        "when": _("When"),
        "why": _("Reason"),
    }


def _record_rows(change: RecordChange) -> Iterable[tuple[object, ...]]:
    how = "; ".join(hows()[each] for each in change.how)
    line, told = change.line, _last(change.told)
    same = (change.record_id, line.day.isoformat(), line.title, line.organisation, how)
    if not change.fields:
        yield (*same, "", "", "", *told)
    for field in change.fields:
        yield (*same, field_names().get(field.name, field.name), shown(field.old), shown(field.new), *told)


def _last(told: tuple[Told, ...]) -> tuple[str, str, str]:
    if not told:
        return "", "", ""
    last = told[-1]
    return last.by, date_format(localtime(last.at), "H:i d/m/Y"), last.reason


def _row(row: RowChange) -> dict[str, Any]:
    figures = ("appearances", "works", "minutes")
    return {
        "label": row.label,
        "code": row.code or "total",
        "title": row.title,
        "before": {name: getattr(row.before, name) for name in figures},
        "after": {name: getattr(row.after, name) for name in figures},
    }


def _history(told: tuple[Told, ...]) -> list[dict[str, str]]:
    return [{"kind": each.kind, "at": each.at.isoformat(), "by": each.by, "reason": each.reason} for each in told]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
