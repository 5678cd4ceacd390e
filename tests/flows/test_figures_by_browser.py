"""Sở TT&TT at its job, in a browser: finds the emptiest clause of the quarter, opens a square, corrects a record."""

import re
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from newsroom.coverage.models import CoverageRecord, LedgerEvent
from newsroom.plan.models import Assignment, Clause
from tests import factories as make
from tests.newsroom.reporting.papers import annex_cells

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STATEMENT = "/bao-cao/2024/quy-2"


@pytest.fixture
def ledger():
    """Two items, two outlets; of the second item, which the plan gives to the newspaper, nobody wrote."""
    one_door, index = make.theme("Một cửa"), make.theme("PAR Index")
    plan = make.plan(items={"II.1.1": [one_door], "II.1.2": [index]})
    paper, portal = make.organisation("Báo Thái Bình"), make.organisation("Cổng tỉnh", kind="portal")
    make.outlet(paper)
    make.outlet(portal)
    clause = Clause.objects.create(plan=plan, label="IV.1.g", position=90, kind="duty")
    duty = Assignment.objects.create(plan=plan, clause=clause, summary="Thông tin thường xuyên")
    duty.bearers.add(paper)
    duty.items.set(plan.items.filter(clause__label="II.1.2"))
    printed = make.channel("bao", name="Báo in")
    for number in range(3):
        make.record(date(2024, 5, 2 + number), themes=[one_door], organisation=paper, channel=printed)
    make.record(themes=[one_door], organisation=portal, channel=make.channel("cong", name="Cổng tỉnh"))
    home = make.organisation("Sở Thông tin và Truyền thông", kind="department")
    return make.user("so-tttt", role="analyst", organisation=home)


@pytest.fixture
def page(enter, ledger):
    """The analyst's browser, just logged in on the statement of the quarter."""
    page = enter(ledger, STATEMENT)
    page.wait_for_selector(".statement")
    return page


def to_the_matrix(page):
    """From the statement to its matrix."""
    page.get_by_role("link", name="Ma trận phủ").last.click()
    page.wait_for_selector(".matrix--script")


def square(page, row, column):
    return page.locator(f'tr[data-row="{row}"] td[data-column="{column}"]')


def test_from_the_statement_to_the_emptiest_clause_and_back_with_another_figure(page):
    to_the_matrix(page)
    first = page.locator("tbody tr").first
    assert first.get_attribute("data-row") == "II.1.2"
    expect(first.locator('td[data-state="gap"]')).to_contain_text("Chưa có")
    expect(square(page, "II.1.1", "bao-thai-binh")).to_contain_text("3")

    # The square under the gap, by keyboard.
    first.locator('td[data-column="bao-thai-binh"] a').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    drawer = page.locator("dialog[open]")
    expect(drawer.locator("[data-record]")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(square(page, "II.1.1", "bao-thai-binh").locator("a")).to_be_focused()

    page.keyboard.press("Enter")
    record = drawer.locator("[data-record]").first
    number = int(record.get_attribute("data-record"))
    record.get_by_role("link", name="Đính chính").click()
    page.get_by_label("PAR Index").check()
    page.get_by_label("Một cửa").uncheck()
    page.locator("[name=reason]").fill("Bài viết về chỉ số, gắn nhầm chủ đề")
    page.locator("button[type=submit].button-longrunning").first.click()

    page.wait_for_selector(".matrix--script")
    assert re.search(rf"{STATEMENT}/ma-tran#o-II\.1\.1-bao-thai-binh$", page.url)
    expect(square(page, "II.1.1", "bao-thai-binh")).to_contain_text("2")
    expect(square(page, "II.1.2", "bao-thai-binh")).to_contain_text("1")
    expect(square(page, "total", "")).to_contain_text("4")
    assert page.problems == []
    assert LedgerEvent.objects.filter(record_id=number).exists()
    assert CoverageRecord.objects.get(pk=number).themes.get().name == "PAR Index"

    # The same figure on the statement, in the Word paper downloaded from it, and in the API of whoever is logged in.
    page.goto(STATEMENT if page.url.startswith("/") else re.sub(r"/bao-cao/.*", STATEMENT, page.url))
    expect(page.locator('[data-row="II.1.2"]').first).to_contain_text("1")
    with page.expect_download() as download:
        page.get_by_role("link", name="DOCX", exact=True).click()
    paper = annex_cells(Path(download.value.path()).read_bytes())
    assert download.value.suggested_filename.endswith(".docx")
    assert (paper["", "II.1.1", ""], paper["", "II.1.2", ""]) == ((3, 3), (1, 1))
    assert (paper["organisation", "II.1.1", "Báo Thái Bình"], paper["organisation", "II.1.2", "Báo Thái Bình"]) == (
        (2, 2),
        (1, 1),
    )
    told = page.request.get(re.sub(r"/bao-cao/.*", "/api/thong-ke/v1/statements/2024/quy-2", page.url)).json()
    figures = {row["label"]: row["by_organisation"]["bao-thai-binh"]["appearances"] for row in told["rows"]}
    assert figures == {"II.1.1": 2, "II.1.2": 1}


def test_filters_answer_at_once_and_survive_a_reload(page):
    to_the_matrix(page)
    page.locator(".matrix-filters summary").click()
    page.locator("select[name=loai]").select_option("portal")
    page.wait_for_url(re.compile(r"loai=portal"))
    assert "the-loai" not in page.url
    page.reload()
    assert page.locator("select[name=loai]").input_value() == "portal"
    expect(square(page, "total", "")).to_contain_text("1")
    assert page.locator("thead th[data-column=bao-thai-binh]").count() == 0


@pytest.mark.parametrize("width", [1366, 390])
def test_no_barrier_is_found_in_the_matrix_and_its_drawer(page, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(page.url + "/ma-tran")
    for opened in (False, True):
        if opened:
            square(page, "II.1.1", "bao-thai-binh").locator("a").click()
            expect(page.locator("dialog[open] [data-record]")).to_have_count(3)
        found = Axe().run(page).response["violations"]
        assert [(problem["id"], problem["nodes"][0]["html"]) for problem in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_prints_on_one_page_in_landscape(page):
    to_the_matrix(page)
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    width, height = map(float, re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed).groups())
    assert width > height
