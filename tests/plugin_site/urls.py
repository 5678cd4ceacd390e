"""The plain addresses with the plugin's before Wagtail's own."""

from django.urls import include, path

from . import plain_urls

urlpatterns = [
    path("", include("newsroom.interchange.urls")),
    path("", include("newsroom.reporting.urls")),
    path("", include("newsroom.stories.urls")),
    *plain_urls.urlpatterns,
]
