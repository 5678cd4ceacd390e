"""Questions about series, episodes and reruns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import models
from django.db.models import Count, Min, Q

from newsroom.periods import ZONE


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

    def recordable(self, *, organisation_id: int | None, kept_id: int | None = None) -> EpisodeQuerySet:
        """Episodes of a station that no page records yet, newest first; and the one that is kept."""
        free = Q(recording__isnull=True, series__organisation_id=organisation_id)
        return self.filter(free | Q(pk=kept_id)).select_related("series").order_by("-starts_at")

    def of_year(self, year: int) -> EpisodeQuerySet:
        """Episodes whose slot lies in a local calendar year, in order of their slots."""
        first, after = (datetime(which, 1, 1, tzinfo=ZONE) for which in (year, year + 1))
        return self.filter(planned_for__gte=first, planned_for__lt=after).order_by("planned_for")

    def appearances(self) -> Iterator:
        """What the ledger should hold of episodes, re-derived from them."""
        found = self.aired().select_related("series", "recording").prefetch_related("themes")
        return filter(None, (episode.appearance() for episode in found.order_by("pk").iterator(chunk_size=500)))


class RerunQuerySet(models.QuerySet):
    def appearances(self) -> Iterator:
        """What the ledger should hold of reruns, re-derived from them."""
        found = self.select_related("episode__series", "episode__recording").prefetch_related("episode__themes")
        return filter(None, (rerun.appearance() for rerun in found.order_by("pk").iterator(chunk_size=500)))
