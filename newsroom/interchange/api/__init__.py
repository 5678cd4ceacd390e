"""The statistics API: `/api/thong-ke/v1/`. Read only; live figures and frozen ones never in one answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from . import entrance, plans, records, snapshots, statements, totals
from .asking import AdminSession, BearerKey
from .linking import NAMESPACE
from .problems import Problem, from_authentication, from_http, from_validation, missing, told

__all__ = ["api"]


def _nowhere(request: HttpRequest, error: Http404):
    return told(request, missing("address", str(error)))


api = NinjaAPI(
    title=entrance.NAME,
    version=entrance.VERSION,
    urls_namespace=NAMESPACE,
    openapi_url=None,
    docs_url=None,
    auth=[BearerKey(), AdminSession()],
)
api.add_router("", entrance.router)
for room in (plans, statements, snapshots, records, totals):
    api.add_router("", room.router)
api.add_exception_handler(Problem, told)
api.add_exception_handler(ValidationError, from_validation)
api.add_exception_handler(AuthenticationError, from_authentication)
api.add_exception_handler(HttpError, from_http)
api.add_exception_handler(Http404, _nowhere)
