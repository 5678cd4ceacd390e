"""Rich text as Word paragraphs: headings, lists, bold, italics and links become what Word has for them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import nh3
from docx.oxml.ns import qn
from lxml import html

from ..characters import printable
from .elements import CENTRE, JUSTIFIED, LEFT, element, link, paragraph, run

KEPT = {"p", "h2", "h3", "h4", "h5", "ul", "ol", "li", "b", "strong", "i", "em", "u", "a", "br", "blockquote", "hr"}
ADDRESSES = {"http", "https", "mailto"}
_SIZE = 14.0
_FIRST_LINE = 10.0
"""Millimetres; the decree says 1 to 1,27 cm."""
_DEEPEST = 2


def clean(rich: str) -> str:
    """The rich text with nothing but what this module can print; a link leads to the web or to a mailbox."""
    return nh3.clean(printable(rich), tags=KEPT, attributes={"a": {"href"}}, url_schemes=ADDRESSES, link_rel=None)


@dataclass(frozen=True)
class _Look:
    bold: bool = False
    italic: bool = False
    underline: bool = False


class Narrative:
    """Paragraphs for one document: its numbering and its links are parts of it."""

    def __init__(self, document):
        self.document = document
        self.numbering = Numbering(document)

    def paragraphs(self, rich: str) -> list:
        """The rich text, block by block."""
        cleaned = clean(rich)
        if not cleaned.strip():
            return []
        return list(self._blocks(html.fragment_fromstring(cleaned, create_parent="div")))

    def _blocks(self, parent):
        loose = []
        for node in _children(parent):
            if isinstance(node, str) or node.tag in _INLINE:
                loose += self._runs(node, _Look())
                continue
            if loose:
                yield self._body(loose)
                loose = []
            yield from self._block(node)
        if any("".join(each.itertext()).strip() for each in loose):
            yield self._body(loose)

    def _block(self, node):
        if node.tag in ("ul", "ol"):
            yield from self._list(node, 0, self.numbering.new(ordered=node.tag == "ol"))
        elif node.tag == "hr":
            yield paragraph(run("* * *", size=_SIZE), align=CENTRE, before=6)
        elif node.tag in ("h2", "h3", "h4", "h5"):
            bold = _Look(bold=node.tag != "h5", italic=node.tag == "h5")
            yield paragraph(
                *self._inside(node, bold), align=JUSTIFIED, before=6, first=_FIRST_LINE, keep=True, outline=1
            )
        elif node.tag == "blockquote":
            yield paragraph(*self._inside(node, _Look(italic=True)), align=JUSTIFIED, before=6, left=20)
        else:
            runs = self._inside(node, _Look())
            if runs:
                yield self._body(runs)

    def _list(self, node, level: int, number: int):
        for item in node.findall("li"):
            runs, inner = [], []
            for child in _children(item):
                if not isinstance(child, str) and child.tag in ("ul", "ol"):
                    inner.append(child)
                elif not isinstance(child, str) and child.tag not in _INLINE:
                    runs += ([run("\n", size=_SIZE)] if runs else []) + self._inside(child, _Look())
                else:
                    runs += self._runs(child, _Look())
            yield paragraph(*runs, align=JUSTIFIED, before=3, numbering=(number, level))
            for each in inner:
                deeper = min(level + 1, _DEEPEST)
                yield from self._list(each, deeper, self.numbering.new(ordered=each.tag == "ol"))

    def _body(self, runs):
        return paragraph(*runs, align=JUSTIFIED, before=6, first=_FIRST_LINE)

    def _inside(self, node, look: _Look) -> list:
        return [each for child in _children(node) for each in self._runs(child, look)]

    def _runs(self, node, look: _Look) -> list:
        if isinstance(node, str):
            text = _spaced(node)
            return [run(text, size=_SIZE, bold=look.bold, italic=look.italic, underline=look.underline)] if text else []
        if node.tag == "br":
            return [run("\n", size=_SIZE)]
        if node.tag in ("b", "strong"):
            look = replace(look, bold=True)
        elif node.tag in ("i", "em"):
            look = replace(look, italic=True)
        elif node.tag == "u":
            look = replace(look, underline=True)
        elif node.tag == "a" and node.get("href"):
            return [link(self.document.part, node.get("href"), self._inside(node, replace(look, underline=True)))]
        return self._inside(node, look)


_INLINE = {"b", "strong", "i", "em", "u", "a", "br"}


def _children(node):
    """Texts and elements in their order."""
    if node.text:
        yield node.text
    for child in node:
        yield child
        if child.tail:
            yield child.tail


def _spaced(text: str) -> str:
    """White space as a browser shows it: in a row one space."""
    inner = " ".join(text.split())
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"


class Numbering:
    """The document's lists: dashes, as offices write them, and numbers that begin at one in every list."""

    def __init__(self, document):
        self.root = document.part.numbering_part.element
        taken = [int(each.get(qn("w:abstractNumId"))) for each in self.root.findall(qn("w:abstractNum"))]
        self._kinds = {}
        for ordered in (False, True):
            number = max(taken, default=-1) + 1
            taken.append(number)
            self._kinds[ordered] = number
            first = self.root.find(qn("w:num"))
            made = _abstract(number, ordered)
            self.root.append(made) if first is None else first.addprevious(made)

    def new(self, *, ordered: bool) -> int:
        """A list of its own."""
        number = max((int(each.get(qn("w:numId"))) for each in self.root.findall(qn("w:num"))), default=0) + 1
        made = element("num", numId=number)
        made.append(element("abstractNumId", val=self._kinds[ordered]))
        for level in range(_DEEPEST + 1):
            override = element("lvlOverride", ilvl=level)
            override.append(element("startOverride", val=1))
            made.append(override)
        self.root.append(made)
        return number


def _abstract(number: int, ordered: bool):
    made = element("abstractNum", abstractNumId=number)
    made.append(element("multiLevelType", val="hybridMultilevel"))
    for level in range(_DEEPEST + 1):
        each = element("lvl", ilvl=level)
        each.append(element("start", val=1))
        each.append(element("numFmt", val=("decimal", "lowerLetter", "decimal")[level] if ordered else "bullet"))
        each.append(element("suff", val="space"))
        each.append(element("lvlText", val=(f"%{level + 1}." if level != 1 else "%2)") if ordered else "-+-"[level]))
        each.append(element("lvlJc", val=LEFT))
        look = element("pPr")
        # The dash stands where a first line begins; further lines begin at the margin, as in the decree's models.
        look.append(element("ind", left=level * 340, firstLine=567))
        each.append(look)
        font = element("rPr")
        fonts = element("rFonts")
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), "Times New Roman")
        font.append(fonts)
        each.append(font)
        made.append(each)
    return made
