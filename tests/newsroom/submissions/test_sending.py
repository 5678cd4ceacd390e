from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from newsroom.periods import period
from newsroom.submissions import actions
from newsroom.submissions.models import ActivityLine, Return, Submission
from tests import factories as make
from tests.newsroom.submissions import reports
from tests.newsroom.submissions.reports import AT, Q2

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=5)


@pytest.fixture
def plan():
    return reports.plan()


@pytest.fixture
def report(plan):
    return reports.draft(plan)


def test_opening_twice_is_opening_once_and_the_first_hand_stays(plan):
    first, second = make.user(), make.user()
    opened = reports.draft(plan, by=first)
    assert reports.draft(plan, by=second, at=LATER) == opened
    opened.refresh_from_db()
    assert (opened.opened_by, opened.opened_at, opened.state) == (first, AT, "draft")


def test_a_period_opens_on_its_first_local_day(plan):
    eve = datetime(2024, 3, 14, 16, 59, tzinfo=UTC)  # 23:59 of 14 March in Việt Nam
    with pytest.raises(actions.NotBegun):
        reports.draft(plan, at=eve)
    assert reports.draft(plan, at=eve + timedelta(minutes=1)).pk


def test_a_plan_is_reported_on_in_its_own_year(plan):
    with pytest.raises(actions.NotOfThePlan):
        reports.draft(plan, period=period(2023, "quy-2"))


def test_a_line_is_kept_in_one_spelling_with_its_line_breaks(report):
    line = reports.line(report, title="  Hội nghị  hoà giải ", evidence="Công văn số 1\n\n  Ảnh   chụp ", persons=120)
    assert (line.title, line.evidence, line.persons) == ("Hội nghị hòa giải", "Công văn số 1\n\nẢnh chụp", 120)


@pytest.mark.parametrize(
    ("day", "error"),
    [
        (date(2024, 3, 14), actions.OutsideThePeriod),
        (date(2024, 3, 15), None),
        (date(2024, 6, 14), None),
        (date(2024, 6, 15), actions.OutsideThePeriod),
    ],
)
def test_an_activity_lies_in_the_period(report, day, error):
    at = datetime(2024, 7, 1, tzinfo=UTC)
    if error:
        with pytest.raises(error, match="14/06/2024"):
            reports.line(report, day=day, at=at)
    else:
        assert reports.line(report, day=day, at=at).day == day


def test_what_is_planned_for_tomorrow_is_not_done(report):
    assert reports.line(report, day=date(2024, 6, 12)).pk
    with pytest.raises(actions.NotDoneYet):
        reports.line(report, day=date(2024, 6, 13))


@pytest.mark.parametrize("wrong", [{"evidence": " \n "}, {"title": " "}, {"quantity": 0}, {"quantity": -1}])
def test_an_activity_is_whole_or_is_not_kept(report, wrong):
    with pytest.raises(actions.Incomplete):
        reports.line(report, **wrong)
    assert not report.lines.exists()


def test_only_what_the_channel_counts_can_be_said(report):
    with pytest.raises(actions.NotCounted):
        reports.line(report, minutes=10)
    radio = reports.channel(code="phat-thanh", counts_minutes=True, counts_persons=False)
    assert reports.line(report, channel=radio, minutes=10).minutes == 10


def test_where_the_unit_is_the_copy_the_quantity_is_the_number_of_copies(report):
    leaflets = reports.channel(code="to-roi", unit="copy", counts_copies=True, counts_persons=False)
    line = reports.line(report, channel=leaflets, quantity=1500)
    assert line.copies == 1500
    assert actions.change_line(line=line, changes={"quantity": 900}, by=None, at=AT).copies == 900
    brochures = reports.channel(code="so-tay", unit="issue", counts_copies=True, counts_persons=False)
    assert reports.line(report, channel=brochures, quantity=2, copies=600).copies == 600
    assert reports.line(report, channel=brochures, quantity=2).copies is None


def test_content_items_are_those_of_the_plan(plan, report):
    line = reports.line(report, items=plan.items.all())
    assert list(line.items.all()) == list(plan.items.all())
    other = make.plan(2025, number="9/KH", items={"II.1.1": []})
    with pytest.raises(actions.NotOfThePlan):
        actions.change_line(line=line, changes={"items": other.items.all()}, by=None, at=AT)


def test_a_change_touches_only_what_it_names_and_says_who(report):
    line = reports.line(report, persons=5, items=report.plan.items.all())
    someone = make.user()
    actions.change_line(line=line, changes={"title": "Khác"}, by=someone, at=LATER)
    line.refresh_from_db()
    report.refresh_from_db()
    assert (line.title, line.persons, line.items.count()) == ("Khác", 5, 1)
    assert (report.changed_by, report.changed_at) == (someone, LATER)


