"""What the inbox asks: which entries to show, and what was decided about one."""

from __future__ import annotations

from datetime import datetime, time

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from feeds.parsing import why_no_address
from newsroom.coverage.models import CoverageRecord, Tone
from newsroom.organisations.models import Organisation
from newsroom.periods import ZONE
from newsroom.plan.models import Channel
from newsroom.text import canonical, tokens
from newsroom.themes.models import Theme

from .importing import Item
from .models import InboxEntry, Reminder, Station
from .wording import dismissals


class FilterForm(forms.Form):
    """The inbox's filters, as they stand in its address. What is not understood does not filter."""

    WAITING = "waiting"
    STATES = (
        (WAITING, pgettext_lazy("entries", "Waiting")),
        ("accepted", pgettext_lazy("entries", "Accepted")),
        ("dismissed", pgettext_lazy("entries", "Dismissed")),
        ("all", pgettext_lazy("entries", "All")),
    )
    NOBODY = "none"

    q = forms.CharField(
        label=_("Search for"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Words in the title or summary")}),
    )
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    station = forms.ChoiceField(label=_("Source"), required=False)
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=Theme.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("All themes"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stations = Station.objects.select_related("organisation", "feed").order_by("organisation__sort_key", "pk")
        self.fields["station"].choices = [
            ("", _("All sources")),
            *((str(station.pk), station.organisation.label) for station in stations),
            (self.NOBODY, _("No organisation yet")),
        ]
        self.fields["theme"].queryset = Theme.objects.in_use().alphabetical()

    def asked(self, name: str):
        """What a filter was set to, or None."""
        self.is_valid()
        return self.cleaned_data.get(name) or None

    @property
    def state_asked(self) -> str:
        return self.asked("state") or self.WAITING

    def tell(self, *, states: dict[str, int], stations: dict[str, int], themes: dict[str, int]) -> None:
        """Say beside every choice how many entries it would leave, the other filters as they are."""
        for name, counts in (("state", states), ("station", stations), ("theme", themes)):
            field = self.fields[name]
            field.choices = [
                (str(value), f"{label} ({number_format(counts[str(value)], force_grouping=True)})")
                if str(value) in counts
                else (value, label)
                for value, label in field.choices
            ]

    @property
    def narrows(self) -> bool:
        """Whether anything but the state is set."""
        return any(self.asked(name) for name in ("q", "station", "theme"))


class AcceptanceForm(forms.Form):
    """What goes with "Nhận": themes, the day where the source gave none, the tone, the work it belongs to."""

    themes = forms.ModelMultipleChoiceField(queryset=Theme.objects.none(), required=False)
    day = forms.DateField(
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        error_messages={"invalid": _("Write the day as dd/mm/yyyy.")},
    )
    tone = forms.ChoiceField(choices=Tone.choices, required=False)
    same_work_as = forms.ModelChoiceField(
        queryset=CoverageRecord.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("That record no longer stands in the ledger.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["themes"].queryset = Theme.objects.in_use()
        self.fields["same_work_as"].queryset = CoverageRecord.objects.standing()


class ManyForm(forms.Form):
    """Entries chosen from the list, and what goes with deciding about all of them."""

    entries = forms.ModelMultipleChoiceField(
        queryset=InboxEntry.objects.select_related("feed"),
        required=False,
        error_messages={"invalid_choice": _("Some of the entries are no longer there. Choose again.")},
    )
    themes = forms.ModelMultipleChoiceField(queryset=Theme.objects.none(), required=False)

    def __init__(self, data):
        data = data.copy()
        data.setlist("themes", [value for value in data.getlist("themes") if value])  # "no theme" of the drop-down
        super().__init__(data)
        self.fields["themes"].queryset = Theme.objects.in_use()


class DismissalForm(forms.Form):
    """What goes with "Bỏ qua": why, from a short list; the first is what it nearly always is."""

    REASONS = dismissals()
    reason = forms.ChoiceField(choices=[*REASONS.items()], required=False)

    @property
    def words(self) -> str:
        self.is_valid()
        return str(self.REASONS.get(self.cleaned_data.get("reason") or "outside"))


class StationForm(WagtailAdminModelForm):
    """A feed, whose voice it is, and the channel it speaks in: by default what is usual for that kind of body."""

    class Media:
        css = {"all": ["newsroom/triage/station.css"]}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.order_by("sort_key", "pk")
        self.fields["feed"].queryset = self.fields["feed"].queryset.order_by("title", "url")
        self.fields["channel"].queryset = Channel.objects.order_by("position", "pk")
        self.fields["channel"].required = False

    def clean(self):
        cleaned = super().clean()
        organisation = cleaned.get("organisation")
        if organisation and not cleaned.get("channel"):
            usual = Channel.objects.serving(f"entry:{organisation.kind}").first()
            if usual is None:
                self.add_error("channel", _("Nothing is usual for this kind of organisation: choose a channel."))
            cleaned["channel"] = usual
        return cleaned


class ReminderForm(forms.Form):
    """What is said to a station, and how. `key` makes a form that is sent twice one reminder."""

    way = forms.ChoiceField(label=_("How"), choices=Reminder.Way.choices, widget=forms.RadioSelect, initial="mail")
    text = forms.CharField(
        label=_("What is said"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("By letter it is sent as it stands here; otherwise it is written down."),
        error_messages={"required": _("Write what is said.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, station, **kwargs):
        super().__init__(*args, **kwargs)
        self.station = station
        if not station.contact_email:
            self.fields["way"].initial = "phone"

    def clean_way(self):
        way = self.cleaned_data["way"]
        if way == Reminder.Way.MAIL and not self.station.contact_email:
            raise forms.ValidationError(_("No e-mail address is known: name one under “Contact”, or call."))
        return way


class OpenStationForm(forms.Form):
    """A station without RSS: whose it is, and in which form of communication it appears."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    channel = forms.ModelChoiceField(label=_("Channel"), queryset=Channel.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.order_by("sort_key", "pk")
        self.fields["channel"].queryset = Channel.objects.order_by("position", "pk")


class HandEntryForm(forms.Form):
    """One entry of a station without RSS, as it is typed on a telephone."""

    title = forms.CharField(label=_("Title"), max_length=500)
    day = forms.DateField(
        label=_("Published on"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as dd/mm/yyyy.")},
    )
    time = forms.TimeField(
        label=_("At what time (if you know)"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    link = forms.CharField(
        label=_("Link"), required=False, max_length=1000, widget=forms.TextInput(attrs={"inputmode": "url"})
    )
    summary = forms.CharField(
        label=_("Excerpt"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    recording = forms.CharField(
        label=_("Link to the recording"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Themes you propose"),
        queryset=Theme.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("An editor decides."),
    )

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["themes"].queryset = Theme.objects.in_use().alphabetical()
        self.fields["day"].initial = now.astimezone(ZONE).date()

    def clean_title(self):
        title = canonical(self.cleaned_data["title"])
        if not tokens(title):
            raise forms.ValidationError(_("A title needs a word."))
        return title

    def _address(self, name):
        written = self.cleaned_data[name].strip()
        if written and why_no_address(written):
            raise forms.ValidationError(_("This is no address of a page: it begins with http:// or https://."))
        return written

    def clean_link(self):
        return self._address("link")

    def clean_recording(self):
        return self._address("recording")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day"):
            self.moment = datetime.combine(cleaned["day"], cleaned.get("time") or time(), tzinfo=ZONE)
            if self.moment > self.now:
                self.add_error("day", _("That has not come yet."))
        return cleaned

    @property
    def item(self) -> Item:
        said = self.cleaned_data
        return Item(
            title=said["title"],
            moment=self.moment,
            has_time=said["time"] is not None,
            link=said["link"],
            summary=canonical(said["summary"]),
            recording=said["recording"],
            themes=tuple(theme.slug for theme in said["themes"]),
        )
