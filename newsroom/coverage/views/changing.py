"""Setting a record right, taking it out, putting it back, moving it to another work. Each asks why."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from .. import actions
from ..forms import CorrectionForm, ReasonForm, RegroupForm
from ..models import Source
from .asking import WriterMixin
from .choosing import record_chooser


class _Change(WriterMixin, FormView):
    form_class = ReasonForm
    template_name = "newsroom/coverage/ledger/form.html"
    explanation = ""
    done = ""

    def perform(self, facts: dict, told: dict) -> None:
        raise NotImplementedError

    def form_valid(self, form):
        facts = form.cleaned_data
        self.perform(facts, {"reason": facts["reason"], "by": self.request.user, "at": timezone.now()})
        messages.success(self.request, self.done)
        back = get_valid_next_url_from_request(self.request)
        return redirect(back or reverse("newsroom_coverage:record", args=[self.record.pk]))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["media"] = context["form"].media
        return {
            **context,
            # With its `next`: who came from a screen of figures goes back there.
            "action_url": self.request.get_full_path(),
            "explanation": self.explanation,
            "submit_button_label": self.page_title,
            "submit_button_active_label": self.page_title,
        }

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class Correct(_Change):
    form_class = CorrectionForm
    page_title = gettext_lazy("Correct")
    header_icon = "edit"
    explanation = gettext_lazy("What you change here stays: a later edit of the page or entry no longer touches it.")
    done = gettext_lazy("The record is corrected.")

    def get_form_kwargs(self):
        record = self.record
        initial = {
            name: getattr(record, name)
            for name in (
                "organisation",
                "channel",
                "day",
                "title",
                "quantity",
                "persons",
                "copies",
                "seconds",
                "tone",
                "genre",
                "is_rerun",
                "evidence",
            )
        }
        return {
            **super().get_form_kwargs(),
            "bodies": self.bodies(),
            "today": max(timezone.localdate(), record.day),
            "needs_evidence": record.source == Source.MANUAL,
            "initial": {**initial, "themes": list(record.themes.all()), "about": list(record.about.all())},
        }

    def form_valid(self, form):
        if not self.may_write(form.cleaned_data["organisation"].pk):
            raise PermissionDenied
        return super().form_valid(form)

    def perform(self, facts, told):
        same = ("day", "title", "quantity", "persons", "copies", "seconds", "tone", "genre", "is_rerun", "evidence")
        changes = {name: facts[name] for name in same}
        changes["organisation_id"], changes["channel_id"] = facts["organisation"].pk, facts["channel"].pk
        changes["theme_ids"] = frozenset(theme.pk for theme in facts["themes"])
        changes["about_ids"] = frozenset(one.pk for one in facts["about"])
        actions.correct(record=self.record, changes=changes, **told)


class Withdraw(_Change):
    page_title = gettext_lazy("Withdraw")
    header_icon = "bin"
    explanation = gettext_lazy("The record leaves every figure at once. It stays in the ledger and can be put back.")
    done = gettext_lazy("The record is withdrawn.")

    def perform(self, facts, told):
        source, key = self.record.key
        actions.withdraw(source=source, source_key=key, settled=True, **told)


class Reinstate(_Change):
    page_title = gettext_lazy("Put back")
    header_icon = "rotate"
    explanation = gettext_lazy("The record counts again, on its first day.")
    done = gettext_lazy("The record counts again.")

    def perform(self, facts, told):
        actions.reinstate(record=self.record, **told)


class Regroup(_Change):
    form_class = RegroupForm
    page_title = gettext_lazy("Work")
    header_icon = "link"
    explanation = gettext_lazy("Appearances of one piece count as one work, wherever they appeared.")
    done = gettext_lazy("The record's work is settled.")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "chooser": record_chooser.widget_class()}

    def perform(self, facts, told):
        other = facts["other"]
        actions.regroup(record=self.record, work=other.work if other else None, **told)
