"""Filling a template with a paper."""

from __future__ import annotations

import copy
import io
from typing import BinaryIO

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from lxml import etree

from ...composing import Paper
from .. import papers
from ..annexes import Annex, annexes_of, roman
from ..characters import in_one_line, printable
from . import grids
from .elements import CENTRE, FONT, JUSTIFIED, LEFT, SPARE_FONT, element, paragraph, run
from .fields import ANNEXES, NARRATIVE, Sandbox, mark, values_of
from .narrative import Narrative


class NoPlaceForABlock(ValueError):
    """A template in which a block's field is missing, or not alone in a paragraph of the body."""


def write_docx(paper: Paper, out: BinaryIO, template: bytes) -> None:
    """The paper into an open file. A template that was not checked: jinja2's TemplateError, or NoPlaceForABlock."""
    filled = DocxTemplate(io.BytesIO(template))
    filled.render(values_of(paper), jinja_env=Sandbox(), autoescape=True)
    document = filled.docx
    narrative = Narrative(document)
    _put(document, NARRATIVE, list(_sections(paper, narrative)))
    section = _section_of(document, ANNEXES)
    _put(document, ANNEXES, list(_annexes(paper, section)))
    _number_anew(section)
    _name_the_spare_font(document)
    about = document.core_properties
    about.title = in_one_line(papers.abstract(paper))[:255]
    about.author = about.last_modified_by = in_one_line(paper.issuer)[:255]
    document.save(out)


def read_annexes(content: bytes) -> dict[str, grids.Read]:
    """Every table of figures in a Word paper, by its code (see `tables` and `annexes`)."""
    return grids.read(Document(io.BytesIO(content)).element.body)


def _sections(paper: Paper, narrative: Narrative):
    for number, section in enumerate(paper.sections, 1):
        heading = f"{roman(number)}. {in_one_line(section.heading).upper()}"
        yield paragraph(run(heading, size=14, bold=True), align=JUSTIFIED, before=6, first=10, keep=True, outline=0)
        yield from narrative.paragraphs(section.html)


def _annexes(paper: Paper, section):
    """Each annex, with the section's own properties at its end but for the last, which the section closes itself."""
    width = _text_width(section)
    annexes = annexes_of(paper.statement)
    for annex in annexes:
        yield from _annex(annex, papers.goes_with(paper), width)
        if annex is not annexes[-1]:
            yield _closing(section)


def _annex(annex: Annex, goes_with: str, width: int):
    yield paragraph(run(papers.annex_number(annex.number), size=14, bold=True), align=CENTRE, keep=True, outline=0)
    yield paragraph(run(in_one_line(annex.title).upper(), size=14, bold=True), align=CENTRE, keep=True)
    yield paragraph(run(in_one_line(goes_with), size=13, italic=True), align=CENTRE, after=6, keep=True)
    for number, table in enumerate(annex.tables):
        if len(annex.tables) > 1:
            yield paragraph(
                run(in_one_line(table.caption), size=13, bold=True), before=12 if number else 0, after=4, keep=True
            )
        yield grids.grid(table, width)
        yield paragraph(run(printable(table.note), size=11, italic=True), align=LEFT, before=3)
    for note in annex.notes:
        yield paragraph(run(f"- {printable(note)}", size=11), align=JUSTIFIED, before=2)


def _put(document, name: str, blocks: list) -> None:
    """Blocks in the place of the paragraph that holds the field's mark."""
    place = _place_of(document, name)
    for block in blocks:
        place.addprevious(block)
    properties = place.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if properties is None:
        place.getparent().remove(place)
    else:
        # The office put its section's end into this very paragraph: that stays.
        for each in place.findall(qn("w:r")):
            place.remove(each)


def _place_of(document, name: str):
    for each in document.element.body.iterchildren(qn("w:p")):
        if "".join(text.text or "" for text in each.iter(qn("w:t"))).strip(" ") == mark(name):
            return each
    raise NoPlaceForABlock(name)


def _section_of(document, name: str):
    """The properties of the section in which a block stands."""
    place = _place_of(document, name)
    for each in (place, *place.itersiblings()):
        found = each if each.tag == qn("w:sectPr") else each.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if found is not None:
            return found
    raise NoPlaceForABlock(name)


def _text_width(section) -> int:
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    return int(size.get(qn("w:w"), 16838)) - int(margins.get(qn("w:left"), 1701)) - int(margins.get(qn("w:right"), 851))


def _closing(section):
    """An empty paragraph that ends a section like the given one."""
    made = paragraph(run("", size=2))
    properties = copy.deepcopy(section)
    _number_anew(properties)
    made.find(qn("w:pPr")).append(properties)
    return made


def _number_anew(section) -> None:
    """Pages of each annex are numbered apart, from one."""
    for each in section.findall(qn("w:pgNumType")):
        section.remove(each)
    numbering = element("pgNumType", start=1)
    margins = section.find(qn("w:pgMar"))
    after = section.find(qn("w:lnNumType"))
    (margins if after is None else after).addnext(numbering)


def _name_the_spare_font(document) -> None:
    """Say which free font stands in for Times New Roman on a machine that has none."""
    for part in document.part.package.parts:
        if part.partname != "/word/fontTable.xml":
            continue
        fonts = parse_xml(part.blob)
        named = [each for each in fonts.findall(qn("w:font")) if each.get(qn("w:name")) == FONT]
        if not named:
            named = [element("font", name=FONT)]
            fonts.append(named[0])
        if named[0].find(qn("w:altName")) is None:
            named[0].insert(0, element("altName", val=SPARE_FONT))
        part._blob = etree.tostring(fonts, xml_declaration=True, encoding="UTF-8", standalone=True)
