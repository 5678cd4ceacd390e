"""The screen on which an officer writes and sends a report, as a browser without script uses it."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from newsroom.periods import period
from newsroom.submissions import actions
from newsroom.submissions.models import Submission
from tests import factories as make
from tests.newsroom.submissions import reports
from tests.newsroom.submissions.reports import AT

pytestmark = pytest.mark.django_db
MOST_QUERIES = 24  # Wagtail's frame, with every room's menu, included


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def plan():
    return reports.plan()


@pytest.fixture
def agency():
    return reports.agency()


@pytest.fixture
def officer(client, agency):
    made = make.user(role="officer", organisation=agency)
    client.force_login(made)
    return made


def address(plan, agency, code="quy-2", name="report"):
    return reverse(f"newsroom_submissions:{name}", args=[plan.pk, agency.slug, code])


def row(number=0, **values):
    """One row as typed; the plan's channel and one day of the period unless said otherwise."""
    typed = {
        "line": "",
        "title": "Hội nghị triển khai",
        "channel": str(reports.channel().pk),
        "day": "20/05/2024",
        "quantity": "2",
        "persons": "120",
        "minutes": "",
        "copies": "",
        "evidence": "Công văn số 12/CV-STP",
        **values,
    }
    return {f"lines-{number}-{name}": value for name, value in typed.items()}


def form(*rows, action="save", initial=0, **head):
    data = {"action": action, "lines-TOTAL_FORMS": str(len(rows)), "lines-INITIAL_FORMS": str(initial), **head}
    for typed in rows:
        data |= typed
    return data


def test_looking_at_an_empty_report_writes_nothing(client, officer, plan, agency):
    page = client.get(address(plan, agency))
    assert page.status_code == 200
    assert len(page.context["rows"].forms) == 1
    assert "Còn 3 ngày" in page.content.decode()
    assert not Submission.objects.exists()


def test_a_draft_is_saved_with_its_lines_and_an_empty_row_is_no_activity(client, officer, plan, agency):
    item = plan.items.get()
    empty = row(1, title="", channel="", day="", quantity="1", persons="", evidence="")
    answer = client.post(address(plan, agency), form(row(items=[str(item.pk)]), empty, note="Thiếu kinh phí"))
    assert answer.status_code == 302, [answer.context["mistakes"], answer.context["head"].errors]
    report = Submission.objects.get()
    line = report.lines.get()
    assert (report.state, report.opened_by, report.note) == ("draft", officer, "Thiếu kinh phí")
    assert (line.day, line.quantity, line.persons, line.minutes) == (date(2024, 5, 20), 2, 120, None)
    assert list(line.items.all()) == [item]


def test_what_is_wrong_is_said_with_the_number_of_its_row_and_nothing_is_kept(client, officer, plan, agency):
    answer = client.post(
        address(plan, agency), form(row(0), row(1, day="15/06/2024"), row(2, evidence=""), row(3, day="13/06/2024"))
    )
    assert answer.status_code == 200
    assert [(m["number"], m["text"]) for m in answer.context["mistakes"]] == [(3, "Minh chứng: Ô này bắt buộc nhập.")]
    assert not Submission.objects.exists()
    answer = client.post(address(plan, agency), form(row(0), row(1, day="15/06/2024"), row(2, day="13/06/2024")))
    assert [(m["number"], m["text"]) for m in answer.context["mistakes"]] == [
        (2, "Ngày: Ngày 15/06/2024 nằm ngoài kỳ báo cáo (15/03/2024 – 14/06/2024)."),
        (3, "Ngày: Ngày 13/06/2024 chưa tới: chỉ báo cáo việc đã làm."),
    ]
    assert "Hoạt động 2" in answer.content.decode()
    assert not Submission.objects.exists()


def test_what_the_channel_does_not_count_is_said_at_its_field(client, officer, plan, agency):
    answer = client.post(address(plan, agency), form(row(minutes="30")))
    assert answer.context["rows"].forms[0].errors.keys() == {"minutes"}


