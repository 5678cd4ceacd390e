"""Uploads as one process serves them itself: in parts when asked, so that a listener may move to minute 12.

Behind nginx or an object store this view is not reached: they know `Range` themselves.
"""

import mimetypes
import os
import re
from collections.abc import Iterator
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.utils._os import safe_join
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from django.views.static import was_modified_since

CHUNK = 64 * 1024
# Documents may be private: they have an address of their own that asks who is there.
PRIVATE = ("documents/",)
# What a browser may show in place; anything else is saved as a file, so that no upload runs as a page of the site.
SHOWN = ("audio/", "video/", "image/")
NEVER_SHOWN = ("image/svg+xml",)
_ONE_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")


class UnsatisfiableRange(ValueError):
    """A part that lies behind the end of the file, or is none."""


def wanted_part(header: str, size: int) -> tuple[int, int] | None:
    """The part (first byte, last byte, both included) that a `Range` header asks for, of a file of `size` bytes.

    None for no header, another unit, a header that makes no sense, or several parts: the whole file is then a
    correct answer (RFC 9110, 14.2). Raises UnsatisfiableRange where 416 is the only one.
    """
    found = _ONE_RANGE.match(header.strip()) if header else None
    if not found or found[1] == found[2] == "":
        return None
    if found[1] == "":
        length = int(found[2])
        if length == 0 or size == 0:
            raise UnsatisfiableRange(header)
        return max(size - length, 0), size - 1
    first = int(found[1])
    last = min(int(found[2]), size - 1) if found[2] else size - 1
    if found[2] and int(found[2]) < first:
        return None
    if first >= size:
        raise UnsatisfiableRange(header)
    return first, last


@require_safe
def media(request, path: str) -> HttpResponse | StreamingHttpResponse:
    """One uploaded file, whole or in the part asked for; 404 outside MEDIA_ROOT and for private documents."""
    try:
        full_path = safe_join(settings.MEDIA_ROOT, path)
    except SuspiciousFileOperation as outside:
        raise Http404(path) from outside
    inside = os.path.relpath(full_path, settings.MEDIA_ROOT).replace(os.sep, "/")
    if inside.startswith(PRIVATE) or not os.path.isfile(full_path):
        raise Http404(path)
    found = os.stat(full_path)
    if "HTTP_RANGE" not in request.META and not was_modified_since(
        request.headers.get("If-Modified-Since"), found.st_mtime
    ):
        return HttpResponseNotModified()
    modified = http_date(found.st_mtime)
    kind = mimetypes.guess_type(full_path)[0] or "application/octet-stream"
    shown = kind.startswith(SHOWN) and kind not in NEVER_SHOWN
    header = request.headers.get("Range", "")
    if request.headers.get("If-Range", modified) != modified:
        header = ""  # the file changed since the first part was fetched: start over
    try:
        part = wanted_part(header, found.st_size)
    except UnsatisfiableRange:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{found.st_size}"})
    file = open(full_path, "rb")  # noqa: SIM115 - the response closes it
    if part is None:
        response = FileResponse(file, content_type=kind, as_attachment=not shown)
    else:
        first, last = part
        response = StreamingHttpResponse(_bytes(file, first, last - first + 1), status=206, content_type=kind)
        response._resource_closers.append(file.close)
        response["Content-Length"] = str(last - first + 1)
        response["Content-Range"] = f"bytes {first}-{last}/{found.st_size}"
    response["Accept-Ranges"] = "bytes"
    response["Last-Modified"] = modified
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _bytes(file: BinaryIO, first: int, length: int) -> Iterator[bytes]:
    file.seek(first)
    while length > 0 and (chunk := file.read(min(CHUNK, length))):
        length -= len(chunk)
        yield chunk
