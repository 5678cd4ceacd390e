"""From bytes to a `Document`: RSS 0.9x, 1.0, 2.0, Atom and RDF through feedparser, JSON Feed by ourselves."""

from __future__ import annotations

import hashlib
import io
import re
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any

import feedparser

from feeds.parsing import dates
from feeds.parsing.cleaning import content_of, plain, readable
from feeds.parsing.decoding import text_of
from feeds.parsing.identifying import Naming, identity_of, rung_for, sameness
from feeds.parsing.json_documents import raw_json_feed
from feeds.parsing.links import canonical
from feeds.parsing.mending import mended
from feeds.parsing.nouns import Document, Enclosure, ParsedEntry
from feeds.parsing.raw import RawDocument, RawEntry

MOST_ENTRIES = 500
TITLE_LENGTH, GUID_LENGTH, LINK_LENGTH, AUTHOR_LENGTH, RAW_DATE_LENGTH = 500, 1000, 1000, 255, 200

_HTML = re.compile(r"<(?:!doctype\s{1,5}html|html|head|body)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[(<]?\b[\w.+-]+@[\w.-]+\b[)>]?")  # a person's mail address is nobody's business here
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}


class NotAFeed(Exception):
    """The document is no feed. `what` is a code: "empty", "web_page" or "unknown"."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__({"empty": "nothing came", "web_page": "a web page came"}.get(what, "no feed came"))


def parse(
    body: bytes,
    *,
    now: datetime,
    content_type: str = "",
    base_url: str = "",
    day_first: bool | None = None,
    identity_by: str = "guid",
    ignored_parameters: Collection[str] = (),
    zone: tzinfo = dates.VIETNAM,
) -> Document:
    """Read a feed.

    `base_url` is the address that answered, after redirects. `day_first` and `identity_by` are what earlier documents
    of the same feed gave back. `ignored_parameters` are names in a query that tell no two articles apart. `zone` is
    for dates without one. Ill-formed documents are read as far as they go, with a warning; entries after the first
    500 are left out, with a warning.

    Raises `NotAFeed`.
    """
    text, mislabelled = text_of(body, content_type)
    if not text.strip():
        raise NotAFeed("empty")
    raw = raw_json_feed(text) or _raw_xml(text, base_url)
    warnings = [code for code, is_so in (("ill_formed", raw.ill_formed), ("encoding", mislabelled)) if is_so]
    if len(raw.entries) > MOST_ENTRIES:
        warnings.append("trimmed")
    items = raw.entries[:MOST_ENTRIES]

    vote = dates.vote([item.date for item in items] + [raw.date], now=now)
    order = vote.settle(day_first)
    read = [dates.read(item.date, now=now, day_first=order, zone=zone) for item in items]
    if vote.contested:
        warnings.append("dates_contested")
    if any(item.date.strip() and not reading for item, reading in zip(items, read, strict=True)):
        warnings.append("dates_unread")
    if "nukeviet" in raw.generator.lower():
        read = _without_false_minutes(read, zone)

    base = raw.base or base_url
    entries = [_entry(item, reading, base, ignored_parameters) for item, reading in zip(items, read, strict=True)]
    rung, named = _named(entries, identity_by, ignored_parameters, zone)
    return Document(
        title=plain(raw.title, 255),
        link=canonical(raw.link, base=base_url),
        generator=plain(raw.generator, 200),
        version=raw.version,
        entries=named,
        warnings=tuple(warnings),
        day_first_vote=vote.day_first,
        identity_by=rung,
        every=raw.every,
    )


def _raw_xml(text: str, base_url: str) -> RawDocument:
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


def _without_false_minutes(read: Sequence[dates.Reading | None], zone: tzinfo) -> list[dates.Reading | None]:
    """NukeViet prints `H:m:s`, where m is the month again: when all of a feed's minutes are its months, only the hour
    is known. A site that repaired it shows other minutes, and is believed."""
    local = [
        (reading, reading.moment.astimezone(zone)) for reading in read if reading and reading.precision == "minute"
    ]
    if not local or any(moment.minute != moment.month for _, moment in local):
        return list(read)
    hours = {id(reading): dates.Reading(moment.replace(minute=0, second=0), dates.HOUR) for reading, moment in local}
    return [hours.get(id(reading), reading) for reading in read]


def _entry(item: RawEntry, reading: dates.Reading | None, base: str, ignored: Collection[str]) -> ParsedEntry:
    """Everything but the identity, which depends on the other entries."""
    link = canonical(item.link, base=base, ignored_parameters=ignored)
    summary = plain(item.summary or item.content)
    content = content_of(item.content, base=link or base)
    title = plain(item.title, TITLE_LENGTH) or plain(summary, 100) or link
    author = plain(_ADDRESS.sub("", re.sub(r"^\S+@\S+\s*\((.+)\)$", r"\1", item.author)), AUTHOR_LENGTH)
    files: list[Enclosure] = []
    for address, kind, size in item.files:
        if (url := canonical(address, base=base)) and len(url) <= LINK_LENGTH and url not in {f.url for f in files}:
            files.append(Enclosure(url=url, type=kind[:100].lower(), size=int(size) if str(size).isdecimal() else 0))
    seen = "\x1f".join((title, link, plain(item.summary), plain(item.content, 10**6), *(f.url for f in files)))
    return ParsedEntry(
        identity="",
        guid=" ".join(readable(item.guid).split())[:GUID_LENGTH],
        link=link if len(link) <= LINK_LENGTH else "",
        title=title,
        summary=summary,
        content=content,
        author=author,
        enclosures=tuple(files),
        published_at=reading.moment if reading else None,
        precision=reading.precision if reading else dates.UNKNOWN,
        raw_date=" ".join(readable(item.date).split())[:RAW_DATE_LENGTH],
        content_hash=hashlib.sha256(seen.encode()).hexdigest(),
    )


def _named(
    entries: Sequence[ParsedEntry], identity_by: str, ignored: Collection[str], zone: tzinfo
) -> tuple[str, tuple[ParsedEntry, ...]]:
    """The entries with their identities, each once: a repetition is left out, two items that share a guid both step
    down a rung (whichever came first would otherwise overwrite the other)."""
    namings = [Naming(e.guid, e.link, e.published_at, e.title) for e in entries]
    rung = rung_for(namings, identity_by, zone=zone, ignored=ignored)
    unique: dict[tuple[str, ...], tuple[Naming, ParsedEntry]] = {}
    for naming, entry in zip(namings, entries, strict=True):
        unique.setdefault(sameness(naming), (naming, entry))
    pairs = list(unique.values())
    identities = [identity_of(naming, rung, zone=zone, ignored_parameters=ignored) for naming, _ in pairs]
    shared = {identity for identity, count in Counter(identities).items() if count > 1}
    named: dict[str, ParsedEntry] = {}
    for (naming, entry), identity in zip(pairs, identities, strict=True):
        if identity in shared:
            identity = identity_of(naming, "title", zone=zone, ignored_parameters=ignored)
        named.setdefault(identity, _with_identity(entry, identity))
    return rung, tuple(named.values())


def _with_identity(entry: ParsedEntry, identity: str) -> ParsedEntry:
    fields = {name: getattr(entry, name) for name in ParsedEntry.__dataclass_fields__}
    return ParsedEntry(**{**fields, "identity": identity})
