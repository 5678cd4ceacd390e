"""The sample stations' feeds, each with the flaw of a real one. Pure: entries and an anchor day in, bytes out.

Every flaw here was seen in feeds of Vietnamese portals and stations: no guid, NukeViet's minutes that are months,
day-first dates, dates without zone, an ill-formed document, decomposed letters, one page under several addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from unicodedata import normalize
from xml.sax.saxutils import escape

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@dataclass(frozen=True)
class Item:
    """One entry as its station would publish it; `at` is aware, in local time, `link` that of another site's page."""

    key: str
    title: str
    lead: str
    content: str
    at: datetime
    author: str = ""
    link: str = ""


@dataclass(frozen=True)
class Flaw:
    """What is odd about one station's feed; the fields say how its items are written."""

    date: str = "rfc"
    guid: bool = True
    generator: str = ""
    ill_formed: bool = False
    decomposed: bool = False
    queries: bool = False


# By the corpus's word for the shape of a feed.
FLAWS = {
    "plain": Flaw(),
    "no-guid": Flaw(guid=False),
    "nukeviet": Flaw(date="nukeviet", generator="NukeViet v4.5"),
    "day-first": Flaw(date="day-first"),
    "ill-formed": Flaw(ill_formed=True),
    "no-zone": Flaw(date="no-zone", guid=False),
    "nfd": Flaw(date="weekday", decomposed=True),
    "query-links": Flaw(queries=True, guid=False),
}


def document(*, title: str, address: str, items: list[Item], flaw: Flaw) -> bytes:
    """The feed of one station as bytes in UTF-8; `address` is where the station's pages would be."""
    text = "".join(_rss(title, address, items, flaw))
    return (normalize("NFD", text) if flaw.decomposed else text).encode()


def page_of(address: str, key: str) -> str:
    """Where a station's own page would be."""
    return f"{address}/tin/{key}.html"


def written(at: datetime, form: str) -> str:
    """A moment in the station's own handwriting."""
    match form:
        case "nukeviet":
            # The minutes are the month, as that system writes them.
            return f"{at:%a, %d %b %Y %H}:{at:%m}:{at:%S} GMT+7"
        case "day-first":
            return f"{at:%d/%m/%Y %H:%M}"
        case "no-zone":
            return f"{at:%Y-%m-%dT%H:%M:%S}"
        case "weekday":
            return f"{WEEKDAYS[at.weekday()]}, {at:%d/%m/%Y | %H:%M:%S}"
        case _:
            return format_datetime(at)


def _rss(title: str, address: str, items: list[Item], flaw: Flaw) -> list[str]:
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>',
        f"<title>{escape(title)}</title><link>{escape(address)}</link><description>Tin địa phương (mẫu)</description>",
    ]
    if flaw.generator:
        parts.append(f"<generator>{flaw.generator}</generator>")
    for number, item in enumerate(items):
        link = item.link or page_of(address, item.key)
        if flaw.queries and not item.link:
            # One page under as many addresses as it has places in the portal's menu.
            link = f"{address}/tin.aspx?id={item.key}&cn={number % 3}&gd={number % 2}"
        guid = f"news_{1000 + number}" if flaw.generator else sha256(item.key.encode()).hexdigest()[:16]
        parts.append(f"<item><title>{escape(item.title)}</title><link>{escape(link)}</link>")
        if flaw.guid:
            parts.append(f'<guid isPermaLink="false">{guid}</guid>')
        parts.append(f"<pubDate>{written(item.at, flaw.date)}</pubDate>")
        parts.append(f"<description><![CDATA[<p>{item.lead}</p>{item.content}]]></description>")
        if item.author:
            parts.append(f"<author>{escape(item.author)}</author>")
        if flaw.ill_formed and number == 0:
            parts.append("<description>Công khai & minh bạch<br></description>")
        parts.append("</item>")
    parts.append("</channel>" if flaw.ill_formed else "</channel></rss>")
    return parts
