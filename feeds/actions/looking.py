"""Asking one feed and reading what came: runs in worker threads, touches no database."""

from __future__ import annotations

import functools
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from feeds import fetching, parsing, politeness
from feeds.models import Feed

Fetch = Callable[..., fetching.Fetched]

# Goes into the hash of a body: raise it when parsing gets better, and every stored document is read anew.
READING = "1"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one attempt gave: a problem, or a document, or (neither) nothing new.

    `broken` says that no answer came at all, which counts when guessing whether the fault is on our side.
    """

    feed: Feed
    status: int | None = None
    size: int = 0
    elapsed: float = 0.0
    problem: str = ""
    broken: bool = False
    wait: timedelta | None = None
    document: parsing.Document | None = None
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""


def door() -> Fetch:
    """`fetching.fetch` with this site's settings: who asks (FEEDS_USER_AGENT) and which private networks may be asked
    (FEEDS_ALLOWED_NETWORKS)."""
    return functools.partial(
        fetching.fetch,
        user_agent=getattr(settings, "FEEDS_USER_AGENT", "wagtail-feeds"),
        allowed=fetching.networks(getattr(settings, "FEEDS_ALLOWED_NETWORKS", ())),
    )


def look(feed: Feed, *, at: datetime, fetch: Fetch) -> Outcome:
    """One attempt. Never raises: what goes wrong is the outcome, so that one feed cannot stop the others."""
    try:
        return _look(feed, at=at, fetch=fetch)
    except fetching.CannotFetch as error:
        problem = f"{error.code}: {error.detail}" if error.detail else error.code
        return Outcome(feed=feed, problem=problem[:500], broken=True)
    except Exception as error:
        logger.exception("feed %s", feed.pk)
        return Outcome(feed=feed, problem=f"unexpected: {type(error).__name__} {error}"[:500])


def _look(feed: Feed, *, at: datetime, fetch: Fetch) -> Outcome:
    etag, last_modified = feed.etag, feed.last_modified
    if politeness.wants_everything(last_full=feed.last_full_at, unchanged=feed.unchanged, at=at):
        etag = last_modified = ""
    fetched = fetch(feed.url, etag=etag, last_modified=last_modified)
    seen = {"feed": feed, "status": fetched.status, "size": len(fetched.body), "elapsed": fetched.elapsed}
    if fetched.status == 304 and (etag or last_modified):
        return Outcome(**seen, etag=feed.etag, last_modified=feed.last_modified, body_hash=feed.body_hash)
    if not 200 <= fetched.status < 300:
        header = fetched.headers.get("retry-after", "")
        wait = politeness.retry_after(header, at=at) if fetched.status in politeness.RETRY_STATUSES else None
        return Outcome(**seen, problem=f"http_status: {fetched.status}", wait=wait)
    modified = fetched.headers.get("last-modified", "")
    seen |= {
        "etag": fetched.headers.get("etag", ""),
        "last_modified": modified if politeness.is_trustworthy(modified, at=at) else "",
        "body_hash": _hash(fetched.body, feed),
    }
    if seen["body_hash"] == feed.body_hash:
        return Outcome(**seen)
    try:
        document = parsing.parse(
            fetched.body,
            now=at,
            content_type=fetched.content_type,
            base_url=fetched.url or feed.url,
            day_first=feed.day_first,
            identity_by=feed.identity_by,
            ignored_parameters=feed.ignored_names,
        )
    except parsing.NotAFeed as error:
        return Outcome(feed=feed, status=fetched.status, size=len(fetched.body), problem=error.what)
    return Outcome(**seen, document=document)


def _hash(body: bytes, feed: Feed) -> str:
    """Of the body and of what else decides how it is read."""
    return hashlib.sha256(f"{READING} {sorted(feed.ignored_names)}\n".encode() + body).hexdigest()
