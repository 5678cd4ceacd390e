"""Who asks: a key, or somebody who is logged in to the admin; and what they may read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja.security import APIKeyCookie, HttpBearer

from newsroom.organisations.models import Membership

from ..actions import note_use
from ..models import ApiKey
from ..permitting import READS, narrowed_to
from .problems import Problem

SESSION_PER_MINUTE = 120
_SECRET = re.compile(r"(cchc_[0-9a-f]{8})_[A-Za-z0-9_-]{43}")


@dataclass(frozen=True)
class Asker:
    """Who asks, to which organisations their answers are narrowed (None: to none), and what kinds they read.

    `key` is None for somebody who is logged in.
    """

    identity: str
    organisation_ids: frozenset[int] | None
    reads: tuple[str, ...]
    per_minute: int
    key: ApiKey | None = None

    @property
    def sees_all(self) -> bool:
        return self.organisation_ids is None

    def require(self, kind: str) -> None:
        """Raise Problem unless the key was made for this kind of answer."""
        if kind not in self.reads:
            raise Problem(
                "not-allowed",
                _("This key does not read “%(kind)s”; it reads: %(reads)s.")
                % {"kind": kind, "reads": ", ".join(self.reads)},
            )


class BearerKey(HttpBearer):
    """The header Authorization, with a key. A header that is there and wrong never falls back to a session."""

    openapi_description = gettext_noop(
        "A key of your organisation: Authorization: Bearer cchc_… Made in the admin, under Settings."
    )

    def __call__(self, request: HttpRequest) -> Asker | None:
        sent = request.headers.get("Authorization", "").strip()
        if not sent:
            return None
        scheme, _space, secret = sent.partition(" ")
        if scheme.lower() != "bearer":
            raise _refusal(_("Send the key as “Authorization: Bearer …”."))
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Asker:
        at = timezone.now()
        key = _key_of(token, at)
        roles = Membership.objects.filter(organisation=key.organisation_id, user__is_active=True).values_list(
            "role", flat=True
        )
        asker = Asker(
            identity=f"key-{key.pk}",
            organisation_ids=narrowed_to(
                reach=key.reach,
                organisation_id=key.organisation_id,
                roles=set(roles) if key.reach == ApiKey.Reach.STANDING else (),
            ),
            reads=key.reads,
            per_minute=key.per_minute,
            key=key,
        )
        request.ration = _ration(asker, at)
        note_use(key=key, at=at)
        return asker


class AdminSession(APIKeyCookie):
    """Somebody who is logged in to the admin and holds a role: for the documentation's own page and for notebooks."""

    openapi_description = gettext_noop("The cookie of whoever is logged in to the admin and holds a role there.")
    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        # Every answer is a GET that changes nothing: there is no request to forge.
        super().__init__(csrf=False)

    def __call__(self, request: HttpRequest) -> Asker | None:
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Asker | None:
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return None
        standing = Membership.objects.standing_of(user)
        if not standing or not user.has_perm("wagtailadmin.access_admin"):
            raise Problem("not-allowed", _("You are logged in, but hold no role here."))
        asker = Asker(
            identity=f"user-{user.pk}",
            organisation_ids=None if standing.sees_all else standing.organisation_ids,
            reads=READS,
            per_minute=SESSION_PER_MINUTE,
        )
        request.ration = _ration(asker, timezone.now())
        return asker


@dataclass(frozen=True)
class Ration:
    """How many requests this minute allows, how many are left, and in how many seconds the next one begins."""

    limit: int
    left: int
    seconds: int

    @property
    def headers(self) -> dict[str, str]:
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.left),
            "RateLimit-Reset": str(self.seconds),
        }


def _key_of(secret: str, at: datetime) -> ApiKey:
    """The key that the secret opens. One answer for all that never was a key; its holder is told of an old one."""
    shape = _SECRET.fullmatch(secret)
    key = ApiKey.objects.select_related("organisation").filter(prefix=shape[1]).first() if shape else None
    if key is None or not key.opens_with(secret):
        raise _refusal(_("There is no such key."))
    if key.revoked_at is not None:
        raise _refusal(
            _("This key was revoked on %(day)s.") % {"day": f"{timezone.localtime(key.revoked_at):%d/%m/%Y}"}
        )
    if key.is_expired(at):
        raise _refusal(_("This key expired on %(day)s.") % {"day": f"{timezone.localtime(key.expires_at):%d/%m/%Y}"})
    return key


def _ration(asker: Asker, at: datetime) -> Ration:
    """Count this request in the cache that all processes share. Raises Problem when the minute's ration is eaten up."""
    minute, second = divmod(int(at.timestamp()), 60)
    counter = f"newsroom-interchange:{asker.identity}:{minute}"
    cache.add(counter, 0, timeout=120)
    try:
        used = cache.incr(counter)
    except ValueError:  # thrown out between the two lines
        used = 1
    ration = Ration(asker.per_minute, max(0, asker.per_minute - used), 60 - second)
    if used > asker.per_minute:
        raise Problem(
            "too-many-requests",
            _("%(limit)d requests a minute are allowed; ask again in %(seconds)d seconds.")
            % {"limit": ration.limit, "seconds": ration.seconds},
            headers={"Retry-After": str(ration.seconds), **ration.headers},
        )
    return ration


def _refusal(detail: str) -> Problem:
    return Problem("bad-key", detail, headers={"WWW-Authenticate": 'Bearer realm="thong-ke", error="invalid_token"'})
