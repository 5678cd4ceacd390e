"""Clockwork of the post room: here, and in views, lives the clock."""

from django.utils import timezone
from django_tasks import task

from feeds import actions
from feeds.models import Feed


@task()
def refresh_due() -> dict[str, int]:
    """Fetch what is due; the figures go into the task's result."""
    report = actions.refresh(at=timezone.now())
    return _figures(report)


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
