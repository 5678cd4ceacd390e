"""A browser in which people are logged in, for the tests that need one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect, sync_playwright

PATIENCE = 30_000
"""Milliseconds that a page may take over anything: a busy machine is no defect."""
expect.set_options(timeout=PATIENCE)


@contextmanager
def browser(chromium_path: str, site: str, *, patience: int = PATIENCE) -> Iterator[Callable[..., Page]]:
    """`log_in(person, address, width=1366)`: a page of their own at that address of the site. `page.problems` are what
    its scripts broke down with or wrote as errors."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])

        def log_in(person, address: str, *, width: int = 1366) -> Page:
            page = chromium.new_context(viewport={"width": width, "height": 900}).new_page()
            page.set_default_timeout(patience)
            page.problems = []
            page.on("pageerror", lambda error: page.problems.append(str(error)))
            page.on("console", lambda said: said.type == "error" and page.problems.append(said.text))
            page.goto(f"{site}/admin/login/?next={address}")
            page.fill("input[name=username]", person.username)
            page.fill("input[name=password]", "mat-khau-thu")
            page.click("button[type=submit]")
            page.wait_for_url(f"**{address}")
            return page

        yield log_in
        chromium.close()
