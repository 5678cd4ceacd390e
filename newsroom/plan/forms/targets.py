"""The form of a target: how much of what, how often in plain words, and for whom."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.snippets.widgets import AdminSnippetChooser

from newsroom.organisations.models import Organisation
from newsroom.periods import Cadence, NotARule, cadence_of

from ..actions import rights_of
from ..loading import MEASURES_OF_A_CHANNEL
from ..models import Target
from .parts import PartForm

BY_WEEKDAY = {
    "weekly": (1, 0),
    "fortnightly": (2, 0),
    "first": (1, 1),
    "second": (1, 2),
    "third": (1, 3),
    "fourth": (1, 4),
    "last": (1, -1),
}
"""What a choice says of a cadence by weekdays: (every, which)."""

RHYTHMS = [
    (
        _("So many for each period"),
        [
            ("week", _("Every week, by the slot of the series")),
            ("month", _("Every month of the report")),
            ("quarter", _("Every quarter")),
            ("half", _("Every half year")),
            ("year", _("Every year")),
        ],
    ),
    (
        _("So many on each such day"),
        [
            ("weekly", _("Every week, on weekdays that I choose")),
            ("fortnightly", _("Every second week, on weekdays that I choose")),
            ("first", _("Monthly, on the first such weekday")),
            ("second", _("Monthly, on the second such weekday")),
            ("third", _("Monthly, on the third such weekday")),
            ("fourth", _("Monthly, on the fourth such weekday")),
            ("last", _("Monthly, on the last such weekday")),
            ("monthday", _("Monthly, on one day of the month")),
            ("monthend", _("Monthly, on the last day of the month")),
            ("yearday", _("Yearly, on one day")),
        ],
    ),
]
DAYS_OF_A_MONTH = 28
"""The last day that every month has."""


class TargetForm(PartForm):
    """Whoever may set targets of their own organisations only is offered these, and no clause."""

    rhythm = forms.ChoiceField(label=_("How often"), choices=RHYTHMS, initial="month")
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which weekdays"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "plan-days"}),
    )
    day = forms.IntegerField(
        label=_("On which day of the month"),
        required=False,
        min_value=1,
        max_value=31,
        help_text=_("1–28 for a monthly target: not every month has the others."),
    )
    month = forms.TypedChoiceField(
        label=_("In which month"), choices=[("", "–"), *MONTHS.items()], coerce=int, required=False, empty_value=0
    )
    last_day = forms.DateField(
        label=_("Holds until the end of"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Empty: to the end of the plan's year."),
    )

    class Meta:
        model = Target
        fields = ["quantity", "measure", "channel", "organisation", "item", "valid_from", "origin"]
        widgets = {"organisation": AdminSnippetChooser(Organisation), "valid_from": AdminDateInput}
        labels = {"valid_from": _("Holds from")}
        help_texts = {
            "origin": _("Empty: the unit set this target itself."),
            "valid_from": _("Empty: from the first day of the plan's year."),
        }

    field_order = [
        *("quantity", "measure", "rhythm", "weekdays", "day", "month"),
        *("organisation", "channel", "item", "valid_from", "last_day", "origin"),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rights = rights_of(self.for_user)
        if not self.rights.any:
            del self.fields["origin"]
            own = Organisation.objects.filter(pk__in=self.rights.own).alphabetical()
            self.fields["organisation"] = forms.ModelChoiceField(
                own, label=_("Organisation"), empty_label=None, help_text=_("A target of your own unit.")
            )
            self.order_fields(self.field_order)
        if self.instance.valid_to:
            self.initial["last_day"] = self.instance.valid_to - timedelta(days=1)
        self._read()

    def _read(self) -> None:
        """What the rule of the target says, as choices."""
        cadence = cadence_of(self.instance.rule) if self.instance.rule else None
        if cadence is None:
            if self.instance.every:
                self.initial["rhythm"] = self.instance.every
        elif cadence.weekdays:
            said = {meaning: name for name, meaning in BY_WEEKDAY.items()}
            self.initial["rhythm"] = said.get((cadence.every, cadence.which), "weekly")
            self.initial["weekdays"] = list(cadence.weekdays)
        else:
            self.initial["rhythm"] = "yearday" if cadence.month else "monthend" if cadence.day < 0 else "monthday"
            self.initial["day"], self.initial["month"] = max(cadence.day, 0) or None, cadence.month or ""

    def clean_quantity(self):
        if not (quantity := self.cleaned_data["quantity"]):
            raise ValidationError(_("At least one."))
        return quantity

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(field) for field in ("item", "channel", "organisation")):
            self.add_error("channel", _("A target is for a form, an organisation or a content item at least."))
        if cleaned.get("measure") in MEASURES_OF_A_CHANNEL and not cleaned.get("channel"):
            self.add_error("channel", _("Choose the form: it says what is counted."))
        self._write(cleaned)
        last_day, begins = cleaned.get("last_day"), cleaned.get("valid_from")
        if last_day and begins and last_day < begins:
            self.add_error("last_day", _("A target cannot end before it begins."))
        self.instance.valid_to = last_day + timedelta(days=1) if last_day else None
        return cleaned

    def _write(self, cleaned) -> None:
        """Every or rule, from the choices."""
        rhythm, target = cleaned.get("rhythm"), self.instance
        if rhythm in Target.Every.values or not rhythm:
            target.every, target.rule = rhythm or "", ""
            return
        kept = cadence_of(target.rule) if target.rule else None
        field = "weekdays"
        if rhythm in BY_WEEKDAY:
            every, which = BY_WEEKDAY[rhythm]
            if rhythm == "weekly" and kept and kept.weekdays and kept.every > 2:
                every = kept.every  # every third week comes from a file; who changes the days does not lose it
            cadence = Cadence(tuple(sorted(cleaned.get("weekdays") or ())), every=every, which=which)
        else:
            field = "day"
            month = cleaned.get("month") or 0 if rhythm == "yearday" else 0
            cadence = Cadence(day=-1 if rhythm == "monthend" else cleaned.get("day") or 0, month=month)
            if rhythm == "yearday" and not month:
                self.add_error("month", _("Choose a month."))
        try:
            target.every, target.rule = "", cadence.rule
        except NotARule:
            if field == "weekdays":
                self.add_error(field, _("Choose at least one weekday."))
            elif not self.has_error("day"):
                self.add_error(field, _("Choose a day that there is every time: 1 to 28 for every month."))
