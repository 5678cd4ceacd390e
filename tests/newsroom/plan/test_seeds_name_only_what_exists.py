"""Both shipped plans and the channels: whatever one seed file names, another one defines."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

import newsroom

ROOMS = Path(newsroom.__file__).parent
PLANS = {"174-KH-UBND-2024": date(2024, 6, 1), "mau-2026": date(2026, 6, 1)}


def read(name):
    return tomllib.loads((ROOMS / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def organisations():
    rows = []
    for name in ("thai-binh-2024", "hung-yen-2026"):
        rows += read(f"organisations/seeds/{name}.toml")["organisations"]
    return {row["slug"]: row for row in rows}


@pytest.fixture(scope="module")
def channels():
    return {row["code"]: row for row in read("plan/seeds/channels.toml")["channels"]}


@pytest.fixture(params=sorted(PLANS))
def name(request):
    return request.param


@pytest.fixture
def plan(name):
    return read(f"plan/seeds/{name}.toml")


def named_bodies(plan):
    yield plan["plan"]["issuer"]
    for row in plan["assignments"] + plan["reporting"]:
        yield from row.get("bearers", [])
    for row in plan["reporting"]:
        yield row["recipient"]
        yield row["via"]
    for row in plan["targets"]:
        if "organisation" in row:
            yield row["organisation"]


def test_each_body_named_exists_in_the_middle_of_the_plan(name, plan, organisations):
    day = PLANS[name]
    for slug in named_bodies(plan):
        body = organisations[slug]
        assert body["valid_from"] <= day < body.get("valid_to", date.max), slug


def test_each_kind_of_bearer_has_bodies_in_the_middle_of_the_plan(name, plan, organisations):
    day = PLANS[name]
    alive = {o["kind"] for o in organisations.values() if o["valid_from"] <= day < o.get("valid_to", date.max)}
    for row in plan["assignments"] + plan["reporting"]:
        assert set(row.get("bearer_kinds", [])) <= alive, row["clause"]


def test_each_clause_item_and_channel_named_is_there(plan, channels):
    labels = {clause["label"] for clause in plan["clauses"]}
    items = {item["label"] for item in plan["items"]}
    assert items <= labels
    for row in plan["channels"]:
        assert row["clause"] in labels
        assert set(row["codes"]) <= channels.keys()
    for row in plan["assignments"] + plan["reporting"]:
        assert row["clause"] in labels
        assert set(row.get("channels", [])) <= channels.keys()
        assert set(row.get("items", [])) <= items
    for row in plan["targets"]:
        assert row["origin"] in labels | {""}
        assert row.get("item") in items | {None}
        assert row.get("channel") in channels.keys() | {None}


def test_a_clause_is_assigned_at_most_once(plan):
    for part in ("assignments", "reporting", "channels"):
        clauses = [row["clause"] for row in plan[part]]
        assert len(clauses) == len(set(clauses)), part


def test_each_item_has_themes_and_no_theme_is_unknown(plan):
    themes = {theme["slug"] for theme in read("themes/seeds/themes.toml")["themes"]}
    for item in plan["items"]:
        assert item["themes"], item["label"]
        assert set(item["themes"]) <= themes


def test_the_sample_says_that_it_is_one():
    head = read("plan/seeds/mau-2026.toml")["plan"]
    assert head["sample"] is True
    assert head["number"] == "mẫu-2026"
    assert "(mẫu)" in head["title"]


def test_the_sample_names_no_year_outside_its_head():
    rest = {k: v for k, v in read("plan/seeds/mau-2026.toml").items() if k != "plan"}
    assert "2026" not in str(rest)
    assert "2025" not in str(rest)


@pytest.mark.parametrize(
    ("clause", "forms"),
    [
        (
            "II.2.a",
            "hoi-nghi tap-huan tuyen-dung dao-tao-boi-duong giao-ban-hop-dinh-ky cuoc-thi-cchc "
            "cuoc-thi-phap-luat toa-dam san-khau-hoa hinh-thuc-moi",
        ),
        ("II.2.b", "cong-tinh cong-don-vi chuyen-trang-cchc duong-day-nong phan-anh-tra-loi dang-lai"),
        (
            "II.2.c",
            "bao phat-thanh truyen-hinh trang-tin-dai chuyen-muc-cchc bao-chi-khac dai-huyen truyen-thanh-xa "
            "mang-xa-hoi tai-lieu to-roi pano ap-phich an-pham-khac phuong-tien-khac",
        ),
        ("II.2.d", "hoat-dong-ct-xh"),
    ],
)
def test_each_form_that_the_plan_prints_has_a_channel_in_its_group(clause, forms, channels):
    rows = read("plan/seeds/174-KH-UBND-2024.toml")["channels"]
    (codes,) = [row["codes"] for row in rows if row["clause"] == clause]
    assert codes == forms.split()
    assert {channels[code]["group"] for code in codes} == {clause[-1]}


def test_a_producer_has_one_default_channel(channels):
    served = [value for channel in channels.values() for value in channel["serves"]]
    assert len(served) == len(set(served))
    assert {
        "story:newspaper",
        "story:portal",
        "story:broadcaster",
        "broadcast:radio",
        "broadcast:tv",
        "episode",
        "entry:local_station",
        "entry:commune",
    } <= set(served)


def test_units_are_those_in_which_people_count(channels):
    assert {channel["unit"] for channel in channels.values()} <= {
        *("tác phẩm", "lượt phát", "phút", "cuộc", "buổi", "kỳ", "lượt người", "bản", "điểm"),
        *("bài đăng", "lượt", "lớp", "hoạt động"),
    }
    for channel in channels.values():
        assert channel["counts_copies"] == (channel["unit"] == "bản"), channel["code"]
        assert channel["counts_minutes"] or channel["unit"] != "lượt phát", channel["code"]
