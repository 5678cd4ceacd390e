"""A heavy morning: a hundred entries cleared in a real browser without touching the mouse or loading a page."""

import pytest
from playwright.sync_api import expect

from newsroom.coverage.models import CoverageRecord
from newsroom.triage.models import Decision
from tests.newsroom.triage.browsing import left

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_hundred_entries_are_cleared_by_keyboard_alone(sit_down, editor, waiting):
    waiting(100)
    page = sit_down(editor)
    loads = []
    page.on("load", lambda: loads.append(1))
    for number in range(99, 39, -1):
        for key in "x" if number % 3 else "1a":
            page.keyboard.press(key)
        left(page, number)
    page.keyboard.press("c")
    for _ in range(9):
        page.keyboard.press("j")
        page.keyboard.press("c")
    expect(page.locator("[data-chosen]")).to_have_text("10 đã chọn")
    page.keyboard.press("Shift+X")
    left(page, 30)
    page.keyboard.press("u")
    left(page, 40)
    while page.locator("[data-entry]").count():
        waits = int(page.locator("[data-inbox]").get_attribute("data-inbox-waiting"))
        for number in range(min(10, page.locator("[data-entry]").count())):
            page.keyboard.press("j") if number else None
            page.keyboard.press("c")
        page.keyboard.press("Shift+X")
        left(page, waits - 10)
    expect(page.locator(".tin-empty")).to_contain_text("Đã duyệt hết")
    assert loads == []
    assert page.problems == []
    assert Decision.objects.accepted().count() == CoverageRecord.objects.standing().count() == 20
    assert Decision.objects.dismissed().count() == 80
