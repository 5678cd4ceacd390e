"""The modal in which a record is chosen: another appearance of the same work."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from newsroom import text
from newsroom.organisations.models import Membership

from ..models import CoverageRecord


class RecordFilterForm(BaseFilterForm):
    """Finds records by words of their title, marks or no marks."""

    q = forms.CharField(
        label=_("Search term"), widget=forms.TextInput(attrs={"placeholder": _("Words of the title")}), required=False
    )

    def filter(self, objects):
        words = text.plain_query(self.cleaned_data.get("q") or "")
        if words:
            self.is_searching, self.search_query = True, words
            objects = objects.matching(words)
        return super().filter(objects)


class _ChooseRecords:
    filter_form_class = RecordFilterForm
    ordering = ["-day", "-pk"]

    def get_object_list(self):
        """What the person may see."""
        standing = Membership.objects.standing_in(self.request)
        records = CoverageRecord.objects.select_related("organisation", "channel")
        return records if standing.sees_all else records.of_organisations(standing.organisation_ids)

    @property
    def columns(self):
        return [
            self.title_column,
            DateColumn("day", label=_("Day"), width="15%"),
            Column("organisation", label=_("Organisation"), accessor="organisation.label", width="25%"),
            Column("channel", label=_("Channel"), accessor="channel.name", width="25%"),
        ]


class ChooseRecordView(_ChooseRecords, ChooseView):
    """The modal in which another appearance of the same work is chosen."""


class ChooseRecordResultsView(_ChooseRecords, ChooseResultsView):
    """Its results alone."""


class RecordChooser(ChooserViewSet):
    model = CoverageRecord
    icon = "list-ul"
    choose_one_text = _("Choose a record")
    choose_another_text = _("Choose another record")
    choose_view_class = ChooseRecordView
    choose_results_view_class = ChooseRecordResultsView
    register_widget = False


record_chooser = RecordChooser("newsroom_record_chooser", url_prefix="so-theo-doi/chon")
