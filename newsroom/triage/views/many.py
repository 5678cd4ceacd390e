"""Deciding about many entries at a press, and undoing what was decided last."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from .. import actions
from ..forms import DismissalForm, ManyForm
from .verbs import NotUnderstood, VerbView, tell_what_was_left


class ManyView(VerbView):
    """The entries chosen, decided alike; `do` says what. What was left alone is told with its reason."""

    def post(self, request):
        try:
            outcome = self.decide_all()
        except (
            NotUnderstood,
            actions.NothingChosen,
            actions.TooMany,
            actions.NoThemeChosen,
            actions.NoLongerKept,
        ) as problem:
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
        elif outcome.regrouped:
            messages.success(request, _("Undone: the entries are grouped as they were before."))
        tell_what_was_left(request, outcome)
        first = outcome.done[0].entry_id if done else min(outcome.regrouped, default=None)
        return self.back(first)
