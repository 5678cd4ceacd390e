"""Addresses of the API, whole, so that they can be followed as they stand."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

NAMESPACE = "newsroom_interchange"


def link(request: HttpRequest, name: str, *, query: dict[str, object] | None = None, **where: object) -> str:
    """The whole address of one of the API's answers."""
    address = reverse(f"{NAMESPACE}:{name}", kwargs=where or None)
    return request.build_absolute_uri(address + (f"?{urlencode(query)}" if query else ""))
