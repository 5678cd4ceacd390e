"""The phrases of a theme: written a line each, tried on the last thousand entries, saved, and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Q
from django.db.models.functions import Left
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages

from newsroom.themes import actions as themes
from newsroom.themes.models import PhraseChange, Theme, ThemePhrase
from newsroom.themes.parsing import KINDS, Change, Written, changed, read_phrases

from ..comparing import Comparison, Difference, compare
from ..models import InboxEntry
from ..parsing import plain
from ..querysets import suggester_of, vocabulary
from ..rendering import Piece, around, pieces
from ..wording import because_in_words, phrase_mistake_in_words
from .frame import FrameMixin, step
from .lines import source_of
from .reading import READ

TRIED = 1000
"""How many of the latest entries a change is tried on before it is saved."""
SHOWN = 30
LONGEST_TEXT = 100_000


def may_change_phrases(user) -> bool:
    """Whoever owns the words, and may see the entries that they find."""
    return user.has_perms(["newsroom_themes.change_themephrase", "newsroom_triage.view_decision"])


class PhrasesMixin(FrameMixin):
    header_icon = "tag"

    def dispatch(self, request, *args, **kwargs):
        if not may_change_phrases(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ThemesView(PhrasesMixin, TemplateView):
    """Every theme with how many phrases of each kind it has, and who changed them last."""

    template_name = "newsroom/triage/phrases_of_themes.html"
    page_title = gettext_lazy("Phrases of themes")

    def get_context_data(self, **kwargs):
        counts = {kind: Count("phrases", filter=Q(phrases__strength=kind), distinct=True) for kind in KINDS}
        found = Theme.objects.alphabetical().annotate(**counts, last=Max("phrase_changes"))
        changes = PhraseChange.objects.in_bulk([theme.last for theme in found if theme.last])
        rows = [(theme, changes.get(theme.last)) for theme in found]
        return super().get_context_data(**kwargs, rows=rows)


@dataclass(frozen=True)
class Caught:
    """An entry that a change gains or loses: its text with the words that make the difference, and why in words."""

    entry: InboxEntry
    title: list[Piece]
    lead: list[Piece]
    body: list[Piece]
    because: str
    gained: list[str]
    lost: list[str]

    @property
    def source(self) -> str:
        return source_of(self.entry)


class PhrasesView(PhrasesMixin, TemplateView):
    """The phrases of one theme. Asked by the script for the trial alone, it answers with that part of the page."""

    template_name = "newsroom/triage/phrases.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.theme = get_object_or_404(Theme, pk=kwargs["pk"])
        self.moved: list[PhraseChange] = []
        if "seen" in request.POST:
            self.texts = {kind: request.POST.get(kind, "")[:LONGEST_TEXT] for kind in KINDS}
            seen = request.POST["seen"]
            self.seen = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 19 else 0
        else:
            self.texts, self.seen = as_texts(self.standing), themes.last_change(self.theme)

    @cached_property
    def standing(self) -> tuple[Written, ...]:
        return themes.written(self.theme)

    def get_page_title(self):
        return _("Phrases of “%(theme)s”") % {"theme": self.theme.name}

    @property
    def way(self):
        return [*super().way, step("phrases_of_themes", _("Phrases of themes"))]

    def get_template_names(self):
        is_part = self.request.POST.get("do") == "part"
        return ["newsroom/triage/includes/trial.html"] if is_part else super().get_template_names()

    def post(self, request, *args, **kwargs):
        if request.POST.get("do") == "undo":
            return self.undo()
        if request.POST.get("do") == "save":
            return self.save()
        return self.render_to_response(self.get_context_data())

    def save(self):
        phrases, mistakes = read_phrases(self.texts)
        if mistakes:
            messages.error(self.request, _("Nothing was saved: mend the lines that are named below."))
            return self.render_to_response(self.get_context_data())
        source = self.request.POST.get("source", "").strip()[:255]
        told = {"seen": self.seen, "source": source, "by": self.request.user, "at": timezone.now()}
        try:
            made = themes.save_phrases(theme=self.theme, phrases=phrases, **told)
        except themes.ChangedSince as problem:
            self.moved = [*problem.since]
            self.texts, self.seen = as_texts(merged(phrases, self.moved)), self.moved[-1].pk
            messages.error(self.request, _("Nothing was saved yet: somebody changed the phrases in the meantime."))
            return self.render_to_response(self.get_context_data())
        said = ngettext("%(number)d change was saved.", "%(number)d changes were saved.", len(made))
        messages.success(self.request, said % {"number": len(made)} if made else _("Nothing was changed."))
        return redirect("newsroom_triage:phrases", self.theme.pk)

    def undo(self):
        try:
            batch = UUID(self.request.POST.get("batch", ""))
            made, left = themes.undo_phrases(theme=self.theme, batch=batch, by=self.request.user, at=timezone.now())
        except (ValueError, themes.NothingToUndo):
            messages.error(self.request, _("Nothing of this is left to undo."))
        else:
            said = ngettext("%(number)d change was taken back.", "%(number)d changes were taken back.", len(made))
            messages.success(self.request, said % {"number": len(made)})
            for change in left:
                stays = _("“%(phrase)s” has been changed since and stays.")
                messages.error(self.request, stays % {"phrase": change.text})
        return redirect("newsroom_triage:phrases", self.theme.pk)

    def get_context_data(self, **kwargs):
        phrases, mistakes = read_phrases(self.texts)
        named = {kind: str(label) for kind, label in ThemePhrase.Strength.choices}
        return super().get_context_data(**kwargs) | {
            "theme": self.theme,
            "boxes": [(kind, label, self.texts[kind]) for kind, label in ThemePhrase.Strength.choices],
            "wrong": {mistake.kind for mistake in mistakes},
            "seen": self.seen,
            "source": self.request.POST.get("source", ""),
            "moved": self.moved,
            "mistakes": [phrase_mistake_in_words(mistake, named) for mistake in mistakes],
            "trial": self.trial(phrases),
            "goes": self.theme.phrase_changes.last_goes(10),
            "address": reverse("newsroom_triage:phrases", args=[self.theme.pk]),
        }

    def trial(self, phrases: tuple[Written, ...]) -> dict:
        """What the phrases as written would catch of the latest entries that those that stand do not, and the other
        way round. A theme out of use is tried as if it were in use."""
        slug, rest = self.theme.slug, vocabulary(but=self.theme.slug)
        latest = InboxEntry.objects.order_by("-first_seen_at", "-pk").select_related("feed__station__organisation")
        latest = latest.defer("content").annotate(start=Left("content", READ * 10))
        entries = [*latest[:TRIED]]
        texts = [(entry.title, entry.summary, plain(entry.start, READ)) for entry in entries]
        found = compare(
            slug,
            old=self.standing,
            new=phrases,
            before=suggester_of((*rest, *((slug, p.text, p.strength) for p in self.standing))),
            after=suggester_of((*rest, *((slug, p.text, p.strength) for p in phrases))),
            texts=texts,
        )
        shown = number_format(len(entries), force_grouping=True)
        return {"tried": len(entries), "shown": shown, "found": found, "changes": in_words(found)} | {
            name: [self.caught(d, entries[d.number], texts[d.number]) for d in getattr(found, name)[:SHOWN]]
            for name in ("gained", "lost", "others")
        }

    @cached_property
    def names(self) -> dict[str, str]:
        return dict(Theme.objects.values_list("slug", "name"))

    def caught(self, difference: Difference, entry: InboxEntry, text: tuple[str, str, str]) -> Caught:
        own = {self.theme.slug} & (difference.gained | difference.lost)
        speaking = difference.because(own or difference.gained | difference.lost)

        def cut(words: str, where: str) -> list[Piece]:
            return pieces(words, [(b.start, b.end) for b in speaking.because if b.where == where])

        # What an entry says first is most of what is shown; its content only where nothing above speaks.
        body = [] if any(b.where != "body" for b in speaking.because) else around(cut(text[2], "body"))
        return Caught(
            entry,
            cut(text[0], "title"),
            cut(text[1], "lead"),
            body,
            because_in_words(speaking.because),
            sorted(self.names[slug] for slug in difference.gained - {self.theme.slug}),
            sorted(self.names[slug] for slug in difference.lost - {self.theme.slug}),
        )


def as_texts(phrases: Iterable[Written]) -> dict[str, str]:
    """What stands in the three boxes."""
    phrases = [*phrases]
    return {kind: "\n".join(phrase.text for phrase in phrases if phrase.strength == kind) for kind in KINDS}


def merged(phrases: tuple[Written, ...], since: Iterable[PhraseChange]) -> tuple[Written, ...]:
    """What one person wrote, with what another changed meanwhile; where both meant one phrase, as it was written."""
    for other in since:
        after = changed(phrases, Change(other.text, other.before, other.after))
        phrases = phrases if after is None else after
    return phrases


def in_words(found: Comparison) -> list[tuple[Change, str, str, int]]:
    """Each change with the names of its kinds, and in how many entries the phrase stands."""
    named = {"": "", **{kind: str(label) for kind, label in ThemePhrase.Strength.choices}}
    return [(change, named[change.before], named[change.after], number) for change, number in found.stands_in.items()]
