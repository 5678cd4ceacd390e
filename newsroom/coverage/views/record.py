"""One record with everything that happened to it."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from ..models import CoverageRecord, LedgerEvent
from .asking import OneRecordMixin


class Record(OneRecordMixin, TemplateView):
    """What the record says, the other appearances of its work, and its history."""

    template_name = "newsroom/coverage/ledger/record.html"

    def get_page_title(self):
        return self.record.title

    def get_context_data(self, **kwargs):
        record = self.record
        return super().get_context_data(
            **kwargs,
            record=record,
            themes=record.themes.alphabetical(),
            about=record.about.alphabetical(),
            others=self.seen()
            .filter(work=record.work_id)
            .exclude(pk=record.pk)
            .select_related("organisation", "channel")
            .order_by("day", "pk"),
            history=[_told(event) for event in LedgerEvent.objects.filter(record_id=record.pk).order_by("at", "pk")],
        )

    @cached_property
    def header_buttons(self):
        if not self.may_write(self.record.organisation_id):
            return []
        out = ("reinstate", _("Put back"), "undo") if not self.record.stands else ("withdraw", _("Withdraw"), "bin")
        wanted = [("correct", _("Correct"), "edit"), ("regroup", _("Work"), "link"), out]
        return [
            HeaderButton(
                label=label,
                url=reverse(f"newsroom_coverage:{name}", args=[self.record.pk]),
                icon_name=icon,
                priority=number,
            )
            for number, (name, label, icon) in enumerate(wanted)
        ]


def _told(event: LedgerEvent) -> dict:
    """An event with its changed fields named as the model names them."""
    changes = []
    for field, (old, new) in event.changes.items():
        about = CoverageRecord._meta.get_field(field)
        changes.append({"name": about.verbose_name, "old": _shown(about, old), "new": _shown(about, new)})
    return {"event": event, "changes": changes}


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
    return str(dict(field.flatchoices).get(value, value))
