"""The sample stations' feeds, served by the demo itself so that nothing outside is needed."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import condition, require_safe

from . import stations


def _etag(request, station: str) -> str | None:
    body = stations.document_of(station)
    return stations.etag(body) if body else None


@require_safe
@condition(etag_func=_etag)
def feed(request, station: str):
    """The feed of one sample station; 404 where the demo was never built."""
    body = stations.document_of(station)
    if body is None:
        raise Http404
    return HttpResponse(body, content_type="application/rss+xml; charset=utf-8")
