"""What the API says is what the screen says."""

import csv
import io
import itertools
import json

import pytest

from newsroom.coverage.counting import UNCLASSIFIED
from newsroom.coverage.models import CoverageRecord
from newsroom.interchange.api.questions import BY
from newsroom.interchange.api.records import told_record
from newsroom.interchange.api.snapshots import told_line
from newsroom.organisations.models import FormerName
from newsroom.periods import CODES
from newsroom.statements.compiling import UNCLASSIFIED_CODE
from newsroom.statements.querysets import items_of, lines_of
from tests import factories as make

FIGURES = ("appearances", "works", "minutes")


def rows_of(response):
    told = response.content.decode()
    assert told.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(told.removeprefix("\ufeff"))))


def lines(data):
    return {**{row["label"]: row for row in data["rows"]}, UNCLASSIFIED_CODE: data["unclassified"], "": data["total"]}


@pytest.mark.parametrize("code", CODES)
def test_the_statement_is_the_screen_s_own_to_the_last_cell(quarter, full, ask, client, planner, code):
    told = ask(f"/statements/2024/{code}", full).json()
    client.force_login(planner)
    assert told == json.loads(client.get(f"/bao-cao/2024/{code}.json").getvalue())


def test_the_statement_as_csv_is_the_screen_s_own(quarter, full, ask, client, planner):
    told = ask("/statements/2024/quy-2", full, accept="text/csv")
    client.force_login(planner)
    screen = client.get("/bao-cao/2024/quy-2.csv")
    assert told.content == screen.getvalue()
    assert told["Content-Disposition"] == 'attachment; filename="bao-cao-174-kh-ubnd-2024-quy-2.csv"'


@pytest.mark.parametrize("spread", ["channel", "organisation"])
def test_totals_and_statement_agree_on_every_figure(quarter, full, ask, spread):
    statement = lines(ask("/statements/2024/quy-2", full).json())
    totals = ask("/totals/2024/quy-2", full, by=f"item,{spread}").json()
    found = {(row["item"], row[spread]): row for row in totals["rows"]}
    expected = {
        (label, code): part for label, line in statement.items() if label for code, part in line[f"by_{spread}"].items()
    }
    assert found.keys() == expected.keys()
    for key, part in expected.items():
        assert [found[key][name] for name in FIGURES] == [part[name] for name in FIGURES]
    for row in ask("/totals/2024/quy-2", full, by="item").json()["rows"]:
        assert [row[name] for name in FIGURES] == [statement[row["item"]][name] for name in FIGURES]
    assert [totals["total"][name] for name in FIGURES] == [statement[""][name] for name in FIGURES]


@pytest.mark.parametrize("by", [*BY, *(f"{one},{two}" for one, two in itertools.permutations(BY, 2))])
def test_every_pair_of_dimensions_is_what_a_plain_recount_finds(quarter, full, ask, by):
    """Counted again from the records that the API lists, in plain Python."""
    body = make.organisation("Sở Tư pháp", kind="department")
    record = CoverageRecord.objects.get(title="Pano")
    record.about.add(body, quarter.paper)
    CoverageRecord.objects.filter(title="In báo").update(genre="article", tone="commend")
    dimensions = by.split(",")
    answer = ask("/totals/2024/quy-2", full, by=by)
    if set(dimensions) == {"month", "week"}:
        assert answer.status_code == 422
        return
    records = ask("/records", full, year=2024, period="quy-2").json()["records"]
    periods = ask("/plans/2024/174-kh-ubnd/periods", full, kind="month").json()["periods"]

    def values(record, dimension):
        if dimension == "item":
            return record["items"] or [UNCLASSIFIED_CODE]
        if dimension == "about":
            return record["about"]
        if dimension == "month":
            return [each["code"] for each in periods if each["start"] <= record["day"] <= each["end"]]
        if dimension == "week":
            starts = ["2024-03-15", "2024-03-22", "2024-03-29", "2024-04-05", "2024-04-12", "2024-04-19", "2024-04-26"]
            starts += ["2024-05-03", "2024-05-10", "2024-05-17", "2024-05-24", "2024-05-31", "2024-06-07", "2024-06-14"]
            return [max(start for start in starts if start <= record["day"])]
        return [record[dimension]]

    held = {}
    for record in records:
        for key in itertools.product(*(values(record, dimension) for dimension in dimensions)):
            held.setdefault(key, []).append(record)
    found = {tuple(row[dimension] for dimension in dimensions): row for row in answer.json()["rows"]}
    assert found.keys() == held.keys()
    for key, those in held.items():
        assert found[key]["appearances"] == len(those)
        assert found[key]["works"] == len({record["work_id"] for record in those})
        assert found[key]["quantity"] == sum(record["quantity"] for record in those)
        assert found[key]["first_runs"] == sum(not record["rerun"] for record in those)


