"""The post room in the admin's menu: the feeds, how they fare, what they brought."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSetGroup

from feeds.viewsets.entries import EntryViewSet
from feeds.viewsets.feeds import FeedViewSet
from feeds.viewsets.health import HealthViewSet


class FeedsGroup(ModelViewSetGroup):
    menu_label = _("RSS feeds")
    menu_icon = "feeds-rss"
    menu_order = 400
    items = (HealthViewSet(), FeedViewSet(), EntryViewSet())


feeds_group = FeedsGroup()
