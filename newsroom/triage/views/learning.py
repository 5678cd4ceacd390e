"""What was learned from decisions: theme by theme, how it fares beside the phrases alone, and the switch."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages

from newsroom.themes.models import Theme

from .. import actions
from ..learning import LEAST, LEAST_OF_EACH, MARGIN
from ..models import LearnedTheme
from ..wording import share, state_of_learned
from .frame import FrameMixin

TOP = 16
"""How many pairs of syllables for and how many against a theme are shown."""


@dataclass(frozen=True)
class Row:
    """A theme with what was learned of it, in words; `learned` is None before the first lesson."""

    theme: Theme
    learned: LearnedTheme | None

    @property
    def state(self) -> str:
        return state_of_learned(self.learned)

    @property
    def is_measured(self) -> bool:
        return self.learned is not None and self.learned.worth != LearnedTheme.Worth.TOO_FEW

    @property
    def figures(self) -> list[tuple[str, str]]:
        """F1, precision and recall: of the phrases alone, and learned."""
        before, after = self.learned.phrases, self.learned.learned
        return [(share(getattr(before, name)), share(getattr(after, name))) for name in ("f1", "precision", "recall")]

    @property
    def words_for(self) -> tuple[str, ...]:
        return self.learned.model.words(1, self.learned.weights, TOP) if self.learned else ()

    @property
    def words_against(self) -> tuple[str, ...]:
        return self.learned.model.words(-1, self.learned.weights, TOP) if self.learned else ()

    @property
    def can_be_switched(self) -> bool:
        """There is something to keep off, or somebody does."""
        return self.is_measured or (self.learned is not None and self.learned.kept_off)


class LearningView(FrameMixin, TemplateView):
    """Every theme in use. Whoever triages may look; the switch is the analyst's and the administrator's."""

    template_name = "newsroom/triage/learning.html"
    page_title = gettext_lazy("Learned from decisions")
    header_icon = "history"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("newsroom_triage.view_learnedtheme"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        themes = Theme.objects.in_use().alphabetical()
        learned = {
            row.theme_id: row
            for row in LearnedTheme.objects.filter(theme__in=themes).select_related("theme", "kept_off_by")
        }
        rows = [Row(theme, learned.get(theme.pk)) for theme in themes]
        rows.sort(key=lambda row: -(row.learned.decisions if row.learned else 0))
        last = max((row.learned_at for row in learned.values()), default=None)
        bounds = {"least": LEAST, "of_each": LEAST_OF_EACH, "margin": round(100 * MARGIN)}
        return (
            super().get_context_data(**kwargs)
            | bounds
            | {
                "rows": rows,
                "last": last,
                "on": sum(row.learned.is_on for row in rows if row.learned),
                "may_switch": self.request.user.has_perm("newsroom_triage.change_learnedtheme"),
            }
        )


class LearnedView(View):
    """The switch of one theme."""

    http_method_names = ["post"]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("newsroom_triage.change_learnedtheme"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, pk):
        theme = get_object_or_404(Theme, pk=pk)
        off = request.POST.get("do") != "let_speak"
        try:
            (actions.keep_off if off else actions.let_speak)(theme=theme, by=request.user, at=timezone.now())
        except LearnedTheme.DoesNotExist as problem:
            raise Http404 from problem
        said = (
            _("“%(theme)s” is suggested by its phrases alone.") if off else _("“%(theme)s” may use what was learned.")
        )
        messages.success(request, said % {"theme": theme.name})
        return redirect(f"{reverse('newsroom_triage:learning')}#chu-de-{pk}")