def test_rows_of_totals_stand_in_printed_order(quarter, full, ask):
    rows = ask("/totals/2024/quy-2", full, by="item").json()["rows"]
    assert [row["item"] for row in rows] == ["II.1.1", "II.1.2", UNCLASSIFIED_CODE]
    assert [row["month"] for row in ask("/totals/2024/quy-2", full, by="month").json()["rows"]] == [
        "thang-4",
        "thang-5",
        "thang-6",
    ]


def test_organisations_bear_the_names_of_the_period_s_last_day_as_in_the_statement(quarter, full, ask):
    # Both sides of the fence: renamed on the period's last day, and on the day after it.
    new, old = quarter.paper, quarter.portal
    FormerName.objects.create(organisation=new, name="Tên trước ngày cuối", until=quarter.period.last_day)
    FormerName.objects.create(organisation=old, name="Tên tới hết kỳ", until=quarter.period.stop)
    rows = ask("/totals/2024/quy-2", full, by="organisation").json()["rows"]
    named = {row["organisation"]: row["organisation_name"] for row in rows}
    assert (named[new.slug], named[old.slug]) == (new.label, "Tên tới hết kỳ")
    parts = lines(ask("/statements/2024/quy-2", full).json())[""]["by_organisation"]
    assert named == {slug: part["name"] for slug, part in parts.items()}


def test_totals_as_csv_say_the_same(quarter, full, ask):
    told = ask("/totals/2024/quy-2", full, by="organisation,channel").json()["rows"]
    rows = rows_of(ask("/totals/2024/quy-2", full, accept="text/csv", by="organisation,channel"))
    assert rows == [{name: str(value) for name, value in row.items()} for row in told]


def test_as_many_records_as_every_figure_says(quarter, full, ask):
    statement = lines(ask("/statements/2024/quy-2", full).json())
    for label, line in statement.items():
        narrowed = {"item": label} if label else {}
        cells = [({}, line)]
        cells += [({"channel": code}, part) for code, part in line["by_channel"].items()]
        cells += [({"organisation": code}, part) for code, part in line["by_organisation"].items()]
        for query, part in cells:
            told = ask("/records", full, year=2024, period="quy-2", **narrowed, **query).json()
            assert told["count"] == len(told["records"]) == part["appearances"]
            assert len({record["work_id"] for record in told["records"]}) == part["works"]


def test_a_record_is_told_as_lists_and_sheets_tell_it(quarter, full, ask):
    items = items_of(quarter.plan)
    records = CoverageRecord.objects.order_by("pk")
    sealed = [told_line(line) for line in lines_of(records, items)]
    live = [told_record(record, items) for record in records]
    assert [{name: record[name] for name in sealed[0]} for record in live] == sealed
    assert set(live[0]) - set(sealed[0]) == {"themes", "about", "source", "recorded_at", "withdrawn_at"}


def test_records_as_csv_say_the_same(quarter, full, ask):
    told = ask("/records", full, year=2024, period="quy-2").json()["records"]
    rows = rows_of(ask("/records", full, accept="text/csv", year=2024, period="quy-2"))
    assert [row["title"] for row in rows] == [record["title"] for record in told]
    assert rows[3]["items"] == "II.1.1; II.1.2"
    assert [row["rerun"] for row in rows].count("1") == 1


def test_no_spreadsheet_runs_a_title(quarter, full, ask):
    make.record(title='=HYPERLINK("http://evil.example","x")', themes=[])
    told = ask("/records", full, accept="text/csv").content.decode()
    assert '"\'=HYPERLINK(""http://evil.example"",""x"")"' in told


def test_live_says_that_it_is_provisional_and_frozen_says_which_snapshot(quarter, frozen, full, ask):
    live, kept = ask("/statements/2024/quy-2", full), ask(f"/snapshots/{frozen.pk}", full)
    assert (live.json()["provisional"], live.json()["snapshot"], live["X-Provisional"]) == (True, None, "true")
    assert "X-Snapshot-Sha256" not in live
    assert kept.json()["provisional"] is False
    assert kept.json()["snapshot"]["sha256"] == frozen.sha256 == kept["X-Snapshot-Sha256"]
    assert (kept.json()["snapshot"]["id"], kept["X-Snapshot-Id"]) == (frozen.pk, str(frozen.pk))
    assert kept["X-Provisional"] == "false"
    assert kept["ETag"].startswith(f'"{frozen.sha256}')
    sheet = ask(f"/snapshots/{frozen.pk}", full, accept="text/csv")
    assert (sheet["X-Provisional"], sheet["X-Snapshot-Sha256"]) == ("false", frozen.sha256)


