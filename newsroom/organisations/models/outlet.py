"""The page tree of an outlet: the newspaper, the station, the portal."""

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Collection, Page

from .organisation import Organisation


class OutletPage(Page):
    """The front of one outlet. Everything below it is published in the organisation's name.

    `actions.open_outlet` makes one; saving a new one by hand gives it its groups, collection and workflow too.
    """

    organisation = models.OneToOneField(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="outlet"
    )
    tagline = models.CharField(_("tagline"), max_length=255, blank=True)
    collection = models.ForeignKey(
        Collection,
        verbose_name=_("collection of its library"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    # Whose name it all is in is not for the outlet's own editors to change.
    content_panels = [
        *Page.content_panels,
        FieldPanel("organisation", permission="superuser"),
        FieldPanel("tagline"),
    ]
    template = "newsroom/organisations/outlet_page.html"

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")

    PER_PAGE = 20

    def get_context(self, request, *args, **kwargs):
        """Adds `pieces`, a page (20) of what the outlet published, newest first; `?trang=` chooses which."""
        context = super().get_context(request, *args, **kwargs)
        published = self.get_descendants().live().public().order_by("-first_published_at", "-pk").specific()
        context["pieces"] = Paginator(published, self.PER_PAGE).get_page(request.GET.get("trang"))
        return context

    @classmethod
    def can_create_at(cls, parent) -> bool:
        """An outlet does not stand inside another one."""
        inside = parent.get_ancestors(inclusive=True).type(OutletPage).exists()
        return not inside and super().can_create_at(parent)
