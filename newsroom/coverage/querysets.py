"""Questions about the ledger, built from each other."""

from __future__ import annotations

from datetime import date

from django.db import models


class CoverageQuerySet(models.QuerySet):
    def standing(self) -> CoverageQuerySet:
        """What counts: recorded and not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def withdrawn(self) -> CoverageQuerySet:
        return self.filter(withdrawn_at__isnull=False)

    def between(self, start: date, stop: date) -> CoverageQuerySet:
        """Records of the local days from `start` until before `stop`."""
        return self.filter(day__gte=start, day__lt=stop)

    def during(self, period) -> CoverageQuerySet:
        return self.between(period.start, period.stop)

    def about_themes(self, theme_ids) -> CoverageQuerySet:
        """Records with at least one of the themes, each once."""
        through = self.model.themes.through
        return self.filter(pk__in=through.objects.filter(theme_id__in=theme_ids).values("coveragerecord_id"))
