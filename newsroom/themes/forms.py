"""The form of a theme with its phrases, and searching for themes as people type them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.choosers import BaseFilterForm

from newsroom import text


class ThemeForm(WagtailAdminModelForm):
    """Says which phrase stands there twice, before the database refuses it without saying."""

    def clean(self):
        cleaned = super().clean()
        seen: set[tuple[str, str]] = set()
        for form in self.formsets["phrases"].forms if hasattr(self, "formsets") else ():
            if not form.is_valid() or form.cleaned_data.get("DELETE") or not form.cleaned_data.get("text"):
                continue
            key = text.canonical(form.cleaned_data["text"]), form.cleaned_data["strength"]
            if key in seen:
                form.add_error("text", _("This phrase is there already."))
            seen.add(key)
        return cleaned


class ChooserSearchForm(BaseFilterForm):
    """The search box of the chooser."""

    q = forms.CharField(label=_("Name of the theme"), required=False)

    def filter(self, objects):
        objects = super().filter(objects)
        if words := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, words
            objects = objects.matching(words)
        return objects
