"""What plans name: forms of publicising with their units, and reporting calendars."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from ..models import Channel, ReportingRegime


class ChannelIndexView(generic.IndexView):
    def get_base_queryset(self):
        return Channel.objects.in_order()


class ChannelViewSet(ModelViewSet):
    model = Channel
    name = "channels"
    url_prefix = "hinh-thuc"
    icon = "table"
    menu_label = _("Forms of publicising")
    menu_order = 701
    add_to_settings_menu = True
    inspect_view_enabled = True
    copy_view_enabled = False
    index_view_class = ChannelIndexView
    list_per_page = 60
    list_filter = ["group", "unit"]
    list_display = [
        "name",
        Column("group", label=_("Group (II.2)"), sort_key="group"),
        Column("unit", label=_("Counted in"), accessor="get_unit_display", sort_key="unit"),
        BooleanColumn("counts_minutes", label=_("Minutes")),
        BooleanColumn("counts_persons", label=_("People")),
        BooleanColumn("counts_copies", label=_("Copies")),
    ]
    form_fields = [
        *("code", "name", "group", "unit", "counts_minutes", "counts_persons", "counts_copies", "position"),
    ]


class RegimeViewSet(ModelViewSet):
    model = ReportingRegime
    name = "regimes"
    url_prefix = "lich-ky-bao-cao"
    icon = "calendar-alt"
    menu_label = _("Reporting calendars")
    menu_order = 702
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = [
        "name",
        Column("opening_day", label=_("Opening day")),
        Column("unit_due_day", label=_("Units by day")),
        Column("province_due_day", label=_("Province by day")),
        Column("weekend", label=_("On a weekend"), accessor="get_weekend_display"),
    ]
    form_fields = ["code", "name", "opening_day", "unit_due_day", "province_due_day", "weekend"]
