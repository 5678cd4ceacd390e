"""The plan of the next year, and what carries on what between two plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.themes.models import Theme

from ..actions import Carried, Head, NewItem, RollingError, Said
from ..models import Plan, PlanItem
from .parts import PlanForm

NEW_ROWS = 3
"""How many new content items the form has room for; more come with a file, or in a second plan."""


class _HeadForm(PlanForm):
    """What is asked anew. Whether the number is free is asked by the action: made twice must be made once."""

    class Meta(PlanForm.Meta):
        fields = ["number", "title", "issuer", "signed_by", "issued_on", "year", "in_force_from", "in_force_to"]
        help_texts = {"issued_on": _("Empty while it is a draft that nobody has signed.")}

    def _get_validation_exclusions(self):
        """The action says what is wrong with the whole, in its own words; a form that asked first would refuse what
        was made a moment ago."""
        return {field.name for field in Plan._meta.fields}


class _ThemesField(forms.TypedMultipleChoiceField):
    def __init__(self, choices):
        super().__init__(
            label=_("Themes"), choices=choices, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
        )


class _CarriedForm(forms.Form):
    """One item of the old plan: whether it goes over, under which short title, with which themes."""

    keep = forms.BooleanField(label=_("Goes over into the new plan"), required=False, initial=True)
    title = forms.CharField(label=_("Short title"), max_length=160, required=False)

    def __init__(self, *args, item: PlanItem, choices, **kwargs):
        chosen = [theme.pk for theme in item.themes.all()]
        super().__init__(*args, initial={"title": item.title, "themes": chosen}, prefix=f"item-{item.pk}", **kwargs)
        self.item = item
        self.fields["themes"] = _ThemesField(choices)
        self.named = [name for key, name in choices if key in chosen]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("keep"):
            for name, message in (
                ("title", _("Give it a short title.")),
                ("themes", _("Choose a theme at least, or leave the item behind.")),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, message)
        return cleaned


class _NewItemForm(forms.Form):
    label = forms.CharField(label=_("Label as printed"), max_length=40, required=False)
    title = forms.CharField(label=_("Short title"), max_length=160, required=False)
    text = forms.CharField(label=_("Text as printed"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["themes"] = _ThemesField(choices)

    @property
    def is_empty(self) -> bool:
        return not any(self.cleaned_data.values())

    def clean(self):
        cleaned = super().clean()
        if any(cleaned.values()):
            for name in ("label", "title", "themes"):
                if not cleaned.get(name):
                    self.add_error(name, _("This is needed for a new content item."))
        return cleaned


class NextPlanForm:
    """The head of the new plan, the old items, and room for new ones; one form on the screen."""

    def __init__(self, plan: Plan, data=None, *, user=None) -> None:
        self.plan = plan
        items = list(plan.items.select_related("clause").prefetch_related("themes").order_by("clause__position"))
        held = {theme.pk for item in items for theme in item.themes.all()}
        themes = Theme.objects.filter(Q(is_active=True) | Q(pk__in=held)).alphabetical()
        choices = [(theme.pk, theme.name) for theme in themes]
        year = plan.year + 1
        self.head = _HeadForm(
            data,
            for_user=user,
            initial={
                "title": plan.title.replace(str(plan.year), str(year)),
                "issuer": plan.issuer_id,
                "year": year,
                "in_force_from": _a_year_on(plan.in_force_from),
                "in_force_to": _a_year_on(plan.in_force_to),
            },
        )
        self.items = [_CarriedForm(data, item=item, choices=choices) for item in items]
        self.new_items = [_NewItemForm(data, prefix=f"new-{n}", choices=choices) for n in range(NEW_ROWS)]

    def is_valid(self) -> bool:
        # Every form is asked, so that every mistake is told at once.
        valid = [form.is_valid() for form in (self.head, *self.items, *self.new_items)]
        return all(valid)

    def add_refusal(self, refusal: RollingError) -> None:
        """Beside what it is about; of a new item, beside the row that bears the label."""
        if refusal.field in self.head.fields:
            self.head.add_error(refusal.field, str(refusal))
        elif refusal.field == "label":
            for row in self.new_items:
                if not row.is_empty and f"“{row.cleaned_data['label']}”" in str(refusal):
                    row.add_error("label", str(refusal))
                    return
            self.head.add_error(None, str(refusal))
        else:
            self.head.add_error(None, str(refusal))

    @property
    def media(self):
        return self.head.media

    @property
    def has_new(self) -> bool:
        return any(row.has_changed() for row in self.new_items)

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Every complaint with what it is about, for the list above the form."""
        for about, form in (
            ("", self.head),
            *((row.item.label, row) for row in self.items),
            *((row.data.get(f"{row.prefix}-label", ""), row) for row in self.new_items),
        ):
            for name, errors in form.errors.items():
                label = str(form.fields[name].label) if name in form.fields else ""
                for error in errors:
                    yield " – ".join(part for part in (about, label) if part), error

    def asked(self) -> dict:
        """What `actions.roll_over` takes."""
        head = self.head.cleaned_data
        return {
            "plan": self.plan,
            "head": Head(**{name: head[name] for name in _HeadForm.Meta.fields}),
            "items": {
                row.item.pk: Carried(title=row.cleaned_data["title"], themes=tuple(row.cleaned_data["themes"]))
                for row in self.items
                if row.cleaned_data["keep"]
            },
            "new_items": [
                NewItem(
                    label=row.cleaned_data["label"],
                    title=row.cleaned_data["title"],
                    text=row.cleaned_data["text"],
                    themes=tuple(row.cleaned_data["themes"]),
                )
                for row in self.new_items
                if not row.is_empty
            ],
        }


class CounterpartForm(forms.Form):
    """What is said of one item of the earlier plan: which items carry it on, or that none does."""

    none = forms.BooleanField(label=_("No counterpart"), required=False)
    note = forms.CharField(label=_("Note"), max_length=255, required=False)

    def __init__(self, *args, item: PlanItem, choices: Iterable[tuple[int, str]], **kwargs):
        super().__init__(*args, prefix=f"old-{item.pk}", **kwargs)
        self.item = item
        self.fields["new"] = forms.TypedMultipleChoiceField(
            label=_("Carried on by"), choices=choices, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("none") and cleaned.get("new"):
            self.add_error("none", _("Choose what carries it on, or say that nothing does: keep one of the two."))
        return cleaned

    @property
    def said(self) -> Said | None:
        """None when nothing was said of it yet."""
        new = tuple(self.cleaned_data["new"])
        if not new and not self.cleaned_data["none"]:
            return None
        return Said(new=new, note=self.cleaned_data["note"])


def _a_year_on(day):
    """The same day a year later; after 29 February comes the 28th."""
    if (day.month, day.day) == (2, 29):
        return day.replace(year=day.year + 1, day=28)
    return day.replace(year=day.year + 1)
