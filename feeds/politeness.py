"""When a feed may be asked again, and what of an answer may be trusted. Pure: no clock, no chance, no network.

A feed is asked about twice as often as it brings something, never oftener than it wishes, never more than once in a
quarter of an hour, and at least once a day. Failures double the wait up to a day; no number of them ends it. Only a
server that says twice, a day apart, that a feed is gone (410) is asked once a week from then on.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from itertools import pairwise

SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(hours=24)
UNKNOWN_RHYTHM = timedelta(hours=1)
JITTER = 0.2

FULL_AFTER = timedelta(hours=24)
FULL_AFTER_UNCHANGED = 20

QUIET_AFTER = timedelta(days=3)
QUIET_GAPS = 4
LATE_AFTER = timedelta(hours=1)

LIES_AFTER = 3
"""From so many answers "unchanged" on, one that proves them wrong counts: one alone may have met a slow cache."""
DISTRUSTED_FOR = timedelta(days=7)
WRONG_CLOCK = timedelta(hours=8)
"""How far the dates of an honest site may be off: those who write local time as universal time are seven hours off."""

MOVED_AFTER = timedelta(hours=48)
MOVED_SIGHTINGS = 5
MOVE_TOLD = timedelta(days=7)
GONE_AFTER = timedelta(hours=24)
GONE_PROBE = timedelta(days=7)

RETRY_STATUSES = (429, 503)
RETRY_OF_HOST = 2
OUTAGE_SHARE = 0.5
OUTAGE_HOSTS = 4


def rhythm(moments: Iterable[datetime], *, at: datetime) -> timedelta | None:
    """The median gap between a feed's publications; None with fewer than three of them.

    The time since the last one counts as a gap too, so that a feed that falls asleep is asked less.
    """
    known = sorted({moment for moment in moments if moment <= at})
    if len(known) < 3:
        return None
    gaps = [later - earlier for earlier, later in pairwise(known)]
    median = timedelta(seconds=statistics.median(gap.total_seconds() for gap in gaps))
    return max(median, (at - known[-1]) / 4)


def next_due(
    *,
    at: datetime,
    chance: float,
    usual_gap: timedelta | None = None,
    wish: timedelta | None = None,
    failures: int = 0,
    wait: timedelta | None = None,
    gone: bool = False,
) -> datetime:
    """When to ask again after an attempt at `at`; a feed that is `gone` is asked once a week.

    `usual_gap` is the feed's rhythm, `wish` what it asks for (ttl), `failures` those in a row including this attempt,
    `wait` what a Retry-After said, `chance` a random number in [0, 1) that spreads feeds by a fifth to either side.
    """
    if gone:
        return at + GONE_PROBE
    if failures:
        interval = SHORTEST * (1 << min(failures - 1, 10))
    else:
        interval = max(usual_gap / 2 if usual_gap else UNKNOWN_RHYTHM, wish or timedelta())
    interval = min(max(interval, SHORTEST), LONGEST) * (1 + JITTER * (2 * chance - 1))
    return at + min(max(interval, wait or timedelta()), LONGEST)


def after_quiet_hours(due: datetime, *, hours: tuple[int, int], zone: tzinfo, chance: float) -> datetime:
    """The same moment, or one within the hour after the quiet hours in which it lies.

    `hours` are local hours of the day, the first one quiet and the last one not: (23, 5) is from 23:00 until before
    05:00. Two equal hours are no quiet hours at all.
    """
    begin, end = hours
    local = due.astimezone(zone)
    is_quiet = begin <= local.hour < end if begin <= end else local.hour >= begin or local.hour < end
    if not is_quiet:
        return due
    opens = local.replace(hour=end, minute=0, second=0, microsecond=0)
    if opens <= local:
        opens += timedelta(days=1)
    return (opens + chance * timedelta(hours=1)).astimezone(due.tzinfo)


def max_age(cache_control: str) -> timedelta | None:
    """How long an answer says that it stays true (`Cache-Control: max-age`), at most a day; None if it does not say."""
    said = re.search(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,9})", cache_control.lower())
    if not said or "no-cache" in cache_control.lower() or not int(said[1]):
        return None
    return min(timedelta(seconds=int(said[1])), LONGEST)


def has_moved(*, sightings: int, since: datetime | None, at: datetime) -> bool:
    """Whether a redirect "for good" is to be believed: five sightings of the same target over two days.

    A captive portal redirects for an evening (selfoss#1178); a site that moved does so for ever (CommaFeed#935).
    """
    return since is not None and sightings >= MOVED_SIGHTINGS and at - since >= MOVED_AFTER


def has_just_moved(*, moved_at: datetime | None, at: datetime) -> bool:
    """Whether people are still told that a feed has a new address: for a week."""
    return moved_at is not None and at - moved_at < MOVE_TOLD


def is_gone(*, since: datetime | None, at: datetime) -> bool:
    """Whether a feed is gone: 410 was said, and said again a day later. 404 says nothing: such feeds come back."""
    return since is not None and at - since >= GONE_AFTER


def retry_after(header: str, *, at: datetime) -> timedelta | None:
    """`Retry-After` as seconds or as a date (RFC 9110 10.2.3), at most a day; None when absent, past or senseless."""
    header = header.strip()
    if header.isdecimal():
        wait = timedelta(seconds=min(int(header[:9]), int(LONGEST.total_seconds())))
    else:
        moment = _http_date(header)
        if moment is None:
            return None
        wait = moment - at
    return min(wait, LONGEST) if wait > timedelta() else None


def wants_everything(
    *, last_full: datetime | None, unchanged: int, at: datetime, distrusted_until: datetime | None = None
) -> bool:
    """Whether to leave the validators out: some servers say 304 for ever (FreshRSS#1020)."""
    if last_full is None or is_distrusted(until=distrusted_until, at=at):
        return True
    return at - last_full >= FULL_AFTER or unchanged >= FULL_AFTER_UNCHANGED


def is_distrusted(*, until: datetime | None, at: datetime) -> bool:
    """Whether a server was caught lying within the last seven days, and is asked for everything each time."""
    return until is not None and at < until


def has_lied(*, unchanged: int, same_validators: bool, last_answer: datetime | None, oldest: datetime | None) -> bool:
    """Whether a document that was asked for without validators, and that has something new, proves a server's last
    answers "unchanged" wrong.

    It does where the new document has the very validators of the old one, so that a visit with them would be told
    "unchanged" again; or where its `oldest` new entry was there, by its own date, well before the last such answer.
    Anything else may have changed between the last answer and this one.
    """
    if unchanged < LIES_AFTER:
        return False
    there_before = last_answer is not None and oldest is not None and oldest <= last_answer - WRONG_CLOCK
    return same_validators or there_before


def is_trustworthy(last_modified: str, *, at: datetime) -> bool:
    """Whether a Last-Modified may be sent back: not one of 1970 (no clock behind it) nor of the future."""
    moment = _http_date(last_modified)
    return moment is not None and moment.year > 1970 and moment <= at


def is_outage(*, hosts: int, failed_hosts: int) -> bool:
    """Whether the fault is ours: more than half of at least four hosts failed at once, so nobody's failure counts."""
    return hosts >= OUTAGE_HOSTS and failed_hosts > hosts * OUTAGE_SHARE


def is_late(*, next_due_at: datetime | None, at: datetime) -> bool:
    """Whether a feed should have been asked over an hour ago: the clock stands still."""
    return next_due_at is not None and at - next_due_at >= LATE_AFTER


def is_quiet(*, last_new_at: datetime | None, usual_gap: timedelta | None, at: datetime) -> bool:
    """Whether a feed that answers has brought nothing for far longer than it used to: four of its own gaps, and at
    least three days."""
    return last_new_at is not None and at - last_new_at >= quiet_after(usual_gap)


def quiet_after(usual_gap: timedelta | None) -> timedelta:
    """How long a feed of this rhythm may be silent."""
    return max(QUIET_AFTER, QUIET_GAPS * (usual_gap or timedelta()))


def _http_date(header: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
