"""The same entry accepted twice at the same moment."""

from datetime import UTC, datetime

import pytest

from newsroom.coverage.models import CoverageRecord, Source
from newsroom.triage.actions import accept
from newsroom.triage.models import DecisionEvent
from tests.at_once import at_once

NOW = datetime(2024, 6, 12, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("same_person", [True, False])
def test_accepted_twice_at_the_same_moment_is_one_record(entry, theme, editor, colleague, same_person):
    outcomes = at_once(
        *[
            lambda user=user: accept(entry=entry, themes=[theme], by=user, at=NOW)
            for user in (editor, editor if same_person else colleague)
        ]
    )
    assert CoverageRecord.objects.filter(source=Source.ENTRY).count() == 1
    assert DecisionEvent.objects.count() == 1
    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == (["Decision", "Decision"] if same_person else ["AlreadyDecided", "Decision"])
