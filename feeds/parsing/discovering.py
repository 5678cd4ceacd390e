"""The feeds that a web page names: in its head, or as links that look like one. Forgiving, and bounded."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from feeds.parsing.links import why_no_address

MOST_READ = 1_000_000
MOST_LINKS = 500
MOST_FOUND = 50
TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
}
LOOSE_TYPES = {"application/xml", "text/xml", "application/json"}
GUESSES = ("/rss", "/rss.xml", "/feed", "/rss/home.rss", "/index.php/rss/", "/atom.xml")
"""Where sites keep a feed without naming it, the usual ones first. NukeViet and WordPress are among them."""

_FEEDISH = re.compile(r"(?:^|[/._=?&-])(?:rss|atom|feeds?|rdf)(?:$|[/._=?&-]|\d)", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:rss|rdf|atom|xml)(?:$|[?#])", re.IGNORECASE)
_NEVER = re.compile(r"\.(?:png|jpe?g|gif|svg|ico|css|js|pdf|docx?|zip|mp[34])(?:$|[?#])|/comments?/", re.IGNORECASE)

_CALLED = re.compile(r"\brss\b", re.IGNORECASE)
# Bounded in every part: a page may be built so that a parser goes over it again for each of its letters.
_TAG = re.compile(r"<(base|link|a)\b([^<>]{0,3000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,40})\s{0,20}=\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_END = re.compile(r"</a|<a\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """An address that should be a feed, with what the page calls it. `is_named`: the page's head says so; otherwise it
    only looks like one, and may be a page that lists feeds."""

    url: str
    title: str = ""
    is_named: bool = False


def feeds_of(page: str, *, base_url: str) -> list[Found]:
    """The addresses in order of trust: those of the head first. Each once, http and https only, fifty at most."""
    page, base = page[:MOST_READ], base_url
    named: list[tuple[bool, str, str]] = []
    linked: list[tuple[bool, str, str]] = []
    for tag in _TAG.finditer(page):
        name, told = tag[1].lower(), _attributes(tag[2])
        if name == "base":
            base = _address(base_url, told.get("href", "")) or base if base == base_url else base
        elif not told.get("href"):
            continue
        elif name == "link" and _names_a_feed(told):
            named.append((True, told["href"], told.get("title", "")))
        elif name == "a" and len(linked) < MOST_LINKS:
            words = f"{told.get('title', '')} {_words(page, tag.end())}"
            if _looks_like_a_feed(told["href"], words):
                linked.append((False, told["href"], words))
    found: dict[str, Found] = {}
    for is_named, href, title in [*named, *linked]:
        url = _address(base, href)
        if url and url not in found and url != base_url and len(found) < MOST_FOUND:
            found[url] = Found(url=url, title=" ".join(title.split())[:255], is_named=is_named)
    return list(found.values())


def guesses(url: str) -> list[str]:
    """Where a site of this address might keep a feed that no page names."""
    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}{path}" for path in GUESSES]


def _address(base: str, href: str) -> str:
    try:
        url = urljoin(base, href.strip())
    except ValueError:
        return ""
    return "" if why_no_address(url) else url.partition("#")[0]


def _attributes(written: str) -> dict[str, str]:
    return {m[1].lower(): html.unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(written)}


def _names_a_feed(told: dict[str, str]) -> bool:
    relations = told.get("rel", "").lower().split()
    kind = told.get("type", "").partition(";")[0].strip().lower()
    is_a_feed = kind in TYPES or (kind in LOOSE_TYPES and _FEEDISH.search(told["href"]) is not None)
    return "feed" in relations or ("alternate" in relations and is_a_feed)


def _looks_like_a_feed(href: str, words: str) -> bool:
    if _NEVER.search(href):
        return False
    return any((_FEEDISH.search(href), _DOCUMENT.search(href), _CALLED.search(words)))


def _words(page: str, start: int) -> str:
    """What stands in a link that begins there, as far as a name goes."""
    told = _END.split(page[start : start + 300], maxsplit=1)[0]
    return html.unescape(re.sub(r"<[^<>]*>?", " ", told))
