"""Questions about themes."""

from __future__ import annotations

from django.db import models


class ThemeQuerySet(models.QuerySet):
    def in_use(self) -> ThemeQuerySet:
        return self.filter(is_active=True)

    def alphabetical(self) -> ThemeQuerySet:
        """By the Vietnamese alphabet, on either database."""
        return self.order_by("sort_key")
