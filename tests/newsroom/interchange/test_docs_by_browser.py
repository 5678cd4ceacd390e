"""The documentation's page in a browser, under the site's own policy: it runs, and what it shows can be tried."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.browsing import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOCS = "/api/thong-ke/v1/docs"


@pytest.fixture
def analyst():
    make.plan(items={"II.1.1": [make.theme("Một cửa")]})
    make.record(themes=[make.theme("Một cửa")])
    return make.user("so-tttt", role="analyst", organisation=make.organisation("Sở TT&TT", kind="department"))


@pytest.mark.parametrize("width", [1366, 390])
def test_an_analyst_who_is_logged_in_tries_a_statement(live_server, chromium_path, analyst, width):
    with browser(chromium_path, live_server.url, patience=90_000) as log_in:
        page = log_in(analyst, DOCS, width=width)
        statement = page.locator(".opblock", has_text="/statements/{year}/{period}")
        statement.locator(".opblock-summary-control").click()
        statement.get_by_role("button", name="Try it out").click()
        statement.get_by_role("button", name="Execute").click()
        answer = statement.locator(".live-responses-table")
        expect(answer).to_contain_text('"number": "174/KH-UBND"', timeout=90_000)
        expect(answer).to_contain_text("x-provisional: true")
        assert page.problems == []
