"""Questions about episodes."""

from __future__ import annotations

from datetime import datetime

from django.db import models


class EpisodeQuerySet(models.QuerySet):
    def aired(self) -> EpisodeQuerySet:
        return self.filter(state="aired")

    def missed(self) -> EpisodeQuerySet:
        return self.filter(state="missed")

    def unsettled_before(self, moment: datetime) -> EpisodeQuerySet:
        """Slots that have passed and of which nobody has said what became of them."""
        return self.filter(state="scheduled", starts_at__lt=moment)

    def upcoming(self, moment: datetime) -> EpisodeQuerySet:
        return self.filter(state="scheduled", starts_at__gte=moment).order_by("starts_at")
