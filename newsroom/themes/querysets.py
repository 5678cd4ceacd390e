"""Questions about themes."""

from __future__ import annotations

from django.db import models

from newsroom import text


class ThemeQuerySet(models.QuerySet):
    def in_use(self) -> ThemeQuerySet:
        return self.filter(is_active=True)

    def alphabetical(self) -> ThemeQuerySet:
        """By the Vietnamese alphabet, on either database."""
        return self.order_by("sort_key")

    def matching(self, words: str) -> ThemeQuerySet:
        """Those whose names hold every one of the words, with or without marks and capitals."""
        found = self
        for word in text.fold(words).split():
            found = found.filter(folded__contains=word)
        return found
