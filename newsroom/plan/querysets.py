"""Questions about plans and channels."""

from __future__ import annotations

from datetime import date

from django.db import models


class PlanQuerySet(models.QuerySet):
    def in_force_on(self, day: date) -> PlanQuerySet:
        return self.filter(in_force_from__lte=day, in_force_to__gt=day)

    def for_year(self, year: int) -> PlanQuerySet:
        """The year's plans, the real one before a sample."""
        return self.filter(year=year).order_by("is_sample", "-issued_on", "number")


class ChannelQuerySet(models.QuerySet):
    def serving(self, producer: str) -> ChannelQuerySet:
        """Channels that name `producer` ("story:newspaper", "episode", …) as theirs by default."""
        return self.filter(services__producer=producer)
