"""The shipped organisations: how many of each kind existed on a day, and what each became."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from newsroom import organisations as room
from newsroom import text

SEEDS = Path(room.__file__).parent / "seeds"
KINDS = {
    *("government", "newspaper", "broadcaster", "portal", "department", "district", "commune"),
    *("local_station", "socio_political", "other"),
}


@pytest.fixture(scope="module")
def rows():
    return [
        row
        for name in ("thai-binh-2024", "hung-yen-2026")
        for row in tomllib.loads((SEEDS / f"{name}.toml").read_text("utf-8"))["organisations"]
    ]


@pytest.fixture(scope="module")
def by_slug(rows):
    return {row["slug"]: row for row in rows}


def alive(rows, day):
    return [row for row in rows if row["valid_from"] <= day < row.get("valid_to", date.max)]


@pytest.mark.parametrize(
    ("day", "communes", "districts"),
    [
        (date(2024, 1, 1), 260, 8),
        (date(2024, 10, 31), 260, 8),
        (date(2024, 11, 1), 242, 8),
        (date(2025, 6, 30), 242, 8),
        (date(2025, 7, 1), 104, 0),
        (date(2026, 7, 1), 104, 0),
    ],
)
def test_communes_and_districts_are_as_many_as_there_were(rows, day, communes, districts):
    kinds = Counter(row["kind"] for row in alive(rows, day))
    assert (kinds["commune"], kinds["district"]) == (communes, districts)


@pytest.mark.parametrize(
    ("code", "communes"),
    [("336", 19), ("338", 37), ("339", 35), ("340", 38), ("341", 36), ("342", 32), ("343", 33), ("344", 30)],
)
def test_each_district_has_its_communes_and_one_station(rows, by_slug, code, communes):
    living = alive(rows, date(2024, 6, 1))
    (district,) = [row for row in living if row["kind"] == "district" and row["code"] == code]
    kinds = Counter(row["kind"] for row in living if row.get("parent") == district["slug"])
    assert kinds == {"commune": communes, "local_station": 1}


def test_a_slug_stands_once_and_is_plain(rows, by_slug):
    assert len(rows) == len(by_slug)
    for slug in by_slug:
        assert slug == text.slug(slug)


def test_kinds_are_known_and_days_run_forward(rows):
    for row in rows:
        assert row["kind"] in KINDS
        assert row["valid_from"] < row.get("valid_to", date.max)


def test_a_code_belongs_to_one_body_at_a_time(rows):
    for day in (date(2024, 6, 1), date(2024, 11, 1), date(2025, 7, 1)):
        codes = [row["code"] for row in alive(rows, day) if row.get("code")]
        assert len(codes) == len(set(codes))


def test_names_are_spelt_one_way(rows):
    for row in rows:
        assert row["name"] == text.canonical(row["name"])
        assert row["short_name"] == text.canonical(row["short_name"])


def test_a_parent_exists_and_is_alive_when_its_child_begins(rows, by_slug):
    for row in rows:
        if "parent" in row:
            assert by_slug[row["parent"]] in alive(rows, row["valid_from"]), row["slug"]


def test_a_successor_begins_on_the_day_on_which_its_forerunner_ends(rows, by_slug):
    for row in rows:
        for slug in row.get("successors", []):
            assert by_slug[slug]["valid_from"] == row["valid_to"], row["slug"]


def test_only_six_communes_end_without_a_known_successor(rows):
    ended = [row for row in rows if row["kind"] == "commune" and "valid_to" in row]
    lost = {row["short_name"] for row in ended if not row.get("successors")}
    assert lost == {"Xã Tây Tiến", "Xã Nam Thắng", "Xã Thượng Hiền", "Xã Đình Phùng", "Xã Vũ Thắng", "Xã Vũ Bình"}


def test_the_five_and_the_front_stand_beside_the_four_departments_that_the_plan_names(rows):
    kinds = Counter(row["kind"] for row in alive(rows, date(2024, 6, 1)))
    assert (kinds["socio_political"], kinds["department"]) == (6, 4)


def test_newspaper_and_station_became_one_body(by_slug):
    for slug in ("bao-thai-binh", "dai-pt-th-thai-binh"):
        assert by_slug[slug]["successors"] == ["bao-thai-binh-2025"]
        assert by_slug[slug]["valid_to"] == date(2025, 3, 17)
