"""The Word paper, read back from the file: what Nghị định 30/2020/NĐ-CP asks for, and the statement's own figures."""

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from newsroom.reporting.composing import Section
from newsroom.reporting.rendering import blank_paper, papers
from newsroom.reporting.rendering.word import shipped_template, write_docx
from newsroom.reporting.rendering.word.shipped import build_template

from .papers import HOSTILE, SEAL, annex_cells, frozen, paper_of, statement_of

pytestmark = pytest.mark.django_db
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def printed(paper) -> bytes:
    out = io.BytesIO()
    write_docx(paper, out, shipped_template())
    return out.getvalue()


@pytest.fixture
def content(quarter):
    return printed(paper_of(statement_of(quarter)))


@pytest.fixture
def document(content):
    return Document(io.BytesIO(content))


def text_of(element) -> str:
    """All paragraphs of an element, a line each."""
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in element.iter(qn("w:p")))


def all_text(content) -> str:
    document = Document(io.BytesIO(content))
    parts = [document.element.body]
    for section in document.sections:
        parts += [each._element for each in (section.header, section.footer, section.first_page_footer)]
    return "\n".join(map(text_of, parts))


def test_every_page_is_a4_with_the_decrees_margins(document):
    assert len(document.sections) == 8
    for section in document.sections:
        assert sorted((round(section.page_width.mm), round(section.page_height.mm))) == [210, 297]
        assert 20 <= section.top_margin.mm <= 25
        assert 20 <= section.bottom_margin.mm <= 25
        assert 30 <= section.left_margin.mm <= 35
        assert 15 <= section.right_margin.mm <= 20
        assert section.gutter == 0


def test_the_text_stands_upright_and_every_annex_lies_in_a_section_of_its_own(document):
    assert [section.orientation for section in document.sections] == [WD_ORIENT.PORTRAIT] + [WD_ORIENT.LANDSCAPE] * 7
    assert all(section.page_width > section.page_height for section in document.sections[1:])


def test_the_page_number_stands_in_the_middle_of_the_top_margin_from_the_second_page(document):
    for section in document.sections:
        assert section.different_first_page_header_footer
        [number] = section.header._element.iter(qn("w:fldSimple"))
        assert number.get(qn("w:instr")).strip() == "PAGE"
        assert 13 <= int(number.find(f".//{WORD}sz").get(qn("w:val"))) / 2 <= 14
        assert number.getparent().find(f"{WORD}pPr/{WORD}jc").get(qn("w:val")) == "center"
        assert section.header_distance < section.top_margin
        assert not list(section.first_page_header._element.iter(qn("w:fldSimple")))
        formats = section._sectPr.find(qn("w:pgNumType"))
        assert formats is None or formats.get(qn("w:fmt"), "decimal") == "decimal"


