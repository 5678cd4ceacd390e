"""A plan that asks for reports, and those who send them."""

from datetime import UTC, date, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.periods import period
from newsroom.plan.models import Clause, ReportingDuty
from newsroom.submissions import actions
from tests import factories as make

AT = datetime(2024, 6, 12, 2, tzinfo=UTC)  # 09:00 of 12 June in Việt Nam: three days before Q2 is due
Q2 = period(2024, "quy-2")


def plan(year=2024, *, kinds=("quarter", "half", "year"), bearer_kinds=("department", "district"), due_day=15):
    """A plan with one content item and one reporting duty."""
    made = make.plan(year, items={"II.1.1": [make.theme()]})
    asks(made, kinds=kinds, bearer_kinds=bearer_kinds, due_day=due_day)
    return made


def asks(plan, *, kinds=("quarter",), bearer_kinds=(), bearers=(), due_day=15, label="IV.2"):
    clause = Clause.objects.create(plan=plan, label=label, position=plan.clauses.count(), kind="reporting")
    duty = ReportingDuty.objects.create(
        plan=plan,
        clause=clause,
        recipient=plan.issuer,
        due_day=due_day,
        kinds=list(kinds),
        bearer_kinds=list(bearer_kinds),
    )
    duty.bearers.set(bearers)
    return duty


def agency(name="Sở Tư pháp", kind="department", **fields):
    return make.organisation(name, kind=kind, **fields)


def channel(**fields):
    """Conferences: people are counted, minutes and copies are not."""
    return make.channel(
        **{"code": "hoi-nghi", "name": "Hội nghị chuyên đề", "unit": "meeting", "counts_persons": True, **fields}
    )


def draft(plan, organisation=None, *, period=Q2, by=None, at=AT):
    return actions.open_submission(plan=plan, organisation=organisation or agency(), period=period, by=by, at=at)


def line(submission, *, at=AT, by=None, **values):
    return actions.add_line(
        submission=submission,
        by=by,
        at=at,
        **{
            "channel": values.pop("channel", None) or channel(),
            "day": date(2024, 5, 20),
            "title": "Hội nghị triển khai kế hoạch CCHC",
            "evidence": "Công văn số 12/CV-STP",
            **values,
        },
    )


def sent(plan, organisation=None, *, period=Q2, by=None, at=AT):
    made = draft(plan, organisation, period=period, at=at)
    line(made, at=at)
    return actions.send(submission=made, by=by, at=at)


def cost(client, url) -> int:
    """How many queries a page takes, Wagtail's frame and the session included."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
