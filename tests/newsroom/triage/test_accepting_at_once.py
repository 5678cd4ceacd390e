"""The same entry accepted twice at the same moment."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from newsroom.coverage.models import CoverageRecord, Source
from newsroom.triage.actions import accept
from newsroom.triage.models import DecisionEvent

NOW = datetime(2024, 6, 12, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("same_person", [True, False])
def test_accepted_twice_at_the_same_moment_is_one_record(entry, theme, editor, colleague, same_person):
    outcomes, barrier = [], threading.Barrier(2)

    def click(user):
        try:
            barrier.wait(timeout=10)
            outcomes.append(accept(entry=entry, themes=[theme], by=user, at=NOW))
        except Exception as problem:
            outcomes.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=(user,)) for user in (editor, editor if same_person else colleague)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert CoverageRecord.objects.filter(source=Source.ENTRY).count() == 1
    assert DecisionEvent.objects.count() == 1
    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == (["Decision", "Decision"] if same_person else ["AlreadyDecided", "Decision"])
