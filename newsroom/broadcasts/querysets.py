"""Questions about series, episodes and reruns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import models
from django.db.models import Count, Min, Q


class SeriesQuerySet(models.QuerySet):
    def with_standing(self, moment: datetime) -> SeriesQuerySet:
        """Each with `next_at` (its next episode, or None) and `unsettled` (how many slots passed in silence)."""
        scheduled = Q(episodes__state="scheduled")
        return self.annotate(
            next_at=Min("episodes__starts_at", filter=scheduled & Q(episodes__starts_at__gt=moment)),
            unsettled=Count("episodes", filter=scheduled & Q(episodes__starts_at__lte=moment)),
        )


class EpisodeQuerySet(models.QuerySet):
    def aired(self) -> EpisodeQuerySet:
        return self.filter(state="aired")

    def missed(self) -> EpisodeQuerySet:
        return self.filter(state="missed")

    def unsettled_before(self, moment: datetime) -> EpisodeQuerySet:
        """Slots that have passed and of which nobody has said what became of them."""
        return self.filter(state="scheduled", starts_at__lte=moment)

    def upcoming(self, moment: datetime) -> EpisodeQuerySet:
        return self.filter(state="scheduled", starts_at__gt=moment).order_by("starts_at")

    def untouched(self) -> EpisodeQuerySet:
        """Scheduled as the rule gave them: nobody moved, named, tagged, recorded or reopened them."""
        return self.filter(
            state="scheduled", moved_at__isnull=True, title="", summary="", themes__isnull=True, recording__isnull=True,
            reopened=0,
        )  # fmt: skip

    def appearances(self) -> Iterator:
        """What the ledger should hold of episodes, re-derived from them."""
        found = self.aired().select_related("series", "recording").prefetch_related("themes")
        return filter(None, (episode.appearance() for episode in found.order_by("pk").iterator(chunk_size=500)))


class RerunQuerySet(models.QuerySet):
    def appearances(self) -> Iterator:
        """What the ledger should hold of reruns, re-derived from them."""
        found = self.select_related("episode__series", "episode__recording").prefetch_related("episode__themes")
        return filter(None, (rerun.appearance() for rerun in found.order_by("pk").iterator(chunk_size=500)))
