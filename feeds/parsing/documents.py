"""From bytes to a `Document`: RSS 0.9x, 1.0, 2.0, Atom and RDF through feedparser, JSON Feed and news sitemaps by
ourselves."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from feeds.parsing import dates
from feeds.parsing.cleaning import SUMMARY_LENGTH, content_of, plain, readable, shortened_text, text_in
from feeds.parsing.decoding import text_of, without_prolog
from feeds.parsing.identifying import Naming, identity_of, rung_for, sameness
from feeds.parsing.json_documents import raw_json_feed
from feeds.parsing.links import canonical
from feeds.parsing.nouns import MOST_ENTRIES, Document, Enclosure, NotAFeed, ParsedEntry
from feeds.parsing.pruning import SHORT, Item, pruned, remembered, shortened
from feeds.parsing.raw import RawDocument, RawEntry
from feeds.parsing.sitemaps import raw_news_sitemap
from feeds.parsing.xml_documents import raw_xml

TITLE_LENGTH, GUID_LENGTH, LINK_LENGTH, AUTHOR_LENGTH, RAW_DATE_LENGTH = 500, 1000, 1000, 255, 200
LONGEST_AUTHOR = 1000  # a pattern that looks back must not be given megabytes

_ADDRESS = re.compile(r"[(<]?\b[\w.+-]+@[\w.-]+\b[)>]?")  # a person's mail address is nobody's business here


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """What `parse` was told, for the steps below it."""

    now: datetime
    base_url: str
    day_first: bool | None
    identity_by: str
    ignored: Collection[str]
    zone: tzinfo
    mislabelled: bool


def parse(
    body: bytes,
    *,
    now: datetime,
    content_type: str = "",
    base_url: str = "",
    day_first: bool | None = None,
    identity_by: str = "guid",
    ignored_parameters: Collection[str] = (),
    known: str = "",
    zone: tzinfo = dates.VIETNAM,
) -> Document:
    """Read a feed, leaving out what is known.

    `base_url` is the address that answered, after redirects. `day_first` and `identity_by` are what earlier documents
    of the same feed gave back. `ignored_parameters` are names in a query that tell no two articles apart. `known` is
    the line in which an earlier document of this feed is remembered (`pruning.line_of(document.items)`): its items are
    in `Document.known` and are not read again; with "" everything is read. `zone` is for dates without one. Ill-formed
    documents are read as far as they go, with a warning; entries after the first 500 are left out, with a warning.

    Raises `NotAFeed`.
    """
    text, mislabelled = text_of(body, content_type)
    if not text.strip():
        raise NotAFeed("empty")
    asked = _Asked(
        now=now,
        base_url=base_url,
        day_first=day_first,
        identity_by=identity_by,
        ignored=ignored_parameters,
        zone=zone,
        mislabelled=mislabelled,
    )
    if raw := raw_json_feed(text) or raw_news_sitemap(text, base_url):
        return _read(raw, asked)
    text = without_prolog(shortened(text, MOST_ENTRIES + 1))
    seed = f"{base_url} {sorted(ignored_parameters)}"
    cut = pruned(text, remembered(known), seed=seed)
    if cut is None:
        return _read(raw_xml(text, base_url), asked)
    if cut.known:
        document = _read(_marked(raw_xml(cut.text, base_url), cut.left), asked, cut.known)
        if _reads_alike(document, asked):
            return document
    return _read(_marked(raw_xml(text, base_url), cut.all), asked)


def _marked(raw: RawDocument, hashes: Sequence[str]) -> RawDocument:
    """The entries with the hashes of their markup, where the two parsers found as many items as each other."""
    if len(raw.entries) != len(hashes):
        return raw
    entries = zip(raw.entries, hashes, strict=True)
    return replace(raw, entries=tuple(replace(entry, markup=short) for entry, short in entries))


def _reads_alike(document: Document, asked: _Asked) -> bool:
    """Whether a pruned document was surely read as its items would be in the whole one.

    Not so where the company of the others decides: the order of day and month, the rung of identity, NukeViet's false
    minutes, an identity that a known item has too, and the limit of entries.
    """
    taken = {item.identity for item in document.known}
    return not (
        len(document.entries) + len(document.known) > MOST_ENTRIES
        or any(not entry.markup or entry.identity[:SHORT] in taken for entry in document.entries)
        or document.identity_by != asked.identity_by
        or document.day_first_vote not in (None, asked.day_first)
        or "dates_contested" in document.warnings
        or (asked.day_first is None and any(_is_ambiguous(entry.raw_date, asked) for entry in document.entries))
        or "nukeviet" in document.generator.lower()
    )


def _is_ambiguous(date: str, asked: _Asked) -> bool:
    first, second = (dates.read(date, now=asked.now, day_first=order, zone=asked.zone) for order in (True, False))
    return first != second


def _read(raw: RawDocument, asked: _Asked, known: tuple[Item, ...] = ()) -> Document:
    warnings = [code for code, is_so in (("ill_formed", raw.ill_formed), ("encoding", asked.mislabelled)) if is_so]
    if len(raw.entries) > MOST_ENTRIES:
        warnings.append("trimmed")
    items = raw.entries[:MOST_ENTRIES]

    vote = dates.vote([item.date for item in items] + [raw.date], now=asked.now)
    order = vote.settle(asked.day_first)
    read = [dates.read(item.date, now=asked.now, day_first=order, zone=asked.zone) for item in items]
    if vote.contested:
        warnings.append("dates_contested")
    if any(item.date.strip() and not reading for item, reading in zip(items, read, strict=True)):
        warnings.append("dates_unread")
    if "nukeviet" in raw.generator.lower():
        read = _without_false_minutes(read, asked.zone)

    base = raw.base or asked.base_url
    entries = [_entry(item, reading, base, asked.ignored) for item, reading in zip(items, read, strict=True)]
    rung, named = _named(entries, asked, others=len(known))
    return Document(
        title=plain(raw.title, 255),
        link=canonical(raw.link, base=asked.base_url),
        generator=plain(raw.generator, 200),
        version=raw.version,
        entries=named,
        warnings=tuple(warnings),
        day_first_vote=vote.day_first,
        identity_by=rung,
        every=raw.every,
        known=known,
    )


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
    text = text_in(item.content)
    lead = text if item.summary == item.content else text_in(item.summary)
    summary = shortened_text(lead if item.summary else text, SUMMARY_LENGTH)
    content = content_of(item.content, base=link or base)
    title = plain(item.title, TITLE_LENGTH) or plain(summary, 100) or link
    author = re.sub(r"^\S+@\S+\s*\((.+)\)$", r"\1", item.author[:LONGEST_AUTHOR])
    author = plain(_ADDRESS.sub("", author), AUTHOR_LENGTH)
    files: list[Enclosure] = []
    for address, kind, size in item.files:
        if (url := canonical(address, base=base)) and len(url) <= LINK_LENGTH and url not in {f.url for f in files}:
            files.append(Enclosure(url=url, type=kind[:100].lower(), size=int(size) if str(size).isdecimal() else 0))
    seen = "\x1f".join((title, link, shortened_text(lead, SUMMARY_LENGTH), text, *(f.url for f in files)))
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
        markup=item.markup,
    )


def _named(entries: Sequence[ParsedEntry], asked: _Asked, *, others: int) -> tuple[str, tuple[ParsedEntry, ...]]:
    """The entries with their identities, each once: a repetition is left out, two items that share a guid both step
    down a rung (whichever came first would otherwise overwrite the other)."""
    namings = [Naming(e.guid, e.link, e.published_at, e.title) for e in entries]
    zone, ignored = asked.zone, asked.ignored
    rung = rung_for(namings, asked.identity_by, zone=zone, ignored=ignored, others=others)
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
        named.setdefault(identity, replace(entry, identity=identity))
    return rung, tuple(named.values())
