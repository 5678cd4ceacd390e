"""The inbox page: what waits, grouped and filtered, with everything that a decision needs beside it."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from feeds.models import Entry
from newsroom.coverage.models import Tone
from newsroom.coverage.republishing import drafter

from ..actions import KIND
from ..forms import DismissalForm, FilterForm
from ..models import Decision, InboxEntry, KinshipEvent
from .lines import Kept
from .reading import Reader
from .verbs import KEPT

PER_PAGE = 30
UNDO_FOR = timedelta(minutes=30)


class InboxView(WagtailAdminTemplateMixin, TemplateView):
    """Entries by day and source, as the filters in the address ask, each with its suggestions and its form."""

    template_name = "newsroom/triage/inbox.html"
    page_title = _("Inbox")
    header_icon = "mail"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("newsroom_triage.view_decision"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        may_decide = user.has_perm("newsroom_triage.change_decision")
        filters = FilterForm(self.request.GET)
        kept = Kept.read(self.request.session.pop(KEPT, None))
        reader = Reader(kept)
        found = reader.narrowed(InboxEntry.objects.all(), filters)
        page = Paginator(found.newest_first().with_its_surroundings(), PER_PAGE).get_page(self.request.GET.get("p"))
        lines = reader.lines(page.object_list, may_decide=may_decide)
        waiting = InboxEntry.objects.undecided().count()
        filters.tell(**reader.counts(filters))
        undoable = None
        if may_decide:
            mine = Decision.objects.last_of(user, since=timezone.now() - UNDO_FOR)
            undoable = mine.select_related("entry").first()
            joined = KinshipEvent.objects.last_of(user, since=timezone.now() - UNDO_FOR).first()
            if joined and (undoable is None or (joined.at > undoable.decided_at and joined.batch != undoable.batch)):
                undoable = joined
        return context | {
            "filters": filters,
            "page": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "lines": lines,
            "waits": any(not line.is_decided for line in lines),
            "decided": any(line.is_decided for line in lines),
            "waiting": waiting,
            "is_empty": not page.paginator.count and not InboxEntry.objects.exists(),
            "may_decide": may_decide,
            "may_republish": may_decide and drafter(KIND) is not None,
            "may_add_station": user.has_perm("newsroom_triage.add_station"),
            "undoable": undoable,
            "undoable_with_it": mine.filter(batch=undoable.batch).count() if undoable else 0,
            "undoable_entry": Entry.objects.filter(pk=undoable.entry_id).first() if undoable else None,
            "kept": kept,
            "all_themes": reader.themes,
            "tones": Tone.choices,
            "reasons": DismissalForm.REASONS.items(),
            "here": self.request.get_full_path(),
            "keys_enabled": _keys_enabled(user),
        }


def _keys_enabled(user) -> bool:
    """Whether the account wants keyboard shortcuts; Wagtail asks for them in the account's settings."""
    profile = getattr(user, "wagtail_userprofile", None)
    return profile is None or getattr(profile, "keyboard_shortcuts", True)
