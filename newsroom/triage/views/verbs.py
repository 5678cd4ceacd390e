"""The three verbs as buttons: each takes a form, decides, and goes back to the entry that comes next."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from feeds.models import Entry
from newsroom.coverage.models import Tone

from .. import actions
from ..forms import AcceptanceForm, DismissalForm
from ..models import InboxEntry


class NotUnderstood(ValueError):
    """A form that says something impossible; the message is for the person who sent it."""


KEPT = "newsroom_triage_kept"
"""Where in the session a refused form waits for the next page."""

TOLD_BY_NAME = 5
"""How many entries that were left alone are named; of the rest the number is told."""

TOLD = (
    NotUnderstood,
    actions.AlreadyDecided,
    actions.NoThemeChosen,
    actions.DayIsUnknown,
    actions.StationMissing,
    actions.NotTwoEntries,
    actions.StandsAlone,
    actions.KinAlready,
    actions.NoLongerKept,
)


class VerbView(View):
    """A decision, and back to where it was made, at the entry that comes next. A refused form is kept for the page."""

    http_method_names = ["post"]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("newsroom_triage.change_decision"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, pk):
        try:
            self.decide(self.entry(pk))
        except TOLD as problem:
            messages.error(request, str(problem))
            self.keep(pk)
            return self.back(pk)
        then = request.POST.get("then", "")
        return self.back(int(then) if then.isascii() and then.isdigit() else None)

    def entry(self, pk: int) -> InboxEntry:
        """Raises NoLongerKept for one that was let go since the page was drawn, Http404 for one that never was."""
        if found := InboxEntry.objects.filter(pk=pk).first():
            return found
        get_object_or_404(Entry.rows, pk=pk)
        raise actions.NoLongerKept

    def keep(self, pk: int | None = None) -> None:
        """What was sent and not done stands in the form again when the inbox is drawn next."""
        self.request.session[KEPT] = {
            "entry": pk,
            **{name: self.request.POST.getlist(name) for name in ("entries", "themes", "day", "tone", "reason")},
        }

    def back(self, pk: int | None):
        url = get_valid_next_url_from_request(self.request) or reverse("newsroom_triage:inbox")
        return redirect(f"{url.partition('#')[0]}#{f'tin-{pk}' if pk else 'hop-tin'}")

    def decide(self, entry: InboxEntry) -> None:
        raise NotImplementedError


def tell(request, outcome: actions.Outcome, entry: InboxEntry) -> None:
    """How many kin were decided along with the entry, and each that was left alone with the reason."""
    along = sum(decision.entry_id != entry.pk for decision in outcome.done)
    if along:
        said = ngettext(
            "%(number)d other entry of the same work was decided along with it.",
            "%(number)d other entries of the same work were decided along with it.",
            along,
        )
        messages.success(request, said % {"number": along})
    tell_what_was_left(request, outcome)


def tell_what_was_left(request, outcome: actions.Outcome) -> None:
    """Each entry that was left alone, with who, what and when, or what is missing."""
    for entry, problem in outcome.left[:TOLD_BY_NAME]:
        messages.error(request, _("Left alone: “%(title)s”. %(why)s") % {"title": entry.title, "why": problem})
    more = len(outcome.left) - TOLD_BY_NAME
    if more > 0:
        said = ngettext("%(number)d more was left alone.", "%(number)d more were left alone.", more)
        messages.error(request, said % {"number": more})


class AcceptView(VerbView):
    def decide(self, entry):
        form = AcceptanceForm(self.request.POST)
        if not form.is_valid():
            raise NotUnderstood(" ".join(error for errors in form.errors.values() for error in errors))
        outcome = actions.accept_with_kin(
            entry=entry,
            themes=form.cleaned_data["themes"],
            day=form.cleaned_data["day"],
            tone=form.cleaned_data["tone"] or Tone.NEUTRAL,
            same_work_as=form.cleaned_data["same_work_as"],
            by=self.request.user,
            at=timezone.now(),
        )
        tell(self.request, outcome, entry)


class DismissView(VerbView):
    def decide(self, entry):
        reason = DismissalForm(self.request.POST).words
        outcome = actions.dismiss_with_kin(entry=entry, reason=reason, by=self.request.user, at=timezone.now())
        tell(self.request, outcome, entry)


class ReopenView(VerbView):
    def decide(self, entry):
        seen = self.request.POST.get("seen", "")
        try:
            seen = UUID(seen) if seen else None
        except ValueError as problem:
            raise NotUnderstood(_("This page is out of date: look at the entry again.")) from problem
        actions.reopen(entry=entry, seen=seen, by=self.request.user, at=timezone.now())
        messages.success(self.request, _("Reopened: “%(title)s”.") % {"title": entry.title})
