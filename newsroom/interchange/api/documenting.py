"""The API's documentation: the OpenAPI document, and a page that shows it and tries it out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from ninja import NinjaAPI

from .answering import answer, refuse_unknown
from .describing import document
from .linking import NAMESPACE
from .problems import Problem, told

_LINKS = {"openapi_url": "openapi", "front_url": "entrance"}


def openapi(request: HttpRequest, *, api: NinjaAPI) -> HttpResponse:
    """The OpenAPI 3.1 document. Open to everybody: it holds no figures."""
    try:
        refuse_unknown(request)
        return answer(request, document(api, request))
    except Problem as problem:
        return told(request, problem)


def docs(request: HttpRequest) -> HttpResponse:
    """Swagger UI from this site's own static files, without a line of inline script."""
    return render(
        request,
        "newsroom/interchange/docs.html",
        {name: reverse(f"{NAMESPACE}:{where}") for name, where in _LINKS.items()}
        | {"keys_url": reverse("api_keys:index")},
    )
