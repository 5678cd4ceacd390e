"""The screen of duties, its files, and who sees what of it."""

import csv
import io

import pytest

from newsroom.plan.models import Assignment, Clause
from tests import factories as make

ADDRESS = "/bao-cao/2024/quy-2/nhiem-vu"
FILES = [f"{ADDRESS}.json", f"{ADDRESS}.csv"]


@pytest.fixture(autouse=True)
def duties(quarter):
    """One borne by the newspaper and the portal, one by nobody who did anything, one that no record shows."""
    idle = make.organisation("=Sở Xây dựng", kind="department", slug="so-xay-dung")
    duties = (
        ("IV.1.g", [quarter.paper, quarter.portal], True),
        ("IV.1.đ", [idle], True),
        ("IV.1.c.2", [idle], False),
    )
    for position, (label, bearers, measured) in enumerate(duties, start=100):
        clause = Clause.objects.create(plan=quarter.plan, label=label, position=position, kind="duty", text="x")
        duty = Assignment.objects.create(
            plan=quarter.plan, clause=clause, summary=f"Việc {label}", is_measured=measured
        )
        duty.bearers.set(bearers)
    duty = Assignment.objects.get(clause__label="IV.1.g")
    duty.channels.set([make.channel("bao"), make.channel("cong-tinh")])


def test_the_page_says_what_is_missing_first_and_what_nobody_can_measure(client, planner):
    client.force_login(planner)
    page = client.get(ADDRESS).content.decode()
    assert "1 nhiệm vụ chưa thấy có gì" in page
    assert page.index("nhiem-vu-iv-1-dd") < page.index("Việc IV.1.g")
    assert "Không đo bằng sổ theo dõi" in page
    assert "1/1 đơn vị: sổ không thấy, cũng chưa báo cáo" in page
    assert f'href="{ADDRESS}"' in client.get("/bao-cao/2024/quy-2").content.decode()


def test_page_json_csv_and_rows_say_the_same(client, planner, quarter):
    client.force_login(planner)
    data = client.get(FILES[0]).json()
    duty = next(each for each in data["duties"] if each["clause"] == "IV.1.g")
    assert (duty["appearances"], duty["works"], duty["empty"]) == (4, 3, 0)
    rows = list(csv.DictReader(io.StringIO(client.get(FILES[1]).content.decode("utf-8-sig"))))
    told = {cells[7]: cells for cells in (list(row.values()) for row in rows)}
    for slug, bearer in duty["bearers"].items():
        rows_of = client.get(f"{ADDRESS}/IV.1.g/ban-ghi?don-vi={slug}").content.decode()
        assert rows_of.count("data-record=") == bearer["appearances"] == int(told[bearer["name"]][9])
    assert client.get(f"{ADDRESS}/IV.1.g/ban-ghi").content.decode().count("data-record=") == 4
    unmeasured = next(each for each in data["duties"] if not each["measured"])
    assert (unmeasured["appearances"], unmeasured["reported"], unmeasured["empty"]) == (None, None, None)
    assert [row for row in rows if "'=Sở Xây dựng" in row.values()]  # no formula


@pytest.mark.parametrize("address", [ADDRESS, *FILES, f"{ADDRESS}/IV.1.g/ban-ghi"])
def test_a_stranger_gets_the_login_and_someone_without_a_role_is_refused(client, address):
    assert client.get(address)["Location"].startswith("/admin/login/")
    client.force_login(make.user())
    assert client.get(address)["Location"] == "/admin/"


def test_a_unit_sees_its_own_duties_and_records_and_a_colleague_none_of_them(client, quarter):
    client.force_login(make.user(role="officer", organisation=quarter.portal))
    data = client.get(FILES[0]).json()
    assert [(duty["clause"], list(duty["bearers"])) for duty in data["duties"]] == [("IV.1.g", [quarter.portal.slug])]
    assert client.get(f"{ADDRESS}/IV.1.g/ban-ghi").content.decode().count("data-record=") == 1
    assert client.get(f"{ADDRESS}/IV.1.g/ban-ghi?don-vi={quarter.paper.slug}").status_code == 404
    assert client.get(f"{ADDRESS}/IV.1.đ/ban-ghi").status_code == 404
    client.force_login(make.user(role="officer", organisation=quarter.station))
    assert client.get(FILES[0]).json()["duties"] == []
    assert "không giao nhiệm vụ nào" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("address", [f"{ADDRESS}/IV.9/ban-ghi", "/bao-cao/2024/quy-5/nhiem-vu", f"{ADDRESS}.xlsx"])
def test_what_is_not_there_is_not_found(client, planner, address):
    client.force_login(planner)
    assert client.get(address).status_code == 404
