"""The matrix on the screen: every square opens exactly its records, and says in words what it lacks."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.coverage import actions
from newsroom.coverage.models import CoverageRecord, Source
from newsroom.plan.models import Assignment, Clause, Target
from tests import factories as make

ADDRESS = "/bao-cao/2024/quy-2/ma-tran"
SPREADS = ["", "?theo=kenh", "?theo=tuan"]


class Squares(HTMLParser):
    """Reads (row, column) → (number, state, address) off the matrix; a word without a number is a nought."""

    def __init__(self, html):
        super().__init__()
        self.row, self.at, self.found, self.records, self.in_number = None, None, {}, [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if "data-record" in attrs:
            self.records.append(int(attrs["data-record"]))
        if tag == "tr" and "data-row" in attrs:
            self.row = attrs["data-row"]
        if tag == "td" and "data-column" in attrs and self.row is not None:
            self.at = (self.row, attrs["data-column"])
            self.found[self.at] = (0, attrs["data-state"], None)
        if tag == "a" and self.at:
            number, state, _ = self.found[self.at]
            self.found[self.at] = (number, state, attrs["href"])
        self.in_number = "data-figure" in attrs and self.at is not None

    def handle_data(self, data):
        if self.in_number:
            _, state, href = self.found[self.at]
            self.found[self.at] = (int(re.sub(r"\D", "", data)), state, href)

    def handle_endtag(self, tag):
        self.in_number = False
        if tag == "td":
            self.at = None


@pytest.fixture
def ask(client, planner):
    client.force_login(planner)

    def get(address):
        response = client.get(address)
        assert response.status_code == 200, address
        return response.content.decode()

    return get


@pytest.fixture
def duty(quarter):
    """The newspaper must tell the second item, in print."""
    clause = Clause.objects.create(plan=quarter.plan, label="IV.1.g", position=95, kind="duty")
    duty = Assignment.objects.create(plan=quarter.plan, clause=clause, summary="Thông tin thường xuyên")
    duty.bearers.add(quarter.paper)
    duty.items.set(quarter.plan.items.filter(clause__label="II.1.1"))
    return duty


@pytest.mark.parametrize("query", SPREADS)
def test_every_square_opens_exactly_its_records_on_a_page_and_in_the_drawer(ask, quarter, query):
    opened = 0
    for (row, column), (number, _state, href) in Squares(ask(ADDRESS + query)).found.items():
        if href is None:
            assert not number or row == "", (row, column)
            continue
        page, drawer = Squares(ask(href)), Squares(ask(href.replace("/ban-ghi", "/ma-tran/ngan")))
        assert len(page.records) == len(set(page.records)) == number, (row, column)
        assert drawer.records == page.records
        opened += 1
    assert opened >= 12


@pytest.mark.parametrize("query", SPREADS)
@pytest.mark.parametrize("measure", ["luot", "tac-pham", "phut"])
def test_screen_json_and_csv_agree_on_every_square(ask, quarter, query, measure):
    joined = f"{query}{'&' if query else '?'}so={measure}"
    found = Squares(ask(ADDRESS + joined)).found
    data = json.loads(ask(f"{ADDRESS}.json{query}"))
    name = {"luot": "appearances", "tac-pham": "works", "phut": "minutes"}[measure]
    lines = {
        **{row["label"]: row for row in data["rows"]},
        "khong-phan-loai": data["unclassified"],
        "total": data["total"],
    }
    rows = list(csv.reader(io.StringIO(ask(f"{ADDRESS}.csv{query}").removeprefix("\ufeff"))))[1:]
    at = {"appearances": 7, "works": 8, "minutes": 9}[name]
    told = [int(row[at]) for row in rows if row[at]]
    said = []
    for row, line in lines.items():
        for cell in [*line["cells"], {"column": "", **line}]:
            assert found[(row, cell["column"])][0] == cell[name], (row, cell["column"])
            said.append(cell[name])
    assert told[: len(said)] == said


def test_the_matrix_and_the_statement_say_the_same(ask, quarter):
    statement = json.loads(ask("/bao-cao/2024/quy-2.json"))
    for theo, spread in (("don-vi", "by_organisation"), ("kenh", "by_channel")):
        data = json.loads(ask(f"{ADDRESS}.json?theo={theo}"))
        by_label = {row["label"]: row for row in data["rows"]}
        for line in statement["rows"]:
            cells = {cell["column"]: cell for cell in by_label[line["label"]]["cells"]}
            for code, part in line[spread].items():
                assert cells[code]["appearances"] == part["appearances"]
                assert cells[code]["works"] == part["works"]


def test_an_outlet_that_published_nothing_has_an_empty_column(ask, quarter):
    silent = make.organisation("Báo Im Lặng")
    assert ("II.1.1", silent.slug) not in Squares(ask(ADDRESS)).found
    make.outlet(silent)
    assert Squares(ask(ADDRESS)).found[("II.1.1", silent.slug)][:2] == (0, "empty")


def test_what_a_duty_asks_for_and_nobody_did_is_said_in_a_word_with_the_clause(ask, quarter, duty):
    assert Squares(ask(ADDRESS)).found[("II.1.1", quarter.paper.slug)][:2] == (2, "some")
    duty.items.set(quarter.plan.items.filter(clause__label="II.1.2"))
    duty.bearers.add(quarter.portal)
    page = ask(ADDRESS)
    assert Squares(page).found[("II.1.2", quarter.portal.slug)][:2] == (0, "gap")
    assert "Chưa có" in page
    assert "1 ô kế hoạch giao mà chưa có lượt nào" in page
    assert "IV.1.g" in page
    filtered = Squares(ask(f"{ADDRESS}?trong=1")).found
    assert {row for row, _column in filtered} == {"II.1.2", "khong-phan-loai", "total"}


def test_a_target_of_an_item_at_an_organisation_stands_in_its_square(ask, quarter):
    item = quarter.plan.items.get(clause__label="II.1.1")
    Target.objects.create(
        plan=quarter.plan, item=item, organisation=quarter.paper, measure="works", quantity=5, every="quarter"
    )
    page = ask(ADDRESS)
    assert Squares(page).found[("II.1.1", quarter.paper.slug)][:2] == (2, "short")
    assert "2/5" in page
    assert "Thiếu 3" in page
    narrowed = Squares(ask(f"{ADDRESS}?the-loai=brief")).found
    assert narrowed[("II.1.1", quarter.paper.slug)][:2] != (2, "short")


def test_the_weekly_column_is_held_against_each_week(ask, quarter):
    found = Squares(ask(f"{ADDRESS}?theo=tuan")).found
    states = [state for (row, _column), (_number, state, _href) in found.items() if row == ""]
    assert states.count("gap") == 11
    assert states.count("met") == 1


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("loai=newspaper", 3),
        ("nhom=c", 8),
        ("nhom=a", 0),
        ("sac-thai=neutral", 8),
        ("sac-thai=critical", 0),
        ("the-loai=brief", 0),
        ("loai=broadcaster&nhom=c&sac-thai=neutral", 3),
    ],
)
def test_filters_narrow_squares_and_records_alike(ask, quarter, query, total):
    for theo in ("don-vi", "kenh", "tuan"):
        page = ask(f"{ADDRESS}?theo={theo}&{query}")
        number, _state, href = Squares(page).found.get(("total", ""), (0, "", None))
        assert number == total
        assert page.count(" selected") == 4
        if total:
            assert len(Squares(ask(href)).records) == total


@pytest.mark.parametrize("query", ["theo=nam", "so=dong", "xep=nguoc", "loai=khong", "nhom=z", "the-loai=x", "trong=2"])
def test_a_word_that_means_nothing_is_not_found(client, planner, query):
    client.force_login(planner)
    assert client.get(f"{ADDRESS}?{query}").status_code == 404


def test_a_week_of_another_period_is_not_found(client, planner):
    client.force_login(planner)
    assert client.get("/bao-cao/2024/quy-2/ban-ghi?tuan=2024-W01").status_code == 404


def test_the_address_keeps_the_way_of_looking_when_one_part_changes(ask, quarter):
    page = ask(f"{ADDRESS}?theo=kenh&so=tac-pham&xep=in&nhom=c&trong=1")
    assert f"{ADDRESS}?theo=tuan&amp;so=tac-pham&amp;xep=in&amp;trong=1&amp;nhom=c" in page
    assert "/bao-cao/2024/quy-3/ma-tran?theo=kenh&amp;so=tac-pham&amp;xep=in&amp;trong=1&amp;nhom=c" in page


def test_a_correction_changes_the_square(ask, quarter, client, planner):
    before = Squares(ask(ADDRESS)).found
    record = quarter.records[0]
    actions.correct(
        record=record,
        changes={"organisation_id": quarter.station.pk},
        reason="Ghi nhầm đơn vị",
        by=planner,
        at=make.LONG_AGO,
    )
    after = Squares(ask(ADDRESS)).found
    assert before[("II.1.1", quarter.paper.slug)][0] - after[("II.1.1", quarter.paper.slug)][0] == 1
    assert after[("II.1.1", quarter.station.slug)][0] - before[("II.1.1", quarter.station.slug)][0] == 1
    assert before[("total", "")][0] == after[("total", "")][0]


def test_the_drawer_offers_correction_to_those_who_may_and_brings_them_back(client, quarter):
    address = f"{ADDRESS}/ngan?don-vi={quarter.paper.slug}&next={ADDRESS}%23o-II.1.1"
    offered = f"/dinh-chinh/?next={ADDRESS.replace('/', '%2F')}%23o-II.1.1"
    for role, where, sees in (
        ("analyst", quarter.station, True),
        ("editor", quarter.paper, True),
        ("editor", quarter.portal, False),
        ("reporter", quarter.paper, False),
    ):
        client.force_login(make.user(role=role, organisation=where))
        page = client.get(address).content.decode()
        assert page.count("data-record=") == 3
        assert (offered in page) is sees, (role, where)


def test_an_empty_square_teaches_what_would_fill_it(ask, quarter):
    page = ask(f"{ADDRESS}/ngan?muc=II.1.2&don-vi={quarter.portal.slug}")
    assert "Kỳ này chưa ghi nhận lượt nào ở đây" in page
    assert "PAR Index" in page
    assert "/admin/so-theo-doi/nhap/" in page


def test_the_menu_leads_to_the_quarter_that_is_running_or_ended_last(ask, client, quarter):
    assert ADDRESS not in ask("/bao-cao/")
    assert "/bao-cao/ma-tran" in ask("/bao-cao/")
    for day, period in (("2024-05-02", "quy-2"), ("2024-12-20", "quy-4"), ("2023-01-01", "quy-1")):
        with time_machine.travel(f"{day} 09:00", tick=False):
            assert client.get("/bao-cao/ma-tran")["Location"] == f"/bao-cao/2024/{period}/ma-tran"


def test_without_a_plan_the_menu_leads_to_the_list_of_reports(client, db):
    client.force_login(make.user(role="planner", organisation=make.organisation("Sở Nội vụ", kind="department")))
    assert client.get("/bao-cao/ma-tran")["Location"] == "/bao-cao/"


def test_the_statement_and_the_matrix_lead_to_each_other(ask, quarter):
    assert f'href="{ADDRESS}"' in ask("/bao-cao/2024/quy-2")
    assert 'href="/bao-cao/2024/quy-2"' in ask(ADDRESS)


@pytest.mark.parametrize("suffix", ["", ".json", ".csv", "/ngan"])
def test_a_stranger_gets_the_login_and_someone_without_a_role_is_refused(client, quarter, suffix):
    assert client.get(ADDRESS + suffix)["Location"].startswith("/admin/login/")
    client.force_login(make.user())
    assert client.get(ADDRESS + suffix)["Location"] == "/admin/"


@pytest.mark.parametrize("role", ["officer", "reporter"])
def test_a_unit_sees_its_own_column_only(client, quarter, role, duty):
    client.force_login(make.user(role=role, organisation=quarter.portal))
    found = Squares(client.get(ADDRESS).content.decode()).found
    assert {column for _row, column in found} == {quarter.portal.slug, ""}
    assert found[("total", "")][0] == 2
    assert client.get(f"{ADDRESS}/ngan?don-vi={quarter.paper.slug}").status_code == 404
    assert {column for _row, column in Squares(client.get(f"{ADDRESS}?theo=kenh").content.decode()).found} >= {"pano"}


def test_the_sentence_says_by_how_much_the_rows_exceed_the_total(ask, quarter):
    assert "nhiều hơn tổng 1 lượt" in ask(ADDRESS)


@pytest.mark.parametrize("query", SPREADS)
def test_the_page_asks_at_most_fifteen_times_and_no_more_when_there_is_more(client, planner, quarter, query):
    """Beside what Wagtail's frame asks on every page: who looks, what they may, their menu."""
    client.force_login(planner)
    client.get(ADDRESS)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS + query)
        said = [each["sql"] for each in queries]
        ours = [sql for sql in said if ("newsroom_" in sql and "_membership" not in sql) or "SAVEPOINT" in sql]
        return ours, len(said)

    small, everything = asked()
    assert len(small) <= 15
    for number in range(40):
        body = make.organisation(f"Đơn vị {number}", kind="department")
        for _each in range(3):
            make.record(organisation=body, channel=make.channel(f"k{number}"), themes=[make.theme("Một cửa")])
    assert CoverageRecord.objects.filter(source=Source.MANUAL).count() > 120
    assert asked()[1] == everything
