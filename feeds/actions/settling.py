"""Writing down what attempts gave: entries, the feed's state, one event each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import DatabaseError, transaction

from feeds import politeness
from feeds.actions.claiming import still_held, still_held_keys
from feeds.actions.looking import Outcome, logger
from feeds.actions.marking import (
    LEARNT,
    STATE,
    Chance,
    ask_again,
    distrust,
    follow_moves,
    keep_away,
    learn,
    mark,
)
from feeds.actions.naming import rename
from feeds.actions.purging import events_beyond_the_last
from feeds.actions.storing import store
from feeds.actions.writing import write
from feeds.models import Feed, FetchEvent


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of one feed."""

    feed: Feed
    status: int | None = None
    new: int = 0
    changed: int = 0
    problem: str = ""
    remark: str = ""


def settle_documents(
    outcomes: Sequence[Outcome], *, at: datetime, chance: Chance
) -> tuple[list[Result], list[Outcome]]:
    """Store documents, all in one transaction; what the database refuses is found by trying one by one.

    Gives the results, and the attempts that could not be stored as attempts with a problem.
    """
    if not outcomes:
        return [], []
    try:
        return _settle(outcomes, at=at, chance=chance), []
    except DatabaseError as error:
        if len(outcomes) == 1:
            logger.error("feed %s", outcomes[0].feed.pk, exc_info=error)
            problem = f"unexpected: {type(error).__name__} {error}".replace("\0", "")
            return [], [outcomes[0].failed(problem)]
    results, refused = [], []
    for outcome in outcomes:
        stored, not_stored = settle_documents([outcome], at=at, chance=chance)
        results += stored
        refused += not_stored
    return results, refused


def _settle(outcomes: Sequence[Outcome], *, at: datetime, chance: Chance) -> list[Result]:
    """The feeds' rows are locked first, in one order, so that two who settle wait for each other and count rightly; the
    constraint (feed, identity) stands behind that. A feed that somebody deleted or took over meanwhile gets nothing."""
    with transaction.atomic():
        feeds = still_held(outcomes)
        standing = [outcome for outcome in outcomes if outcome.feed.pk in feeds]
        for outcome in standing:
            rename(feeds[outcome.feed.pk], outcome.document.identity_by, outcome.document.entries)
        counts = store({o.feed.pk: o.document.entries for o in standing}, at)
        pairs = []
        for outcome in standing:
            feed, (new, changed) = feeds[outcome.feed.pk], counts[outcome.feed.pk]
            learn(feed, outcome, at=at, chance=chance, is_new=bool(new))
            told = {"new": new, "changed": changed}
            remark = distrust(feed, outcome, at=at, **told)
            pairs.append((outcome, Result(feed=feed, status=outcome.status, remark=remark, **told)))
        write([*feeds.values()], [*STATE, *LEARNT])
        follow_moves([result.feed for outcome, result in pairs if result.new < len(outcome.document.items)], at=at)
        _write_events(pairs, at)
    gone = [Result(feed=o.feed, status=o.status) for o in outcomes if o.feed.pk not in feeds]
    return [*(result for _, result in pairs), *gone]


def settle_rest(outcomes: Sequence[Outcome], *, at: datetime, chance: Chance, is_outage: bool) -> list[Result]:
    """Write down the attempts that brought no document, all together: nothing new, or a problem.

    With `is_outage` the feeds that could not be reached are not blamed: they are asked again soon.
    """
    if not outcomes:
        return []
    results = []
    with transaction.atomic():
        held = still_held_keys(outcomes)
        lost = [Result(feed=o.feed, status=o.status) for o in outcomes if o.feed.pk not in held]
        outcomes = [outcome for outcome in outcomes if outcome.feed.pk in held]
        for outcome in outcomes:
            feed = outcome.feed
            blamed = outcome.problem and not (is_outage and outcome.broken)
            failures = feed.failures + 1 if blamed else feed.failures if outcome.problem else 0
            mark(feed, outcome, at=at, failures=failures)
            if not outcome.problem:
                answered = outcome.status == 304
                feed.unchanged = feed.unchanged + 1 if answered else 0
                feed.last_full_at = feed.last_full_at if answered else at
            ask_again(feed, outcome, at=at, chance=chance)
            results.append(Result(feed=feed, status=outcome.status, problem=outcome.problem))
        write([outcome.feed for outcome in outcomes], STATE)
        follow_moves([outcome.feed for outcome in outcomes if not outcome.problem], at=at)
        keep_away({host: at + wait for host, wait in _hosts_that_wait(outcomes).items()})
        _write_events(list(zip(outcomes, results, strict=True)), at)
    return [*results, *lost]


def _hosts_that_wait(outcomes: Sequence[Outcome]) -> dict[str, timedelta]:
    """The longest wait that each host asked for, where two of its feeds were told so: one alone may be meant itself,
    and a bridge that serves many sites would stand still for one of them (FreshRSS#7870)."""
    told = defaultdict(list)
    for outcome in outcomes:
        if outcome.wait:
            told[urlsplit(outcome.feed.url).netloc].append(outcome.wait)
    return {host: max(waits) for host, waits in told.items() if len(waits) >= politeness.RETRY_OF_HOST}


def _write_events(pairs: Sequence[tuple[Outcome, Result]], at: datetime) -> None:
    """One event an attempt, and no more than the last 30 of each feed."""
    FetchEvent.objects.bulk_create(
        FetchEvent(
            feed_id=result.feed.pk,
            at=at,
            status=outcome.status,
            size=outcome.size,
            milliseconds=round(outcome.elapsed * 1000),
            new=result.new,
            changed=result.changed,
            problem=outcome.problem,
            remark=result.remark,
        )
        for outcome, result in pairs
    )
    events = FetchEvent.objects.filter(feed__in=[result.feed for _, result in pairs])
    if old := list(events_beyond_the_last(events).values_list("pk", flat=True)):
        FetchEvent.objects.filter(pk__in=old).delete()
