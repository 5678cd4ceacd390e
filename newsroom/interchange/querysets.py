"""Questions about keys."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import Q

from newsroom.organisations.models import Membership

from .permitting import keeps_keys_of


class ApiKeyQuerySet(models.QuerySet):
    def usable(self, at: datetime) -> ApiKeyQuerySet:
        """Neither revoked nor expired at that moment; at the very moment of expiry one is expired."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)

    def of_organisations(self, organisation_ids: Iterable[int] | None) -> ApiKeyQuerySet:
        """Keys of those organisations; None does not narrow."""
        return self if organisation_ids is None else self.filter(organisation__in=tuple(organisation_ids))

    def unused_since(self, at: datetime) -> ApiKeyQuerySet:
        """Not used at that moment or later."""
        return self.filter(Q(last_used_at__isnull=True) | Q(last_used_at__lt=at))


def keeps_keys_for(user) -> frozenset[int] | None:
    """Of which organisations `user` makes and revokes keys; None means of all. Asked once for each request."""
    pairs = Membership.objects.standing_once(user).pairs
    return keeps_keys_of(pairs, is_superuser=user.is_active and user.is_superuser)
