"""Questions about feeds and entries."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db.models import Count, F, Q, QuerySet


class FeedQuerySet(QuerySet):
    def active(self) -> Self:
        """Those that somebody wants fetched."""
        return self.filter(is_active=True)

    def due(self, at: datetime) -> Self:
        """Active ones that may be asked at that moment, the longest waiting first; the never asked before all."""
        return (
            self.active()
            .filter(Q(next_due_at__isnull=True) | Q(next_due_at__lte=at))
            .order_by(F("next_due_at").asc(nulls_first=True), "pk")
        )

    def failing(self) -> Self:
        """Active ones whose last attempt failed."""
        return self.active().filter(failures__gt=0)

    def with_entry_count(self) -> Self:
        """Each with `entry_count`."""
        return self.annotate(entry_count=Count("entries"))


class EntryQuerySet(QuerySet):
    def newest_first(self) -> Self:
        """By the date that the document gave, by first sight where it gave none."""
        return self.order_by(F("published_at").desc(nulls_last=True), "-first_seen_at", "-pk")

    def recordings(self) -> Self:
        """Those that came with audio or video."""
        return self.exclude(enclosure_url="")
