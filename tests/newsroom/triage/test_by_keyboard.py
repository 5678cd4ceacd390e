"""The inbox in a real browser: one key an action, nothing reloaded, nothing lost."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from newsroom.coverage.models import CoverageRecord
from newsroom.stories.models import StoryPage
from newsroom.triage.models import Decision, InboxEntry
from tests import factories
from tests.newsroom.triage.browsing import left

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paper(editor):
    return factories.outlet()


@pytest.fixture
def inbox(sit_down, editor, waiting):
    """Six entries waiting, and the page of someone who may decide."""
    waiting(6)
    return sit_down(editor)


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


def test_two_editors_in_one_inbox_lose_nothing(sit_down, editor, colleague, waiting, other_theme):
    entries = waiting(4)
    hers, his = sit_down(editor), sit_down(colleague)
    for key in "1a":
        hers.keyboard.press(key)
    left(hers, 3)
    # His page still shows the entry that she has decided; what he does to it comes second.
    his.keyboard.press("j")
    his.keyboard.press("c")
    his.keyboard.press("k")
    his.keyboard.press("x")
    expect(his.locator(".messages .error")).to_contain_text("Trần Thị Lan đã nhận tin này")
    left(his, 3)
    expect(his.locator("[data-chosen]")).to_have_text("1 đã chọn")
    his.keyboard.press("Shift+X")
    left(his, 2)
    # Her list has grown old in turn: of all that she chooses, his stays his.
    hers.locator("[data-choose-all]").check()
    hers.locator("#nhieu-chu-de").select_option(label=other_theme.name)
    hers.get_by_role("button", name="Nhận các tin đã chọn").click()
    expect(hers.locator(".messages .error")).to_contain_text("Đỗ Văn Minh đã bỏ qua tin này")
    left(hers, 0)
    verdicts = {d.entry_id: (d.verdict, d.decided_by_id) for d in Decision.objects.all()}
    assert sorted(verdicts.values()) == sorted([*[("accepted", editor.pk)] * 3, ("dismissed", colleague.pk)])
    assert len(verdicts) == len(entries)
    assert CoverageRecord.objects.standing().count() == 3
    assert hers.problems == his.problems == []


def test_one_story_of_two_feeds_is_joined_and_decided_by_keyboard(sit_down, editor, make_station, make_entry):
    for name in ("Đài A", "Đài B"):
        make_entry(make_station(name).feed, title="Xã Minh Quang làm việc cả thứ Bảy")
    make_entry(make_station("Đài C").feed, title="Gặt lúa xuân")
    page = sit_down(editor)
    perhaps, sure = page.locator(".tin-kin--perhaps"), page.locator(".tin-kin:not(.tin-kin--perhaps)")
    expect(perhaps).to_have_count(2)
    page.keyboard.press("d")
    expect(sure).to_have_count(2)
    page.keyboard.press("u")
    expect(perhaps).to_have_count(2)
    expect(sure).to_have_count(0)
    page.keyboard.press("d")
    expect(sure).to_have_count(2)
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("x")
    left(page, 1)
    assert Decision.objects.dismissed().count() == 2
    page.keyboard.press("d")  # nothing is like it: one looks for it
    expect(page.locator("h1")).to_contain_text("Trùng với tin khác")
    for width in (1366, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert Axe().run(page).response["violations"] == []
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Cùng một tin").click()
    left(page, 0)
    assert Decision.objects.dismissed().count() == 3
    assert page.problems == []


def test_a_key_opens_a_draft_of_ones_own_outlet_and_so_does_the_pane(inbox, paper, theme):
    inbox.keyboard.press("j")
    title = current(inbox)
    inbox.keyboard.press("l")
    expect(inbox.locator("input[name=title]")).to_have_value(title)
    expect(inbox.locator("[data-origin]")).to_contain_text("Đài Truyền thanh huyện Vũ Thư")
    page = StoryPage.objects.get().get_latest_revision_as_object()
    assert [each.pk for each in page.themes.all()] == [theme.pk]
    inbox.go_back()
    inbox.wait_for_selector(".tin-box--script")
    while current(inbox) != title:
        inbox.keyboard.press("j")
    inbox.locator(".tin-pane [data-key=l]").click()
    expect(inbox.locator("input[name=title]")).to_have_value(title)
    assert StoryPage.objects.count() == 1
    assert not Decision.objects.exists()
    assert not inbox.problems


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
