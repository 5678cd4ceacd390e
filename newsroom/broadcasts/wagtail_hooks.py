"""Where series and broadcasts hang in the admin."""

from wagtail import hooks

from . import urls
from .viewsets import broadcasts, series


@hooks.register("register_admin_viewset")
def register_series():
    return [series, broadcasts]


@hooks.register("register_admin_urls")
def register_episodes():
    return urls.urlpatterns
