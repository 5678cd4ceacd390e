"""Two officers send the same report at the same moment."""

import pytest

from newsroom.submissions import actions
from tests.at_once import raised_at_once
from tests.newsroom.submissions import reports
from tests.newsroom.submissions.reports import AT

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_of_two_officers_who_send_at_the_same_moment_one_is_told_that_it_is_sent():
    report = reports.draft(reports.plan())
    reports.line(report)
    raised = raised_at_once(*[lambda: actions.send(submission=report, by=None, at=AT)] * 2)
    assert [type(each) for each in raised] == [actions.AlreadySent]
