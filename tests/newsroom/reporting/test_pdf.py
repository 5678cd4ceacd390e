"""The PDF: laid out as the decree asks, with the Word paper's text, from nothing but the paper."""

import io
import re
from dataclasses import replace

import pytest

from newsroom.reporting.composing import Section
from newsroom.reporting.rendering import FORMATS, as_pdf, offered
from newsroom.reporting.rendering.annexes import annexes_of
from newsroom.reporting.rendering.as_pdf import as_html, fetching_nothing, missing_here, write_pdf

from .papers import HOSTILE, SEAL, frozen, paper_of, statement_of

pytestmark = pytest.mark.django_db
A4 = {(794, 1123), (1123, 794)}


@pytest.fixture
def has_weasyprint():
    if missing := missing_here():
        pytest.skip(missing)


def test_pages_are_a4_upright_for_the_text_and_lying_for_the_annexes(quarter, has_weasyprint):
    from weasyprint import HTML

    pages = HTML(string=as_html(paper_of(statement_of(quarter))), url_fetcher=fetching_nothing()).render().pages
    sizes = [(round(page.width), round(page.height)) for page in pages]
    assert set(sizes) == A4
    assert sizes[0] == (794, 1123)
    lying = sizes.index((1123, 794))
    assert set(sizes[lying:]) == {(1123, 794)}
    assert len(sizes) - lying >= len(annexes_of(statement_of(quarter)))


def test_it_is_a_pdf(quarter, has_weasyprint):
    out = io.BytesIO()
    write_pdf(paper_of(statement_of(quarter)), out)
    assert out.getvalue().startswith(b"%PDF-1.")


def test_the_style_has_the_decrees_margins_type_and_page_number(quarter):
    page = as_html(paper_of(statement_of(quarter)))
    assert "margin: 20mm 15mm 20mm 30mm" in page
    assert (
        '@top-center {\n        content: counter(page);\n        font: 14pt "Times New Roman", "Liberation Serif"'
        in page
    )
    assert "@page :first {\n    @top-center { content: none; }" in page


def test_figures_of_the_annexes_are_the_statements(quarter):
    statement = statement_of(quarter)
    page = as_html(paper_of(statement))
    [summary] = re.findall(r'id="annex-I-summary-1">(.*?)</table>', page, re.DOTALL)
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr.*?</tr>", summary, re.DOTALL)]
    told = [tuple(map(int, row[2:5])) for row in rows if row]
    figures = [line.figure for line in statement.lines]
    assert told == [(each.appearances, each.works, each.minutes) for each in figures]


def test_provisional_and_frozen_say_so(quarter):
    statement = statement_of(quarter)
    assert "SỐ LIỆU TẠM TÍNH, chưa chốt" in as_html(paper_of(statement))
    page = as_html(paper_of(frozen(statement)))
    assert "TẠM TÍNH" not in page
    assert SEAL.sha256 in page


def test_text_that_means_harm_is_printed_as_text(quarter, has_weasyprint):
    statement = statement_of(quarter)
    line = replace(next(iter(statement.records)), title=HOSTILE)
    hostile = replace(statement, plan_title=HOSTILE, records=(line,))
    html = '<p style="background:url(file:///etc/passwd)">a<img src="file:///etc/passwd"><iframe src="http://x"></iframe></p>'
    html += '<style>@import "http://x";</style><script>x()</script><a href="javascript:x()">b</a>'
    sections = (Section(code="results", heading=HOSTILE, html=html),)
    paper = paper_of(hostile, sections=sections, issuer=HOSTILE)
    page = as_html(paper)
    assert "etc/passwd" not in page
    assert "javascript:" not in page
    assert "@import" not in page
    assert "&lt;b&gt;&amp;amp; &quot;{{ 7*7 }} {% raw %}" in page
    assert not {"\x00", "\x07", "\u202e", "\ufffe"} & set(page)
    out = io.BytesIO()
    write_pdf(paper, out)
    assert out.getvalue()


@pytest.mark.parametrize("address", ["http://example.com/a.png", "file:///etc/passwd", "data:text/plain,x"])
def test_no_address_is_fetched(has_weasyprint, address):
    with pytest.raises(PermissionError):
        fetching_nothing().fetch(address)


def test_a_long_list_is_cut_and_says_where_the_rest_is(quarter, monkeypatch):
    statement = statement_of(quarter)
    [listed] = [annex for annex in annexes_of(statement, listing=3) if annex.tables[0].code == "records"]
    assert len(list(listed.tables[0].rows)) == 3
    assert listed.notes == ("Phụ lục này liệt kê 3 bản ghi đầu; tệp Excel (XLSX) ở cùng địa chỉ có đủ 8 bản ghi.",)


def test_where_it_cannot_be_made_the_address_says_what_to_install(client, planner, monkeypatch):
    without = replace(FORMATS["pdf"], missing=lambda: "Máy chủ thiếu thư viện Pango")
    monkeypatch.setitem(FORMATS, "pdf", without)
    assert "pdf" not in offered()
    client.force_login(planner)
    assert ".pdf" not in client.get("/bao-cao/2024/quy-2").content.decode()
    answer = client.get("/bao-cao/2024/quy-2.pdf")
    assert answer.status_code == 501
    assert "Máy chủ thiếu thư viện Pango" in answer.content.decode()
    assert "/bao-cao/2024/quy-2.docx" in answer.content.decode()


@pytest.mark.parametrize(("problem", "said"), [(ImportError, "WeasyPrint"), (OSError, "libpango")])
def test_what_is_missing_is_named(monkeypatch, problem, said):
    import builtins

    real = builtins.__import__

    def importing(name, *args, **kwargs):
        if name == "weasyprint":
            raise problem(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", importing)
    assert said in as_pdf.missing_here.__wrapped__()


def test_it_is_downloaded_as_the_others_are(client, planner, has_weasyprint):
    client.force_login(planner)
    answer = client.get("/bao-cao/2024/quy-2.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="bao-cao-174-kh-ubnd-2024-quy-2.pdf"'
    assert answer.getvalue().startswith(b"%PDF")
