"""The front of the API: what there is, and who asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from . import schemas
from .answering import answer, refuse_unknown
from .asking import AdminSession, Asker, BearerKey
from .linking import link

NAME, VERSION = "CCHC – API thống kê", "1.0.0"
NOBODY = Asker(identity="", organisation_ids=frozenset(), reads=(), per_minute=0)


def anybody(_request: HttpRequest) -> Asker:
    """The front is open to whoever has no key yet."""
    return NOBODY


router = Router(tags=["entrance"], auth=[BearerKey(), AdminSession(), anybody])


@router.get("/", response=schemas.Entrance, operation_id="entrance", url_name="entrance")
def entrance(request: HttpRequest) -> HttpResponse:
    """Tell what there is and who you are to this API. Needs no key."""
    refuse_unknown(request)
    names = ("plans", "codes", "records", "snapshots", "openapi", "docs")
    return answer(
        request,
        {
            "name": NAME,
            "version": VERSION,
            "links": {name: link(request, name) for name in names},
            "asker": _asker(request.auth),
        },
    )


def _asker(asker: Asker) -> dict[str, object] | None:
    if asker is NOBODY:
        return None
    key = asker.key
    return {
        "key": key.name if key else None,
        "organisation": key.organisation.slug if key else None,
        "sees_all": asker.sees_all,
        "reads": list(asker.reads),
        "requests_a_minute": asker.per_minute,
        "expires_at": key.expires_at.isoformat() if key else None,
    }
