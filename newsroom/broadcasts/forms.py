"""Forms of series, of episodes and of broadcasts."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from newsroom.coverage.forms import CoveredPageForm, ThemesField
from newsroom.organisations.models import Membership, Organisation
from newsroom.periods import ZONE, Cadence, NotARule, cadence_of
from newsroom.plan.models import Channel

from .models import Episode, EpisodeState

# What an editor chooses, and what of a cadence it says: (every, which).
PATTERNS = {
    "weekly": (1, 0),
    "fortnightly": (2, 0),
    "first": (1, 1),
    "second": (1, 2),
    "third": (1, 3),
    "fourth": (1, 4),
    "last": (1, -1),
}
PATTERN_CHOICES = [
    ("weekly", _("Every week")),
    ("fortnightly", _("Every second week")),
    ("first", _("Monthly, the first such weekday")),
    ("second", _("Monthly, the second such weekday")),
    ("third", _("Monthly, the third such weekday")),
    ("fourth", _("Monthly, the fourth such weekday")),
    ("last", _("Monthly, the last such weekday")),
]
OTHER = ("other", _("Another recurrence, kept as it is"))


class BroadcastForm(CoveredPageForm):
    """Offers only episodes of the outlet that no other page records."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("episode"):
            outlet = self.instance.outlet if self.instance.pk or "outlet" in self.instance.__dict__ else None
            field.queryset = Episode.objects.recordable(
                organisation_id=outlet and outlet.organisation_id, kept_id=self.instance.episode_id
            )


class SeriesForm(WagtailAdminModelForm):
    """A series as an editor says it: pattern and weekdays make the rule; a rule that no pattern says is kept."""

    pattern = forms.ChoiceField(label=_("How often"), choices=PATTERN_CHOICES, initial="weekly")
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        initial=[4],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "series-days"}),
    )
    themes = ThemesField(
        label=_("Usual themes"), help_text=_("An episode for which nobody chooses others takes these.")
    )

    class Media:
        css = {"all": ["newsroom/broadcasts/series.css"]}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["themes"].keep(self.initial.get("themes") or [])
        self.fields["organisation"].queryset = self._stations()
        self.fields["channel"].queryset = Channel.objects.order_by("group", "position", "name")
        self.fields["minutes"].min_value = 1
        if self.instance.pk is None:
            self.initial.setdefault("channel", Channel.objects.serving("episode").first())
            stations = list(self.fields["organisation"].queryset[:2])
            if len(stations) == 1:
                self.initial.setdefault("organisation", stations[0])
        else:
            self._read(self.instance.rule)

    def _stations(self):
        """Organisations with an outlet, where this person is an editor; all of them for a superuser."""
        found = Organisation.objects.filter(outlet__isnull=False).alphabetical()
        if self.for_user is None or self.for_user.is_superuser:
            return found
        return found.filter(pk__in=Membership.objects.standing_of(self.for_user).edits)

    def _read(self, rule: str) -> None:
        try:
            cadence = cadence_of(rule)
        except NotARule:
            cadence = None
        said = {meaning: name for name, meaning in PATTERNS.items()}
        name = said.get((cadence.every, cadence.which)) if cadence and cadence.weekdays else None
        if name is None:
            self.fields["pattern"].choices = [*PATTERN_CHOICES, OTHER]
            self.initial["pattern"], self.initial["weekdays"] = OTHER[0], []
        else:
            self.initial["pattern"], self.initial["weekdays"] = name, list(cadence.weekdays)

    def clean_minutes(self):
        if not (minutes := self.cleaned_data["minutes"]):
            raise ValidationError(_("At least one minute."))
        return minutes

    def clean(self):
        cleaned = super().clean()
        pattern = cleaned.get("pattern")
        if pattern in PATTERNS:
            every, which = PATTERNS[pattern]
            try:
                self.instance.rule = Cadence(tuple(cleaned.get("weekdays") or ()), every=every, which=which).rule
            except NotARule:
                self.add_error("weekdays", _("Choose at least one weekday."))
        return cleaned


class _EpisodeForm(forms.Form):
    """A form about one episode."""

    def __init__(self, *args, episode: Episode, **kwargs):
        self.episode = episode
        super().__init__(*args, **kwargs)


def _moment(label, **kwargs) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, widget=AdminDateTimeInput, **kwargs)


class AiredForm(_EpisodeForm):
    """When, how long and what proves it; title and themes while one is at it."""

    aired_at = _moment(_("Went on the air at"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=24 * 60)
    seconds = forms.IntegerField(label=_("and seconds"), min_value=0, max_value=59, required=False, initial=0)
    proof = forms.CharField(
        label=_("Proof"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The broadcasting log, the address of the recording, the number of the script."),
    )
    title = forms.CharField(label=_("Title of the episode"), max_length=255, required=False)
    themes = ThemesField(help_text=_("Left empty: the usual themes of the series."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = list(self.episode.themes.all()) or list(self.episode.series.themes.all())
        self.fields["themes"].keep(chosen)
        self.initial = {
            "aired_at": localtime(self.episode.starts_at, ZONE),
            "minutes": self.episode.minutes,
            "seconds": 0,
            "title": self.episode.title,
            "themes": [theme.pk for theme in chosen],
            **self.initial,
        }

    def clean(self):
        cleaned = super().clean()
        if "minutes" in cleaned and not self.has_error("seconds"):
            cleaned["length"] = 60 * cleaned["minutes"] + (cleaned.get("seconds") or 0)
            if not cleaned["length"]:
                self.add_error("minutes", _("An airing lasts at least a second."))
        return cleaned


class MissedForm(_EpisodeForm):
    reason = forms.CharField(
        label=_("Why it did not go out"),
        max_length=255,
        help_text=_("Gave way to a live broadcast, a fault of the transmitter, no script."),
    )


class MoveForm(_EpisodeForm):
    starts_at = _moment(_("New time"), help_text=_("Its own slot stays on record."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts_at", localtime(self.episode.starts_at, ZONE))


class ReasonForm(_EpisodeForm):
    reason = forms.CharField(label=_("Reason"), max_length=255, help_text=_("It stays in the ledger."))


class RerunForm(_EpisodeForm):
    aired_at = _moment(_("Went on the air again at"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=24 * 60)
    proof = forms.CharField(label=_("Proof"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first = localtime(self.episode.aired_at or self.episode.starts_at, ZONE)
        self.initial = {"aired_at": first + timedelta(days=1), "minutes": self.episode.minutes, **self.initial}


class DescribeForm(_EpisodeForm):
    title = forms.CharField(label=_("Title of the episode"), max_length=255, required=False)
    summary = forms.CharField(label=_("Summary"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    themes = ThemesField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        chosen = list(self.episode.themes.all())
        self.fields["themes"].keep(chosen)
        self.fields["themes"].required = self.episode.state == EpisodeState.AIRED
        self.initial = {
            "title": self.episode.title,
            "summary": self.episode.summary,
            "themes": [theme.pk for theme in chosen],
            **self.initial,
        }
