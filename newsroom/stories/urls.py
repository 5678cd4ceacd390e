"""Public addresses of stories that are no pages. Include before Wagtail's own, which end in a slash."""

from django.urls import path

from .views import OutletFeed

urlpatterns = [path("<slug:slug>/rss.xml", OutletFeed(), name="outlet_feed")]
