"""Each item through the months of its year and through other plans: chart, table and ledger say the same."""

import json
import re
from datetime import date

import pytest
import time_machine

from newsroom.plan.models import Counterpart, Crosswalk
from newsroom.statements.actions import compile_trend
from tests import factories as make

ADDRESS = "/bao-cao/2024/quy-2/xu-huong"
TODAY = date(2024, 5, 20)


@pytest.fixture
def next_year(quarter):
    """A plan for 2025 that carries on the first item in two, with two records that serve both of them."""
    one_door, index = make.theme("Một cửa"), make.theme("PAR Index")
    plan = make.plan(2025, number="9/KH-UBND", items={"II.1.a": [one_door], "II.1.b": [index], "II.1.c": []})
    crosswalk = Crosswalk.objects.create(earlier=quarter.plan, later=plan)
    old = quarter.plan.items.get(clause__label="II.1.1")
    for label in ("II.1.a", "II.1.b"):
        new = plan.items.get(clause__label=label)
        Counterpart.objects.create(crosswalk=crosswalk, old=old, new=new)
    for _each in range(2):
        make.record(date(2025, 3, 1), themes=[one_door, index])
    return plan


def by_code(courses):
    return {course.code: course for course in courses}


def test_months_are_those_of_the_report_and_add_up_to_the_year(quarter):
    course = by_code(compile_trend(plan=quarter.plan, today=date(2025, 1, 1)))["II.1.1"]
    assert [month.period.code for month in course.months] == [f"thang-{number}" for number in range(1, 13)]
    said = [month.figure.appearances for month in course.months]
    assert said == [0, 0, 1, 1, 1, 2, 1, 0, 0, 0, 0, 0]
    (year,) = course.years
    assert (year.figure.appearances, year.is_this) == (sum(said), True)
    assert year.figure.works == 4
    assert course.months_without == 7


def test_a_month_that_has_not_begun_has_no_figure(quarter):
    course = by_code(compile_trend(plan=quarter.plan, today=TODAY))[""]
    assert [month.figure is None for month in course.months] == [False] * 6 + [True] * 6
    assert course.months_without == 2


def test_through_a_crosswalk_a_record_counts_once_in_the_row_that_it_carries_on(quarter, next_year):
    courses = by_code(compile_trend(plan=quarter.plan, today=date(2025, 6, 1)))
    first, second = courses["II.1.1"].years, courses["II.1.2"].years
    assert [(year.year, year.figure and year.figure.appearances) for year in first] == [(2024, 6), (2025, 2)]
    assert [year.figure is None for year in second] == [False, True]
    assert [year.figure.appearances for year in courses[""].years] == [10, 2]


def test_someone_of_one_unit_follows_its_own(quarter):
    courses = by_code(compile_trend(plan=quarter.plan, today=TODAY, organisation_ids=[quarter.portal.pk]))
    assert courses[""].years[0].figure.appearances == 2


def test_the_number_of_queries_grows_with_plans_and_not_with_records(quarter, django_assert_num_queries):
    with django_assert_num_queries(9) as few:
        compile_trend(plan=quarter.plan, today=TODAY)
    for _each in range(30):
        make.record(themes=[make.theme("Một cửa")])
    with django_assert_num_queries(len(few)):
        compile_trend(plan=quarter.plan, today=TODAY)


def test_chart_and_table_say_the_same_and_each_figure_opens_its_records(client, planner, quarter, next_year):
    client.force_login(planner)
    with time_machine.travel("2025-01-02 09:00", tick=False):
        page = client.get(ADDRESS).content.decode()
    drawn = json.loads(re.search(r'<script id="xu-huong-0" type="application/json">(.*?)</script>', page)[1])
    assert drawn["series"][0]["values"] == [0, 0, 1, 1, 1, 2, 1, 0, 0, 0, 0, 0]
    years = json.loads(re.search(r'<script id="xu-huong-0-nam" type="application/json">(.*?)</script>', page)[1])
    assert (years["labels"], years["series"][0]["values"]) == (["2024", "2025"], [6, 2])
    card = page[page.index('id="II.1.1"') : page.index('id="II.1.2"')]
    opened = re.findall(r'href="(/bao-cao/2024/thang-\d+/ban-ghi\?muc=II\.1\.1)">(\d+)</a>', card)
    assert [int(number) for _address, number in opened] == [1, 1, 1, 2, 1]
    for address, number in opened:
        assert client.get(address).content.decode().count("data-record=") == int(number)
    assert "7 tháng chưa có lượt nào" in card


def test_a_stranger_gets_the_login_someone_without_a_role_is_refused_and_an_officer_sees_its_own(client, quarter):
    assert client.get(ADDRESS)["Location"].startswith("/admin/login/")
    client.force_login(make.user())
    assert client.get(ADDRESS)["Location"] == "/admin/"
    client.force_login(make.user(role="officer", organisation=quarter.portal))
    with time_machine.travel("2025-01-02 09:00", tick=False):
        page = client.get(ADDRESS).content.decode()
    total = json.loads(re.search(r'<script id="xu-huong-3" type="application/json">(.*?)</script>', page)[1])
    assert sum(total["series"][0]["values"]) == 2
