"""News sitemaps (Google's `urlset` with `news:news`), which papers keep without an RSS feed beside them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from lxml import etree

from feeds.parsing.mending import mended
from feeds.parsing.nouns import MOST_ENTRIES
from feeds.parsing.raw import RawDocument, RawEntry

_URLSET = re.compile(r"<(?:[\w-]{1,30}:)?urlset[\s>]")
_HEAD = 4000
_READS_FORGIVINGLY = {"recover": True, "resolve_entities": False, "no_network": True, "load_dtd": False}


def raw_news_sitemap(text: str, base_url: str) -> RawDocument | None:
    """The document, or None when the text is no sitemap with news in it: a list of addresses alone tells no stories.

    The address is the identity. What the paper gives as keywords becomes the summary: there is no other text.
    """
    if not _URLSET.search(text[:_HEAD]):
        return None
    markup, was_broken = mended(text)
    parser = etree.XMLParser(encoding="utf-8", **_READS_FORGIVINGLY)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or etree.QName(root).localname != "urlset":
        return None
    found = list(_news(root))
    if not found:
        return None
    names = (_said(news, "{*}publication/{*}name") for _, news in found)
    return RawDocument(
        title=next((name for name in names if name), ""),
        base=base_url,
        version="news_sitemap",
        ill_formed=was_broken or bool(parser.error_log),
        entries=tuple(_entry(url, news) for url, news in found),
    )


def _news(root: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Each address with its news, one more than are read."""
    count = 0
    for url in root.iterchildren("{*}url"):
        news = url.find("{*}news")
        if news is not None and count <= MOST_ENTRIES:
            count += 1
            yield url, news


def _entry(url: etree._Element, news: etree._Element) -> RawEntry:
    address = html.unescape(_said(url, "{*}loc"))
    pictures = [html.unescape(_text(picture)) for picture in url.iterfind("{*}image/{*}loc")]
    return RawEntry(
        guid=address,
        link=address,
        title=_said(news, "{*}title"),
        summary=_said(news, "{*}keywords"),
        date=_said(news, "{*}publication_date") or _said(url, "{*}lastmod"),
        files=tuple((picture, "image", "") for picture in pictures),
    )


def _said(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else _text(found)


def _text(element: etree._Element) -> str:
    """Plain text by the format's word, so that a `<` in it is no markup."""
    return html.escape(" ".join("".join(element.itertext()).split()), quote=False)