@pytest.mark.parametrize(
    "wrong", [{"channel": "999999"}, {"channel": "x"}, {"items": ["999999"]}, {"day": "32/5/2024"}]
)
def test_what_cannot_be_chosen_is_refused_and_not_a_crash(client, officer, plan, agency, wrong):
    answer = client.post(address(plan, agency), form(row(**wrong)))
    assert (answer.status_code, len(answer.context["mistakes"])) == (200, 1)


def test_the_button_for_one_row_more_keeps_what_is_typed_and_complains_of_nothing(client, officer, plan, agency):
    answer = client.post(address(plan, agency), form(row(evidence=""), action="add"))
    forms = answer.context["rows"].forms
    assert (len(forms), forms[0]["title"].value(), answer.context["mistakes"]) == (2, "Hội nghị triển khai", [])
    assert "error-message" not in answer.content.decode()
    assert not Submission.objects.exists()


def test_a_row_that_was_added_and_left_empty_is_no_activity(client, officer, plan, agency):
    added = client.post(address(plan, agency), form(row(), action="add")).context["rows"].forms[1]
    untouched = {added[name].html_name: str(added[name].value() or "") for name in added.fields if name != "items"}
    del untouched["lines-1-DELETE"]
    assert client.post(address(plan, agency), form(row(), untouched)).status_code == 302
    assert Submission.objects.get().lines.count() == 1


def test_lines_are_changed_and_removed_from_the_form(client, officer, plan, agency):
    report = reports.draft(plan, agency)
    kept, gone = reports.line(report), reports.line(report, title="Nhầm")
    changed = row(0, line=str(kept.pk), title="Tập huấn", persons="")
    removed = row(1, line=str(gone.pk), DELETE="on")
    assert client.post(address(plan, agency), form(changed, removed, initial=2)).status_code == 302
    line = report.lines.get()
    assert (line.pk, line.title, line.persons) == (kept.pk, "Tập huấn", None)


def test_a_line_of_another_report_cannot_be_reached_through_the_form(client, officer, plan, agency):
    foreign = reports.line(reports.draft(plan, reports.agency("Sở Y tế")))
    answer = client.post(address(plan, agency), form(row(line=str(foreign.pk), title="Chiếm"), initial=1))
    assert [m["number"] for m in answer.context["mistakes"]] == [1]
    client.post(address(plan, agency), form(row(line=str(foreign.pk), DELETE="on"), initial=1))
    foreign.refresh_from_db()
    assert foreign.title == "Hội nghị triển khai kế hoạch CCHC"


def test_sending_keeps_what_is_on_the_screen_and_then_the_report_can_only_be_read(client, officer, plan, agency):
    assert client.post(address(plan, agency), form(row(), action="send")).status_code == 302
    report = Submission.objects.get()
    assert (report.state, report.sent_by, report.sent_at) == ("sent", officer, AT)
    page = client.get(address(plan, agency))
    assert "rows" not in page.context
    assert "Gửi đúng hạn" in page.content.decode()
    client.post(address(plan, agency), form(row(title="Sửa sau")))
    assert report.lines.get().title == "Hội nghị triển khai"


def test_sending_nothing_needs_the_word_that_there_was_nothing(client, officer, plan, agency):
    answer = client.post(address(plan, agency), form(action="send"))
    assert "Không phát sinh" in str(answer.context["head"].non_field_errors())
    assert not Submission.objects.exists()
    assert client.post(address(plan, agency), form(action="send", nothing_to_report="on")).status_code == 302
    assert Submission.objects.get().nothing_to_report


def test_a_period_that_has_not_begun_is_not_written(client, officer, plan, agency):
    page = client.get(address(plan, agency, "quy-3"))
    assert "rows" not in page.context
    assert "15/06/2024" in page.content.decode()
    client.post(address(plan, agency, "quy-3"), form(action="send", nothing_to_report="on"))
    assert not Submission.objects.exists()


