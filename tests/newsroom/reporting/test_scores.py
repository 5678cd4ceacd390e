"""The screen of scores and its files: the arithmetic shown, each figure with its source."""

import csv
import io

import pytest

from newsroom.plan.actions import SHIPPED_CHANNELS, SHIPPED_RULES, load_channels, load_scoring_rules
from tests import factories as make

ADDRESS = "/bao-cao/2024/quy-2/cham-diem"
FILES = [f"{ADDRESS}.json", f"{ADDRESS}.csv"]


@pytest.fixture
def rules(quarter):
    load_channels(source=SHIPPED_CHANNELS.read_bytes(), name="c", by=None, at=make.LONG_AGO)
    load_scoring_rules(source=SHIPPED_RULES.read_bytes(), name="r", by=None, at=make.LONG_AGO)


def test_the_page_shows_the_arithmetic_and_where_its_figures_come_from(client, planner, rules):
    client.force_login(planner)
    page = client.get(f"{ADDRESS}?quy-tac=xuan-loc-2022-theo-nguong").content.decode()
    assert "0/1 chỉ tiêu = 0%, dưới 90%: 0 điểm" in page
    assert "0,25 + 0,5 = 0,75 điểm" in page
    assert "1 số đã phát mỗi tuần" in page
    assert "NewsId=10902" in page
    assert "/bao-cao/2024/quy-2/ban-ghi?kenh=pano" in page
    assert ADDRESS in client.get("/bao-cao/2024/quy-2").content.decode()


def test_page_json_and_csv_say_the_same(client, planner, rules):
    client.force_login(planner)
    data = client.get(f"{FILES[0]}?quy-tac=xuan-loc-2022-theo-vi-du").json()
    province = data["scores"][0]
    assert (province["organisation"], province["points"], province["of"]) == (None, "0.75", "2.00")
    rows = list(
        csv.reader(io.StringIO(client.get(f"{FILES[1]}?quy-tac=xuan-loc-2022-theo-vi-du").content.decode("utf-8-sig")))
    )
    told = [(row[0], row[2]) for row in rows[1:3]]
    assert told == [(province["name"], each["points"]) for each in province["criteria"]]
    assert (
        'data-figure="points">0,75 / 2<' in client.get(f"{ADDRESS}?quy-tac=xuan-loc-2022-theo-vi-du").content.decode()
    )


def test_a_version_is_asked_for_by_number_and_what_is_none_is_not_found(client, planner, rules):
    client.force_login(planner)
    assert client.get(f"{FILES[0]}?quy-tac=mau-bon-nhom@1").json()["rule"]["version"] == 1
    for wanted in ("mau-bon-nhom@2", "khong-co"):
        assert client.get(f"{ADDRESS}?quy-tac={wanted}").status_code == 404


def test_without_a_rule_the_page_says_what_to_do(client, planner):
    client.force_login(planner)
    assert "load_scoring_rules" in client.get(ADDRESS).content.decode()
    assert client.get(FILES[0]).status_code == 404


@pytest.mark.parametrize("address", [ADDRESS, *FILES])
def test_a_stranger_gets_the_login_and_someone_without_a_role_is_refused(client, quarter, address):
    assert client.get(address)["Location"].startswith("/admin/login/")
    client.force_login(make.user())
    assert client.get(address)["Location"] == "/admin/"


def test_a_unit_sees_its_own_score_and_no_colleagues(client, quarter, rules):
    client.force_login(make.user(role="officer", organisation=quarter.portal))
    scores = client.get(FILES[0]).json()["scores"]
    assert [each["organisation"] for each in scores] == [quarter.portal.slug]
    assert "Báo Thái Bình" not in client.get(ADDRESS).content.decode()


def test_as_many_queries_for_many_as_for_few(client, planner, quarter, rules, django_assert_max_num_queries):
    client.force_login(planner)
    client.get(ADDRESS)
    for number in range(8):
        body = make.organisation(f"Sở {number}", kind="department")
        make.record(organisation=body, channel=quarter.pano)
    with django_assert_max_num_queries(40):
        client.get(ADDRESS)
