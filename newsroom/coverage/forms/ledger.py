"""Forms of the ledger: entering by hand, correcting, giving a reason."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from newsroom import text
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel

from ..models import CoverageRecord, Genre, Tone
from .tagging import OrganisationsField, ThemesField


class LengthField(forms.CharField):
    """Minutes, or minutes and seconds ("5" or "5:30"); cleans to seconds, 0 when left empty."""

    def __init__(self, **kwargs):
        super().__init__(
            **{
                "label": _("Length"),
                "required": False,
                "help_text": _("In minutes, or minutes and seconds: 5 or 5:30."),
                **kwargs,
            }
        )

    def prepare_value(self, value):
        if value == 0:
            return ""
        if isinstance(value, int):
            return f"{value // 60}:{value % 60:02}" if value % 60 else str(value // 60)
        return value

    def to_python(self, value):
        if isinstance(value, int):
            return value
        value = (value or "").strip()
        if not value:
            return 0
        minutes, _colon, seconds = value.partition(":")
        if not (minutes.isascii() and minutes.isdigit() and (seconds or "0").isascii() and (seconds or "0").isdigit()):
            raise ValidationError(_("Write minutes, or minutes and seconds: 5 or 5:30."))
        if int(seconds or 0) > 59 or int(minutes) > 6000:
            raise ValidationError(_("Write minutes, or minutes and seconds: 5 or 5:30."))
        return int(minutes) * 60 + int(seconds or 0)

    def has_changed(self, initial, data):
        return self.to_python(initial or 0) != self.to_python(data)


def _existed(organisation, day) -> bool:
    """Whether it was there; what has no predecessor in the list was there before the list begins."""
    begun = organisation.valid_from is None or organisation.valid_from <= day or not organisation.predecessors.exists()
    return begun and (organisation.valid_to is None or day < organisation.valid_to)


def _dated(name: str, organisation) -> str:
    """A past organisation with the last day on which it existed."""
    if organisation.valid_to is None:
        return name
    return _("%(name)s (until %(day)s)") % {
        "name": name,
        "day": f"{organisation.valid_to - timedelta(days=1):%d/%m/%Y}",
    }


class _Groups(forms.models.ModelChoiceIterator):
    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        groups: dict[str, list] = {}
        for found in self.queryset:
            groups.setdefault(self.field.group_of(found), []).append(self.choice(found))
        yield from groups.items()


class BodyField(forms.ModelChoiceField):
    """One organisation, grouped by kind, named as in full."""

    iterator = _Groups

    def __init__(self, **kwargs):
        super().__init__(**{"queryset": Organisation.objects.none(), "label": _("Organisation"), **kwargs})

    def group_of(self, organisation) -> str:
        return str(organisation.get_kind_display())

    def label_from_instance(self, organisation) -> str:
        return _dated(super().label_from_instance(organisation), organisation)


class AboutField(OrganisationsField):
    """Organisations of any time, each past one with its end: a record may tell of a day before a merger."""

    def keep(self, chosen, *, day) -> None:
        self.queryset = Organisation.objects.select_related("parent").order_by("kind", "sort_key")

    def label_from_instance(self, organisation) -> str:
        return _dated(super().label_from_instance(organisation), organisation)


class ChannelField(forms.ModelChoiceField):
    """One channel with the unit in which it is counted, grouped by the letters of II.2."""

    iterator = _Groups

    def __init__(self, **kwargs):
        channels = Channel.objects.in_order()
        super().__init__(**{"queryset": channels, "label": _("Channel"), **kwargs})

    def group_of(self, channel) -> str:
        return f"II.2.{channel.group}"

    def label_from_instance(self, channel) -> str:
        return f"{channel.name} ({channel.get_unit_display()})"


class FactsForm(forms.Form):
    """What a record says, as a person types it. `today` bounds the day; `bodies` are the organisations on offer."""

    organisation = BodyField()
    channel = ChannelField()
    day = forms.DateField(
        label=_("Day"), input_formats=["%d/%m/%Y", "%Y-%m-%d"], widget=AdminDateInput(format="%d/%m/%Y")
    )
    title = forms.CharField(label=_("What was done"), max_length=300)
    quantity = forms.IntegerField(
        label=_("Quantity"), min_value=1, initial=1, help_text=_("In the unit that stands after the channel's name.")
    )
    persons = forms.IntegerField(label=_("People reached"), min_value=0, required=False)
    copies = forms.IntegerField(label=pgettext_lazy("column", "Copies"), min_value=0, required=False)
    seconds = LengthField()
    themes = ThemesField(help_text=_("They decide which content items of the plan it serves."))
    about = AboutField(label=_("Organisations it is about"))
    tone = forms.ChoiceField(label=_("Tone"), choices=Tone.choices)
    genre = forms.ChoiceField(label=_("Genre"), choices=[("", "–"), *Genre.choices], required=False)
    is_rerun = forms.BooleanField(label=_("Rerun"), required=False)
    evidence = forms.CharField(
        label=_("Evidence"),
        widget=AdminAutoHeightTextInput,
        help_text=_("A document with its number, minutes of a meeting, photographs, an address where it can be seen."),
    )

    def __init__(self, *args, bodies, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["organisation"].queryset = bodies.order_by("kind", "sort_key")
        self.fields["themes"].keep(self.initial.get("themes") or [])
        self.fields["about"].keep(self.initial.get("about") or [], day=today)

    def clean(self):
        facts = super().clean()
        organisation, day = facts.get("organisation"), facts.get("day")
        if organisation and day and not _existed(organisation, day):
            self.add_error("organisation", _("This organisation did not exist on that day."))
        return facts

    def clean_title(self):
        return text.canonical(self.cleaned_data["title"])

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > self.today:
            raise ValidationError(_("This day has not come yet: the ledger holds what was done."))
        return day


class EntryForm(FactsForm):
    """Entering by hand what is no page. `key` makes a form that is sent twice one record."""

    same_work_as = forms.ModelChoiceField(
        label=_("Another appearance of the same work"),
        queryset=CoverageRecord.objects.all(),
        required=False,
        help_text=_("Only where it is one piece with something recorded already: then they count as one work."),
    )
    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)

    def __init__(self, *args, chooser, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["same_work_as"].widget = chooser


class ReasonForm(forms.Form):
    """Why, in a sentence; it stays in the record's history."""

    reason = forms.CharField(label=_("Reason"), max_length=255, help_text=_("It stays in the record's history."))

    def clean_reason(self):
        reason = text.canonical(self.cleaned_data["reason"])
        if not reason:
            raise ValidationError(_("Say why: the reason stays in the record's history."))
        return reason


class CorrectionForm(ReasonForm, FactsForm):
    """Setting a record right. What it changes no longer follows the page or entry from which it came."""

    def __init__(self, *args, needs_evidence=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evidence"].required = needs_evidence
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])


class RegroupForm(ReasonForm):
    """Choosing the work to which a record belongs; nothing chosen gives it one of its own."""

    other = forms.ModelChoiceField(
        label=_("The same work as"),
        queryset=CoverageRecord.objects.all(),
        required=False,
        help_text=_("Leave it empty to make this record a work of its own."),
    )
    field_order = ["other", "reason"]

    def __init__(self, *args, chooser, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].widget = chooser
