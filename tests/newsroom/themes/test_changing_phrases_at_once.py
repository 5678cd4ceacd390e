"""Two people save the phrases of one theme at the same moment."""

from datetime import UTC, datetime

import pytest

from newsroom.themes.actions import ChangedSince, NothingToUndo, save_phrases, undo_phrases, written
from newsroom.themes.models import PhraseChange
from newsroom.themes.parsing import Written
from tests import factories
from tests.at_once import raised_at_once

AT = datetime(2024, 5, 2, 8, tzinfo=UTC)
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_one_saves_and_the_other_is_told():
    theme = factories.theme()

    def saving(words):
        return lambda: save_phrases(theme=theme, phrases=[Written(words, "strong")], seen=0, by=None, at=AT)

    (problem,) = raised_at_once(saving("một"), saving("hai"))
    assert isinstance(problem, ChangedSince)
    assert len(written(theme)) == PhraseChange.objects.count() == 1


def test_a_go_is_taken_back_once():
    theme = factories.theme()
    (made,) = save_phrases(theme=theme, phrases=[Written("một", "strong")], seen=0, by=None, at=AT)

    def undoing():
        undo_phrases(theme=theme, batch=made.batch, by=None, at=AT)

    (problem,) = raised_at_once(undoing, undoing)
    assert isinstance(problem, NothingToUndo)
    assert PhraseChange.objects.filter(undoes=made.batch).count() == 1
