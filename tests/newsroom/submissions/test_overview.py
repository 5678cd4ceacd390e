"""Who has reported, who is late, and who may see and do what."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from newsroom.periods import period
from newsroom.submissions import actions
from newsroom.submissions.models import Submission
from tests import factories as make
from tests.newsroom.submissions import reports
from tests.newsroom.submissions.reports import AT, Q2

pytestmark = pytest.mark.django_db
OVERVIEW = "/admin/bao-cao-don-vi/tong-hop/"
AFTER = datetime(2024, 6, 17, 2, tzinfo=UTC)
MOST_QUERIES = 24  # Wagtail's frame, with every room's menu, included


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AFTER, tick=False):
        yield


@pytest.fixture
def plan():
    return reports.plan()


@pytest.fixture
def home_affairs():
    return reports.agency("Sở Nội vụ")


@pytest.fixture
def planner(client, home_affairs):
    made = make.user(role="planner", organisation=home_affairs)
    client.force_login(made)
    return made


def states(page):
    return {row.organisation.name: row.progress.value for row in page.context["rows"]}


def address(plan, agency, name="report"):
    return reverse(f"newsroom_submissions:{name}", args=[plan.pk, agency.slug, "quy-2"])


def is_refused(answer):
    return answer.status_code == 302 and answer.url == "/admin/"


def test_the_period_in_hand_shows_everybody_who_must_report_the_late_first(client, planner, plan):
    reports.sent(plan, reports.agency("Sở Tư pháp"))
    reports.sent(plan, reports.agency("Sở Y tế"), at=AFTER)
    reports.draft(plan, reports.agency("UBND huyện Vũ Thư", kind="district"))
    reports.agency("UBND xã Tân Hòa", kind="commune")
    back = reports.sent(plan, reports.agency("Sở Tài chính"))
    actions.return_submission(submission=back, reason="Thiếu", by=planner, at=AFTER)
    page = client.get(OVERVIEW)
    assert page.context["period"] == Q2
    assert list(states(page).items()) == [
        ("Sở Nội vụ", "late"),
        ("UBND huyện Vũ Thư", "late"),
        ("Sở Tài chính", "returned"),
        ("Sở Y tế", "sent-late"),
        ("Sở Tư pháp", "sent"),
    ]
    assert (page.context["sent_count"], page.context["required_count"]) == (2, 5)
    text = page.content.decode()
    assert "Trễ hạn 2 ngày" in text
    assert "Trễ 2 ngày" in text


def test_filters_stand_in_the_address_and_the_counts_stay(client, planner, plan):
    reports.sent(plan, reports.agency("Sở Tư pháp"))
    reports.agency("UBND huyện Vũ Thư", kind="district")
    assert states(client.get(OVERVIEW, {"state": "sent"})) == {"Sở Tư pháp": "sent"}
    page = client.get(OVERVIEW, {"state": "late", "kind": "district"})
    assert states(page) == {"UBND huyện Vũ Thư": "late"}
    counts = {s["value"]: s["count"] for s in client.get(OVERVIEW, {"state": "sent"}).context["states"]}
    assert counts == {"late": 2, "sent": 1}
    page = client.get(OVERVIEW, {"state": "nonsense", "kind": "nonsense", "period": "nonsense", "plan": "nonsense"})
    assert len(page.context["rows"]) == 3


def test_another_period_and_another_plan_are_an_address_away(client, planner, plan):
    older = make.plan(2023, number="9/KH", issuer=plan.issuer)
    reports.asks(older, bearer_kinds=["department"])
    page = client.get(OVERVIEW, {"plan": older.pk, "period": "quy-1"})
    assert page.context["period"] == period(2023, "quy-1")
    assert client.get(OVERVIEW).context["plan"] == plan


def test_each_organisation_is_held_to_the_day_of_its_own_duty(client, planner, plan):
    commune = reports.agency("UBND xã Tân Hòa", kind="commune")
    reports.asks(plan, bearers=[commune], due_day=20, label="IV.3")
    rows = {row.organisation: row for row in client.get(OVERVIEW).context["rows"]}
    assert (rows[commune].period.due, rows[commune].progress.value) == (date(2024, 6, 20), "awaited")


def test_an_agency_that_ended_before_the_period_did_owes_nothing(client, planner, plan):
    reports.agency("Sở Cũ", valid_to=date(2024, 6, 14))
    reports.agency("Sở Mới", valid_from=date(2024, 6, 14))
    assert states(client.get(OVERVIEW)).keys() == {"Sở Nội vụ", "Sở Mới"}


def test_who_reports_without_having_to_is_shown_and_not_counted(client, planner, plan):
    reports.sent(plan, reports.agency("UBND xã Tân Hòa", kind="commune"))
    page = client.get(OVERVIEW)
    assert states(page)["UBND xã Tân Hòa"] == "sent"
    assert (page.context["sent_count"], page.context["required_count"]) == (0, 1)


def test_the_overview_costs_the_same_for_two_agencies_and_for_ten(client, planner, plan):
    client.get(OVERVIEW)
    costs = []
    for number in (2, 10):
        for place in range(number):
            agency = reports.agency(f"Sở {place}")
            if not Submission.objects.filter(organisation=agency).exists():
                reports.sent(plan, agency, by=planner)
        costs.append(reports.cost(client, OVERVIEW))
    assert costs[0] == costs[1] <= MOST_QUERIES


def test_the_planner_returns_a_sent_report_with_a_reason(client, planner, plan):
    agency = reports.agency()
    report = reports.sent(plan, agency)
    answer = client.post(address(plan, agency, "return"), {"reason": " "})
    assert answer.context["return_form"].errors
    report.refresh_from_db()
    assert report.is_sent
    assert client.post(address(plan, agency, "return"), {"reason": "Thiếu minh chứng"}).status_code == 302
    report.refresh_from_db()
    assert (report.is_sent, report.returns.get().returned_by) == (False, planner)
    again = client.post(address(plan, agency, "return"), {"reason": "Lần nữa"})
    assert "chưa gửi" in str([str(m) for m in get_messages(again.wsgi_request)])
    assert report.returns.count() == 1


def test_a_draft_is_its_agencys_own_until_it_is_sent(client, planner, plan):
    agency = reports.agency()
    report = reports.draft(plan, agency)
    reports.line(report, title="Chưa muốn nói")
    page = client.get(address(plan, agency))
    assert page.status_code == 200
    assert "Chưa muốn nói" not in page.content.decode()
    assert is_refused(client.get(address(plan, agency, "print")))
    with time_machine.travel(AFTER, tick=False):
        actions.send(submission=report, by=None, at=AFTER)
    assert "Chưa muốn nói" in client.get(address(plan, agency)).content.decode()
    assert client.get(address(plan, agency, "print")).status_code == 200


def person(who, agency):
    paper = make.organisation()
    return {
        "officer": lambda: make.user(role="officer", organisation=agency),
        "another agency's officer": lambda: make.user(role="officer", organisation=reports.agency("Sở Y tế")),
        "reporter": lambda: make.user(role="reporter", organisation=paper),
        "reporter of the same organisation": lambda: make.user(role="reporter", organisation=agency),
        "stranger": make.user,
        "analyst": lambda: make.user(role="analyst", organisation=paper),
        "editor": lambda: make.user(role="editor", organisation=paper),
        "planner": lambda: make.user(role="planner", organisation=reports.agency("Sở Nội vụ")),
        "administrator": lambda: make.user(is_superuser=True),
    }[who]()


@pytest.mark.parametrize(
    ("who", "reads", "writes", "returns", "oversees"),
    [
        ("officer", True, True, False, False),
        ("another agency's officer", False, False, False, False),
        ("reporter", False, False, False, False),
        ("reporter of the same organisation", False, False, False, False),
        ("stranger", False, False, False, False),
        ("analyst", True, False, False, True),
        ("editor", True, False, False, True),
        ("planner", True, False, True, True),
        ("administrator", True, False, True, True),
    ],
)
def test_who_may_do_what(client, plan, who, reads, writes, returns, oversees):
    agency = reports.agency()
    client.force_login(person(who, agency))
    report = reports.draft(plan, agency)
    data = {"action": "save", "note": "Của tôi", "lines-TOTAL_FORMS": "0", "lines-INITIAL_FORMS": "0"}
    client.post(address(plan, agency), data)
    report.refresh_from_db()
    assert (report.note == "Của tôi") is writes

    reports.line(report, title="Việc đã làm")
    actions.send(submission=report, by=None, at=AT)
    page = client.get(address(plan, agency))
    assert (page.status_code == 200 and "Việc đã làm" in page.content.decode()) is reads
    assert is_refused(page) is not reads
    assert is_refused(client.get(address(plan, agency, "print"))) is not reads
    assert is_refused(client.get(OVERVIEW)) is not oversees

    client.post(address(plan, agency, "return"), {"reason": "Thử"})
    report.refresh_from_db()
    assert report.is_sent is not returns


@pytest.mark.parametrize(
    ("who", "shown"), [("officer", True), ("planner", True), ("reporter", False), ("stranger", False)]
)
def test_the_menu_shows_reports_to_those_who_have_business_with_them(client, plan, who, shown):
    client.force_login(person(who, reports.agency()))
    assert ('"url": "/admin/bao-cao-don-vi/"' in client.get("/admin/").content.decode()) is shown


def test_nobody_is_let_in_without_logging_in(client, plan):
    for url in (OVERVIEW, "/admin/bao-cao-don-vi/", address(plan, reports.agency())):
        assert client.get(url).url.startswith("/admin/login/")


def test_a_plan_that_asks_for_nothing_says_so(client, planner):
    make.plan(2024)
    assert "không quy định chế độ báo cáo" in client.get(OVERVIEW).content.decode()
