"""Saying that an entry is one work with another, that it is not, or taking it out again."""

from __future__ import annotations

from datetime import timedelta

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from .. import actions
from ..models import InboxEntry
from .frame import FrameMixin
from .likening import evidence
from .lines import Kin
from .verbs import NotUnderstood, VerbView, tell_what_was_left

AROUND = timedelta(days=14)
"""How far before and after an entry another is looked for."""
SHOWN = 30


class _PairView(VerbView):
    def other(self) -> InboxEntry:
        """The entry that the form names. Raises NotUnderstood."""
        named = self.request.POST.get("other", "")
        found = InboxEntry.objects.filter(pk=int(named)).first() if named.isascii() and named.isdigit() else None
        if found is None:
            raise NotUnderstood(_("Choose the entry that it is the same as."))
        return found


class SameView(FrameMixin, _PairView):
    """Asks which entry it is the same as (GET, with a search), or says so (POST)."""

    http_method_names = ["get", "post"]
    template_name = "newsroom/triage/same.html"
    page_title = gettext_lazy("Same as another entry")
    header_icon = "link"

    def get(self, request, pk):
        entry = get_object_or_404(InboxEntry.objects.dated().select_related("feed__station__organisation"), pk=pk)
        words = request.GET.get("q", "")[:200]
        around = InboxEntry.objects.dated().filter(moment__range=(entry.moment - AROUND, entry.moment + AROUND))
        found = around.exclude(pk=pk).matching(words).with_its_surroundings().order_by("-moment", "-pk")
        return self.render_to_response(
            self.get_context_data(
                entry=entry,
                words=words,
                others=[Kin(other, "", None) for other in found[:SHOWN]],
                back=get_valid_next_url_from_request(request),
            )
        )

    def decide(self, entry):
        other = self.other()
        outcome = actions.mark_same(
            entry=entry, other=other, likeness=evidence(entry, other), by=self.request.user, at=timezone.now()
        )
        tell_what_was_left(self.request, outcome)


class ApartView(VerbView):
    def decide(self, entry):
        actions.part(entry=entry, by=self.request.user, at=timezone.now())
        messages.success(self.request, _("“%(title)s” is a work of its own again.") % {"title": entry.title})


class RefuseView(_PairView):
    def decide(self, entry):
        actions.refuse(entry=entry, other=self.other(), by=self.request.user, at=timezone.now())
