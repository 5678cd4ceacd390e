"""Other themes for many records: choose, see what it does to every period, then do it."""

from __future__ import annotations

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from newsroom.plan.wording import short_period_name

from .. import actions
from ..counting import UNCLASSIFIED
from ..forms import ReasonForm, RetaggingForm
from ..models import CoverageRecord
from .asking import DeskMixin
from .filtering import ALL, chosen_in
from .grouping import undo_button
from .telling import told

LISTED = 100
OWN = frozenset({"add", "remove", "only", "xem", "reason", "seen", "digest", "csrfmiddlewaretoken"})
"""What this screen asks itself; all else in the address says which records are meant."""


class Retag(DeskMixin, TemplateView):
    """Three steps on one address: which themes, what that does, and the reason. The last is a POST."""

    template_name = "newsroom/coverage/ledger/retag.html"
    page_title = gettext_lazy("Themes of many records")
    header_icon = "tag"

    def get(self, request, *args, **kwargs):
        records = self._chosen(request.GET)
        if not records.exists():
            messages.warning(request, _("Tick records first, or let the filters leave some."))
            return redirect("newsroom_coverage:ledger")
        asked = "xem" in request.GET
        form = RetaggingForm(request.GET) if asked else RetaggingForm(initial=self._initial(request.GET))
        return self._show(records, form, request.GET, preview=asked and form.is_valid())

    def post(self, request, *args, **kwargs):
        records, form = self._chosen(request.POST), RetaggingForm(request.POST)
        reason = ReasonForm(request.POST)
        if not form.is_valid() or not reason.is_valid():
            return self._show(records, form, request.POST, preview=form.is_valid(), reason=reason)
        seen = request.POST.get("seen", "")
        try:
            batch = actions.retag(
                records=records,
                change=form.change(),
                digest=request.POST.get("digest", ""),
                seen=int(seen) if seen.isdecimal() and len(seen) < 19 else 0,
                reason=reason.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
                told=form.told(),
                may=self.may_change,
            )
        except actions.Outdated as refused:
            return self._show(records, form, request.POST, preview=True, reason=reason, since=refused.events)
        except (actions.NothingToChange, actions.TooMany, actions.NotTheirs):
            return self._show(records, form, request.POST, preview=True, reason=reason)
        done = ngettext("Themes of %(number)d record changed.", "Themes of %(number)d records changed.", batch.size) % {
            "number": batch.size
        }
        messages.success(request, done, buttons=[undo_button(batch)])
        return redirect("newsroom_coverage:batch", batch.pk)

    def _chosen(self, address):
        return chosen_in(address, self.seen(), self.request)

    def _initial(self, address) -> dict:
        """With a theme in the filters, that one is what a person most likely wants to take away."""
        theme = address.get("chu_de", "")
        return {"remove": [theme] if theme.isdecimal() and ALL in address else []}

    def _show(self, records, form, address, *, preview=False, reason=None, since=None):
        context = self.get_context_data(
            form=form,
            media=form.media,
            chosen=records.count(),
            carried=[
                (name, value) for name, values in address.lists() for value in values if value and name not in OWN
            ],
            reason=reason or ReasonForm(),
        )
        if preview:
            context |= self._previewed(records, form, since)
        return self.render_to_response(context)

    def _previewed(self, records, form, since) -> dict:
        try:
            found = actions.preview(records=records, change=form.change())
        except actions.TooMany:
            return {"too_many": actions.MOST_RETAGGED}
        listed = list(found.changes)[:LISTED]
        names = form.names()
        by_id = CoverageRecord.objects.select_related("organisation").in_bulk(listed)
        foreign = records.exclude(organisation__in=self.bodies()).select_related("organisation")
        return {
            "preview": found,
            "changed": len(found.changes),
            "settled": len(found.settled),
            "effects": [self._effect(each) for each in found.effects if each.period.kind != "month"],
            "months": [self._effect(each) for each in found.effects if each.period.kind == "month"],
            "changes": [
                {
                    "record": by_id[pk],
                    "gone": sorted(names.get(theme, "?") for theme in found.changes[pk][0] - found.changes[pk][1]),
                    "new": sorted(names.get(theme, "?") for theme in found.changes[pk][1] - found.changes[pk][0]),
                    "settled": pk in found.settled,
                }
                for pk in sorted(listed, key=lambda pk: (by_id[pk].day, pk))
            ],
            "more": len(found.changes) - len(listed),
            "foreign": list(foreign[:5]),
            "outdated": since is not None,
            "since": [told(event) for event in since or ()],
        }

    def _effect(self, effect) -> dict:
        titles = {item.label: item.title for item in effect.plan.items.select_related("clause")}
        return {
            "plan": effect.plan,
            "period": short_period_name(effect.period),
            "address": f"{reverse('newsroom_coverage:ledger')}?ky={effect.period.year}/{effect.period.code}",
            "closing": effect.closing,
            "rows": [
                {
                    "name": self._row(shift.row, titles),
                    "total": shift.row is None,
                    "pairs": [
                        _pair(effect.before[shift.row].appearances, shift.appearances),
                        _pair(effect.before[shift.row].works, shift.works),
                    ],
                }
                for shift in effect.shifts
            ],
        }

    def _row(self, row: str | None, titles: dict) -> str:
        if row is None:
            return _("Total")
        return _("Unclassified") if row == UNCLASSIFIED else f"{row} {titles.get(row, '')}"


def _pair(before: int, by: int) -> dict:
    return {"before": before, "after": before + by, "by": by}
