"""One record with everything that happened to it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.widgets.button import HeaderButton

from ..models import LedgerEvent
from .asking import OneRecordMixin
from .telling import FIELDS, told


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
            history=[told(event) for event in self._events()],
            undoable=self._undoable(),
            settled=[str(FIELDS.get(name, name)) for name in record.settled_fields],
        )

    def _events(self):
        found = LedgerEvent.objects.filter(record_id=self.record.pk).select_related("batch__undone_by")
        return found.order_by("at", "pk")

    def _undoable(self) -> int | None:
        """The last change of a person that still holds and may be undone by whoever looks."""
        if not self.may_write(self.record.organisation_id):
            return None
        held = [event for event in self._events() if event.batch_id and not event.batch.is_undone]
        return held[-1].batch_id if held and held[-1].kind != LedgerEvent.Kind.UNDONE else None

    @cached_property
    def header_buttons(self):
        if not self.may_write(self.record.organisation_id):
            return []
        out = ("reinstate", _("Put back"), "rotate") if not self.record.stands else ("withdraw", _("Withdraw"), "bin")
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
