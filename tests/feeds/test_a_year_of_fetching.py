"""A year of a thousand feeds, without a network: how often each is asked, how late the new is seen, who starves."""

import heapq
import random
import statistics
from bisect import bisect_right
from datetime import UTC, datetime, timedelta

import pytest

from feeds import politeness

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# What a province has: a newspaper's hourly feed, portals of a few items a day, communes of one a week, the sleeping.
KINDS = {"newspaper": (HOUR, 8), "portal": (8 * HOUR, 92), "commune": (7 * DAY, 700), "sleeping": (90 * DAY, 200)}


class Site:
    """A feed that publishes at its own rhythm, by day more than by night, and fails for a while now and then."""

    def __init__(self, kind: str, chance: random.Random) -> None:
        gap, _ = KINDS[kind]
        self.kind, self.items, self.seen, self.asked, self.delays = kind, [], 0, [], []
        at = BEGIN - 40 * gap
        while at < BEGIN + YEAR:
            at += gap * chance.expovariate(1)
            if (at.hour + 7) % 24 >= 23 or (at.hour + 7) % 24 < 6:
                at += 7 * HOUR
            self.items.append(at)
        begin = BEGIN + YEAR * chance.random()
        self.outage = (begin, begin + DAY * chance.expovariate(1 / 3))
        self.failures, self.usual = 0, None

    def visit(self, at: datetime, chance: random.Random) -> datetime:
        self.asked.append(at)
        if self.outage[0] <= at < self.outage[1]:
            self.failures += 1
            return politeness.next_due(at=at, chance=chance.random(), failures=self.failures)
        self.failures = 0
        now = bisect_right(self.items, at)
        if len(self.asked) > 1:
            new = self.items[self.seen : now]
            down, up = self.outage
            self.delays += [at - item for item in new if at < down or item >= up]  # an outage is nobody's delay
        if now > self.seen:  # an unchanged document is not read again, and says nothing of the rhythm
            self.usual = politeness.rhythm(self.items[max(now - 30, 0) : now], at=at)
        self.seen = now
        return politeness.next_due(at=at, chance=chance.random(), usual_gap=self.usual)


@pytest.fixture(scope="module")
def year():
    chance = random.Random(174)
    sites = [Site(kind, chance) for kind, (_, number) in KINDS.items() for _ in range(number)]
    due = [(BEGIN + chance.random() * HOUR, number) for number in range(len(sites))]
    heapq.heapify(due)
    while due[0][0] < BEGIN + YEAR:
        at, number = heapq.heappop(due)
        heapq.heappush(due, (sites[number].visit(at, chance), number))
    return {kind: [site for site in sites if site.kind == kind] for kind in KINDS}


def a_day(sites) -> float:
    """Requests a day and feed, the median."""
    return statistics.median(len(site.asked) for site in sites) / 365


def delay(sites) -> timedelta:
    """From publication to first sight, the median."""
    return statistics.median(waited for site in sites for waited in site.delays)


def test_a_thousand_feeds_are_asked_a_handful_of_times_a_day(year):
    asked = {kind: a_day(sites) for kind, sites in year.items()}
    assert 20 <= asked["newspaper"] <= 110
    assert asked["portal"] <= 10
    assert asked["commune"] <= 1.5
    assert asked["sleeping"] <= 1.3
    everything = sum(len(site.asked) for sites in year.values() for site in sites)
    assert everything / 365 / 1000 < 8, "asking everybody every fifteen minutes would be 96"


def test_what_is_new_is_seen_soon_and_sooner_where_more_comes(year):
    assert delay(year["newspaper"]) <= timedelta(minutes=30)
    assert delay(year["portal"]) <= 3 * HOUR
    assert delay(year["commune"]) <= 14 * HOUR
    assert max(waited for sites in year.values() for site in sites for waited in site.delays) <= timedelta(
        days=1, hours=1
    )


def test_nobody_starves_and_nobody_is_hurried(year):
    for sites in year.values():
        for site in sites:
            gaps = [later - earlier for earlier, later in zip(site.asked, site.asked[1:], strict=False)]
            assert max(gaps) <= DAY
            assert min(gaps) >= timedelta(minutes=12)
            assert site.asked[-1] >= BEGIN + YEAR - DAY


def test_after_an_outage_everybody_comes_back(year):
    for sites in year.values():
        for site in sites:
            over = site.outage[1]
            if over < BEGIN + YEAR - 2 * DAY:
                assert any(over <= at <= over + DAY for at in site.asked)
