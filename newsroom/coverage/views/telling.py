"""An event of the history as a sentence that a person reads."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import CoverageRecord, LedgerBatch, LedgerEvent

FIELDS = {
    **{field.name: field.verbose_name for field in CoverageRecord._meta.fields},
    "theme_ids": gettext_lazy("themes"),
    "about_ids": gettext_lazy("about"),
    "organisation_id": gettext_lazy("organisation"),
    "channel_id": gettext_lazy("channel"),
    "work_id": gettext_lazy("work"),
    "work": gettext_lazy("work"),
    "stands": gettext_lazy("whether it counts"),
}
"""What screens call the fields that an event, a batch or a decision names."""


def told(event: LedgerEvent) -> dict:
    """An event with what it says, each changed field named as the model names it."""
    changes = []
    for field, (old, new) in event.changes.items():
        about = CoverageRecord._meta.get_field(field)
        changes.append({"name": about.verbose_name, "old": _shown(about, old), "new": _shown(about, new)})
    return {"event": event, "changes": changes, "did": _did(event), "who": event.by_name}


def _did(event: LedgerEvent) -> str:
    """The verb: what happened, in the context of what it was a part of."""
    stands = event.exact.get("stands")
    if event.kind == LedgerEvent.Kind.UNDONE and stands:
        return _("took it out of the count again") if not stands[1] else _("put it back into the count again")
    part_of = event.batch.kind if event.batch_id else ""
    kinds, batches = LedgerEvent.Kind, LedgerBatch.Kind
    verbs = {
        (kinds.RECORDED, batches.IMPORTED): _("recorded it from a file"),
        (kinds.REINSTATED, batches.IMPORTED): _("put it back from a file"),
        (kinds.CORRECTED, batches.RETAGGED): _("changed the themes of many records"),
        (kinds.REGROUPED, batches.MERGED): _("merged it into another work"),
        (kinds.REGROUPED, batches.SPLIT): _("split it from its work"),
        (kinds.RECORDED, ""): _("recorded it"),
        (kinds.WITHDRAWN, ""): _("withdrew it"),
        (kinds.REINSTATED, ""): _("put it back into the count"),
        (kinds.CORRECTED, ""): _("corrected it"),
        (kinds.UPDATED, ""): _("brought it up to date with its source"),
        (kinds.REGROUPED, ""): _("moved it to another work"),
        (kinds.UNDONE, ""): _("undid a change"),
    }
    return verbs.get((event.kind, part_of)) or verbs[(event.kind, "")]


def _shown(field, value) -> str:
    """A value of the history as screens print it: days as days, codes as words."""
    if isinstance(value, list):
        return ", ".join(value)
    if value is True:
        return _("yes")
    if value in (None, False):
        return ""
    if field.name == "day":
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    if field.name == "happened_at":
        return date_format(localtime(datetime.fromisoformat(value)), "H:i d/m/Y")
    if field.name == "seconds":
        return f"{value // 60}:{value % 60:02}"
    return str(dict(field.flatchoices).get(value, value))
