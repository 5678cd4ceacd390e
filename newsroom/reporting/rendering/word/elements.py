"""Paragraphs, runs, tables and sections of WordprocessingML, in the forms that Nghị định 30/2020/NĐ-CP asks for.

Measures are those of the format: twentieths of a point (twips) for lengths, half points for type.
"""

from __future__ import annotations

from math import ceil

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

FONT = "Times New Roman"
SPARE_FONT = "Liberation Serif"
"""Has the metrics of Times New Roman and may be installed by anyone: lines break at the same words."""
SCRIPTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
CENTRE, LEFT, RIGHT, JUSTIFIED = "center", "left", "right", "both"


def twips(millimetres: float) -> int:
    """Rounded up: a margin of 20 mm must not become one of 19,99."""
    return ceil(millimetres * 1440 / 25.4)


def element(name: str, **attributes: object):
    """<w:name w:attribute="value"/>"""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def run(text: str, *, size: float = 0, bold: bool = False, italic: bool = False, underline: bool = False):
    """Text of one look, in Times New Roman for all four scripts; `size` in points, 0 as its paragraph has it."""
    made = element("r")
    look = element("rPr")
    fonts = element("rFonts")
    for script in SCRIPTS:
        fonts.set(qn(script), FONT)
    look.append(fonts)
    if bold:
        look.extend((element("b"), element("bCs")))
    if italic:
        look.extend((element("i"), element("iCs")))
    look.append(element("color", val="000000"))
    if size:
        look.extend((element("sz", val=round(size * 2)), element("szCs", val=round(size * 2))))
    if underline:
        look.append(element("u", val="single"))
    made.append(look)
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        shown = element("t")
        shown.text = line
        shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(shown)
    return made


def paragraph(
    *runs,
    align: str = LEFT,
    before: float = 0,
    after: float = 0,
    first: float = 0,
    left: float = 0,
    keep: bool = False,
    line: float = 1,
    numbering: tuple[int, int] | None = None,
    outline: int | None = None,
    style: str = "",
):
    """`before`, `after` in points, `first` and `left` in millimetres, `line` in lines.

    `numbering` is (list, level), `outline` the depth of a heading as navigation shows it, from 0.
    """
    made = element("p")
    look = element("pPr")
    if style:
        look.append(element("pStyle", val=style))
    if keep:
        look.append(element("keepNext"))
    if numbering:
        listed = element("numPr")
        listed.extend((element("ilvl", val=numbering[1]), element("numId", val=numbering[0])))
        look.append(listed)
    look.append(
        element(
            "spacing",
            before=round(before * 20),
            after=round(after * 20),
            line=round(line * 240),
            lineRule="auto",
        )
    )
    if not numbering:
        look.append(element("ind", left=twips(left), firstLine=twips(first)))
    look.append(element("jc", val=align))
    if outline is not None:
        look.append(element("outlineLvl", val=outline))
    made.append(look)
    made.extend(runs)
    return made


def link(part, address: str, runs):
    """Runs that lead to an address: a relation of the part, underlined and black as print is."""
    made = element("hyperlink", history="1")
    made.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    made.extend(runs)
    return made


def field(code: str, *, size: float):
    """A computed field, such as PAGE; what it holds until Word computes it is a 1."""
    made = element("fldSimple", instr=code)
    made.append(run("1", size=size))
    return made


def rule(*, left: float, right: float, before: float = 0, after: float = 0):
    """A thin line across the page but for `left` and `right` millimetres: under mottoes and abstracts."""
    made = paragraph(run("", size=2), left=left, before=before, after=after)
    look = made.find(qn("w:pPr"))
    look.find(qn("w:ind")).set(qn("w:right"), str(twips(right)))
    border = element("pBdr")
    border.append(element("top", val="single", sz=6, space=1, color="000000"))
    look.find(qn("w:spacing")).addprevious(border)
    spacing = look.find(qn("w:spacing"))
    spacing.set(qn("w:line"), "80")
    spacing.set(qn("w:lineRule"), "exact")
    return made


def page_break():
    made = element("p")
    broken = element("r")
    broken.append(element("br", type="page"))
    made.append(broken)
    return made
