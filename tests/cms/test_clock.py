"""The clock knows commands that exist, goes on after a failure, and tells the law's midnight by local time."""

import logging

import pytest
from apscheduler.triggers.cron import CronTrigger
from django.core.management import get_commands

from cms.website.management.commands import clock


def test_every_job_names_a_command_of_this_project():
    assert {name.split()[0] for name, _line in clock.JOBS} <= set(get_commands())


@pytest.mark.parametrize(("name", "line"), clock.JOBS)
def test_every_line_is_a_crontab_line(name, line):
    assert CronTrigger.from_crontab(line)


def test_scheduled_publishing_runs_every_minute():
    assert dict(clock.JOBS)["publish_scheduled"] == "* * * * *"


@pytest.mark.django_db
def test_a_job_that_fails_is_logged_and_stops_nothing(monkeypatch, caplog):
    def broken(name):
        raise RuntimeError("the feed is on fire")

    monkeypatch.setattr(clock, "call_command", broken)
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)
    with caplog.at_level(logging.ERROR):
        clock.run("refresh_feeds")
    assert "refresh_feeds failed" in caplog.text