def test_pages_of_each_annex_are_numbered_from_one(document):
    for section in document.sections[1:]:
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_all_type_is_times_new_roman_in_black_for_all_scripts(document):
    fonts = list(document.element.body.iter(qn("w:rFonts")))
    fonts += [document.styles["Normal"].element.rPr.rFonts]
    fonts += list(document.styles.element.find(qn("w:docDefaults")).iter(qn("w:rFonts")))
    assert len(fonts) > 100
    for each in fonts:
        assert {each.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert {each.get(qn("w:val")) for each in document.element.body.iter(qn("w:color"))} == {"000000"}
    for each in document.element.body.iter(qn("w:r")):
        assert each.find(f"{WORD}rPr/{WORD}rFonts") is not None


def test_a_machine_without_times_is_told_of_the_free_one_of_the_same_width(document):
    [part] = [part for part in document.part.package.parts if part.partname == "/word/fontTable.xml"]
    assert '<w:altName w:val="Liberation Serif"/>' in part.blob.decode()


def test_sizes_are_those_of_the_decree(document):
    sizes = {}
    for each in document.element.body.iter(qn("w:r")):
        size = each.find(f"{WORD}rPr/{WORD}sz")
        text = "".join(t.text or "" for t in each.iter(qn("w:t")))
        if size is not None and text.strip():
            sizes.setdefault(text, int(size.get(qn("w:val"))) / 2)
    assert 12 <= sizes["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"] <= 13
    assert 13 <= sizes["Độc lập - Tự do - Hạnh phúc"] <= 14
    assert 12 <= sizes["ỦY BAN NHÂN DÂN TỈNH THÁI BÌNH"] <= 13
    assert 12 <= sizes["SỞ NỘI VỤ"] <= 13
    assert sizes["Số: 07/BC-SNV"] == 13
    assert 13 <= sizes["Thái Bình, ngày 05 tháng 02 năm 2024"] <= 14
    for text in ("BÁO CÁO", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Văn A", "Phụ lục I", "I. KẾT QUẢ", "Không."):
        assert 13 <= sizes[text] <= 14
    assert sizes["Nơi nhận:"] == 12
    assert sizes["- UBND tỉnh;"] == sizes["- Lưu: VT, CCHC."] == 11


def test_parts_stand_in_the_order_of_the_decree(content):
    told = all_text(content)
    order = [
        "ỦY BAN NHÂN DÂN TỈNH THÁI BÌNH",
        "SỞ NỘI VỤ",
        "Số: 07/BC-SNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Thái Bình, ngày 05 tháng 02 năm 2024",
        "BÁO CÁO",
        "Kết quả tuyên truyền cải cách hành chính Quý II/2024",
        "SỐ LIỆU TẠM TÍNH, chưa chốt",
        "I. KẾT QUẢ",
        "II. KIẾN NGHỊ",
        "Nơi nhận:",
        "KT. GIÁM ĐỐC",
        "Phụ lục I",
        "Phụ lục V",
    ]
    places = [told.index(each) for each in order]
    assert places == sorted(places)


def test_headings_of_tables_come_again_on_every_page_and_rows_are_not_torn(document):
    tables = [
        table
        for table in document.element.body.iter(qn("w:tbl"))
        if table.find(f"{WORD}tblPr/{WORD}tblCaption") is not None
    ]
    assert len(tables) > 7
    for table in tables:
        rows = table.findall(qn("w:tr"))
        assert rows[0].find(f"{WORD}trPr/{WORD}tblHeader") is not None
        assert rows[-1].find(f"{WORD}trPr/{WORD}tblHeader") is None
        assert all(row.find(f"{WORD}trPr/{WORD}cantSplit") is not None for row in rows)


def test_every_cell_of_the_annexes_is_the_statements(quarter, content):
    statement = statement_of(quarter)
    told = annex_cells(content)
    for line in statement.lines:
        item = line.label or line.title
        assert told.pop(("", item, "")) == (line.figure.appearances, line.figure.works)
        for by, parts in (("channel", line.by_channel), ("organisation", line.by_organisation)):
            assert told.pop((by, item, "Tổng cộng (không trùng)")) == (line.figure.appearances, line.figure.works)
            for part in parts:
                assert told.pop((by, item, part.name)) == (part.figure.appearances, part.figure.works)
    assert set(told.values()) == {(0, 0)}


def test_rich_text_becomes_what_word_has_for_it(document):
    body = document.element.body
    [bold] = [r for r in body.iter(qn("w:r")) if text_of_run(r) == "đăng"]
    assert bold.find(f"{WORD}rPr/{WORD}b") is not None
    [link] = body.iter(qn("w:hyperlink"))
    assert document.part.rels[link.get(qn("r:id"))].target_ref == "https://thaibinh.gov.vn/a?b=1&c=2"
    listed = {
        text_of(p): p.find(f".//{WORD}numPr") for p in body.iter(qn("w:p")) if p.find(f".//{WORD}numPr") is not None
    }
    assert list(listed) == ["Một", "Hai", "con", "gạch"]
    numbers = [each.find(qn("w:numId")).get(qn("w:val")) for each in listed.values()]
    assert numbers[0] == numbers[1] != numbers[2] != numbers[3]
    known = {each.get(qn("w:numId")) for each in document.part.numbering_part.element.iter(qn("w:num"))}
    assert set(numbers) <= known


def text_of_run(run) -> str:
    return "".join(t.text or "" for t in run.iter(qn("w:t")))


def test_a_frozen_paper_names_its_snapshot_on_every_annex(quarter):
    content = printed(paper_of(frozen(statement_of(quarter))))
    document, told = Document(io.BytesIO(content)), all_text(content)
    assert "TẠM TÍNH" not in told
    for section in document.sections[1:]:
        for foot in (section.footer, section.first_page_footer):
            line = text_of(foot._element)
            assert SEAL.sha256 in line
            assert "20/06/2024" in line
            assert "2" in line


def test_without_a_report_a_person_gets_dots_and_figures_and_nothing_made_up(quarter):
    statement = statement_of(quarter)
    told, total = all_text(printed(blank_paper(statement))), statement.total.figure
    assert "Số: ……/BC-……" in told
    assert "…………, ngày …… tháng …… năm ………" in told
    assert f"{total.appearances} lượt xuất hiện của {total.works} tác phẩm" in told
    assert papers.LONG_DOTS in told


def test_text_that_means_harm_is_printed_as_text(quarter):
    statement = statement_of(quarter)
    line = replace(next(iter(statement.records)), title=HOSTILE, organisation=HOSTILE, evidence=HOSTILE)
    hostile = replace(
        statement,
        plan_title=HOSTILE,
        records=(line,),
        rows=tuple(replace(row, title=HOSTILE) for row in statement.rows),
    )
    sections = (
        Section(code="results", heading=HOSTILE, html=f"<p>{{{{ 7*7 }}}}<script>x()</script>{'<b>' * 40}&lt;</p>"),
    )
    content = printed(paper_of(hostile, sections=sections, issuer=HOSTILE, abstract=HOSTILE, recipients=(HOSTILE,)))
    told = all_text(content)
    assert "=CMD()|'<b>&amp; \"{{ 7*7 }} {% raw %}" in told
    assert "49" not in told.replace("2024", "")
    assert "x()" not in told
    assert "ế dài" in told
    assert not {"\x00", "\x07", "\u202e", "\ufffe"} & set(told)
    assert len(Document(io.BytesIO(content)).sections) == 8


@pytest.mark.parametrize(
    "html", ["", "   ", "<p></p>", "không thẻ", "<ul></ul>", "<p>a</p>b<ul><li>c</li></ul>d", "<td>x"]
)
def test_rich_text_of_any_shape_is_printed(quarter, html):
    sections = (Section(code="results", heading="Kết quả", html=html),)
    assert printed(paper_of(statement_of(quarter), sections=sections))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2024, 2, 5), "Thái Bình, ngày 05 tháng 02 năm 2024"),
        (date(2024, 3, 9), "Thái Bình, ngày 09 tháng 3 năm 2024"),
        (date(2024, 12, 20), "Thái Bình, ngày 20 tháng 12 năm 2024"),
    ],
)
def test_days_below_ten_and_the_first_two_months_carry_a_nought(quarter, day, said):
    assert papers.place_and_day(paper_of(statement_of(quarter, with_records=False), day=day)) == said


def test_the_template_that_ships_is_what_the_code_builds():
    assert build_template() == shipped_template()
