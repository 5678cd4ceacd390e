"""What is typed into a report. What may be kept is said by `actions`."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.widgets import AdminDateInput

from .models import NARRATIVE, REGISTRATION, WORDING, Report

FEATURES = ["bold", "italic", "ul", "ol"]
"""What an official paper needs; headings are the sections' own."""


class ReportForm(forms.ModelForm):
    """The text and the lines of the paper, with the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Report
        fields = [*WORDING, *REGISTRATION]
        widgets = {
            "recipients": forms.Textarea(attrs={"rows": 5}),
            "day": AdminDateInput,
        }
        help_texts = {
            "recipients": _("One on each line."),
            "capacity": _("“KT. GIÁM ĐỐC”, “TL. CHỦ TỊCH”; empty where the head signs."),
            "office": _("“GIÁM ĐỐC”, “PHÓ GIÁM ĐỐC”."),
            "number": _("May be entered after freezing."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in NARRATIVE:
            widget = get_rich_text_editor_widget(features=FEATURES)
            widget.options["ariaLabel"] = capfirst(
                self.fields[name].label
            )  # else the editor has no name to be read out
            self.fields[name].widget = widget
        if not self.is_bound:
            self.initial["version"] = self.instance.version

    @property
    def words(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class RegistryForm(forms.ModelForm):
    """What the registry gives, in any state."""

    class Meta:
        model = Report
        fields = list(REGISTRATION)
        widgets = {"day": AdminDateInput}


class ReasonForm(forms.Form):
    """Why a step goes back."""

    reason = forms.CharField(label=_("Reason"), max_length=255, widget=forms.Textarea(attrs={"rows": 2}))
