"""Two clocks learn at the same moment, and somebody switches meanwhile."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from newsroom.triage.actions import keep_off, learn_themes
from newsroom.triage.models import LearnedTheme

AT = datetime(2024, 6, 12, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*calls):
    problems, barrier = [], threading.Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=10)
            call()
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return problems


def test_two_clocks_make_one_lesson(phrases, theme, other_theme):
    assert at_once(*[lambda: learn_themes(at=AT)] * 3) == []
    assert {*LearnedTheme.objects.values_list("theme", "version")} == {(theme.pk, 1), (other_theme.pk, 1)}


def test_a_lesson_does_not_forget_a_switch_that_is_set_meanwhile(phrases, theme, editor):
    learn_themes(at=AT)
    LearnedTheme.objects.update(digest="old")
    assert at_once(lambda: learn_themes(at=AT), lambda: keep_off(theme=theme, by=editor, at=AT)) == []
    row = LearnedTheme.objects.get(theme=theme)
    assert (row.kept_off, row.version) == (True, 2)
