"""An organisation with its names; and searching as people type: without marks, in any case."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
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


class OrganisationForm(WagtailAdminModelForm):
    """An organisation with the names that it bore: each ends on a day of its own, while the organisation exists."""

    def is_valid(self):
        return super().is_valid() and self._names_follow_each_other()

    def _names_follow_each_other(self) -> bool:
        begins, ends = self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_to")
        seen = set()
        names = self.formsets.get("former_names", ())
        rows = [row for row in names if row.cleaned_data.get("until") and not row.cleaned_data.get("DELETE")]
        for row in rows:
            until = row.cleaned_data["until"]
            if (begins and until <= begins) or (ends and until >= ends):
                row.add_error("until", _("A name changes while the organisation exists."))
            elif until in seen:
                row.add_error("until", _("Another name ends on this day already."))
            seen.add(until)
        return all(not row.errors for row in rows)
