"""How the API answers: JSON or CSV of the same rows, with a strong ETag; and the door that every request passes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from django.utils.translation import gettext as _

from newsroom.reporting.rendering.as_csv import harmless
from newsroom.statements.compiling import Seal

from .problems import Fault, Problem, missing, told

JSON, CSV = "application/json", "text/csv"


def tabulated(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV: UTF-8 with a byte-order mark for Excel, and no text that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def media_type(request: HttpRequest, *, has_csv: bool = True) -> str:
    """What the asker wants of what there is. Raises Problem when it is neither."""
    offered = [JSON, CSV] if has_csv else [JSON]
    chosen = request.get_preferred_type(offered) if request.headers.get("Accept", "").strip() else offered[0]
    if chosen is None:
        detail = _("Only %(types)s are to be had here.") % {"types": ", ".join(offered)}
        raise Problem("not-acceptable", detail, [Fault("Accept", "header", detail)])
    return chosen


def refuse_unknown(request: HttpRequest, known: Iterable[str] = ()) -> None:
    """Raise Problem for a parameter that nobody reads, or that stands twice: a slip must not widen an answer."""
    known = sorted(known)
    faults = []
    for name, values in request.GET.lists():
        if name not in known:
            there_are = ", ".join(known) or _("none")
            faults.append(Fault(name, "query", _("is unknown here; there are: %(known)s") % {"known": there_are}))
        elif values == [""]:
            faults.append(Fault(name, "query", _("is empty: leave it out")))
        elif len(values) > 1:
            faults.append(Fault(name, "query", _("stands in the address more than once")))
    if faults:
        raise Problem("bad-parameter", "; ".join(f"“{fault.name}”: {fault.detail}" for fault in faults), faults)


def answer(
    request: HttpRequest,
    data: dict[str, Any],
    *,
    as_csv: Callable[[], bytes] | None = None,
    file_name: str = "",
    headers: dict[str, str] | None = None,
    etag: str = "",
) -> HttpResponse:
    """The answer as JSON, or as CSV where there is one and it was asked for; 304 where nothing changed.

    `etag` where it is known without the body, which it must then tell as surely; else it is taken from the body.
    """
    if media_type(request, has_csv=as_csv is not None) == CSV and as_csv is not None:
        body, kind = as_csv(), f"{CSV}; charset=utf-8"
        headers = {**(headers or {}), "Content-Disposition": f'attachment; filename="{file_name}.csv"'}
    else:
        body, kind = json.dumps(data, ensure_ascii=False).encode(), JSON
    etag = etag or f'"{hashlib.sha256(kind.encode() + body).hexdigest()[:32]}"'
    if (unchanged := not_modified(request, etag, headers)) is not None:
        return unchanged
    return HttpResponse(body, content_type=kind, headers={"ETag": etag, **(headers or {})})


def not_modified(request: HttpRequest, etag: str, headers: dict[str, str] | None = None) -> HttpResponse | None:
    """304 when the asker holds what this ETag names (RFC 9110, 13.1.2: compared weakly), else None."""
    held = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" not in held and etag not in {each.removeprefix("W/") for each in held}:
        return None
    return HttpResponse(status=304, headers={"ETag": etag, **(headers or {})})


def standing(seal: Seal | None) -> dict[str, str]:
    """Headers that tell live figures from frozen ones, for those who read CSV and never see the body's word."""
    if seal is None:
        return {"X-Provisional": "true"}
    return {"X-Provisional": "false", "X-Snapshot-Id": str(seal.snapshot_id), "X-Snapshot-Sha256": seal.sha256}


def sealed(seal: Seal | None) -> dict[str, Any] | None:
    """Which snapshot an answer is taken from; None for one that follows the ledger."""
    if seal is None:
        return None
    return {
        "id": seal.snapshot_id,
        "number": seal.number,
        "sha256": seal.sha256,
        "frozen_at": seal.frozen_at.isoformat(),
        "frozen_by": seal.frozen_by,
    }


ALLOWED = "GET, HEAD, OPTIONS"


def door(view: Callable) -> Callable:
    """Every address of the API passes here: which methods there are, and what every answer carries."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": ALLOWED})
        elif request.method not in ("GET", "HEAD"):
            problem = Problem("read-only", _("Figures are read here, with GET or HEAD."), headers={"Allow": ALLOWED})
            response = told(request, problem)
        else:
            # A HEAD is a GET whose body the server leaves out.
            asked, request.method = request.method, "GET"
            try:
                response = view(request, *args, **kwargs)
            finally:
                request.method = asked
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response["Vary"] = "Accept, Authorization, Cookie"
        for name, value in getattr(getattr(request, "ration", None), "headers", {}).items():
            response[name] = value
        return response

    guarded.csrf_exempt = True
    return guarded


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address below the API's that leads to nothing."""
    return told(request, missing("address", _("There is no such address. See the list at the API's front.")))
