"""A station's contact, what is the matter with its feed, and who reminded it when and how."""

from __future__ import annotations

from uuid import uuid4

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from feeds.wording import advice, why

from .. import actions
from ..forms import ReminderForm
from ..models import Station

SHOWN = 50


class RemindView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Looking is for whoever may see stations; reminding for whoever may change them."""

    form_class = ReminderForm
    template_name = "newsroom/triage/remind.html"
    page_title = gettext_lazy("Remind the station")
    header_icon = "mail"
    permission_policy = ModelPermissionPolicy(Station)
    any_permission_required = ["view", "change"]
    _show_breadcrumbs = True

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        stations = Station.objects.select_related("feed", "organisation")
        self.station = get_object_or_404(stations, pk=kwargs["pk"])
        self.at = timezone.now()

    @property
    def may_remind(self) -> bool:
        return self.permission_policy.user_has_permission(self.request.user, "change")

    def get_page_subtitle(self):
        return self.station.organisation.label

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "station": self.station}

    def get_initial(self):
        return {"text": actions.proposal(station=self.station, at=self.at), "key": uuid4()}

    def post(self, request, *args, **kwargs):
        if not self.may_remind:
            messages.error(request, _("Only those who may change stations may remind them."))
            return redirect(request.path)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        reminder = actions.remind(station=self.station, by=self.request.user, at=self.at, **form.cleaned_data)
        if reminder.problem:
            messages.warning(self.request, _("Written down, but the letter could not be sent: call instead."))
        elif reminder.way == reminder.Way.MAIL:
            messages.success(self.request, _("The letter is on its way, and written down."))
        else:
            messages.success(self.request, _("Written down."))
        return redirect(self.request.path)

    def get_context_data(self, **kwargs):
        feed = self.station.feed
        state = feed.state(self.at)
        return super().get_context_data(
            station=self.station,
            feed=feed,
            state=state,
            since=feed.since(self.at),
            why=why(feed, state, self.at),
            advice=advice(feed, state, self.at),
            reminders=self.station.reminders.order_by("-at", "-pk")[:SHOWN],
            may_remind=self.may_remind,
            **kwargs,
        )

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("newsroom_triage_stations:index"), "label": _("Stations")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]
