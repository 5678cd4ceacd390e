"""What an attempt says about its feed: when it was asked, what was learnt, where it moved, and when to ask again."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Min
from django.utils import timezone

from feeds import parsing, politeness
from feeds.actions.looking import Outcome
from feeds.models import Entry, Feed

Chance = Callable[[], float]

STATE = [
    *("etag", "last_modified", "body_hash", "last_full_at", "unchanged", "last_attempt_at", "last_success_at"),
    *("failures", "failing_since", "last_problem", "next_due_at"),
    *("moving_to", "moving_since", "moving_seen", "gone_since", "place", "leased_by", "leased_until"),
]
LEARNT = [
    *("title", "warning", "day_first", "identity_by", "identity_ignores", "last_items"),
    *("usual_gap", "asked_gap", "last_change_at", "distrusted_since", "distrusted_until"),
]


def mark(feed: Feed, outcome: Outcome, *, at: datetime, failures: int) -> None:
    """The part of a feed's state that every attempt changes: whoever writes it lets the feed go. Validators are kept
    whole or not at all."""
    feed.last_attempt_at = at
    feed.place = outcome.feed.place
    feed.leased_by, feed.leased_until = "", None
    feed.failures = failures
    feed.failing_since = (feed.failing_since or at) if failures else None
    feed.last_problem = outcome.problem
    if outcome.status == 410:
        feed.gone_since = feed.gone_since or at
    if outcome.problem:
        return
    feed.gone_since = None
    feed.last_success_at = at
    feed.etag = outcome.etag if len(outcome.etag) <= 500 else ""
    feed.last_modified = outcome.last_modified if len(outcome.last_modified) <= 200 else ""
    feed.body_hash = outcome.body_hash
    if not outcome.moved_to:
        feed.moving_to, feed.moving_since, feed.moving_seen = "", None, 0
    elif outcome.moved_to != feed.moving_to:
        feed.moving_to, feed.moving_since, feed.moving_seen = outcome.moved_to, at, 1
    else:
        feed.moving_seen = min(feed.moving_seen + 1, 1000)


def learn(feed: Feed, outcome: Outcome, *, at: datetime, chance: Chance, is_new: bool) -> None:
    """What a document says about its feed, besides its entries."""
    document = outcome.document
    mark(feed, outcome, at=at, failures=0)
    feed.title = feed.title or document.title
    feed.warning = document.warning[:500]
    if document.day_first_vote is not None:
        feed.day_first = document.day_first_vote
    feed.last_items = parsing.line_of(document.items)
    feed.usual_gap = politeness.rhythm(document.moments, at=at)
    feed.asked_gap = max(filter(None, (document.every, outcome.max_age)), default=None)
    feed.last_full_at, feed.unchanged = at, 0
    if is_new:
        feed.last_change_at = at
    ask_again(feed, outcome, at=at, chance=chance)


def distrust(feed: Feed, outcome: Outcome, *, new: int, changed: int, at: datetime) -> str:
    """Remember a server that was caught lying: its validators are not sent for seven days. Gives what the fetch's event
    says of it, "" where nothing is proven.

    Call it when the entries are stored. While a server is distrusted, news under the old validators renew it: it would
    lie again.
    """
    asked = outcome.feed
    if not (outcome.in_full and (new or changed)):
        return ""
    same = (outcome.etag, outcome.last_modified) == (asked.etag, asked.last_modified)
    was_distrusted = politeness.is_distrusted(until=asked.distrusted_until, at=at)
    oldest = None
    if new and not same and not was_distrusted and asked.unchanged >= politeness.LIES_AFTER:
        dated = Entry.objects.filter(feed=feed, first_seen_at=at, precision=Entry.Precision.MINUTE)
        oldest = dated.aggregate(Min("published_at"))["published_at__min"]
    caught = politeness.has_lied(
        unchanged=asked.unchanged, same_validators=same, last_answer=asked.last_success_at, oldest=oldest
    )
    if not caught and not (was_distrusted and same):
        return ""
    feed.distrusted_since = feed.distrusted_since if was_distrusted else at
    feed.distrusted_until = at + politeness.DISTRUSTED_FOR
    return "lied" if caught else "would_lie"


def ask_again(feed: Feed, outcome: Outcome, *, at: datetime, chance: Chance) -> None:
    """When to ask again, outside the site's quiet hours (FEEDS_QUIET_HOURS, local hours, none by default)."""
    feed.next_due_at = politeness.next_due(
        at=at,
        chance=chance(),
        usual_gap=feed.usual_gap,
        wish=feed.asked_gap,
        failures=max(feed.failures, 1) if outcome.problem else 0,
        wait=outcome.wait,
        gone=politeness.is_gone(since=feed.gone_since, at=at),
    )
    if quiet := getattr(settings, "FEEDS_QUIET_HOURS", None):
        zone = timezone.get_default_timezone()
        feed.next_due_at = politeness.after_quiet_hours(feed.next_due_at, hours=quiet, zone=zone, chance=chance())


def follow_moves(feeds: Iterable[Feed], *, at: datetime) -> None:
    """Give feeds that moved for good their new address, and keep the old one with them.

    Call it with feeds that the new address was seen to serve. Where another feed has that address already, nothing is
    rewritten: the state says that it moves, and a person decides which of the two to keep.
    """
    for feed in feeds:
        if not politeness.has_moved(sightings=feed.moving_seen, since=feed.moving_since, at=at):
            continue
        earlier = "\n".join([feed.url, *feed.earlier_urls.splitlines()][:20])
        with contextlib.suppress(IntegrityError), transaction.atomic():
            Feed.objects.filter(pk=feed.pk, url=feed.url).update(
                url=feed.moving_to,
                earlier_urls=earlier,
                moved_at=at,
                moving_to="",
                moving_since=None,
                moving_seen=0,
            )


def keep_away(hosts: dict[str, datetime]) -> None:
    """Ask nothing of these hosts before these moments: two of their feeds were told to wait, and the rest would be."""
    for host, until in hosts.items():
        for scheme in ("http", "https"):
            feeds = Feed.objects.filter(url__startswith=f"{scheme}://{host}/")
            feeds.filter(next_due_at__lt=until).update(next_due_at=until)
