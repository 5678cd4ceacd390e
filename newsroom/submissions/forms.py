"""Forms of an agency's report. They read what is typed; what may be kept is said by `actions`."""

from dataclasses import dataclass

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from newsroom.plan.models import Channel, Plan, PlanItem

from . import permitting
from .actions import MEASURES, counts_by_the_copy
from .models import ActivityLine

MOST_ROWS = 300
MOST = 100_000_000
DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]


@dataclass(frozen=True)
class Vocabulary:
    """The channels and the content items to choose from, read once for all rows: two queries."""

    channels: dict[str, Channel]
    items: dict[str, PlanItem]

    @classmethod
    def of(cls, plan: Plan) -> "Vocabulary":
        channels = Channel.objects.order_by("group", "position", "pk")
        items = plan.items.select_related("clause").order_by("clause__position")
        return cls({str(found.pk): found for found in channels}, {str(found.pk): found for found in items})

    def channel_choices(self) -> list:
        """By the group under which the plan prints them, each with its counting unit."""
        groups: dict[str, list] = {}
        for key, channel in self.channels.items():
            groups.setdefault(channel.group, []).append((key, f"{channel.name} ({channel.get_unit_display()})"))
        named = [(gettext("Forms, group %(letter)s") % {"letter": group}, choices) for group, choices in groups.items()]
        return [("", "---------"), *named]

    def item_choices(self) -> list:
        return [(key, str(item)) for key, item in self.items.items()]


def asked_beside_the_quantity(channel: Channel) -> list[str]:
    """Which of minutes, people and copies a row of this channel has room for."""
    return [
        measure
        for measure in MEASURES
        if getattr(channel, f"counts_{measure}") and not (measure == "copies" and counts_by_the_copy(channel))
    ]


class ChannelSelect(forms.Select):
    """Tells the script each channel's unit and which measures it counts."""

    vocabulary: Vocabulary | None = None

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if channel := self.vocabulary and self.vocabulary.channels.get(str(value)):
            option["attrs"]["data-unit"] = channel.get_unit_display()
            option["attrs"]["data-counts"] = " ".join(asked_beside_the_quantity(channel))
        return option


class ReportForm(forms.Form):
    """What is said of the report as a whole."""

    nothing_to_report = forms.BooleanField(
        label=_("Nothing took place in this period"),
        required=False,
        help_text=_("Tick it only when there is no activity to report."),
    )
    note = forms.CharField(
        label=_("Remarks"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Difficulties, suggestions; may be left empty."),
    )
    output = forms.IntegerField(
        label=_("All pieces that the outlet put out in the period"),
        min_value=1,
        max_value=MOST,
        required=False,
        help_text=_(
            "Whatever they were about, in print, on the air and online. With it the report tells which share was about "
            "administrative reform. Leave it empty when it was not counted."
        ),
    )

    def __init__(self, *args, kind: str, **kwargs):
        super().__init__(*args, **kwargs)
        if not permitting.enters_output(kind):
            del self.fields["output"]


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("What to change"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The agency reads this above its report."),
    )


def _found_in(known: dict):
    """A lookup that fails as the fields expect it to."""

    def find(key):
        if key not in known:
            raise ValueError(key)
        return known[key]

    return find


class ActivityForm(forms.Form):
    """One activity; a row that is left as it came is no activity."""

    line = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("What was done"), max_length=300)
    channel = forms.TypedChoiceField(label=_("Channel"), widget=ChannelSelect)
    day = forms.DateField(
        label=_("Day"), widget=AdminDateInput(format="%d/%m/%Y", attrs={"placeholder": "dd/mm/yyyy"}),
        input_formats=DAY_FORMATS,
    )  # fmt: skip
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=MOST, initial=1)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=MOST, required=False)
    persons = forms.IntegerField(label=_("People reached"), min_value=0, max_value=MOST, required=False)
    copies = forms.IntegerField(
        label=pgettext_lazy("printed matter", "Copies"), min_value=0, max_value=MOST, required=False
    )
    items = forms.TypedMultipleChoiceField(
        label=_("Content items of the plan"), required=False, widget=forms.CheckboxSelectMultiple
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Number of the document, address of the page, list of those present: whatever can be checked."),
    )

    def __init__(self, *args, vocabulary: Vocabulary, channel_choices, item_choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.vocabulary = vocabulary
        channel, items = self.fields["channel"], self.fields["items"]
        channel.choices, channel.coerce = channel_choices, _found_in(vocabulary.channels)
        channel.widget.vocabulary = vocabulary
        items.choices, items.coerce = item_choices, _found_in(vocabulary.items)

    @property
    def chosen_channel(self) -> Channel | None:
        """The channel as the row shows it now, right or wrong."""
        return self.vocabulary.channels.get(str(self["channel"].value() or ""))

    @property
    def measures(self):
        """The fields that only some channels count: (name, field). Script hides those that the row's does not."""
        for name in MEASURES:
            yield name, self[name]

    def values(self) -> dict:
        """What `actions.add_line` takes."""
        return {name: self.cleaned_data[name] for name in self.fields if name not in ("line", "DELETE")}


class BaseActivityFormSet(forms.BaseFormSet):
    deletion_widget = forms.CheckboxInput

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Remove this activity")

    def rows(self) -> list:
        """(line key, values) for `actions.keep_rows`, and the form of each: those that are new, changed or removed."""
        found = []
        for form in self.forms:
            key = form.cleaned_data.get("line") if hasattr(form, "cleaned_data") else None
            if self._should_delete_form(form):
                if key:
                    found.append((form, (key, None)))
            elif form.has_changed():
                found.append((form, (key, form.values())))
        return found

    def silent(self) -> "BaseActivityFormSet":
        """The same rows as typed, without a word about what is wrong with them yet."""
        for form in self.forms:
            form._errors = ErrorDict()
            form.cleaned_data = {}
        self._errors, self._non_form_errors = [{} for _form in self.forms], ErrorList()
        return self


_Activities = forms.formset_factory(
    ActivityForm,
    formset=BaseActivityFormSet,
    extra=0,
    can_delete=True,
    max_num=MOST_ROWS,
    absolute_max=MOST_ROWS + 20,
    validate_max=True,
)


def activities(*, plan: Plan, lines: list[ActivityLine], data=None, extra: int = 0) -> BaseActivityFormSet:
    """The rows of a report: its lines (with `items` prefetched), then `extra` empty ones; or those in `data`."""
    vocabulary = Vocabulary.of(plan)
    made = _Activities(
        data,
        prefix="lines",
        initial=[
            {
                "line": line.pk,
                "channel": str(line.channel_id),
                "items": [str(item.pk) for item in line.items.all()],
                **{name: getattr(line, name) for name in ("title", "day", "quantity", "evidence", *MEASURES)},
            }
            for line in lines
        ],
        form_kwargs={
            "vocabulary": vocabulary,
            "channel_choices": vocabulary.channel_choices(),
            "item_choices": vocabulary.item_choices(),
        },
    )
    made.extra = extra
    return made


def with_one_more(data):
    """Posted data with room for one row more, as the button "add a row" asks for without script."""
    data = data.copy()
    try:
        count = int(data.get("lines-TOTAL_FORMS", 0))
    except ValueError:
        count = 0
    if 0 <= count < MOST_ROWS:
        # As an empty row comes: anything else would make it an activity that somebody began.
        data["lines-TOTAL_FORMS"], data[f"lines-{count}-quantity"] = str(count + 1), "1"
    return data
