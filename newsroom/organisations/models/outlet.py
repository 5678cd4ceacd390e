"""The page tree of an outlet: the newspaper, the station, the portal."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from .organisation import Organisation


class OutletPage(Page):
    """The front of one outlet. Everything below it is published in the organisation's name."""

    organisation = models.OneToOneField(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="outlet"
    )
    tagline = models.CharField(_("tagline"), max_length=255, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("organisation"), FieldPanel("tagline")]
    template = "newsroom/organisations/outlet_page.html"

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
