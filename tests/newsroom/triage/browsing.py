"""What the inbox says to whoever works in it with a browser."""

from playwright.sync_api import expect


def left(page, number):
    expect(page.locator(".tin-bar__left")).to_contain_text(f"Còn {number} tin" if number else "Không còn tin nào")
