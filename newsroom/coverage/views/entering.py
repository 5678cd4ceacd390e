"""Entering by hand what is no page: a conference, a panel, a leaflet."""

from __future__ import annotations

from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages

from .. import actions
from ..forms import EntryForm
from .asking import LedgerMixin
from .choosing import record_chooser


class Enter(LedgerMixin, FormView):
    """The form; sent twice it makes one record. Afterwards it opens the record, or itself for the next activity."""

    form_class = EntryForm
    template_name = "newsroom/coverage/ledger/form.html"
    header_icon = "plus"

    def dispatch(self, request, *args, **kwargs):
        if not self.standing or not self.may_enter:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self):
        return _("Enter an activity")

    def get_form_kwargs(self):
        today = timezone.localdate()
        bodies = self.bodies()
        only = bodies.first() if bodies.count() == 1 else None
        return {
            **super().get_form_kwargs(),
            "bodies": bodies,
            "today": today,
            "chooser": record_chooser.widget_class(),
            "initial": {"key": uuid4().hex, "day": today, "organisation": only},
        }

    def form_valid(self, form):
        facts = form.cleaned_data
        record = actions.record_manual(
            **{name: facts[name] for name in ("organisation", "channel", "day", "title", "evidence")},
            **{name: facts[name] for name in ("quantity", "persons", "copies", "seconds", "tone", "genre")},
            # The person's own: nobody can send another's form again and overwrite what it recorded.
            key=f"{self.request.user.pk}-{facts['key']}",
            is_rerun=facts["is_rerun"],
            themes=facts["themes"],
            about=facts["about"],
            same_work_as=facts["same_work_as"],
            by=self.request.user,
            at=timezone.now(),
        )
        address = reverse("newsroom_coverage:record", args=[record.pk])
        messages.success(
            self.request,
            _("“%(title)s” is recorded.") % {"title": record.title},
            buttons=[messages.button(address, _("Open the record"))],
        )
        return redirect(self.request.path if "another" in self.request.POST else address)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["media"] = context["form"].media
        return {
            **context,
            "action_url": self.request.path,
            "submit_button_label": _("Record"),
            "submit_button_active_label": _("Recording…"),
            "asks_for_another": True,
        }

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]
