"""Every address of the site. Stable: people, tests and other systems rely on them."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from .api import router
from .library.views import media

urlpatterns = [
    path("django-admin/", admin.site.urls),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", router.urls),
    *([path(f"{settings.MEDIA_URL.lstrip('/')}<path:path>", media)] if settings.MEDIA_URL.startswith("/") else []),
    path("", include("cms.website.urls")),
    # The sample stations: the demo runs under DEBUG only, and so do their feeds.
    *([path("", include("cms.demo.urls"))] if settings.DEBUG else []),
    path("", include("newsroom.interchange.urls")),
    path("", include("newsroom.reporting.urls")),
    path("", include("newsroom.stories.urls")),
    path("", include(wagtail_urls)),
]
