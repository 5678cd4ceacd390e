"""Keys, and a way to ask with one."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from newsroom.interchange.actions import make_key
from newsroom.reporting import actions as reporting
from tests import factories as make

BASE = "/api/thong-ke/v1"
NOW = datetime.now(UTC)
AFTER = datetime(2024, 6, 17, 2, tzinfo=UTC)
"""The first working day after the quarter's data close."""


@pytest.fixture(autouse=True)
def _fresh_rations():
    cache.clear()


@pytest.fixture
def department(db):
    """Sở TT&TT, where an analyst works: its people see every organisation's figures."""
    body = make.organisation("Sở TT&TT", kind="department")
    make.user("so-tttt", role="analyst", organisation=body)
    return body


@pytest.fixture
def new_key():
    """Makes a key and gives its secret: `new_key(organisation, reach="own", …)`."""

    def made(organisation, **facts):
        facts = {
            "name": "Thử",
            "reads": ("statements", "records", "totals"),
            "expires_at": NOW + timedelta(days=30),
            "by": None,
            "at": NOW,
            **facts,
        }
        return make_key(organisation=organisation, **facts)[1]

    return made


@pytest.fixture
def full(department, new_key):
    """The secret of a key that sees and reads all."""
    return new_key(department, reach="standing", per_minute=600)


@pytest.fixture
def portal_key(quarter, new_key):
    """The secret of a key of the portal, which published two of the quarter's eight records."""
    return new_key(quarter.portal, per_minute=600)


@pytest.fixture
def frozen(quarter, planner):
    """The quarter's snapshot."""
    report = reporting.open_report(plan=quarter.plan, period=quarter.period, by=planner, at=AFTER)
    report = reporting.submit(report=report, by=planner, at=AFTER + timedelta(hours=1))
    return reporting.freeze(report=report, by=planner, at=AFTER + timedelta(hours=2))


@pytest.fixture
def ask(client):
    """`ask("/plans", key, accept="text/csv", **query)` → response."""

    def asked(path, key=None, *, accept="application/json", method="get", headers=None, **query):
        sent = {"Accept": accept, **(headers or {})}
        if key:
            sent["Authorization"] = f"Bearer {key}"
        address = path if path.startswith(("/api", "http")) else BASE + path
        return getattr(client, method)(address, query, headers=sent)

    return asked
