"""Saying that an entry is one work with another, that it is not, or taking it out again."""

from __future__ import annotations

from datetime import timedelta

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from .. import actions
from ..models import InboxEntry
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


class SameView(_PairView):
    """Asks which entry it is the same as (GET, with a search), or says so (POST)."""

    http_method_names = ["get", "post"]

    def get(self, request, pk):
        entry = get_object_or_404(InboxEntry.objects.dated().select_related("feed__station__organisation"), pk=pk)
        words = request.GET.get("q", "")[:200]
        around = InboxEntry.objects.dated().filter(moment__range=(entry.moment - AROUND, entry.moment + AROUND))
        found = around.exclude(pk=pk).matching(words).with_its_surroundings().order_by("-moment", "-pk")
        return render(
            request,
            "newsroom/triage/same.html",
            {
                "entry": entry,
                "words": words,
                "others": [Kin(other, "", None) for other in found[:SHOWN]],
                "back": get_valid_next_url_from_request(request),
                "page_title": _("Same as another entry"),
                "header_title": _("Same as another entry"),
            },
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
