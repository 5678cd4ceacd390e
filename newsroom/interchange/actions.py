"""Verbs about keys: make one, note that it was used, revoke it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from newsroom import text
from newsroom.organisations.models import Organisation

from .models import ApiKey
from .permitting import OWN, READS

LONGEST = timedelta(days=731)
"""No key lives longer than two years: one that nobody renews is one that nobody remembers."""

USE_IS_NOTED_EVERY = timedelta(minutes=1)


class NotAKey(ValueError):
    """A key that would open nothing, or for longer than any may."""


class ReasonMissing(ValueError):
    """A key is revoked and nobody says why."""


@transaction.atomic
def make_key(
    *,
    organisation: Organisation,
    name: str,
    expires_at: datetime,
    reads: Iterable[str] = ("statements", "totals"),
    reach: str = OWN,
    per_minute: int = 60,
    by,
    at: datetime,
) -> tuple[ApiKey, str]:
    """A new key and its secret, which nobody can be told again. Raises NotAKey."""
    name, reads = text.canonical(name)[:120], frozenset(reads)
    if not name:
        raise NotAKey("A key says what it is for.")
    if not reads or not reads <= set(READS):
        raise NotAKey(f"A key reads something: one or more of {', '.join(READS)}.")
    if not at < expires_at <= at + LONGEST:
        raise NotAKey(f"A key expires, after now and within {LONGEST.days} days.")
    prefix = f"cchc_{secrets.token_hex(4)}"
    secret = f"{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        organisation=organisation,
        name=name,
        prefix=prefix,
        digest=ApiKey.digest_of(secret),
        reach=reach,
        per_minute=per_minute,
        created_at=at,
        created_by=by,
        expires_at=expires_at,
        **{f"reads_{kind}": kind in reads for kind in READS},
    )
    return key, secret


@transaction.atomic
def revoke_key(*, key: ApiKey, reason: str, by, at: datetime) -> ApiKey:
    """Close a key for good, at once. Revoked twice, the first time stands. Raises ReasonMissing."""
    reason = text.canonical(reason)[:255]
    if not reason:
        raise ReasonMissing("Say why: the reason stays with the key.")
    key = ApiKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
    if key.revoked_at is None:
        key.revoked_at, key.revoked_by, key.revocation_reason = at, by, reason
        key.save(update_fields=["revoked_at", "revoked_by", "revocation_reason"])
    return key


def note_use(*, key: ApiKey, at: datetime) -> bool:
    """Remember that a key was used, at most once a minute; says whether anything was written."""
    since = at - USE_IS_NOTED_EVERY
    if key.last_used_at is not None and key.last_used_at > since:
        return False
    return bool(
        ApiKey.objects.filter(pk=key.pk).unused_since(since + timedelta(microseconds=1)).update(last_used_at=at)
    )
