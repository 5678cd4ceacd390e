"""The template that ships: built by this module, committed beside it as a file that an office opens and edits in Word.

`manage.py make_office_template` writes it; a test holds file and module together. The layout is that of Nghị định
30/2020/NĐ-CP, Phụ lục I and III.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from .elements import CENTRE, FONT, JUSTIFIED, SCRIPTS, element, field, paragraph, rule, run, twips

SHIPPED = Path(__file__).resolve().parents[2] / "seeds" / "bao-cao.docx"
_DAY = datetime(2024, 1, 1)  # noqa: DTZ001  the format knows no zones
_LEFT, _RIGHT = 30, 15
"""Margins of the text in millimetres; above and below 20."""
_NOBODY = 62.0
_MOTTO = 103.0
"""Widths of the two columns of the letterhead."""


def shipped_template() -> bytes:
    """The committed file."""
    return SHIPPED.read_bytes()


def build_template() -> bytes:
    """The same bytes, made anew."""
    document = Document()
    _typeface(document)
    body = document.element.body
    for each in list(body.iterchildren(qn("w:p"))):
        body.remove(each)
    _page(document.sections[0], landscape=False)
    blocks = [
        _letterhead(),
        *_title(),
        _text(
            "Thực hiện Kế hoạch số {{ ke_hoach_so }} ({{ ke_hoach_ten }}), {{ ten_co_quan }} báo cáo kết quả tuyên "
            "truyền cải cách hành chính {{ ky_bao_cao }} (từ ngày {{ tu_ngay }} đến hết ngày {{ den_ngay }}) như sau:"
        ),
        _text("{{ noi_dung }}"),
        _text("Số liệu chi tiết tại các Phụ lục kèm theo. {{ pham_vi }}."),
        _text("Trên đây là báo cáo của {{ ten_co_quan }}./."),
        paragraph(run("", size=8)),
        _ending(),
        paragraph(run("", size=2)),
    ]
    for block in blocks:
        body.insert(len(body) - 1, block)
    document.add_section(WD_SECTION.NEW_PAGE)
    paper, annexes = document.sections
    _page(annexes, landscape=True)
    _headers(paper, foot="")
    _headers(annexes, foot="{{ trang_thai }}")
    body.insert(len(body) - 1, paragraph(run("{{ phu_luc }}", size=14)))
    about = document.core_properties
    about.title, about.author, about.comments, about.language = "Mẫu báo cáo", "", "", "vi-VN"
    about.created = about.modified = _DAY
    about.last_modified_by, about.revision = "", 1
    _throw_out(document)
    out = io.BytesIO()
    document.save(out)
    return _reproducible(out.getvalue())


def _typeface(document) -> None:
    """Times New Roman 14 in black wherever nothing else is said, for every script."""
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    fonts = normal.element.rPr.rFonts
    for script in SCRIPTS:
        fonts.set(qn(script), FONT)
    for old in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{old}"), None)
    defaults = styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for each in list(defaults):
        if each.tag in (qn("w:rFonts"), qn("w:lang")):
            defaults.remove(each)
    named = element("rFonts")
    for script in SCRIPTS:
        named.set(qn(script), FONT)
    defaults.insert(0, named)
    defaults.append(element("lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA"))


def _page(section, *, landscape: bool) -> None:
    wide, high = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (wide, high) if landscape else (high, wide)
    margins = section._sectPr.find(qn("w:pgMar"))
    for side, millimetres in (("top", 20), ("bottom", 20), ("left", _LEFT), ("right", _RIGHT)):
        margins.set(qn(f"w:{side}"), str(twips(millimetres)))
    margins.set(qn("w:header"), str(twips(10)))
    margins.set(qn("w:footer"), str(twips(8)))
    margins.set(qn("w:gutter"), "0")


def _headers(section, *, foot: str) -> None:
    """The page number in the middle of the top margin, not on the first page; a line at the foot where one is asked."""
    section.different_first_page_header_footer = True
    for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
        part.is_linked_to_previous = False
        for each in list(part._element):
            part._element.remove(each)
    section.header._element.append(paragraph(field("PAGE", size=14), align=CENTRE))
    section.first_page_header._element.append(paragraph(run("", size=14)))
    for part in (section.footer, section.first_page_footer):
        part._element.append(paragraph(run(foot, size=9, italic=True), align=CENTRE))


def _letterhead():
    """Issuing body and its parent on the left, the nation's name and motto on the right; number and date below."""
    left = [
        paragraph(run("{{ co_quan_chu_quan }}", size=13), align=CENTRE),
        paragraph(run("{{ co_quan_ban_hanh }}", size=13, bold=True), align=CENTRE),
        rule(left=20, right=20),
        paragraph(run("{{ so_ky_hieu }}", size=13), align=CENTRE, before=6),
    ]
    right = [
        paragraph(run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=13, bold=True), align=CENTRE),
        paragraph(run("Độc lập - Tự do - Hạnh phúc", size=14, bold=True), align=CENTRE),
        rule(left=18.5, right=18.5),
        paragraph(run("{{ dia_danh_ngay }}", size=14, italic=True), align=CENTRE, before=6),
    ]
    return _two_columns(left, right, _NOBODY, _MOTTO)


