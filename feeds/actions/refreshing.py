"""Fetching what is due."""

from __future__ import annotations

import random
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import DatabaseError, connection, transaction

from feeds import politeness
from feeds.actions.looking import Fetch, Outcome, door, logger, look
from feeds.actions.settling import Chance, Result, settle_document, settle_rest
from feeds.models import Feed

PER_HOST = 2
LEASE = timedelta(minutes=10)


@dataclass(kw_only=True)
class Report:
    """What a refresh did, one result a feed. `is_outage`: so many sites failed that none of them was blamed."""

    results: list[Result] = field(default_factory=list)
    is_outage: bool = False

    @property
    def new(self) -> int:
        return sum(result.new for result in self.results)

    @property
    def changed(self) -> int:
        return sum(result.changed for result in self.results)

    @property
    def failed(self) -> list[Result]:
        return [result for result in self.results if result.problem]


def refresh(
    *,
    at: datetime,
    feeds: Iterable[Feed] | None = None,
    workers: int = 8,
    fetch: Fetch | None = None,
    chance: Chance = random.random,
    progress: Callable[[Result], None] = lambda result: None,
) -> Report:
    """Fetch, read and store; `feeds` are asked whether due or not, None means those due at `at`.

    Sites are asked by `workers` threads, two at a time per host; entries are stored here, each feed in a transaction of
    its own, and a feed that fails in any way leaves the others alone. What is due is claimed for ten minutes, so that a
    second refresh at the same time takes the others, and what a killed one held comes up again. `fetch` is called
    as `fetch(url, etag=…, last_modified=…)` and defaults to the network; `chance` spreads the next fetches;
    `progress` hears of every feed as soon as it is known.
    """
    asked = _claim(at) if feeds is None else list(feeds)
    report = Report()
    rest: list[Outcome] = []
    hosts: dict[str, set[bool]] = defaultdict(set)
    for outcome in _looked(asked, at=at, workers=workers, fetch=fetch or door()):
        hosts[_host(outcome.feed)].add(outcome.broken)
        if outcome.document is None:
            rest.append(outcome)
            continue
        try:
            result = settle_document(outcome, at=at, chance=chance)
        except DatabaseError as error:
            logger.exception("feed %s", outcome.feed.pk)
            problem = f"unexpected: {type(error).__name__} {error}"[:500].replace("\0", "")
            rest.append(Outcome(feed=outcome.feed, status=outcome.status, size=outcome.size, problem=problem))
            continue
        report.results.append(result)
        progress(result)
    failed_hosts = sum(all(broken) for broken in hosts.values())
    report.is_outage = politeness.is_outage(hosts=len(hosts), failed_hosts=failed_hosts)
    for result in settle_rest(rest, at=at, chance=chance, is_outage=report.is_outage):
        report.results.append(result)
        progress(result)
    return report


def _claim(at: datetime) -> list[Feed]:
    """The feeds that are due, taken off the list for the length of a lease."""
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        due = list(Feed.objects.due(at).select_for_update(skip_locked=skip))
        Feed.objects.filter(pk__in=[feed.pk for feed in due]).update(next_due_at=at + LEASE)
    return due


def _looked(feeds: list[Feed], *, at: datetime, workers: int, fetch: Fetch) -> Iterator[Outcome]:
    """Outcomes in the order in which they come, never more than two requests to one host at a time."""
    waiting: dict[str, deque[Feed]] = defaultdict(deque)
    for feed in feeds:
        waiting[_host(feed)].append(feed)
    running: dict[Future[Outcome], str] = {}
    at_host: dict[str, int] = defaultdict(int)
    with ThreadPoolExecutor(max_workers=workers, thread_name_prefix="feeds") as pool:
        while waiting or running:
            for host in list(waiting):
                while waiting[host] and at_host[host] < PER_HOST and len(running) < workers:
                    running[pool.submit(look, waiting[host].popleft(), at=at, fetch=fetch)] = host
                    at_host[host] += 1
                if not waiting[host]:
                    del waiting[host]
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                at_host[running.pop(future)] -= 1
                yield future.result()


def _host(feed: Feed) -> str:
    return urlsplit(feed.url).netloc.lower()
