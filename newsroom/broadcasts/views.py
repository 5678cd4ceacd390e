"""What an editor says of one episode: each verb is a small form, and tells whoever came second what the first said."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import actions, forms
from .models import Episode, Rerun, Series
from .permitting import StationPolicy
from .templatetags.broadcast_tags import moment

REFUSALS = (
    actions.AlreadyAired,
    actions.AlreadyMissed,
    actions.NotAired,
    actions.NotYet,
    actions.ProofMissing,
    actions.StillRerun,
)


class EpisodeVerb(WagtailAdminTemplateMixin, FormView):
    """Abstract: a verb names its form, its words, and what it does with what was typed."""

    template_name = "newsroom/broadcasts/admin/episode_form.html"
    header_icon = "calendar-alt"
    policy = StationPolicy(Series)
    submit = gettext_lazy("Save")
    done = ""
    may_be_undone = False

    @cached_property
    def episode(self) -> Episode:
        found = Episode.objects.select_related("series__organisation")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def dispatch(self, request, *args, **kwargs):
        if not self.policy.user_has_permission_for_instance(request.user, "change", self.episode.series):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def act(self, given: dict, **who) -> Episode:
        """Do it, and give the episode as it is afterwards. Raises what `REFUSALS` lists."""
        raise NotImplementedError

    def form_valid(self, form):
        try:
            self.episode = self.act(form.cleaned_data, by=self.request.user, at=timezone.now())
        except REFUSALS as refused:
            form.add_error(None, str(refused))
            return self.form_invalid(form)
        buttons = []
        if self.may_be_undone:
            buttons.append(messages.button(reverse("episode_reopen", args=[self.episode.pk]), _("Undo")))
        messages.success(self.request, self.done % {"episode": self.name}, buttons=buttons)
        return HttpResponseRedirect(self.series_url)

    @property
    def series_url(self) -> str:
        """The page of the series, in the year of the episode, where it stands."""
        year = timezone.localtime(self.episode.planned_for).year
        return f"{reverse('series:inspect', args=[self.episode.series_id])}?nam={year}#so-{self.episode.pk}"

    @property
    def name(self) -> str:
        return self.episode.title or moment(self.episode.starts_at)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "episode": self.episode}

    def get_page_subtitle(self):
        return f"{self.episode.series.name} – {moment(self.episode.starts_at)}"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("series:index"), "label": capfirst(Series._meta.verbose_name_plural)},
            {"url": self.series_url, "label": self.episode.series.name},
            {"url": "", "label": self.get_page_title(), "sublabel": moment(self.episode.starts_at)},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "episode": self.episode,
            "submit_button_label": self.submit,
            "submit_button_active_label": _("Saving…"),
            "cancel_url": self.series_url,
            "media": context["form"].media,
        }


class Aired(EpisodeVerb):
    form_class = forms.AiredForm
    page_title = submit = gettext_lazy("Aired")
    done = gettext_lazy("“%(episode)s” has been marked as aired and counted.")
    may_be_undone = True

    def act(self, given, **who):
        return actions.mark_aired(
            episode=self.episode,
            aired_at=given["aired_at"],
            seconds=given["length"],
            proof=given["proof"],
            title=given["title"],
            themes=given["themes"],
            **who,
        )


class Missed(EpisodeVerb):
    form_class = forms.MissedForm
    page_title = submit = gettext_lazy("Missed")
    done = gettext_lazy("“%(episode)s” has been marked as missed.")
    may_be_undone = True

    def act(self, given, **who):
        return actions.mark_missed(episode=self.episode, reason=given["reason"], **who)


class Move(EpisodeVerb):
    form_class = forms.MoveForm
    page_title = submit = pgettext_lazy("episode", "Move")
    done = gettext_lazy("“%(episode)s” has been moved.")

    def act(self, given, **who):
        return actions.move_episode(episode=self.episode, starts_at=given["starts_at"], **who)


class Reopen(EpisodeVerb):
    form_class = forms.ReasonForm
    page_title = submit = gettext_lazy("Reopen")
    done = gettext_lazy("“%(episode)s” is open again; what was counted of it has been withdrawn.")

    def act(self, given, **who):
        return actions.reopen_episode(episode=self.episode, reason=given["reason"], **who)


class Describe(EpisodeVerb):
    form_class = forms.DescribeForm
    page_title = gettext_lazy("Title and themes")
    done = gettext_lazy("“%(episode)s” has been saved.")

    def act(self, given, **who):
        return actions.describe_episode(episode=self.episode, **given, **who)


class Again(EpisodeVerb):
    form_class = forms.RerunForm
    page_title = submit = gettext_lazy("Rerun")
    done = gettext_lazy("The rerun of “%(episode)s” has been counted.")

    def act(self, given, **who):
        actions.record_rerun(
            episode=self.episode,
            aired_at=given["aired_at"],
            seconds=60 * given["minutes"],
            proof=given["proof"],
            **who,
        )
        return self.episode


class TakeRerunBack(EpisodeVerb):
    form_class = forms.ReasonForm
    page_title = submit = gettext_lazy("Take the rerun back")
    done = gettext_lazy("The rerun of “%(episode)s” is no longer counted.")

    @cached_property
    def rerun(self) -> Rerun:
        return get_object_or_404(Rerun.objects.select_related("episode"), pk=self.kwargs["rerun"], episode=self.episode)

    def act(self, given, **who):
        actions.withdraw_rerun(rerun=self.rerun, reason=given["reason"], **who)
        return self.episode
