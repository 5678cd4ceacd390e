"""A province as it is on the first day: shipped data, three outlets, one account per role. Only doors are used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from wagtail.models import Site

from cms.demo import indexing
from cms.demo import province as sample
from newsroom.organisations.models import Organisation
from tests.browsing import browser

FIRST_DAY = datetime(2024, 1, 2, 1, tzinfo=UTC)
Q2 = "/bao-cao/2024/quy-2.json"
Q3 = "/bao-cao/2024/quy-3.json"


@dataclass
class Province:
    """What a flow may ask: a logged-in browser for a person, and where an outlet stands."""

    outlets: dict

    def browser(self, username: str) -> Client:
        """A browser in which that person has just logged in through the log-in page."""
        client = Client()
        answer = client.post("/admin/login/", {"username": username, "password": sample.PASSWORD})
        assert answer.status_code == 302, answer.content.decode()[:500]
        return client


@pytest.fixture(scope="module")
def first_day(django_db_setup, django_db_blocker):
    """174/KH-UBND and all that it names, three outlets and the people: loaded once, taken back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(FIRST_DAY, tick=False), indexing.left_for_later():
            sample.load_ground(at=FIRST_DAY)
            sample.load_plans(today=FIRST_DAY.date(), first_recent_day=FIRST_DAY.date(), at=FIRST_DAY)
            home = sample.build_site()
            sample.open_outlets(home=home, by=None, at=FIRST_DAY)
            sample.hire(at=FIRST_DAY)
        yield
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture
def province(first_day, db) -> Province:
    """The province on its first day; what a flow does in it is gone after the flow."""
    Site.clear_site_root_paths_cache()
    return Province(outlets=sample.outlets(sample.OUTLETS_2024))


@pytest.fixture
def analyst(province) -> Client:
    """Sở TT&TT at its desk."""
    return province.browser("tttt")


def statement(client: Client, address: str = Q2) -> dict:
    """The statement as a script would pull it."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return answer.json()


def row(pulled: dict, label: str) -> dict:
    return next(row for row in pulled["rows"] if row["label"] == label)


def organisation(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def at(*moment: int):
    """The clock set to a local minute, while the block runs: at(2024, 6, 14, 23, 59)."""
    return time_machine.travel(datetime(*moment, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")), tick=False)


@pytest.fixture
def enter(live_server, chromium_path):
    """enter(person, address): a page of a browser in which that person has just logged in."""
    with browser(chromium_path, live_server.url, patience=45_000) as log_in:
        yield log_in
