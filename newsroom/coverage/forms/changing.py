"""Forms by which many records change at once."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from newsroom.themes.models import Theme

from ..actions import MOST_BYTES, Retagging
from .ledger import ReasonForm
from .tagging import ThemesField


class SplitForm(ReasonForm):
    """Taking records out of their work."""

    apart = forms.BooleanField(
        label=_("Each a work of its own"),
        required=False,
        help_text=_("Otherwise those that leave one work together stay together, as one new work."),
    )
    field_order = ["apart", "reason"]


class WindowForm(forms.Form):
    """Between which days to look."""

    tu_ngay = forms.DateField(label=_("From day"), required=False, widget=AdminDateInput)
    den_ngay = forms.DateField(label=_("To day"), required=False, widget=AdminDateInput)


class RetaggingForm(forms.Form):
    """Which themes to add and to take away, for all chosen records."""

    add = ThemesField(label=_("Add these themes"))
    remove = ThemesField(label=_("Take these themes away"))
    only = forms.BooleanField(
        label=_("Take all other themes away"),
        required=False,
        help_text=_("What is added is then all that remains."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What went out of use may still be taken away.
        self.fields["remove"].queryset = Theme.objects.alphabetical()

    def clean(self):
        facts = super().clean()
        add, remove = set(facts.get("add") or ()), set(facts.get("remove") or ())
        if not (add or remove or facts.get("only")) and not self.errors:
            raise ValidationError(_("Choose at least one theme to add or to take away."))
        if add & remove:
            names = ", ".join(sorted(theme.name for theme in add & remove))
            raise ValidationError(_("To be added and taken away at once: %(names)s.") % {"names": names})
        return facts

    def change(self) -> Retagging:
        """What was chosen, as the ledger takes it."""
        facts = self.cleaned_data
        return Retagging(
            add=frozenset(theme.pk for theme in facts["add"]),
            remove=frozenset(theme.pk for theme in facts["remove"]),
            only=facts["only"],
        )

    def told(self) -> dict:
        """The same in words that outlive the themes."""
        facts = self.cleaned_data
        return {
            "add": sorted(theme.name for theme in facts["add"]),
            "remove": sorted(theme.name for theme in facts["remove"]),
            "only": facts["only"],
        }

    def names(self) -> dict[int, str]:
        """Every theme's name by its id."""
        return dict(Theme.objects.values_list("pk", "name"))


class FileForm(ReasonForm):
    """A file of records, and where its rows come from."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX or CSV, at most 25 MB and 50,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )
    field_order = ["file", "reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Where the rows come from")
        self.fields["reason"].help_text = _("“The newspaper's own register of 2019”: it stays with every record.")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(_("More than 25 MB: split the file, by year for instance."))
        return file
