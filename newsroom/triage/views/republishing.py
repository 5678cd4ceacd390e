"""Making a draft of an entry: what would be taken (GET), and taking it (POST), in one of the person's outlets."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from newsroom.coverage.models import Source
from newsroom.coverage.republishing import NowhereToWrite, drafter

from .. import actions
from ..models import InboxEntry
from .frame import FrameMixin
from .reading import Reader


class RepublishView(FrameMixin, TemplateView):
    """For those who decide about what comes in. Pressed again, or by a colleague of the outlet, it opens the draft that
    is there."""

    template_name = "newsroom/triage/republish.html"
    page_title = gettext_lazy("Republish")
    header_icon = "copy"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("newsroom_triage.change_decision"):
            raise PermissionDenied
        self.drafter = drafter(actions.KIND)
        if self.drafter is None:
            raise Http404("No room makes drafts here.")
        entries = InboxEntry.objects.with_its_surroundings()
        self.entry = get_object_or_404(entries, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        said = request.POST.get("place", "")
        keys = [place.key for place in self.places]
        chosen = int(said) if said.isascii() and said.isdigit() else keys[0] if len(keys) == 1 else None
        if chosen is None:
            if keys:
                messages.info(request, _("Choose the outlet in which the draft is made."))
            return self.render_to_response(self.get_context_data())
        told = {"themes": self.themes, "by": request.user, "at": timezone.now()}
        try:
            draft = actions.republish(entry=self.entry, place=chosen, **told)
        except NowhereToWrite as refused:
            messages.error(request, str(refused))
            return self.render_to_response(self.get_context_data())
        if draft.is_new:
            messages.success(request, _("A draft was made for %(outlet)s.") % {"outlet": draft.place})
        else:
            messages.info(request, _("This entry was taken over before: here is what became of it."))
        return redirect(draft.url)

    @cached_property
    def places(self):
        return self.drafter.places(user=self.request.user, day=timezone.localdate())

    @cached_property
    def themes(self) -> list[int]:
        """Those ticked; else those that were decided; else those that are suggested."""
        ticked = [int(pk) for pk in self.request.POST.getlist("themes") if pk.isascii() and pk.isdigit()]
        decision = getattr(self.entry, "decision", None)
        decided = [theme.pk for theme in decision.themes.all()] if decision else []
        if ticked or decided:
            return ticked or decided
        reader = Reader()
        slugs = {suggestion.theme for suggestion in reader.suggestions(self.entry)}
        return [theme.pk for theme in reader.themes if theme.slug in slugs]

    def get_context_data(self, **kwargs):
        key = str(self.entry.pk)
        station = getattr(self.entry.feed, "station", None)
        return super().get_context_data(
            **kwargs,
            entry=self.entry,
            original=actions.original_of(entry=self.entry, themes=self.themes, at=timezone.now()),
            station=station,
            licence=station.licence if station else None,
            places=self.places,
            themes=self.themes,
            drafts=self.drafter.drafts(source=Source.ENTRY, keys=[key]).get(key, []),
            back=get_valid_next_url_from_request(self.request) or reverse("newsroom_triage:inbox"),
        )
