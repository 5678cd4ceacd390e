"""Searching for organisations as people type them: without marks, in any case."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import BaseFilterForm

from .models import Membership, Organisation, OrganisationKind, Role


class ChooserSearchForm(BaseFilterForm):
    """The search box of the chooser."""

    q = forms.CharField(label=_("Name or official code"), required=False)

    def filter(self, objects):
        objects = super().filter(objects)
        if words := self.cleaned_data.get("q"):
            self.is_searching, self.search_query = True, words
            objects = objects.matching(words)
        return objects


class OrganisationFilterSet(WagtailFilterSet):
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=OrganisationKind.choices, widget=forms.CheckboxSelectMultiple
    )
    today = django_filters.ChoiceFilter(
        label=_("Today"),
        choices=[("exists", _("Exists today")), ("gone", _("No longer, or not yet"))],
        empty_label=_("All"),
        method="filter_today",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Organisation
        fields = ["kind", "today"]

    def filter_today(self, queryset, name, value):
        today = Organisation.objects.valid_on(timezone.localdate())
        return queryset.filter(pk__in=today) if value == "exists" else queryset.exclude(pk__in=today)


class MembershipFilterSet(WagtailFilterSet):
    role = django_filters.MultipleChoiceFilter(
        label=_("Role"), choices=Role.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Membership
        fields = ["role"]
