"""How many pieces an outlet put out in the period: asked of outlets, checked, shown and printed."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from newsroom.organisations.models import FormerName
from newsroom.submissions import actions
from newsroom.submissions.models import Submission
from tests import factories as make
from tests.newsroom.submissions import reports
from tests.newsroom.submissions.reports import AT

from .test_writing import row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def plan():
    return reports.plan(bearer_kinds=("newspaper", "department"))


@pytest.fixture
def paper(client):
    body = make.organisation("Báo Thái Bình", kind="newspaper")
    client.force_login(make.user(role="officer", organisation=body))
    return body


def address(plan, body, name="report"):
    return reverse(f"newsroom_submissions:{name}", args=[plan.pk, body.slug, "quy-2"])


def posted(client, plan, body, output, action="save"):
    data = {**row(), "lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0", "action": action, "note": ""}
    return client.post(address(plan, body), {**data, "output": output}, follow=True)


def test_an_outlet_enters_its_total_and_everybody_reads_it(client, plan, paper):
    assert 'name="output"' in client.get(address(plan, paper)).content.decode()
    posted(client, plan, paper, "14334", action="send")
    report = Submission.objects.get()
    assert (report.output, report.is_sent) == (14334, True)
    for name in ("report", "print"):
        page = client.get(address(plan, paper, name)).content.decode()
        assert "Tổng số tin, bài, tác phẩm của cơ quan trong kỳ" in page
        assert "14.334" in page


@pytest.mark.parametrize(("typed", "said"), [("0", "1"), ("-5", "1"), ("nhiều", "số"), ("999999999", "100")])
def test_what_is_no_total_is_refused_and_nothing_is_lost(client, plan, paper, typed, said):
    page = posted(client, plan, paper, typed).content.decode()
    assert f'value="{typed}"' in page
    assert "Hội nghị triển khai" in page
    assert not Submission.objects.exists()


def test_empty_means_that_nobody_counted(client, plan, paper):
    posted(client, plan, paper, "200")
    posted(client, plan, paper, "")
    assert Submission.objects.get().output is None


def test_others_are_not_asked_and_cannot_enter_one(client, plan):
    body = make.organisation("Sở Tư pháp", kind="department")
    client.force_login(make.user(role="officer", organisation=body))
    assert 'name="output"' not in client.get(address(plan, body)).content.decode()
    posted(client, plan, body, "200")
    assert Submission.objects.get().output is None
    with pytest.raises(actions.NotAnOutlet):
        actions.annotate(
            submission=Submission.objects.get(), note="", nothing_to_report=False, output=5, by=None, at=AT
        )


def test_the_action_and_the_database_refuse_a_total_of_nothing(plan, paper):
    submission = actions.open_submission(plan=plan, organisation=paper, period=reports.Q2, by=None, at=AT)
    with pytest.raises(actions.OutputTooSmall):
        actions.annotate(submission=submission, note="", nothing_to_report=False, output=0, by=None, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.update(output=0)


def test_a_report_of_the_past_bears_the_name_of_its_periods_end(client, plan, paper):
    former = FormerName.objects.create(organisation=paper, name="Báo cũ", until=date(2024, 6, 15))
    assert "Báo cũ" in client.get(address(plan, paper)).content.decode()
    former.until = date(2024, 6, 14)
    former.save()
    page = client.get(address(plan, paper)).content.decode()
    assert "Báo cũ" not in page
