"""The desk list of stories."""

from django.utils.translation import gettext_lazy as _

from newsroom.coverage.viewsets import CoveredPageListing

from .models import StoryPage


class StoryListing(CoveredPageListing):
    model = StoryPage
    name = "stories"
    url_prefix = "tin-bai"
    icon = "doc-full-inverse"
    menu_label = _("Desk list")
    menu_order = 110


stories = StoryListing()
