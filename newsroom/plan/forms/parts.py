"""Forms of a plan and of its parts, and the file from which a plan is loaded."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput
from wagtail.snippets.widgets import AdminSnippetChooser

from newsroom.organisations.models import Organisation, OrganisationKind
from newsroom.periods import Kind
from newsroom.themes.models import Theme

from ..loading import REPORT_KINDS
from ..models import Assignment, Channel, Clause, Plan, PlanItem, ReportingDuty

LARGEST_FILE = 2_000_000
"""Bytes. The whole of 174/KH-UBND is 40,000."""

_KIND_NAMES = {Kind.MONTH: _("Month"), Kind.QUARTER: _("Quarter"), Kind.HALF: _("Half year"), Kind.YEAR: _("Year")}


class PlanFileForm(forms.Form):
    """A plan as a file, or as the text of one that was checked a moment ago."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("A TOML file in UTF-8, such as the one of 174/KH-UBND."),
        widget=forms.FileInput(attrs={"accept": ".toml"}),
    )
    checked = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    name = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        file = cleaned.get("file")
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("This file is too large to be a plan."))
        if not file and not cleaned.get("checked"):
            self.add_error("file", _("Choose a file."))
        return cleaned

    def source(self) -> tuple[str, bytes]:
        """The file's name and what is in it."""
        if file := self.cleaned_data.get("file"):
            return file.name, file.read()
        return self.cleaned_data["name"], self.cleaned_data["checked"].encode()


class PlanForm(WagtailAdminModelForm):
    class Meta:
        model = Plan
        fields = [
            *("number", "title", "issuer", "signed_by", "issued_on", "year"),
            *("in_force_from", "in_force_to", "regime", "is_sample"),
        ]
        widgets = {
            **dict.fromkeys(("issued_on", "in_force_from", "in_force_to"), AdminDateInput),
            "issuer": AdminSnippetChooser(Organisation),
        }


class PartForm(WagtailAdminModelForm):
    """What the parts of a plan share: choices of that plan, in a sensible number and order."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = {
            "channels": lambda: Channel.objects.in_order(),
            "channel": lambda: Channel.objects.in_order(),
            "items": lambda: self._plan.items.select_related("clause").order_by("clause__position"),
            "item": lambda: self._plan.items.select_related("clause").order_by("clause__position"),
            "origin": lambda: self._plan.clauses.order_by("position"),
            "themes": self._themes,
            "bearers": self._bearers,
        }
        for name, field in self.fields.items():
            if name in choices:
                field.queryset = choices[name]()

    @property
    def _plan(self) -> Plan:
        return self.instance.plan

    def _themes(self):
        chosen = self.instance.themes.values("pk") if self.instance.pk else Theme.objects.none()
        return Theme.objects.filter(Q(is_active=True) | Q(pk__in=chosen)).alphabetical()

    def _bearers(self):
        """Who existed when the plan came into force. Communes and local stations are borne by kind, unless chosen."""
        by_kind = (OrganisationKind.COMMUNE, OrganisationKind.LOCAL_STATION)
        existing = Organisation.objects.valid_on(self._plan.in_force_from).exclude(kind__in=by_kind)
        chosen = self.instance.bearers.values("pk") if self.instance.pk else Organisation.objects.none()
        return Organisation.objects.filter(Q(pk__in=existing) | Q(pk__in=chosen)).order_by("kind", "sort_key")


class ClauseForm(PartForm):
    """The label and the place in the tree are the printed ones: they change with the file only."""

    class Meta:
        model = Clause
        fields = ["heading", "text", "channels"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8}), "channels": forms.CheckboxSelectMultiple}


class PlanItemForm(PartForm):
    class Meta:
        model = PlanItem
        fields = ["title", "themes"]
        widgets = {"themes": forms.CheckboxSelectMultiple}


class _BornePartForm(PartForm):
    bearer_kinds = forms.MultipleChoiceField(
        label=_("Borne by every"),
        choices=OrganisationKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self):
        cleaned = super().clean()
        if not (cleaned.get("bearers") or cleaned.get("bearer_kinds")):
            self.add_error("bearers", _("Somebody must bear it: choose organisations, kinds or both."))
        return cleaned


class AssignmentForm(_BornePartForm):
    class Meta:
        model = Assignment
        fields = ["summary", "bearer_kinds", "bearers", "channels", "items", "is_measured"]
        widgets = dict.fromkeys(("bearers", "channels", "items"), forms.CheckboxSelectMultiple)


class ReportingDutyForm(_BornePartForm):
    kinds = forms.MultipleChoiceField(
        label=_("Kinds of period"),
        choices=[(kind, _KIND_NAMES[Kind(kind)]) for kind in REPORT_KINDS],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ReportingDuty
        fields = ["bearer_kinds", "bearers", "recipient", "via", "due_day", "kinds"]
        widgets = {
            "bearers": forms.CheckboxSelectMultiple,
            "recipient": AdminSnippetChooser(Organisation),
            "via": AdminSnippetChooser(Organisation),
        }