def test_only_periods_that_the_plan_asks_for_have_an_address(client, officer, plan, agency):
    assert client.get(address(plan, agency, "thang-6")).status_code == 404
    assert client.get(address(plan, agency, "quy-9")).status_code == 404


def test_the_reason_of_a_return_stands_above_the_form(client, officer, plan, agency):
    actions.return_submission(submission=reports.sent(plan, agency), reason="Thiếu danh sách", by=None, at=AT)
    page = client.get(address(plan, agency))
    assert page.context["is_writing"]
    assert "Thiếu danh sách" in page.content.decode()


def test_the_form_costs_the_same_for_one_line_and_for_many(client, officer, plan, agency):
    report = reports.draft(plan, agency)
    url, costs = address(plan, agency), []
    client.get(url)
    for wanted in (1, 8):
        while report.lines.count() < wanted:
            reports.line(report, items=plan.items.all())
        costs.append(reports.cost(client, url))
    assert costs[0] == costs[1] <= MOST_QUERIES


def test_the_printed_form_bears_the_letterhead_and_says_that_a_draft_is_one(client, officer, plan, agency):
    report = reports.draft(plan, agency)
    reports.line(report, persons=1200)
    draft = client.get(address(plan, agency, name="print")).content.decode()
    assert all(
        words in draft for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Bản nháp", "1.200 người", "Quý II/2024")
    )
    actions.send(submission=report, by=officer, at=AT)
    assert "Bản nháp" not in client.get(address(plan, agency, name="print")).content.decode()


def test_a_desk_shows_what_is_due_first_then_what_is_to_come_and_what_is_sent(client, officer, plan, agency, clock):
    early = reports.draft(plan, agency, period=period(2024, "quy-1"))
    actions.annotate(submission=early, note="", nothing_to_report=True, by=officer, at=AT)
    actions.send(submission=early, by=officer, at=AT)
    desk = client.get(reverse("newsroom_submissions:desk")).context["desks"][0]
    assert [row.period.code for row in desk["urgent"]] == ["quy-2", "6-thang-dau", "nam"]
    assert [(row.period.code, row.progress.value) for row in desk["others"]] == [
        ("quy-1", "sent-late"),
        ("quy-3", "not-begun"),
        ("quy-4", "not-begun"),
        ("6-thang-cuoi", "not-begun"),
    ]
    clock.move_to(datetime(2024, 6, 17, tzinfo=UTC))
    late = client.get(reverse("newsroom_submissions:desk"))
    assert late.context["desks"][0]["urgent"][0].progress.value == "late"
    assert "Trễ hạn 2 ngày" in late.content.decode()


def test_a_desk_costs_the_same_for_one_organisation_and_for_three(client, officer, plan):
    url, costs = reverse("newsroom_submissions:desk"), []
    client.get(url)
    for wanted in (1, 3):
        while officer.memberships.count() < wanted:
            other = reports.agency(f"Sở {officer.memberships.count()}")
            officer.memberships.create(organisation=other, role="officer")
            reports.sent(plan, other)
        costs.append(reports.cost(client, url))
        assert len(client.get(url).context["desks"]) == wanted
    assert costs[0] == costs[1] <= MOST_QUERIES


def test_what_nobody_asked_for_may_be_reported_and_is_never_overdue(client, plan, clock):
    commune = reports.agency("Ủy ban nhân dân xã Tân Hòa", kind="commune")
    clock.move_to(datetime(2024, 7, 1, tzinfo=UTC))
    client.force_login(make.user(role="officer", organisation=commune))
    desk = client.get(reverse("newsroom_submissions:desk")).context["desks"][0]
    assert desk["urgent"] == []
    assert {row.days for row in desk["others"]} == {"Không bắt buộc"}
    assert client.post(address(plan, commune), form(row(), action="send")).status_code == 302


def test_without_a_plan_the_desk_says_what_is_missing(client, officer):
    assert "Chưa có kế hoạch nào" in client.get(reverse("newsroom_submissions:desk")).content.decode()
