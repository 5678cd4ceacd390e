"""A report on the quarter, on its way."""

from datetime import UTC, datetime, timedelta

import pytest

from newsroom.reporting import actions
from tests import factories as make

AFTER = datetime(2024, 6, 17, 2, tzinfo=UTC)
"""The first working day after the quarter's data close."""


@pytest.fixture
def report(quarter, planner):
    """A draft."""
    return actions.open_report(plan=quarter.plan, period=quarter.period, by=planner, at=AFTER)


@pytest.fixture
def submitted(report, planner):
    return actions.submit(report=report, by=planner, at=AFTER + timedelta(hours=1))


@pytest.fixture
def snapshot(submitted, planner):
    """The quarter, frozen."""
    return actions.freeze(report=submitted, by=planner, at=AFTER + timedelta(hours=2))


@pytest.fixture
def officer(quarter):
    """Of the portal: sees two of the quarter's eight records."""
    return make.user("can-bo", role="officer", organisation=quarter.portal)


@pytest.fixture
def editor(quarter):
    """Of the newspaper: sees all, and writes no report."""
    return make.user("bien-tap", role="editor", organisation=quarter.paper)
