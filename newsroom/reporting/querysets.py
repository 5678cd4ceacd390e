"""Questions about reports and their snapshots."""

from __future__ import annotations

from django.db import models

from newsroom.periods import Period


class Unchangeable(TypeError):
    """Somebody tried to change or to delete what is frozen."""


class ReportQuerySet(models.QuerySet):
    def on(self, plan, period: Period) -> ReportQuerySet:
        """The one report of a plan on a period, or none."""
        return self.filter(plan=plan, year=period.year, period_code=period.code)


class SnapshotQuerySet(models.QuerySet):
    """Reads only: neither `update` nor `delete` reaches a snapshot."""

    def on(self, plan, period: Period) -> SnapshotQuerySet:
        """All snapshots of a plan on a period, oldest first."""
        return self.filter(plan_id=plan.pk, year=period.year, period_code=period.code).order_by("number")

    def without_text(self) -> SnapshotQuerySet:
        """For lists: what was sealed stays in the database until somebody asks for it."""
        return self.defer("head", "records")

    def update(self, **kwargs):
        raise Unchangeable("A snapshot is never changed.")

    def bulk_update(self, *args, **kwargs):
        raise Unchangeable("A snapshot is never changed.")

    def delete(self):
        raise Unchangeable("A snapshot is never deleted.")


class TemplateUseQuerySet(models.QuerySet):
    def current(self):
        """The version of the office's Word template that holds, None for the one that ships. One query."""
        last = self.select_related("template").order_by("-pk").first()
        return last.template if last else None

    def history(self) -> TemplateUseQuerySet:
        """Newest first, without the files."""
        return self.select_related("template").defer("template__content").order_by("-pk")