def _title():
    yield paragraph(run("{{ loai_van_ban }}", size=14, bold=True), align=CENTRE, before=18)
    yield paragraph(run("{{ trich_yeu }}", size=14, bold=True), align=CENTRE)
    yield rule(left=55, right=55, before=2, after=4)
    yield paragraph(run("({{ canh_bao }})", size=13, bold=True, italic=True), align=CENTRE, after=8)


def _text(text: str):
    return paragraph(run(text, size=14), align=JUSTIFIED, before=6, first=10)


def _ending():
    """Recipients on the left, the signature on the right."""
    left = [
        paragraph(run("Nơi nhận:", size=12, bold=True, italic=True)),
        paragraph(run("{%p for noi in noi_nhan %}", size=11)),
        paragraph(run("- {{ noi }}", size=11)),
        paragraph(run("{%p endfor %}", size=11)),
    ]
    right = [
        paragraph(run("{%p if quyen_han %}", size=14)),
        paragraph(run("{{ quyen_han }}", size=14, bold=True), align=CENTRE, keep=True),
        paragraph(run("{%p endif %}", size=14)),
        paragraph(run("{{ chuc_vu }}", size=14, bold=True), align=CENTRE, keep=True),
        paragraph(run("{{ nguoi_ky }}", size=14, bold=True), align=CENTRE, before=72),
    ]
    return _two_columns(left, right, 85, 80)


def _two_columns(left, right, left_width: float, right_width: float):
    """A table without lines, each row kept on one page."""
    made = element("tbl")
    look = element("tblPr")
    look.append(element("tblW", w=twips(left_width + right_width), type="dxa"))
    look.append(element("tblLayout", type="fixed"))
    space = element("tblCellMar")
    space.extend((element("left", w=0, type="dxa"), element("right", w=0, type="dxa")))
    look.append(space)
    made.append(look)
    grid = element("tblGrid")
    grid.extend((element("gridCol", w=twips(left_width)), element("gridCol", w=twips(right_width))))
    made.append(grid)
    row = element("tr")
    whole = element("trPr")
    whole.append(element("cantSplit"))
    row.append(whole)
    for blocks, width in ((left, left_width), (right, right_width)):
        cell = element("tc")
        properties = element("tcPr")
        properties.append(element("tcW", w=twips(width), type="dxa"))
        cell.append(properties)
        cell.extend(blocks)
        row.append(cell)
    made.append(row)
    return made


def _throw_out(document) -> None:
    """What the library's own blank document brings along and nobody needs."""
    for part in (document.part.package, document.part):
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(("/thumbnail", "/customXml", "/stylesWithEffects")):
                del part.rels[key]


def _reproducible(content: bytes) -> bytes:
    """The archive with one date on all its files, so that the same template is the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