def test_a_line_has_no_other_values(report):
    with pytest.raises(TypeError):
        reports.line(report, submission_id=3)


def test_sending_needs_a_line_or_the_word_that_there_was_none(report):
    with pytest.raises(actions.NothingToSend):
        actions.send(submission=report, by=None, at=AT)
    actions.annotate(submission=report, note="", nothing_to_report=True, by=None, at=AT)
    assert actions.send(submission=report, by=None, at=AT).is_sent


def test_sending_says_one_thing_only(report):
    reports.line(report)
    actions.annotate(submission=report, note="", nothing_to_report=True, by=None, at=AT)
    with pytest.raises(actions.SomethingToSend):
        actions.send(submission=report, by=None, at=AT)


def test_what_is_sent_can_no_longer_be_changed(plan):
    report = reports.sent(plan)
    line = report.lines.get()
    for change in (
        lambda: reports.line(report),
        lambda: actions.change_line(line=line, changes={"title": "Khác"}, by=None, at=AT),
        lambda: actions.remove_line(line=line, by=None, at=AT),
        lambda: actions.annotate(submission=report, note="x", nothing_to_report=False, by=None, at=AT),
        lambda: actions.send(submission=report, by=None, at=LATER),
    ):
        with pytest.raises(actions.AlreadySent):
            change()
    report.refresh_from_db()
    assert (report.sent_at, report.lines.get().title) == (AT, "Hội nghị triển khai kế hoạch CCHC")


def test_a_returned_report_can_be_changed_and_the_first_sending_stands(plan):
    officer, planner = make.user(), make.user()
    report = reports.sent(plan, by=officer)
    report = actions.return_submission(submission=report, reason=" Thiếu minh chứng. ", by=planner, at=LATER)
    assert (report.is_sent, report.sent_at, report.sent_by, report.first_sent_at) == (False, None, None, AT)
    actions.remove_line(line=report.lines.get(), by=officer, at=LATER)
    reports.line(report, at=LATER)
    again = actions.send(submission=report, by=officer, at=LATER)
    assert (again.sent_at, again.first_sent_at) == (LATER, AT)
    kept = Return.objects.get()
    assert (kept.reason, kept.sent_at, kept.sent_by, kept.returned_by) == ("Thiếu minh chứng.", AT, officer, planner)


def test_only_what_was_sent_is_returned_and_only_with_a_reason(plan, report):
    with pytest.raises(actions.NotSent):
        actions.return_submission(submission=report, reason="Sai kỳ", by=None, at=AT)
    sent = reports.sent(plan, reports.agency("Sở Y tế"))
    with pytest.raises(actions.NoReason):
        actions.return_submission(submission=sent, reason=" ", by=None, at=AT)
    assert not Return.objects.exists()


def test_only_lines_of_sent_reports_on_that_very_period_are_reported(plan):
    wanted = reports.sent(plan).lines.get()
    reports.line(reports.draft(plan, reports.agency("Sở Y tế")))
    reports.sent(plan, reports.agency("Sở Y tế"), period=period(2024, "6-thang-dau"))
    assert list(ActivityLine.objects.reported(plan=plan, period=Q2)) == [wanted]


def columns(plan, **fields):
    return {
        "plan": plan, "organisation": reports.agency("Sở Y tế"), "year": 2024, "period_code": "quy-2",
        "opened_at": AT, "changed_at": AT, **fields,
    }  # fmt: skip


@pytest.mark.parametrize(
    "nonsense",
    [
        {"period_code": "quy-5"},
        {"state": "sent"},
        {"state": "sent", "sent_at": AT},
        {"state": "sent", "sent_at": AT, "first_sent_at": LATER},
        {"state": "draft", "sent_at": AT, "first_sent_at": AT},
        {"state": "lost"},
    ],
)
def test_the_database_refuses_a_report_that_contradicts_itself(plan, nonsense):
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.create(**columns(plan, **nonsense))


def test_the_database_refuses_a_second_report_on_the_same_period(plan):
    Submission.objects.create(**columns(plan))
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.create(**columns(plan))


@pytest.mark.parametrize("nonsense", [{"quantity": 0}, {"evidence": ""}, {"title": ""}])
def test_the_database_refuses_an_activity_without_substance(report, nonsense):
    line = reports.line(report)
    with pytest.raises(IntegrityError), transaction.atomic():
        ActivityLine.objects.filter(pk=line.pk).update(**nonsense)


@pytest.mark.parametrize("nonsense", [{"reason": ""}, {"returned_at": AT - timedelta(seconds=1)}])
def test_the_database_refuses_a_return_without_reason_or_before_sending(plan, nonsense):
    values = {"reason": "Sai", "sent_at": AT, "returned_at": AT, **nonsense}
    with pytest.raises(IntegrityError), transaction.atomic():
        Return.objects.create(submission=reports.sent(plan), **values)
