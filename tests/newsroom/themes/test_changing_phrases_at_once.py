"""Two people save the phrases of one theme at the same moment."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from newsroom.themes.actions import save_phrases, undo_phrases, written
from newsroom.themes.models import PhraseChange
from newsroom.themes.parsing import Written
from tests import factories

AT = datetime(2024, 5, 2, 8, tzinfo=UTC)
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*calls):
    outcomes, barrier = [], threading.Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=10)
            call()
            outcomes.append("done")
        except Exception as problem:
            outcomes.append(type(problem).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(outcomes)


def test_one_saves_and_the_other_is_told():
    theme = factories.theme()

    def saving(words):
        return lambda: save_phrases(theme=theme, phrases=[Written(words, "strong")], seen=0, by=None, at=AT)

    assert at_once(saving("một"), saving("hai")) == ["ChangedSince", "done"]
    assert len(written(theme)) == PhraseChange.objects.count() == 1


def test_a_go_is_taken_back_once():
    theme = factories.theme()
    (made,) = save_phrases(theme=theme, phrases=[Written("một", "strong")], seen=0, by=None, at=AT)

    def undoing():
        undo_phrases(theme=theme, batch=made.batch, by=None, at=AT)

    assert at_once(undoing, undoing) == ["NothingToUndo", "done"]
    assert PhraseChange.objects.filter(undoes=made.batch).count() == 1
