"""Fetching what is due: claim, ask, read, store, each stage while the others go on.

Threads ask, processes read, and this one stores; nothing here decides what an answer means.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from queue import Empty, SimpleQueue

from feeds import fetching, politeness
from feeds.actions.asking import WINDOW, Asking, host_of
from feeds.actions.claiming import CLAIMED, Hand
from feeds.actions.looking import Fetch, Outcome, ask, door
from feeds.actions.marking import Chance
from feeds.actions.queueing import Queue
from feeds.actions.reading import Readers
from feeds.actions.settling import Result, settle_documents, settle_rest
from feeds.models import Feed

STORED = 50
"""How many documents are stored in one transaction."""
HELD = 100
"""How many answers may wait to be read or stored: no more are asked for until some are."""
BREATH = 30.0
"""Seconds after which a worker looks up from waiting, to say that it still lives."""


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
    workers: int = 16,
    processes: int = 2,
    fetch: Fetch | None = None,
    chance: Chance = random.random,
    progress: Callable[[Result], None] = lambda result: None,
) -> Report:
    """Fetch, read and store; `feeds` are asked whether due or not, None means those due at `at`.

    Sites are asked by `workers` threads at most, two at a time and a second apart per address; documents are read by
    `processes` and stored here, fifty feeds a transaction; a feed that fails in any way leaves the others alone. What
    is fetched is leased, five hundred feeds at a time, so that another refresh takes others and none is fetched twice
    at once; what a killed one held comes up again within ten minutes, and `feeds` that somebody else has in hand are
    left to them. `fetch` is called as `fetch(url, etag=…, last_modified=…)` and defaults to the
    network; `chance` spreads the next fetches; `progress` hears of every feed as soon as it is known.
    """
    report, hand = Report(), Hand(at=at)
    with (
        ThreadPoolExecutor(max_workers=workers, thread_name_prefix="feeds") as threads,
        Readers(processes, at=at) as readers,
    ):
        ways = _Ways(threads=threads, workers=workers, readers=readers, hand=hand, fetch=fetch)
        for held in _claims(hand) if feeds is None else _portions(hand, feeds):
            try:
                _sweep(held, report, ways, at=at, chance=chance, progress=progress)
            finally:
                hand.let_go()
    return report


@dataclass(frozen=True, kw_only=True)
class _Ways:
    """By whom and through what feeds are asked and read, during one refresh."""

    threads: ThreadPoolExecutor
    workers: int
    readers: Readers
    hand: Hand
    fetch: Fetch | None


def _claims(hand: Hand) -> Iterator[list[Feed]]:
    while held := hand.claim():
        yield held


def _portions(hand: Hand, feeds: Iterable[Feed]) -> Iterator[list[Feed]]:
    feeds = list(feeds)
    for first in range(0, len(feeds), CLAIMED):
        yield hand.take(feeds[first : first + CLAIMED])


def _sweep(feeds, report: Report, ways: _Ways, *, at, chance, progress) -> None:
    rest: list[Outcome] = []
    documents: list[Outcome] = []
    hosts: dict[str, set[bool]] = defaultdict(set)

    def store() -> None:
        results, refused = settle_documents(documents, at=at, chance=chance)
        documents.clear()
        rest.extend(refused)
        _tell(results)

    def _tell(results: Iterable[Result]) -> None:
        for result in results:
            report.results.append(result)
            progress(result)

    for outcome in _looked(feeds, ways, at=at):
        hosts[host_of(outcome.feed)].add(outcome.broken)
        (rest if outcome.document is None else documents).append(outcome)
        if len(documents) >= STORED:
            store()
    store()
    failed_hosts = sum(all(broken) for broken in hosts.values())
    is_outage = politeness.is_outage(hosts=len(hosts), failed_hosts=failed_hosts)
    report.is_outage = report.is_outage or is_outage
    _tell(settle_rest(rest, at=at, chance=chance, is_outage=is_outage))


def _looked(feeds, ways: _Ways, *, at) -> Iterator[Outcome]:
    """Outcomes in the order in which they come, their bodies read."""
    fetch, readers = ways.fetch or door(), ways.readers
    asked: SimpleQueue[Outcome] = SimpleQueue()
    asking = Asking(
        _queue(feeds, ways.threads, ways.hand, is_real=ways.fetch is None),
        ask=lambda feed: ask(feed, at=at, fetch=fetch),
        tell=asked.put,
        is_full=lambda: asked.qsize() + readers.left >= HELD,
        threads=ways.threads,
        most=ways.workers,
    )
    try:
        while not asking.is_over or readers.left or not asked.empty():
            ways.hand.renew()
            asking.grow()
            try:
                outcome = asked.get(timeout=WINDOW if asking.may_grow else BREATH)
            except Empty:
                continue
            if outcome.body is None:
                yield outcome
            else:
                readers.read(outcome, tell=asked.put)
    finally:
        asking.stop()


def _queue(feeds, threads: ThreadPoolExecutor, hand: Hand, *, is_real: bool) -> Queue:
    """The feeds by the address where they live, without those where another worker turns out to be at work; a pretended
    network has names only, and nobody to be polite to."""
    feeds = list(feeds)
    hosts = [host_of(feed) for feed in feeds]
    if not is_real:
        return Queue(zip(hosts, feeds, strict=True), gap=0.0)
    places = fetching.places_of(set(hosts), threads=threads)
    for host, feed in zip(hosts, feeds, strict=True):
        feed.place = places[host][:255]
    return Queue((feed.place, feed) for feed in hand.alone(feeds))
