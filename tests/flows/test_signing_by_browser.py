"""Sở Nội vụ at its job, in a browser: writes, submits and freezes a report, reopens it, asks why the number changed."""

import hashlib
import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import expect

from newsroom.reporting.models import Report, Snapshot
from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STATEMENT = "/bao-cao/2024/quy-2"
REPORT = f"{STATEMENT}/bao-cao"


@pytest.fixture(autouse=True)
def the_seal_is_broken_at_the_end(transactional_db):
    """A test that really commits empties its tables afterwards, which the database refuses while a seal stands."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO newsroom_reporting_broken_seal (reason) VALUES ('hết bài thử')")
        Snapshot.objects.all()._raw_delete("default")
        cursor.execute("DELETE FROM newsroom_reporting_broken_seal")


@pytest.fixture
def one_door():
    return make.theme("Một cửa")


@pytest.fixture
def page(enter, one_door):
    """The report of a quarter in which the newspaper wrote twice and that nobody has begun to write about."""
    make.plan(items={"II.1.1": [one_door]})
    paper = make.organisation("Báo Thái Bình")
    make.outlet(paper)
    for number in (2, 3):
        make.record(date(2024, 5, number), themes=[one_door], organisation=paper, channel=make.channel("bao"))
    home = make.organisation("Sở Nội vụ", kind="department")
    return enter(make.user("noi-vu", role="planner", organisation=home), REPORT)


def take(page, step: str):
    page.locator(".periodic__steps").get_by_role("button", name=step, exact=True).click()
    page.wait_for_load_state()


def barriers(page) -> list:
    return [(found["id"], found["nodes"][0]["html"]) for found in Axe().run(page).response["violations"]]


def appearances(page, edition: str = "") -> int:
    address = re.sub(r"/bao-cao/.*", f"{STATEMENT}.json{edition}", page.url)
    return page.request.get(address).json()["total"]["appearances"]


def test_a_report_is_frozen_reopened_with_a_reason_and_compared(page, one_door):
    take(page, "Lập báo cáo")
    page.goto(re.sub(r"/bao-cao/.*", REPORT, page.url))
    take(page, "Trình")
    assert Report.objects.get().state == "submitted"
    take(page, "Chốt số liệu")
    first = Snapshot.objects.get()
    expect(page.locator(".statement__banner").first).to_contain_text("Đã chốt")
    expect(page.locator(".periodic__editions")).to_contain_text(first.sha256)
    with page.expect_download() as download:
        page.locator(".periodic__editions").get_by_role("link", name="Tải bản niêm phong").click()
    with open(download.value.path(), "rb") as sealed:
        assert hashlib.sha256(sealed.read()).hexdigest() == first.sha256

    # The newspaper finds an article that it forgot: the frozen figure stands, the ledger moves on.
    late = make.record(date(2024, 6, 1), themes=[one_door], title="Tìm thấy sau khi chốt", channel=make.channel("bao"))
    assert (appearances(page), appearances(page, "?ban=hien-tai")) == (2, 3)

    # Without a reason nothing is reopened, and the page says at the field what is missing.
    page.locator(".periodic__why summary").click()
    page.locator(".periodic__why button").click()
    page.wait_for_load_state()
    expect(page.locator(".periodic__why[open] .w-field__errors")).to_be_visible()
    assert Report.objects.get().state == "frozen"
    assert barriers(page) == []
    page.locator(".periodic__why [name=reason]").fill("Báo bổ sung một bài")
    page.locator(".periodic__why button").click()
    page.wait_for_load_state()
    expect(page.locator(".statement__banner").first).to_contain_text("Báo bổ sung một bài")
    assert Report.objects.get().state == "reopened"

    take(page, "Trình")
    take(page, "Chốt số liệu")
    assert appearances(page) == 3
    assert Snapshot.objects.get(pk=first.pk).sha256 == first.sha256

    # Why did the number change? Edition 1 against edition 2.
    page.get_by_role("link", name="Điều chỉnh sau chốt").click()
    page.locator("#changes-since").select_option("1")
    page.locator("#changes-until").select_option("2")
    page.get_by_role("button", name="So sánh").click()
    expect(page.locator('tr[data-row="II.1.1"]')).to_contain_text("2 → 3 (+1)")
    expect(page.locator(f'[data-record="{late.pk}"]')).to_contain_text("Tìm thấy sau khi chốt")
    assert page.locator("[data-record]").count() == 1
    page.set_viewport_size({"width": 390, "height": 844})
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [said for said in page.problems if "422" not in said] == []
