"""Phrases in a real browser: the trial follows what is typed, and nothing is saved until somebody says so."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect, sync_playwright

from newsroom.themes.actions import save_phrases, written
from newsroom.themes.parsing import Written

from .conftest import SEEN

expect.set_options(timeout=30_000)  # a busy machine is no defect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def screen(live_server, chromium_path, editor, theme, station, make_entry):
    """The phrases of a theme before an editor, with one entry that they catch and one that they do not."""
    save_phrases(theme=theme, phrases=[Written("Bộ phận Một cửa", "strong")], seen=0, by=None, at=SEEN)
    make_entry(station.feed)
    make_entry(station.feed, "Trung tâm Phục vụ hành chính công mở thêm quầy")
    address = reverse("newsroom_triage:phrases", args=[theme.pk])
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        page = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.goto(f"{live_server.url}/admin/login/?next={address}")
        page.fill("input[name=username]", editor.username)
        page.fill("input[name=password]", "mat-khau-thu")
        page.click("button[type=submit]")
        page.wait_for_selector("[data-trial]")
        yield page
        chromium.close()


def test_the_trial_follows_what_is_typed_and_saves_nothing(screen, theme):
    trial = screen.locator("[data-trial]")
    expect(trial).to_contain_text("các cụm từ này bắt được 1 tin")
    screen.locator("#cum-tu-strong").fill("Bộ phận Một cửa\ntrung tâm … công")
    expect(trial).to_contain_text("Bắt thêm được (1)")
    expect(trial.locator("mark").first).to_have_text("Trung tâm")
    screen.locator("#cum-tu-strong").fill("trung tâm …")
    expect(trial).to_contain_text("Mạnh, dòng 1")
    expect(trial).to_contain_text("Không còn bắt được (1)")
    assert written(theme) == (Written("Bộ phận Một cửa", "strong"),)
    assert Axe().run(screen).response["violations"] == []
    assert screen.evaluate("document.documentElement.scrollWidth") <= 390
    assert screen.problems == []


def test_a_trial_that_fails_says_what_to_press_and_what_was_typed_stays(screen):
    screen.route("**/cum-tu/**", lambda route: route.abort())
    screen.locator("#cum-tu-weak").fill("thứ Bảy")
    expect(screen.locator("[data-trial]")).to_contain_text("Không thử được. Hãy bấm “Thử, chưa lưu”.")
    expect(screen.locator("#cum-tu-weak")).to_have_value("thứ Bảy")
    screen.unroute("**/cum-tu/**")
    screen.locator("button[value=try]").click()
    expect(screen.locator("[data-trial]")).to_contain_text("“thứ Bảy” – mới (Yếu)")
