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
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q

from feeds.actions.looking import Outcome
from feeds.actions.writing import write
from feeds.models import Feed
from feeds.querysets import FeedQuerySet

LEASE = timedelta(minutes=10)
RENEWED_AFTER = timedelta(minutes=2)
"""How often a worker says that it lives: several times within a lease."""
CLAIMED = 500
"""How many feeds one hand holds at most. At the end of each handful one waits for its last answers."""
CLAIMING = int.from_bytes(b"feedclm", "big")
"""The key of the lock behind which workers claim, one in a database."""


class Hand:
    """What one worker holds during one refresh, under a name that nobody else has.

    `at` is the moment at which the refresh begins; from there a steady clock counts on.
    """

    def __init__(self, *, at: datetime) -> None:
        self.name = uuid.uuid4().hex
        self._at, self._begun = at, time.monotonic()
        self._renewed = self._begun
        self._claims = False

    @property
    def now(self) -> datetime:
        return self._at + timedelta(seconds=time.monotonic() - self._begun)

    def claim(self) -> list[Feed]:
        """Feeds that are due and that nobody has in hand, the longest waiting first; none that live where another
        worker is at work, because two at a time and a second apart holds for an address, whoever asks."""
        self._claims = True
        now, database = self.now, connections[router.db_for_write(Feed)]
        skips = database.features.has_select_for_update_skip_locked
        due = Feed.objects.using(database.alias).due(self._at).free(now).away_from_others(now)
        # Where rows cannot be locked, the UPDATE alone decides who gets them, and no transaction holds up the others.
        with transaction.atomic(using=database.alias) if skips else contextlib.nullcontext():
            if skips:
                _one_at_a_time(database)
                due = due.select_for_update(skip_locked=True)
            wanted = list(due.values_list("pk", flat=True)[:CLAIMED])
            free = Feed.objects.filter(pk__in=wanted).free(now)
            self._lease(free if skips else free.away_from_others(now), now)
        return list(Feed.objects.due(self._at).filter(leased_by=self.name))

    def alone(self, feeds: Sequence[Feed]) -> list[Feed]:
        """Those of these feeds, their `place` just found out, that live where no other worker is at work; what was
        claimed of the rest is put back. The places are written down, so that whoever claims next keeps away."""
        now, database = self.now, connections[router.db_for_write(Feed)]
        with transaction.atomic(using=database.alias):
            _one_at_a_time(database)
            others = Feed.objects.in_hand(now).exclude(leased_by=self.name).exclude(place="")
            busy = set(others.values_list("place", flat=True)) if self._claims else set()
            mine = Feed.objects.filter(pk__in=[feed.pk for feed in feeds], leased_by=self.name)
            if database.features.has_select_for_update_skip_locked:
                mine = mine.select_for_update(skip_locked=True)  # who holds locks here waits for nobody
            known = dict(mine.values_list("pk", "place"))
            held = [feed for feed in feeds if feed.pk in known]
            write([feed for feed in held if known[feed.pk] != feed.place], ["place"])
            back = [feed.pk for feed in held if feed.place in busy]
            Feed.objects.filter(pk__in=back).update(leased_by="", leased_until=None)
        return [feed for feed in feeds if feed.place not in busy]

    def take(self, feeds: Iterable[Feed]) -> list[Feed]:
        """Those of these feeds that nobody has in hand, due or not, as they are now."""
        wanted = [feed.pk for feed in feeds]
        now = self.now
        self._lease(Feed.objects.filter(pk__in=wanted).free(now), now)
        return list(Feed.objects.filter(pk__in=wanted, leased_by=self.name).order_by("pk"))

    def _lease(self, free: FeedQuerySet, now: datetime) -> None:
        free.update(leased_by=self.name, leased_until=now + LEASE)

    def renew(self) -> None:
        """Say that this worker lives, when it is time to; in between it costs nothing."""
        moment = time.monotonic()
        if moment - self._renewed >= RENEWED_AFTER.total_seconds():
            self._renewed = moment
            Feed.objects.filter(leased_by=self.name).update(leased_until=self.now + LEASE)

    def let_go(self) -> None:
        """Put back what is still in hand. It was not asked, because its host wanted to be left alone or because this
        worker broke down: so it comes up again in ten minutes and not at once."""
        held = Feed.objects.filter(leased_by=self.name)
        soon = self.now + LEASE
        held.filter(Q(next_due_at__isnull=True) | Q(next_due_at__lt=soon)).update(next_due_at=soon)
        held.update(leased_by="", leased_until=None)


def _one_at_a_time(database: BaseDatabaseWrapper) -> None:
    """Let whoever looks where others are at work see what the one before took: until the transaction ends. Two who
    looked in the same instant would each see nobody, and visit one server together."""
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CLAIMING])


def still_held(outcomes: Iterable[Outcome]) -> dict[int, Feed]:
    """The feeds of these attempts as they are now, locked, without those that were deleted or that somebody else took
    over since."""
    asked = _leases(outcomes)
    return {feed.pk: feed for feed in _locked(asked) if feed.leased_by == asked[feed.pk]}


def still_held_keys(outcomes: Iterable[Outcome]) -> set[int]:
    """Which feeds those are, locked as well, for who needs nothing else of them."""
    asked = _leases(outcomes)
    return {pk for pk, name in _locked(asked).values_list("pk", "leased_by") if name == asked[pk]}


def _leases(outcomes: Iterable[Outcome]) -> dict[int, str]:
    return {outcome.feed.pk: outcome.feed.leased_by for outcome in outcomes}


def _locked(feeds: Iterable[int]) -> FeedQuerySet:
    """In one order, so that two who settle wait for each other."""
    return Feed.objects.select_for_update().filter(pk__in=feeds).order_by("pk")
