"""Signals that triage listens to."""

from django.db.backends.signals import connection_created
from django.dispatch import receiver

from feeds.actions import arrived

from . import actions
from .querysets import teach_folding


@receiver(connection_created)
def connected(connection, **_signal) -> None:
    teach_folding(connection)


@receiver(arrived)
def entries_arrived(feed_ids, at, **_signal) -> None:
    actions.sift_arrivals(feed_ids=feed_ids, at=at)
