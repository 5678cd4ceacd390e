"""Phrases in a real browser: the trial follows what is typed, and nothing is saved until somebody says so."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from newsroom.themes.actions import save_phrases, written
from newsroom.themes.parsing import Written
from tests.browsing import browser

from .conftest import SEEN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def screen(live_server, chromium_path, editor, theme, station, make_entry):
    """The phrases of a theme before an editor, with one entry that they catch and one that they do not."""
    save_phrases(theme=theme, phrases=[Written("Bộ phận Một cửa", "strong")], seen=0, by=None, at=SEEN)
    make_entry(station.feed)
    make_entry(station.feed, "Trung tâm Phục vụ hành chính công mở thêm quầy")
    address = reverse("newsroom_triage:phrases", args=[theme.pk])
    with browser(chromium_path, live_server.url) as log_in:
        page = log_in(editor, address, width=390)
        page.wait_for_selector("[data-trial]")
        yield page


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
