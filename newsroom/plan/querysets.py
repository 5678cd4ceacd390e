"""Questions about plans and channels."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F

from .rolling import Link, Thread, threads


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


class CrosswalkQuerySet(models.QuerySet):
    def threads_of(self, plan) -> dict[str, Thread]:
        """By the label of each item of a plan, in printed order: its counterparts in that plan's past and future.

        Three queries, however many plans there are.
        """
        links = self.filter(counterparts__new__isnull=False).values_list(
            *("earlier", "later", "counterparts__old", "counterparts__new")
        )
        rows = tuple(links)
        plan_of = {old: earlier for earlier, _later, old, _new in rows}
        plan_of |= {new: later for _earlier, later, _old, new in rows}
        items = list(plan.items.order_by("clause__position").values_list("pk", "clause__label"))
        found = threads(
            (key for key, _label in items),
            plan=plan.pk,
            links=[Link(old, new) for _earlier, _later, old, new in rows],
            crosswalks=[Link(*pair) for pair in self.values_list("earlier", "later")],
            plan_of=plan_of,
        )
        return {label: found[key] for key, label in items}
