"""The inbox in a real browser: one key an action, nothing reloaded, nothing lost."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from newsroom.coverage.models import CoverageRecord
from newsroom.themes.models import ThemePhrase
from newsroom.triage.models import Decision, InboxEntry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def inbox(live_server, chromium_path, editor, theme, station, make_entry):
    """Six entries waiting, and the page of someone who may decide."""
    ThemePhrase.objects.create(theme=theme, text="Bộ phận Một cửa", strength="strong")
    for number in range(6):
        make_entry(station.feed, title=f"Bộ phận Một cửa xã {'ABCDEF'[number]}", content="<p>Toàn văn ở đây.</p>")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 1366, "height": 900})
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(f"{live_server.url}/admin/login/?next=/admin/hop-tin-ve/")
        page.fill("input[name=username]", editor.username)
        page.fill("input[name=password]", "mat-khau-thu")
        page.click("button[type=submit]")
        page.wait_for_selector(".tin-box--script")
        yield page
        chromium.close()


def left(page, number):
    expect(page.locator(".tin-bar__left")).to_contain_text(f"Còn {number} tin" if number else "Không còn tin nào")


def current(page):
    return page.locator('[data-entry][aria-current="true"] .tin__title').inner_text()


def test_a_morning_s_entries_are_cleared_by_keyboard(inbox):
    loads = []
    inbox.on("load", lambda: loads.append(1))
    first = current(inbox)
    inbox.keyboard.press("j")
    second = current(inbox)
    assert first != second
    inbox.keyboard.press("k")
    assert current(inbox) == first

    inbox.keyboard.press("a")  # nothing chosen: nothing happens but words
    expect(inbox.locator(".messages .error")).to_contain_text("Chọn ít nhất một chủ đề")
    assert current(inbox) == first

    inbox.keyboard.press("1")
    inbox.keyboard.press("a")
    left(inbox, 5)
    assert current(inbox) == second
    expect(inbox.locator(".messages .error")).to_have_count(0)

    inbox.keyboard.press("x")
    left(inbox, 4)
    inbox.keyboard.press("u")
    left(inbox, 5)
    assert current(inbox) == second
    for number in (4, 3, 2, 1, 0):
        inbox.keyboard.press("1")
        inbox.keyboard.press("a")
        left(inbox, number)
    expect(inbox.locator(".tin-empty")).to_contain_text("Đã duyệt hết")
    assert loads == []
    assert inbox.problems == []
    assert Decision.objects.accepted().count() == CoverageRecord.objects.standing().count() == 6
    assert not InboxEntry.objects.undecided().exists()


def test_keys_rest_while_typing_and_help_is_a_key_away(inbox):
    inbox.keyboard.press("/")
    inbox.keyboard.type("xa uj")
    assert inbox.input_value("input[type=search]") == "xa uj"
    left(inbox, 6)
    inbox.locator("h1").first.evaluate("() => document.activeElement.blur()")
    inbox.keyboard.press("?")
    expect(inbox.locator("#phim-tat")).to_be_visible()
    inbox.keyboard.press("x")
    inbox.keyboard.press("Escape")
    expect(inbox.locator("#phim-tat")).to_be_hidden()
    left(inbox, 6)


def test_the_pane_shows_the_entry_one_stands_on(inbox):
    inbox.keyboard.press("j")
    expect(inbox.locator("[data-inbox-pane] h2")).to_have_text(current(inbox))
    expect(inbox.locator("[data-inbox-pane]")).to_contain_text("Toàn văn ở đây.")


@pytest.mark.parametrize("width", [1366, 390])
def test_no_barrier_is_found(inbox, width):
    inbox.set_viewport_size({"width": width, "height": 844})
    inbox.keyboard.press("t")
    found = Axe().run(inbox).response["violations"]
    assert [(problem["id"], problem["nodes"][0]["html"]) for problem in found] == []
    assert inbox.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert re.match(r"Bộ phận", current(inbox))
