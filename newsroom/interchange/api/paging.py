"""Cursors: opaque, signed, and good for one question only.

A page ends at a record's number and the next one begins after it. Records are never deleted and new ones get higher
numbers, so that nothing is told twice or left out, however much is recorded between two pages.
"""

from __future__ import annotations

import hashlib
import json

from django.core import signing
from django.utils.translation import gettext as _

from .problems import wrong

# Signed without the time, so that a page that did not change keeps its ETag.
_SIGNER = signing.Signer(salt="newsroom.interchange.cursor")
_NOT_ITS_OWN = ("cursor", "limit")


def fingerprint(question: dict[str, object], asker: str) -> str:
    """Names a question of one asker, in steps of whatever size."""
    told = {name: value for name, value in question.items() if name not in _NOT_ITS_OWN}
    return hashlib.sha256(json.dumps([asker, told], sort_keys=True, default=str).encode()).hexdigest()[:16]


def cursor_after(last: int, question: str) -> str:
    """A cursor that goes on after that number."""
    return _SIGNER.sign_object([question, last])


def begins_after(cursor: str, question: str) -> int:
    """After which number the page begins; 0 for the first page. Raises Problem."""
    if not cursor:
        return 0
    try:
        asked, last = _SIGNER.unsign_object(cursor)
    except signing.BadSignature:
        raise wrong("cursor", _("is none of ours: copy it from “next”")) from None
    if asked != question:
        raise wrong("cursor", _("belongs to another question: begin anew without it when a filter changes"))
    return int(last)
