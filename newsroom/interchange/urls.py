"""Stable addresses of the statistics API."""

from functools import partial

from django.urls import include, path, re_path

from .api import api
from .api.answering import door, nowhere
from .api.documenting import docs, openapi

_patterns, _ninja, namespace = api.urls
for _pattern in _patterns:
    _pattern.callback = door(_pattern.callback)

_addresses = [
    *_patterns,
    path("openapi.json", door(partial(openapi, api=api)), name="openapi"),
    path("docs", docs, name="docs"),
    re_path(r"^(?P<rest>.*)$", door(nowhere), name="nowhere"),
]

urlpatterns = [path("api/thong-ke/v1/", include((_addresses, _ninja), namespace=namespace))]