def test_what_changes_later_changes_the_live_statement_alone(quarter, frozen, full, ask, client, planner):
    before = ask(f"/snapshots/{frozen.pk}", full).json()
    make.record(themes=[], title="Vào sổ muộn")
    assert ask("/statements/2024/quy-2", full).json()["total"]["appearances"] == 9
    assert ask(f"/snapshots/{frozen.pk}", full).json() == before
    assert before["total"]["appearances"] == 8
    client.force_login(planner)
    assert json.loads(client.get("/bao-cao/2024/quy-2.json?ban=1").getvalue()) == before


def test_the_list_of_snapshots_and_the_periods_tell_what_is_frozen(quarter, frozen, full, ask):
    (listed,) = ask("/snapshots", full).json()["snapshots"]
    assert (listed["id"], listed["number"], listed["current"]) == (frozen.pk, 1, True)
    assert listed["period"]["code"] == "quy-2"
    assert ask(listed["links"]["statement"], full).json()["snapshot"]["id"] == frozen.pk
    assert ask("/snapshots", full, year=2023).json()["snapshots"] == []
    assert ask("/snapshots", full, period="quy-3").json()["snapshots"] == []
    periods = {each["code"]: each for each in ask("/plans/2024/174-kh-ubnd/periods", full).json()["periods"]}
    assert len(periods) == 19
    assert (periods["quy-2"]["state"], periods["quy-2"]["due"]) == ("frozen", "2024-06-15")
    assert periods["quy-2"]["snapshot"]["sha256"] == frozen.sha256
    assert (periods["quy-1"]["state"], periods["quy-1"]["snapshot"]) == ("live", None)
    for link in periods["quy-2"]["links"].values():
        assert ask(link, full).status_code == 200


def test_records_of_a_snapshot_are_those_that_were_frozen(quarter, frozen, full, ask):
    make.record(themes=[], title="Vào sổ muộn")
    CoverageRecord.objects.filter(title="In báo").update(title="Tên mới")
    told = ask(f"/snapshots/{frozen.pk}/records", full).json()
    assert (told["count"], told["provisional"], told["snapshot"]["id"]) == (8, False, frozen.pk)
    titles = {record["title"] for record in told["records"]}
    assert "In báo" in titles
    assert not {"Tên mới", "Vào sổ muộn"} & titles
    sheet = rows_of(ask(f"/snapshots/{frozen.pk}/records", full, accept="text/csv"))
    assert {row["title"] for row in sheet} == titles


def test_plans_items_and_codes(quarter, full, ask):
    assert [plan["slug"] for plan in ask("/plans", full).json()["plans"]] == ["174-kh-ubnd"]
    plan = ask("/plans/2024/174-kh-ubnd", full).json()
    assert [(item["label"], item["themes"]) for item in plan["items"]] == [
        ("II.1.1", ["mot-cua", "par-index"]),
        ("II.1.2", ["par-index", "sipas"]),
    ]
    codes = ask("/codes", full).json()
    assert {"code": "pano", "name": "Pano", "unit": "bản"} in codes["channels"]
    assert [row["code"] for row in rows_of(ask("/codes", full, accept="text/csv")) if row["kind"] == "tones"] == [
        "neutral",
        "commend",
        "critical",
    ]


def test_one_of_several_plans_can_be_asked_for(quarter, full, ask):
    make.plan(number="99/KH-UBND", is_sample=True)
    assert ask("/statements/2024/quy-2", full, plan="99-kh-ubnd").json()["plan"]["number"] == "99/KH-UBND"
    assert ask("/statements/2024/quy-2", full).json()["plan"]["number"] == "174/KH-UBND"
    assert ask("/totals/2024/quy-2", full, plan="99-kh-ubnd").json()["plan"]["number"] == "99/KH-UBND"


def test_unclassified_is_told_by_the_code_of_addresses(quarter, full, ask):
    assert UNCLASSIFIED not in {row["item"] for row in ask("/totals/2024/quy-2", full).json()["rows"]}
    told = ask("/records", full, year=2024, period="quy-2", item=UNCLASSIFIED_CODE).json()
    assert {record["title"] for record in told["records"]} == {"Pano", "Ngoài các nội dung"}
