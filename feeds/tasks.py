"""Clockwork of the post room: here, and in views, lives the clock."""

import math

from django.utils import timezone
from django_tasks import task

from feeds import actions
from feeds.models import Feed


@task()
def refresh_due() -> dict[str, int]:
    """Fetch what is due and nobody else has in hand, until nothing is left; the figures go into the task's result."""
    report = actions.refresh(at=timezone.now())
    return _figures(report)


MOST_WORKERS = 16
SHARE = 200
"""How many feeds are worth a worker of their own."""


def share_out() -> int:
    """Let the task workers fetch what is due, together: a task for each two hundred feeds, sixteen at most."""
    due = Feed.objects.due(timezone.now()).count()
    tasks = min(math.ceil(due / SHARE), MOST_WORKERS)
    for _ in range(tasks):
        refresh_due.enqueue()
    return tasks


@task()
def refresh_these(feed_ids: list[int]) -> dict[str, int]:
    """Fetch these feeds now, due or not. A feed that is gone by now is left out."""
    return _figures(actions.refresh(feeds=Feed.objects.filter(pk__in=feed_ids), at=timezone.now()))


def _figures(report: actions.Report) -> dict[str, int]:
    return {
        "feeds": len(report.results),
        "new": report.new,
        "changed": report.changed,
        "failed": len(report.failed),
    }
