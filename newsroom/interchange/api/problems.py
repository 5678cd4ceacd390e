"""What the API says when it cannot answer: RFC 9457, in the site's language, naming the field."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext
from ninja.errors import AuthenticationError, HttpError, ValidationError

MEDIA_TYPE = "application/problem+json"

TITLES = {
    "no-key": (401, gettext_noop("No key")),
    "bad-key": (401, gettext_noop("The key does not open anything")),
    "not-allowed": (403, gettext_noop("Not for this key")),
    "not-found": (404, gettext_noop("There is no such thing")),
    "read-only": (405, gettext_noop("This API is read only")),
    "not-acceptable": (406, gettext_noop("Not in this form")),
    "bad-parameter": (422, gettext_noop("A parameter is wrong")),
    "too-many-requests": (429, gettext_noop("Too many requests")),
}
"""The problems that there are, by the last part of their `type`; each with its status."""


class Fault(NamedTuple):
    """What is wrong with one field: its name, where it stands (query, path or header), and why."""

    name: str
    place: str
    detail: str


class Problem(Exception):
    """An answer that is none. `code` is one of `TITLES`; `faults` name the fields at fault."""

    def __init__(self, code: str, detail: str, faults: Iterable[Fault] = (), headers: dict[str, str] | None = None):
        super().__init__(detail)
        self.code, self.detail, self.faults, self.headers = code, detail, tuple(faults), headers or {}
        self.status = TITLES[code][0]


def wrong(name: str, detail: str, *, place: str = "query") -> Problem:
    """One parameter is wrong."""
    return Problem("bad-parameter", f"“{name}”: {detail}", [Fault(name, place, detail)])


def missing(name: str, detail: str, *, place: str = "path") -> Problem:
    """What one part of the address names does not exist, or not for the one who asks."""
    return Problem("not-found", detail, [Fault(name, place, detail)])


def told(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as an answer."""
    body: dict[str, Any] = {
        "type": f"urn:cchc:api:{problem.code}",
        "title": _(TITLES[problem.code][1]),
        "status": problem.status,
        "detail": problem.detail,
        "instance": request.path,
    }
    if problem.faults:
        body["errors"] = [{"name": name, "in": place, "detail": detail} for name, place, detail in problem.faults]
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=problem.status,
        content_type=f"{MEDIA_TYPE}; charset=utf-8",
        headers={"Cache-Control": "private, no-store", **problem.headers},
    )


def from_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Every parameter that does not hold, each with what it should be."""
    faults = [
        Fault(str(each["loc"][-1]), str(each["loc"][0]), _why(each["type"], each.get("ctx") or {}))
        for each in error.errors
    ]
    detail = "; ".join(f"“{fault.name}”: {fault.detail}" for fault in faults)
    return told(request, Problem("bad-parameter", detail, faults))


def from_authentication(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Nobody said who asks."""
    return told(
        request,
        Problem(
            "no-key",
            _("Send a key as “Authorization: Bearer …”, or log in to the admin. Keys are made there, under Settings."),
            headers={"WWW-Authenticate": 'Bearer realm="thong-ke"'},
        ),
    )


def from_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return told(request, Problem("not-found", str(error)))


def _why(kind: str, told_by: dict[str, Any]) -> str:
    """What pydantic found, in words for whoever wrote the request."""
    if kind == "missing":
        return _("is missing")
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = told_by.get("ge", told_by.get("le"))
        words = _("must be %(bound)s or more") if kind == "greater_than_equal" else _("must be %(bound)s or less")
        return words % {"bound": bound}
    if kind in ("enum", "literal_error"):
        return _("must be one of %(values)s") % {"values": _listed(told_by.get("expected", ""))}
    if kind == "value_error":
        return str(told_by.get("error", "")) or _("is wrong")
    if kind in ("string_too_long", "too_long"):
        return _("is too long, at most %(bound)s characters") % {"bound": told_by.get("max_length")}
    if kind in ("string_pattern_mismatch", "string_too_short"):
        return pgettext("parameter", "is empty or holds signs that do not belong there")
    return _("is wrong")


def _listed(expected: object) -> str:
    """pydantic's "'a', 'b' or 'c'" as a, b, c; the empty value that means “not asked” is none to choose."""
    return ", ".join(each for each in str(expected).replace(" or ", ", ").replace("'", "").split(", ") if each)
