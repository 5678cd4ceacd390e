"""The documentation's page in a browser, under the site's own policy: it runs, and what it shows can be tried."""

import pytest
from playwright.sync_api import expect, sync_playwright

from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOCS = "/api/thong-ke/v1/docs"


@pytest.fixture
def analyst():
    make.plan(items={"II.1.1": [make.theme("Một cửa")]})
    make.record(themes=[make.theme("Một cửa")])
    return make.user("so-tttt", role="analyst", organisation=make.organisation("Sở TT&TT", kind="department"))


@pytest.mark.parametrize("width", [1366, 390])
def test_an_analyst_who_is_logged_in_tries_a_statement(live_server, chromium_path, analyst, width):
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": width, "height": 900})
        page.set_default_timeout(90_000)
        problems = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: said.type == "error" and problems.append(said.text))
        page.goto(f"{live_server.url}/admin/login/?next={DOCS}")
        page.fill("input[name=username]", analyst.username)
        page.fill("input[name=password]", "mat-khau-thu")
        page.click("button[type=submit]")
        statement = page.locator(".opblock", has_text="/statements/{year}/{period}")
        statement.locator(".opblock-summary-control").click()
        statement.get_by_role("button", name="Try it out").click()
        statement.get_by_role("button", name="Execute").click()
        answer = statement.locator(".live-responses-table")
        expect(answer).to_contain_text('"number": "174/KH-UBND"', timeout=90_000)
        expect(answer).to_contain_text("x-provisional: true")
        assert problems == []
        chromium.close()
