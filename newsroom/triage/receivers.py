"""Signals that triage listens to."""

from django.db.backends.signals import connection_created
from django.dispatch import receiver

from .querysets import teach_folding


@receiver(connection_created)
def connected(connection, **_signal) -> None:
    teach_folding(connection)
