"""Questions about themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Max

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


@dataclass(frozen=True)
class Go:
    """What one person changed in one go, and whether it was taken back since."""

    changes: Sequence[Any]
    is_undone: bool

    @property
    def first(self):
        """Any of its changes: who, when and `batch` are the same for all."""
        return self.changes[0]


class PhraseChangeQuerySet(models.QuerySet):
    def last_goes(self, number: int) -> list[Go]:
        """The last goes with all their changes, the latest first. Three queries."""
        latest = self.order_by().values("batch").annotate(last=Max("pk")).order_by("-last")
        batches = [row["batch"] for row in latest[:number]]
        undone = {*self.filter(undoes__in=batches).values_list("undoes", flat=True)}
        made: dict[Any, list[Any]] = {batch: [] for batch in batches}
        for change in self.filter(batch__in=batches).order_by("pk"):
            made[change.batch].append(change)
        return [Go(changes, batch in undone) for batch, changes in made.items()]
