"""Searching for themes as people type them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm


class ChooserSearchForm(BaseFilterForm):
    """The search box of the chooser."""

    q = forms.CharField(label=_("Name of the theme"), required=False)

    def filter(self, objects):
        objects = super().filter(objects)
        if words := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, words
            objects = objects.matching(words)
        return objects
