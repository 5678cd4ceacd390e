"""Two officers send the same report at the same moment."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from newsroom.submissions import actions
from tests.newsroom.submissions import reports
from tests.newsroom.submissions.reports import AT

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_of_two_officers_who_send_at_the_same_moment_one_is_told_that_it_is_sent():
    report = reports.draft(reports.plan())
    reports.line(report)
    together, raised = Barrier(2), []

    def run():
        try:
            together.wait(timeout=10)
            actions.send(submission=report, by=None, at=AT)
        except Exception as error:
            raised.append(type(error))
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join(timeout=30) for thread in threads]
    assert raised == [actions.AlreadySent]
