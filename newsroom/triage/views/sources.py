"""The sources of the inbox, and what each is told to keep, to drop, to propose."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.models import ModelLogEntry

from .. import actions
from ..models import InboxEntry, SourceRules, Station
from ..rendering import Piece, pieces
from ..sifting import Mistake, Rule, Sifted, Sifter, read_rules
from ..wording import mistake_in_words, verdict_in_words
from .frame import FrameMixin, step

TRIED = 200
"""How many of a source's latest entries the rules are tried on before they are saved."""
SHOWN = 30


class SourcesMixin(FrameMixin):
    """For those who decide about what comes in."""

    header_icon = "globe"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("newsroom_triage.change_decision"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class SourcesView(SourcesMixin, TemplateView):
    """Every station with its rules and what they set aside."""

    template_name = "newsroom/triage/sources.html"
    page_title = gettext_lazy("Rules of sources")

    def get_context_data(self, **kwargs):
        set_aside = Q(feed__entries__decision__verdict="dismissed", feed__entries__decision__decided_by=None)
        set_aside &= ~Q(feed__entries__decision__rule="") & Q(feed__entries__purged_at__isnull=True)
        stations = (
            Station.objects.select_related("organisation", "feed", "source_rules__changed_by")
            .annotate(set_aside=Count("feed__entries", filter=set_aside))
            .order_by("organisation__sort_key", "pk")
        )
        return super().get_context_data(**kwargs, stations=stations)


@dataclass(frozen=True)
class Tried:
    """What the rules make of one text: the verdict, and the text with the words that made it."""

    sifted: Sifted
    title: list[Piece]
    lead: list[Piece]
    verdict: str
    themes: list[str]

    @property
    def is_dropped(self) -> bool:
        return self.sifted.is_dropped


class RulesView(SourcesMixin, TemplateView):
    """The rules of one source: written, tried on a title and on what came before, then saved."""

    template_name = "newsroom/triage/rules.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.station = get_object_or_404(Station.objects.select_related("organisation", "feed"), pk=kwargs["pk"])
        self.saved = SourceRules.objects.select_related("changed_by").filter(station=self.station).first()
        self.text = request.POST["text"][:20_000] if "text" in request.POST else (self.saved.text if self.saved else "")

    def get_page_title(self):
        return _("Rules for %(source)s") % {"source": self.station}

    @property
    def way(self):
        return [*super().way, step("sources", _("Rules of sources"))]

    def post(self, request, *args, **kwargs):
        if request.POST.get("do") != "save":
            return self.render_to_response(self.get_context_data())
        told = {"by": request.user, "at": timezone.now(), "also_waiting": bool(request.POST.get("also_waiting"))}
        try:
            dropped = actions.save_rules(station=self.station, text=self.text, **told)
        except actions.NotRules:
            messages.error(request, _("Nothing was saved: mend the lines that are named below."))
            return self.render_to_response(self.get_context_data())
        said = ngettext(
            "%(number)d waiting entry was set aside.", "%(number)d waiting entries were set aside.", dropped
        )
        messages.success(request, _("The rules are saved.") + (f" {said % {'number': dropped}}" if dropped else ""))
        return redirect("newsroom_triage:rules", self.station.pk)

    @cached_property
    def names(self) -> dict[str, str]:
        return actions.themes_by_name()

    @cached_property
    def read(self) -> tuple[tuple[Rule, ...], tuple[Mistake, ...]]:
        return read_rules(self.text, self.names)

    def get_context_data(self, **kwargs):
        rules, mistakes = self.read
        sifter = Sifter(rules)
        title, lead = (self.request.POST.get(name, "")[:1000] for name in ("title", "lead"))
        latest = InboxEntry.objects.from_station(self.station).order_by("-first_seen_at", "-pk")[:TRIED]
        tried = [self.tried(sifter, entry.title, entry.summary) for entry in latest]
        dropped = [each for each in tried if each.is_dropped]
        aside = InboxEntry.objects.from_station(self.station).set_aside_by_rule().select_related("decision")
        return super().get_context_data(**kwargs) | {
            "station": self.station,
            "saved": self.saved,
            "text": self.text,
            "mistakes": [mistake_in_words(mistake) for mistake in mistakes],
            "title": title,
            "lead": lead,
            "test": self.tried(sifter, title, lead) if title or lead else None,
            "tried": len(tried),
            "would_drop": dropped[:SHOWN],
            "would_drop_count": len(dropped),
            "set_aside": aside.order_by("-decision__decided_at", "-pk")[:SHOWN],
            "set_aside_count": aside.count(),
            "history": self.history(),
            "theme_names": sorted(self.names),
        }

    def tried(self, sifter: Sifter, title: str, lead: str) -> Tried:
        sifted = sifter.sift(title, lead)
        speaking = [f for f in (sifted.dropped_by, sifted.kept_by, *sifted.themes) if f]
        because = [reason for finding in speaking for reason in finding.because]
        by_slug = {slug: name for name, slug in self.names.items()}

        def cut(text: str, where: str) -> list[Piece]:
            return pieces(text, [(b.start, b.end) for b in because if b.where == where])

        themes = [by_slug[finding.rule.theme] for finding in sifted.themes]
        return Tried(sifted, cut(title, "title"), cut(lead, "lead"), verdict_in_words(sifted), themes)

    def history(self):
        if not self.saved:
            return []
        return ModelLogEntry.objects.for_instance(self.saved).select_related("user").order_by("-timestamp", "-pk")[:10]
