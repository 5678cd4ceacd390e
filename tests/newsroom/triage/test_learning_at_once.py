"""Two clocks learn at the same moment, and somebody switches meanwhile."""

from datetime import UTC, datetime

import pytest

from newsroom.triage.actions import keep_off, learn_themes
from newsroom.triage.models import LearnedTheme
from tests.at_once import raised_at_once

AT = datetime(2024, 6, 12, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_clocks_make_one_lesson(phrases, theme, other_theme):
    assert raised_at_once(*[lambda: learn_themes(at=AT)] * 3) == []
    assert {*LearnedTheme.objects.values_list("theme", "version")} == {(theme.pk, 1), (other_theme.pk, 1)}


def test_a_lesson_does_not_forget_a_switch_that_is_set_meanwhile(phrases, theme, editor):
    learn_themes(at=AT)
    LearnedTheme.objects.update(digest="old")
    assert raised_at_once(lambda: learn_themes(at=AT), lambda: keep_off(theme=theme, by=editor, at=AT)) == []
    row = LearnedTheme.objects.get(theme=theme)
    assert (row.kept_off, row.version) == (True, 2)
