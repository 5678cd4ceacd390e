"""Clockwork of series."""

from datetime import timedelta

from django.utils import timezone

from newsroom.periods import local_day

from . import actions
from .models import Episode, Series


def generate_ahead(*, weeks: int = 8) -> list[Episode]:
    """Make the episodes of every series that has not ended, up to so many weeks from today; those made now."""
    now = timezone.now()
    today = local_day(now)
    made = []
    for series in Series.objects.exclude(last_day__lt=today).order_by("pk"):
        made += actions.generate_episodes(series=series, until=today + timedelta(weeks=weeks), by=None, at=now)
    return made
