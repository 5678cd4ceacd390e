"""The stations: which feed is whose voice, and in which channel it speaks."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from feeds.models import Feed
from newsroom.organisations.viewsets import MinorColumn

from .forms import StationForm
from .models import Reminder, Station


class ContactColumn(Column):
    """Who is asked, and when that was last done."""

    cell_template_name = "newsroom/triage/includes/contact_cell.html"
    empty_value_display = ""

    def get_value(self, instance):
        return instance.contact_name or instance.contact_phone or instance.contact_email


class StationIndexView(generic.IndexView):
    def get_base_queryset(self):
        last = Reminder.objects.filter(station=OuterRef("pk")).order_by("-at").values("at")[:1]
        stations = super().get_base_queryset().select_related("feed", "organisation", "channel")
        return stations.annotate(reminded_at=Subquery(last))


class StampsTheLicence:
    """Who changes the licence is remembered with it. Here lives the clock."""

    def save_instance(self):
        if not self.form.instance.licence_kind or {*self.form.changed_data} & {*Station.LICENCE_FIELDS}:
            self.form.instance.stamp_licence(by=self.request.user, at=timezone.now())
        return super().save_instance()


class StationCreateView(StampsTheLicence, generic.CreateView):
    def get_initial_form_instance(self):
        """Begins with the feed that the inbox asked about."""
        asked = self.request.GET.get("feed", "")
        feed = Feed.objects.filter(pk=asked).first() if asked.isascii() and asked.isdigit() else None
        return Station(feed=feed) if feed else super().get_initial_form_instance()


class StationEditView(StampsTheLicence, generic.EditView):
    pass


class StationViewSet(ModelViewSet):
    """Under the settings. Whoever triages may say whose voice a feed is; taking a station away is an
    administrator's."""

    model = Station
    name = "newsroom_triage_stations"
    url_prefix = "nguon-tin"
    icon = "globe"
    menu_label = _("Stations")
    menu_order = 130
    add_to_settings_menu = True
    copy_view_enabled = False
    index_view_class = StationIndexView
    add_view_class = StationCreateView
    edit_view_class = StationEditView
    list_display = [
        "organisation",
        MinorColumn("channel", label=capfirst(_("channel")), sort_key="channel"),
        MinorColumn("feed", label=capfirst(_("feed")), sort_key="feed"),
        ContactColumn("contact", label=_("Contact")),
    ]
    search_fields = ["organisation__folded", "organisation__name", "feed__title", "feed__url"]
    search_backend_name = None
    ordering = "organisation__sort_key"
    edit_handler = ObjectList(
        [
            *(FieldPanel("feed"), FieldPanel("organisation"), FieldPanel("channel")),
            MultiFieldPanel(
                [FieldPanel("contact_name"), FieldPanel("contact_phone"), FieldPanel("contact_email")],
                heading=_("Contact"),
            ),
            MultiFieldPanel(
                [
                    HelpPanel(template="newsroom/triage/includes/licence_help.html"),
                    FieldPanel("licence_kind"),
                    FieldPanel("licence_words"),
                    FieldPanel("licence_from"),
                    FieldPanel("licence_until"),
                ],
                heading=_("Licence to take whole texts"),
            ),
        ],
        base_form_class=StationForm,
    )


stations = StationViewSet()
