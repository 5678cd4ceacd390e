"""What a station without RSS sends: a form for a telephone, a file for a desk. For the people of that station."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from newsroom.organisations.models import Membership

from .. import actions
from ..forms import HandEntryForm, OpenStationForm
from ..importing import Sheet, Unreadable, read_file, written
from ..models import BY_HAND, HandEntry, Station
from ..permitting import may_enter
from ..wording import row_in_words, unreadable_in_words
from .frame import FrameMixin, step

SHOWN = 20


class SendingMixin(FrameMixin):
    """For those who work at a station without RSS, and for those who decide about what comes in."""

    header_icon = "mail"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.decides = request.user.has_perm("newsroom_triage.change_decision")

    def stations(self):
        return [
            station
            for station in by_hand().order_by("organisation__sort_key", "pk")
            if may_enter(Membership.objects.standing_in(self.request), station.organisation_id, decides=self.decides)
        ]

    @property
    def way(self) -> list[dict]:
        """Not by the inbox: the people of a station never see that."""
        return []


def by_hand():
    return Station.objects.filter(feed__url__startswith=BY_HAND).select_related("organisation", "channel", "feed")


class StationsByHandView(SendingMixin, TemplateView):
    """One's stations; those who may add a station open one here."""

    template_name = "newsroom/triage/by_hand.html"
    page_title = gettext_lazy("Stations without RSS")

    def dispatch(self, request, *args, **kwargs):
        self.may_open = self.decides and request.user.has_perm("newsroom_triage.add_station")
        self.own = self.stations()
        if not (self.own or self.decides):
            raise PermissionDenied
        if len(self.own) == 1 and not self.decides:
            return redirect("newsroom_triage:send", self.own[0].pk)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def form(self):
        return OpenStationForm(self.request.POST or None)

    def post(self, request, *args, **kwargs):
        if not self.may_open:
            raise PermissionDenied
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        asked = self.form.cleaned_data
        told = {"by": request.user, "at": timezone.now()}
        station = actions.open_station(organisation=asked["organisation"], channel=asked["channel"], **told)
        return redirect("newsroom_triage:send", station.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, stations=self.own, form=self.form if self.may_open else None)


class OneStationView(SendingMixin, TemplateView):
    @property
    def way(self) -> list[dict]:
        return [step("by_hand", _("Stations without RSS"))]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.station = get_object_or_404(by_hand(), pk=kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        standing = Membership.objects.standing_in(request)
        if not may_enter(standing, self.station.organisation_id, decides=self.decides):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def told(self, new: int, known: int) -> None:
        said = ngettext("%(number)d entry was sent.", "%(number)d entries were sent.", new) % {"number": new}
        if known:
            again = ngettext("%(number)d was there already.", "%(number)d were there already.", known)
            said = f"{said} {again % {'number': known}}"
        (messages.success if new else messages.warning)(self.request, said)

    def get_context_data(self, **kwargs):
        sent = HandEntry.objects.filter(entry__feed=self.station.feed_id).select_related("entry__decision", "by")
        return super().get_context_data(
            **kwargs, station=self.station, sent=sent.prefetch_related("themes").order_by("-at", "-pk")[:SHOWN]
        )


class SendView(OneStationView):
    """One entry, typed on a telephone."""

    template_name = "newsroom/triage/send.html"

    def get_page_title(self):
        return _("Send an entry: %(station)s") % {"station": self.station}

    def post(self, request, *args, **kwargs):
        form = HandEntryForm(request.POST, now=timezone.now())
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        told = {"by": request.user, "at": timezone.now()}
        self.told(*actions.enter(station=self.station, items=[form.item], **told))
        return redirect("newsroom_triage:send", self.station.pk)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", HandEntryForm(now=timezone.now()))
        return super().get_context_data(**kwargs)


class SendFileView(OneStationView):
    """A CSV or XLSX file: read first, every mistake named by its row, then sent whole or not at all."""

    template_name = "newsroom/triage/send_file.html"
    problem = ""
    sheet: Sheet | None = None

    @cached_property
    def themes(self) -> dict[str, str]:
        return actions.themes_by_name()

    def get_page_title(self):
        return _("Send a file: %(station)s") % {"station": self.station}

    def post(self, request, *args, **kwargs):
        now = timezone.now()
        file = request.FILES.get("file")
        try:
            content, name = (file.read(), file.name) if file else (request.POST.get("text", "").encode(), "")
            self.sheet = read_file(content, name, themes=self.themes, now=now)
        except Unreadable as refused:
            self.problem = unreadable_in_words(refused)
            return self.render_to_response(self.get_context_data())
        if request.POST.get("do") != "send" or self.sheet.mistakes:
            return self.render_to_response(self.get_context_data())
        items = [item for _number, item in self.sheet.items]
        self.told(*actions.enter(station=self.station, items=items, by=request.user, at=now))
        return redirect("newsroom_triage:send", self.station.pk)

    def get_context_data(self, **kwargs):
        names = {slug: name for name, slug in self.themes.items()} if self.sheet else {}
        rows = [
            (number, item, [names[slug] for slug in item.themes])
            for number, item in (self.sheet.items if self.sheet else ())
        ]
        mistakes = [row_in_words(mistake) for mistake in (self.sheet.mistakes if self.sheet else ())]
        return super().get_context_data(
            **kwargs,
            problem=self.problem,
            rows=rows,
            mistakes=mistakes,
            text=written(self.sheet) if self.sheet else "",
            is_guessed=self.sheet is not None and self.sheet.is_guessed,
        )
