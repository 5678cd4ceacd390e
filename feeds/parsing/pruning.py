"""Leaving out what is known before a document is read: most of a feed is what it said the last time.

An item is known when its markup is, to the letter, that of an item that was read from this feed before. Such items are
taken out with a strict parser that costs a tenth of the forgiving one; what is left is a smaller document of the same
feed. It must never change what is read: `documents.parse` reads the document whole wherever an item
could mean something else in other company.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

# Texts and comments are passed over. One that is never closed reaches to the end: looking for its end again from every
# other beginning would take for ever.
_ITEM = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|<(?P<closes>/?)(?:[\w-]{1,30}:)?(?:item|entry)(?=[\s/>])[^<>]{0,300}>?",
    re.DOTALL,
)

SHORT = 16  # hex digits: of 500 items of one feed, no two share them by chance
_READS_STRICTLY = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "strip_cdata": False,
    "remove_comments": False,
    "remove_pis": False,
}


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the last document: its markup's hash, its identity (both shortened), and its moment if it had one."""

    markup: str
    identity: str
    moment: datetime | None = None

    def __str__(self) -> str:
        """One word without spaces, to be kept and read back by `remembered`."""
        seconds = "" if self.moment is None else format(int(self.moment.timestamp()), "x")
        return f"{self.markup}{self.identity}{seconds}"


@dataclass(frozen=True, slots=True)
class Pruned:
    """A document without its known items. `left` are the hashes of the items that stand in it, in order; `all` those of
    the whole document."""

    text: str
    known: tuple[Item, ...]
    left: tuple[str, ...]
    all: tuple[str, ...]


def remembered(line: str) -> dict[str, Item]:
    """The items of a kept line by the hash of their markup. What is no such line gives nothing."""
    items = {}
    for word in line.split():
        markup, identity, seconds = word[:SHORT], word[SHORT : 2 * SHORT], word[2 * SHORT :]
        try:
            moment = datetime.fromtimestamp(int(seconds, 16), UTC) if seconds else None
        except (ValueError, OverflowError, OSError):
            continue
        if len(identity) == SHORT:
            items[markup] = Item(markup, identity, moment)
    return items


def line_of(items: Iterable[Item]) -> str:
    """The items in one line of text, for a database column."""
    return " ".join(map(str, items))


def shortened(text: str, most: int) -> str:
    """The document with no more than `most` items: what stands behind the last of them and before the end of the very
    last is cut out, so that a document that was well-formed still is."""
    if text.count("<item") + text.count("<entry") + text.count(":item") + text.count(":entry") <= most:
        return text
    found, cut_at, end = 0, None, 0
    for tag in _ITEM.finditer(text):
        if tag["closes"] == "":
            found += 1
            if found == most + 1:
                cut_at = tag.start()
        if tag["closes"] == "/" or (tag["closes"] == "" and text.endswith("/>", tag.start(), tag.end())):
            end = tag.end()
    if cut_at is None:
        return text
    return text[:cut_at] + (text[end:] if end > cut_at else "")


def pruned(text: str, known: dict[str, Item], *, seed: str = "") -> Pruned | None:
    """The document without the items in `known`; None when it must be read whole and has no items to tell.

    `seed` is whatever else decides how an item is read (the address that answered, what is ignored in links): it goes
    into the hashes. With nothing known the document comes back as it is, with the hashes of its items.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return None
    try:
        root = etree.fromstring(text.encode("utf-8"), etree.XMLParser(encoding="utf-8", **_READS_STRICTLY))
    except (etree.XMLSyntaxError, ValueError):
        return None
    items = [each for each in root.iter("{*}item", "{*}entry") if _is_an_item(each, root)]
    if not items:
        return None
    hashes = [_hash(each, seed) for each in items]
    if len(set(hashes)) < len(hashes):
        return None
    found = []
    for item, short in zip(items, hashes, strict=True):
        if short in known:
            found.append(known[short])
            item.getparent().remove(item)
    left = tuple(short for short in hashes if short not in known)
    if not found:
        return Pruned(text, (), left, left)
    return Pruned(etree.tostring(root, encoding="unicode"), tuple(found), left, tuple(hashes))


def _is_an_item(element: etree._Element, root: etree._Element) -> bool:
    """Under the root or its channel: an entry quoted in another one's content is that one's."""
    parent = element.getparent()
    return parent is not None and (parent is root or parent.getparent() is root)


def _hash(element: etree._Element, seed: str) -> str:
    markup = etree.tostring(element, encoding="utf-8", with_tail=False)
    return hashlib.sha256(seed.encode() + b"\n" + markup).hexdigest()[:SHORT]
