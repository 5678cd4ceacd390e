"""RSS 0.9x, 1.0, 2.0, RDF and Atom through feedparser, told what to leave to us."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import feedparser

from feeds.parsing.mending import mended
from feeds.parsing.nouns import MOST_ENTRIES, NotAFeed
from feeds.parsing.raw import RawDocument, RawEntry

_HTML = re.compile(r"<(?:!doctype\s{1,5}html|html|head|body)\b", re.IGNORECASE)
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}


def raw_xml(text: str, base_url: str) -> RawDocument:
    """The document as written. Raises `NotAFeed`."""
    markup, was_broken = mended(text)
    if not markup:
        raise NotAFeed("unknown")
    if _HTML.match(markup):
        raise NotAFeed("web_page")
    try:
        # Never bytes or str: feedparser would open them as a path. It is told no base, or it would join it to guids
        # such as `news_12`; cleaning and joining of links are done here.
        parsed = feedparser.parse(
            io.BytesIO(markup.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (RecursionError, ValueError, AssertionError, AttributeError, IndexError, KeyError, TypeError) as error:
        # Its forgiving parser was written before much of what the web does to it: a document that breaks it is no feed.
        raise NotAFeed("unknown") from error
    if not parsed.version and not parsed.entries:
        raise NotAFeed("web_page" if _HTML.search(markup[:2000]) else "unknown")
    feed = parsed.feed
    return RawDocument(
        title=_said(feed, "title"),
        link=_said(feed, "link"),
        base=base_url,
        generator=_said(feed, "generator"),
        version=parsed.version,
        date=_said(feed, "published") or _said(feed, "updated"),
        every=_asked_interval(feed),
        ill_formed=bool(parsed.bozo) or was_broken,
        entries=tuple(_raw_entry(entry) for entry in parsed.entries[: MOST_ENTRIES + 1]),
    )


def _said(thing: Any, key: str) -> str:
    """What the document said under that very name. feedparser's own look-up would answer `updated` with `published`."""
    value = dict.get(thing, key)
    return value if isinstance(value, str) else ""


def _raw_entry(entry: Any) -> RawEntry:
    contents = [c.get("value") or "" for c in dict.get(entry, "content") or ()]
    summary = _said(entry, "summary")
    links = [link for link in dict.get(entry, "links") or () if link.get("href")]
    files = [(link["href"], link.get("type"), link.get("length")) for link in links if link.get("rel") == "enclosure"]
    media = dict.get(entry, "media_content") or ()
    files += [(medium.get("url"), medium.get("type"), medium.get("filesize")) for medium in media]
    pages = [link["href"] for link in links if link.get("rel") == "alternate"]
    guid, link = _said(entry, "id"), _said(entry, "link") or (pages[0] if pages else "")
    return RawEntry(
        guid=guid,
        link="" if link == guid and "/" not in link else link,  # a guid stands in for a link; `news_12` leads nowhere
        title=_said(entry, "title"),
        summary=summary,
        content=max(contents, key=len, default="") or summary,
        author=_said(entry, "author"),
        date=next((raw for key in ("published", "created", "updated") if (raw := _said(entry, key)).strip()), ""),
        files=tuple((str(address or ""), str(kind or ""), str(size or "")) for address, kind, size in files),
    )


def _asked_interval(feed: Any) -> timedelta | None:
    """RSS `ttl` (minutes) or `sy:updatePeriod` over `sy:updateFrequency`; None when neither makes sense."""
    ttl = _said(feed, "ttl").strip()
    if ttl.isdigit() and 0 < len(ttl) < 6 and int(ttl):
        return timedelta(minutes=int(ttl))
    period = _PERIODS.get(_said(feed, "sy_updateperiod").strip().lower())
    often = _said(feed, "sy_updatefrequency").strip() or "1"
    if period and often.isdigit() and 0 < len(often) < 4 and int(often):
        return timedelta(minutes=period / int(often))
    return None
