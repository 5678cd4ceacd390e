"""Asking one feed and reading what came: runs in worker threads and processes, touches no database."""

from __future__ import annotations

import functools
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from feeds import fetching, parsing, politeness
from feeds.models import Feed

Fetch = Callable[..., fetching.Fetched]

# Goes into the hash of a body: raise it when parsing gets better, and every stored document is read anew.
READING = "3"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one attempt gave: a problem, or a body not read yet, or a document, or (none of them) nothing new.

    `broken` says that no answer came at all, which counts when guessing whether the fault is on our side; `in_full`
    that the validators were left out though there were some.
    """

    feed: Feed
    status: int | None = None
    size: int = 0
    elapsed: float = 0.0
    problem: str = ""
    broken: bool = False
    wait: timedelta | None = None
    moved_to: str = ""
    max_age: timedelta | None = None
    body: bytes | None = None
    content_type: str = ""
    url: str = ""
    document: parsing.Document | None = None
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    in_full: bool = False

    def read(self, document: parsing.Document) -> Outcome:
        """The same attempt with its body read; the body is let go."""
        return replace(self, body=None, document=document)

    def failed(self, problem: str) -> Outcome:
        """The same attempt, of which nothing came: neither validators nor hash are to be kept."""
        return Outcome(feed=self.feed, status=self.status, size=self.size, elapsed=self.elapsed, problem=problem[:500])


def door() -> Fetch:
    """`fetching.fetch` with this site's settings: who asks (FEEDS_USER_AGENT) and which private networks may be asked
    (FEEDS_ALLOWED_NETWORKS)."""
    return functools.partial(
        fetching.fetch,
        user_agent=getattr(settings, "FEEDS_USER_AGENT", "wagtail-feeds"),
        allowed=fetching.networks(getattr(settings, "FEEDS_ALLOWED_NETWORKS", ())),
    )


def ask(feed: Feed, *, at: datetime, fetch: Fetch) -> Outcome:
    """One attempt, its body not read yet. Never raises, so that one feed cannot stop the others."""
    try:
        return _ask(feed, at=at, fetch=fetch)
    except fetching.CannotFetch as error:
        problem = f"{error.code}: {error.detail}" if error.detail else error.code
        return Outcome(feed=feed, problem=problem[:500], broken=True)
    except Exception as error:
        return Outcome(feed=feed, problem=_unexpected(error, feed))


def reading_of(outcome: Outcome, *, at: datetime) -> dict[str, Any]:
    """How to read the body: what `parsing.parse` wants to know, all of it fit to be sent to another process."""
    feed = outcome.feed
    return {
        "now": at,
        "content_type": outcome.content_type,
        "base_url": outcome.url or feed.url,
        "day_first": feed.day_first,
        "identity_by": feed.identity_by,
        "ignored_parameters": feed.ignored_names,
        "known": feed.last_items,
    }


def why_unread(error: Exception, feed: Feed) -> str:
    """The problem of a feed whose body could not be read."""
    return error.what if isinstance(error, parsing.NotAFeed) else _unexpected(error, feed)


def _unexpected(error: Exception, feed: Feed) -> str:
    logger.error("feed %s", feed.pk, exc_info=error)
    return f"unexpected: {type(error).__name__} {error}"[:500]


def _ask(feed: Feed, *, at: datetime, fetch: Fetch) -> Outcome:
    etag, last_modified = feed.etag, feed.last_modified
    in_full = politeness.wants_everything(
        last_full=feed.last_full_at, unchanged=feed.unchanged, at=at, distrusted_until=feed.distrusted_until
    )
    if in_full:
        etag = last_modified = ""
    fetched = fetch(feed.url, etag=etag, last_modified=last_modified)
    seen = Outcome(
        feed=feed,
        status=fetched.status,
        size=len(fetched.body),
        elapsed=fetched.elapsed,
        moved_to=fetched.moved_to[:1000],
        max_age=politeness.max_age(fetched.headers.get("cache-control", "")),
        in_full=in_full and bool(feed.etag or feed.last_modified),
    )
    if fetched.status == 304 and (etag or last_modified):
        return replace(seen, etag=feed.etag, last_modified=feed.last_modified, body_hash=feed.body_hash)
    if not 200 <= fetched.status < 300:
        header = fetched.headers.get("retry-after", "")
        wait = politeness.retry_after(header, at=at) if fetched.status in politeness.RETRY_STATUSES else None
        return replace(seen, problem=f"http_status: {fetched.status}", wait=wait)
    modified = fetched.headers.get("last-modified", "")
    seen = replace(
        seen,
        etag=fetched.headers.get("etag", ""),
        last_modified=modified if politeness.is_trustworthy(modified, at=at) else "",
        body_hash=_hash(fetched.body, feed),
    )
    if seen.body_hash == feed.body_hash:
        return seen
    return replace(seen, body=fetched.body, content_type=fetched.content_type, url=fetched.url)


def _hash(body: bytes, feed: Feed) -> str:
    """Of the body and of what else decides how it is read."""
    return hashlib.sha256(f"{READING} {sorted(feed.ignored_names)}\n".encode() + body).hexdigest()
