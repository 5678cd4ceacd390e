"""Questions about plans and channels."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F


class PlanQuerySet(models.QuerySet):
    def in_force_on(self, day: date) -> PlanQuerySet:
        return self.filter(in_force_from__lte=day, in_force_to__gt=day)

    def covering(self, year: int) -> PlanQuerySet:
        """The year's plans: the real one before a sample, the one issued last before those that it follows."""
        return self.filter(year=year).order_by("is_sample", F("issued_on").desc(nulls_last=True), "number")

    def latest_first(self) -> PlanQuerySet:
        return self.order_by("-year", "is_sample", F("issued_on").desc(nulls_last=True), "number")


class ChannelQuerySet(models.QuerySet):
    def in_order(self) -> ChannelQuerySet:
        """As the plan prints them: by group, then as listed."""
        return self.order_by("group", "position", "code")

    def serving(self, producer: str) -> ChannelQuerySet:
        """Channels that name `producer` ("story:newspaper", "episode", …) as theirs by default."""
        return self.filter(services__producer=producer)
