"""Deciding about many entries at a press, and undoing what was decided last."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from .. import actions
from ..forms import DismissalForm, ManyForm
from .verbs import NotUnderstood, VerbView

TOLD_BY_NAME = 5
"""How many entries that were left alone are named; of the rest the number is told."""


class ManyView(VerbView):
    """The entries chosen, decided alike; `do` says what. What was left alone is told with its reason."""

    def post(self, request):
        try:
            outcome = self.decide_all()
        except (NotUnderstood, actions.NothingChosen, actions.TooMany, actions.NoThemeChosen) as problem:
            messages.error(request, str(problem))
            self.keep()
            return self.back(None)
        if outcome.done:
            messages.success(request, self.said(len(outcome.done)))
        tell_what_was_left(request, outcome)
        return self.back(None)

    def decide_all(self) -> actions.Outcome:
        request, now = self.request, timezone.now()
        form = ManyForm(request.POST)
        if not form.is_valid():
            raise NotUnderstood(" ".join(error for errors in form.errors.values() for error in errors))
        entries = form.cleaned_data["entries"]
        if request.POST.get("do") == "accept":
            return actions.accept_all(entries=entries, themes=form.cleaned_data["themes"], by=request.user, at=now)
        if request.POST.get("do") == "dismiss":
            reason = DismissalForm(request.POST).words
            return actions.dismiss_all(entries=entries, reason=reason, by=request.user, at=now)
        if request.POST.get("do") == "reopen":
            return actions.reopen_all(entries=entries, by=request.user, at=now)
        raise NotUnderstood(_("Say what to do with the entries: accept, dismiss or reopen."))

    def said(self, number: int) -> str:
        return {
            "accept": ngettext("Accepted %(number)d entry.", "Accepted %(number)d entries.", number),
            "dismiss": ngettext("Dismissed %(number)d entry.", "Dismissed %(number)d entries.", number),
            "reopen": ngettext("Reopened %(number)d entry.", "Reopened %(number)d entries.", number),
        }[self.request.POST["do"]] % {"number": number}


class UndoView(VerbView):
    """Takes back what was decided in one go, as far as it still stands as it was left."""

    def post(self, request, batch):
        try:
            outcome = actions.undo(batch=batch, by=request.user, at=timezone.now())
        except actions.NothingChosen as problem:
            messages.error(request, str(problem))
            return self.back(None)
        done = len(outcome.done)
        if done == 1:
            messages.success(request, _("Reopened: “%(title)s”.") % {"title": outcome.done[0].entry.title})
        elif done:
            said = ngettext("Reopened %(number)d entry.", "Reopened %(number)d entries.", done)
            messages.success(request, said % {"number": done})
        tell_what_was_left(request, outcome)
        return self.back(outcome.done[0].entry_id if done else None)


def tell_what_was_left(request, outcome: actions.Outcome) -> None:
    """Each entry that was left alone, with who, what and when, or what is missing."""
    for entry, problem in outcome.left[:TOLD_BY_NAME]:
        messages.error(request, _("Left alone: “%(title)s”. %(why)s") % {"title": entry.title, "why": problem})
    more = len(outcome.left) - TOLD_BY_NAME
    if more > 0:
        said = ngettext("%(number)d more was left alone.", "%(number)d more were left alone.", more)
        messages.error(request, said % {"number": more})
