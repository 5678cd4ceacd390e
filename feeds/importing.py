"""Lists of feeds as other programs keep them, read row by row: OPML, or CSV and plain lists of addresses. Pure.

Reading never gives up halfway: each row becomes a `Row` or a `Mistake` with its number. Only a file that cannot be
taken apart at all is `Unreadable`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from feeds.parsing.links import why_no_address

MOST_CHARACTERS = 2_000_000
MOST_ROWS = 10_000
LONGEST_TITLE = 255

_ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]*:|^www\.|^[^\s/]+\.[^\s/]+/", re.IGNORECASE)
_HEADINGS = {
    "url": {"url", "address", "feed", "xmlurl", "rss", "địa chỉ", "địa chỉ nguồn", "nguồn rss", "liên kết"},
    "title": {"title", "name", "text", "tên", "tên nguồn", "đài", "đơn vị"},
}
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Unreadable(ValueError):
    """The text is no list of feeds. `code` is "empty", "large", "rows", "csv", "doctype", "xml" or "not_opml";
    `line` is 0 where none is to blame."""

    def __init__(self, code: str, line: int = 0) -> None:
        self.code, self.line = code, line
        super().__init__(f"{code} on line {line}" if line else code)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One feed of a list. `number` is the row of a CSV, or the line of an OPML on which the feed's element begins."""

    number: int
    url: str
    title: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mistake:
    """A row that is not taken, the value that is to blame, and a code for why."""

    number: int
    value: str
    code: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a list says. `repeated` are rows whose address stands further up, with the number of that row."""

    rows: list[Row] = field(default_factory=list)
    repeated: list[tuple[Row, int]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def read(text: str) -> Reading:
    """A list of feeds, whichever way it is written. Raises `Unreadable`."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable("large")
    text = text.lstrip("\ufeff")
    if not text.strip():
        raise Unreadable("empty")
    return _sorted(_outlines(text) if text.lstrip().startswith("<") else _lines(text))


def _sorted(named: Iterable[tuple[int, str, str]]) -> Reading:
    reading, first = Reading(), dict[str, int]()
    for count, (number, url, title) in enumerate(named, start=1):
        if count > MOST_ROWS:
            raise Unreadable("rows", number)
        row = Row(number=number, url=url.strip(), title=" ".join(title.split())[:LONGEST_TITLE])
        if code := why_no_address(row.url):
            reading.mistakes.append(Mistake(number=number, value=(row.url or row.title)[:200], code=code))
        elif row.url in first:
            reading.repeated.append((row, first[row.url]))
        else:
            first[row.url] = number
            reading.rows.append(row)
    return reading


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Rows of CSV: comma, semicolon or tab; with headings, or an address and perhaps a name in any order."""
    head = text.partition("\n")[0]
    delimiter = max("\t;,", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    places: dict[str, int] = {}
    number = 0
    try:
        for number, row in enumerate(rows, start=1):
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if number == 1 and not any(map(_ADDRESS.match, cells)) and (places := _places(cells)):
                continue
            yield number, *_named(cells, places)
    except csv.Error as error:
        raise Unreadable("csv", number + 1) from error


def _places(cells: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        for name, words in _HEADINGS.items():
            if cell.casefold() in words:
                found.setdefault(name, place)
    return found


def _named(cells: list[str], places: dict[str, int]) -> tuple[str, str]:
    if "url" in places:
        at = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        return at["url"], _plain(at.get("title", ""))
    url = next(filter(_ADDRESS.match, cells), "")
    others = [cell for cell in cells if cell and cell != url]
    return url or cells[0], _plain(others[0]) if url and others else ""


def _plain(title: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking a name for a formula."""
    return title[1:] if title.startswith("'") and title[1:2] in "=+-@" else title


def _outlines(text: str) -> Iterator[tuple[int, str, str]]:
    """Every outline with an xmlUrl, at any depth. No DTD is read: no entity of its own, nothing from elsewhere."""
    if "<!DOCTYPE" in text.upper():
        raise Unreadable("doctype")
    declaration = _DECLARATION.match(text)
    if declaration:
        text = "\n" * declaration[0].count("\n") + text[declaration.end() :]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("xml", getattr(error, "lineno", 0) or 0) from error
    if etree.QName(root).localname.lower() != "opml":
        raise Unreadable("not_opml", root.sourceline or 0)
    for outline in root.iter("{*}outline", "outline"):
        told = {name.lower(): value for name, value in outline.items()}
        if "xmlurl" in told or told.get("type", "").lower() in ("rss", "atom"):
            yield outline.sourceline or 0, told.get("xmlurl", ""), told.get("title") or told.get("text", "")


def written(feeds: Iterable[tuple[str, str]], *, title: str, at: str) -> bytes:
    """Feeds, each as address and name, as an OPML 2.0 document; `at` is a moment as RFC 822 writes it."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _clean(title)
    etree.SubElement(head, "dateCreated").text = at
    body = etree.SubElement(root, "body")
    for url, name in feeds:
        words = _clean(name or url)
        etree.SubElement(body, "outline", type="rss", text=words, title=words, xmlUrl=_clean(url))
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return document


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
