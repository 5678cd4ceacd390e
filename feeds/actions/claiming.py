"""Who has which feeds in hand, so that workers on several machines share one list.

A feed in hand is leased to one worker for ten minutes, and the lease is renewed while the worker lives. What a killed
worker held is free when its lease has run out; what it brings after somebody else took over is not written down.
"""

from __future__ import annotations

import contextlib
import time
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connections, router, transaction
from django.db.models import Q

from feeds.actions.looking import Outcome
from feeds.models import Feed

LEASE = timedelta(minutes=10)
RENEWED_AFTER = timedelta(minutes=2)
"""How often a worker says that it lives: several times within a lease."""
CLAIMED = 200
"""How many feeds one hand holds at most."""


class Hand:
    """What one worker holds during one refresh, under a name that nobody else has.

    `at` is the moment at which the refresh begins; from there a steady clock counts on.
    """

    def __init__(self, *, at: datetime) -> None:
        self.name = uuid.uuid4().hex
        self._at, self._begun = at, time.monotonic()
        self._renewed_at = at

    @property
    def now(self) -> datetime:
        return self._at + timedelta(seconds=time.monotonic() - self._begun)

    def claim(self) -> list[Feed]:
        """Feeds that are due and that nobody has in hand, the longest waiting first; none that live where another
        worker is at work, because two at a time and a second apart holds for an address, whoever asks."""
        now, database = self.now, connections[router.db_for_write(Feed)]
        skips = database.features.has_select_for_update_skip_locked
        due = Feed.objects.using(database.alias).due(self._at).free(now).away_from_others(now)
        # Where rows cannot be locked, the UPDATE alone decides who gets them, and no transaction holds up the others.
        with transaction.atomic(using=database.alias) if skips else contextlib.nullcontext():
            if skips:
                due = due.select_for_update(skip_locked=True)
            self._lease(list(due.values_list("pk", flat=True)[:CLAIMED]), now)
        return list(Feed.objects.due(self._at).filter(leased_by=self.name))

    def take(self, feeds: Iterable[Feed]) -> list[Feed]:
        """Those of these feeds that nobody has in hand, due or not, as they are now."""
        wanted = [feed.pk for feed in feeds]
        self._lease(wanted, self.now)
        return list(Feed.objects.filter(pk__in=wanted, leased_by=self.name).order_by("pk"))

    def _lease(self, wanted: Sequence[int], now: datetime) -> None:
        free = Feed.objects.filter(pk__in=wanted).free(now)
        free.update(leased_by=self.name, leased_until=now + LEASE)

    def renew(self) -> None:
        """Say that this worker lives, when it is time to; in between it costs nothing."""
        now = self.now
        if now - self._renewed_at >= RENEWED_AFTER:
            self._renewed_at = now
            Feed.objects.filter(leased_by=self.name).update(leased_until=now + LEASE)

    def let_go(self) -> None:
        """Put back what is still in hand. It was not asked, because its host wanted to be left alone or because this
        worker broke down: so it comes up again in ten minutes and not at once."""
        held = Feed.objects.filter(leased_by=self.name)
        soon = self.now + LEASE
        held.filter(Q(next_due_at__isnull=True) | Q(next_due_at__lt=soon)).update(next_due_at=soon)
        held.update(leased_by="", leased_until=None)


def still_held(outcomes: Iterable[Outcome]) -> dict[int, Feed]:
    """The feeds of these attempts as they are now, locked, without those that were deleted or that somebody else took
    over since. Locked in one order, so that two who settle wait for each other."""
    asked = {outcome.feed.pk: outcome.feed.leased_by for outcome in outcomes}
    feeds = Feed.objects.select_for_update().filter(pk__in=asked).order_by("pk")
    return {feed.pk: feed for feed in feeds if feed.leased_by == asked[feed.pk]}
