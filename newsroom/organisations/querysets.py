"""Questions about organisations and the people in them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q


class OrganisationQuerySet(models.QuerySet):
    def valid_on(self, day: date) -> OrganisationQuerySet:
        """Those that existed on `day`; the day on which one ends is no longer its own."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        )

    def of_kinds(self, *kinds: str) -> OrganisationQuerySet:
        return self.filter(kind__in=kinds)


class MembershipQuerySet(models.QuerySet):
    def of(self, user) -> MembershipQuerySet:
        return self.filter(user=user)

    def in_roles(self, *roles: str) -> MembershipQuerySet:
        return self.filter(role__in=roles)
