"""What the API says when it cannot answer: RFC 9457, in Vietnamese, naming the field, and never a 500."""

import pytest

from newsroom.interchange.api.problems import TITLES
from tests import factories as make

NUL = "\x00"


@pytest.mark.parametrize(
    ("address", "query", "status", "field"),
    [
        ("/khong-co", {}, 404, "address"),
        ("/plans/", {}, 404, "address"),
        (f"/statements/2024/quy-2/{NUL}", {}, 404, "address"),
        ("/statements/2023/quy-2", {}, 404, "year"),
        ("/statements/2024/quy-2", {"plan": "1-kh-ubnd"}, 404, "plan"),
        ("/statements/2024/quy-9", {}, 422, "period"),
        (f"/statements/2024/{NUL}", {}, 422, "period"),
        ("/statements/nam/quy-2", {}, 422, "year"),
        ("/statements/99999999999999999999999/quy-2", {}, 422, "year"),
        ("/statements/1999/quy-2", {}, 422, "year"),
        ("/statements/-1/quy-2", {}, 422, "year"),
        ("/statements/2_024/quy-2", {}, 422, "year"),
        ("/statements/2024/quy-2", {"ke-hoach": "x"}, 422, "ke-hoach"),
        ("/plans", {"trang": "2"}, 422, "trang"),
        ("/plans/2024/174-kh-ubnd/periods", {"kind": "week"}, 422, "kind"),
        ("/plans/2024/khong-co", {}, 404, "plan"),
        ("/plans/2024/a%00b", {}, 422, "plan"),
        ("/records", {"limit": "0"}, 422, "limit"),
        ("/records", {"limit": "501"}, 422, "limit"),
        ("/records", {"limit": "1e3"}, 422, "limit"),
        ("/records", {"limit": "9" * 400}, 422, "limit"),
        ("/records", {"limit": ""}, 422, "limit"),
        ("/records", {"limit": "٣"}, 422, "limit"),
        ("/records", {"limit": ["1", "2"]}, 422, "limit"),
        ("/records", {"cursor": "x"}, 422, "cursor"),
        ("/records", {"cursor": NUL}, 422, "cursor"),
        ("/records", {"cursor": "WzEsMl0:AAAA"}, 422, "cursor"),
        ("/records", {"period": "quy-2"}, 422, "period"),
        ("/records", {"item": "II.1.1"}, 422, "item"),
        ("/records", {"plan": "174-kh-ubnd"}, 422, "plan"),
        ("/records", {"year": "2024", "item": "II.1.9"}, 404, "item"),
        ("/records", {"year": "2024", "item": NUL}, 404, "item"),
        ("/records", {"channel": "khong-co"}, 404, "channel"),
        ("/records", {"channel": f"bao{NUL}"}, 422, "channel"),
        ("/records", {"theme": "khong-co"}, 404, "theme"),
        ("/records", {"theme": "một cửa"}, 422, "theme"),
        ("/records", {"organisation": "khong-co"}, 404, "organisation"),
        ("/records", {"organisation": "a" * 200}, 422, "organisation"),
        ("/records", {"genre": "tin"}, 422, "genre"),
        ("/records", {"genre": ""}, 422, "genre"),
        ("/records", {"tone": "good"}, 422, "tone"),
        ("/records", {"day_from": "15/03/2024"}, 422, "day_from"),
        ("/records", {"day_from": "2024-02-30"}, 422, "day_from"),
        ("/records", {"day_from": "0001-01-01"}, 422, "day_from"),
        ("/records", {"day_to": "9999-12-31"}, 422, "day_to"),
        ("/records", {"day_to": "0"}, 422, "day_to"),
        ("/records", {"changed_since": "hôm qua"}, 422, "changed_since"),
        ("/records", {"changed_since": "2024-13-01T00:00:00"}, 422, "changed_since"),
        ("/records", {"changed_since": "2024-01-01T00:00:00+99:99"}, 422, "changed_since"),
        ("/records", {"changed_since": "0001-01-01T00:00:00+14:00"}, 422, "changed_since"),
        ("/records", {"changed_since": NUL}, 422, "changed_since"),
        ("/records", {"state": "gone"}, 422, "state"),
        ("/totals/2024/quy-2", {"by": "hour"}, 422, "by"),
        ("/totals/2024/quy-2", {"by": "item,item"}, 422, "by"),
        ("/totals/2024/quy-2", {"by": "month,week"}, 422, "by"),
        ("/totals/2024/quy-2", {"by": "item,channel,tone"}, 422, "by"),
        ("/totals/2024/quy-2", {"by": f"item{NUL}"}, 422, "by"),
        ("/snapshots/1", {}, 404, "snapshot"),
        ("/snapshots/0", {}, 422, "snapshot"),
        ("/snapshots/9223372036854775807", {}, 404, "snapshot"),
        ("/snapshots/9223372036854775808", {}, 422, "snapshot"),
        ("/snapshots/99999999999999999999999999", {}, 422, "snapshot"),
        ("/snapshots/1/records", {"limit": "x"}, 422, "limit"),
        ("/snapshots", {"year": "24"}, 422, "year"),
        ("/openapi.json", {"format": "yaml"}, 422, "format"),
    ],
)
def test_a_problem_names_its_field_and_its_status(quarter, full, ask, address, query, status, field):
    told = ask(address, full, **query)
    assert told.status_code == status
    assert told["Content-Type"].startswith("application/problem+json")
    assert "no-store" in told["Cache-Control"]
    problem = told.json()
    assert problem["status"] == status
    assert problem["type"].removeprefix("urn:cchc:api:") in TITLES
    assert {"title", "detail", "instance"} <= set(problem)
    assert field in [fault["name"] for fault in problem["errors"]]
    assert all(fault["detail"] and fault["in"] in ("query", "path", "header") for fault in problem["errors"])


def test_everything_that_is_wrong_is_told_at_once(quarter, full, ask):
    told = ask("/records", full, limit="x", day_from="x", genre="x").json()
    assert [fault["name"] for fault in told["errors"]] == ["limit", "genre", "day_from"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"limit": "501"}, "phải là 500 trở xuống"),
        ({"limit": "x"}, "phải là số nguyên"),
        ({"state": "x"}, "phải là một trong: standing, withdrawn, all"),
        ({"trang": "2"}, "không có ở đây; các tham số là: changed_since, channel"),
        ({"day_from": "x"}, "viết như 2024-05-31"),
    ],
)
def test_problems_speak_vietnamese(quarter, full, ask, query, said):
    assert said in ask("/records", full, **query).json()["detail"]


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("", 200),
        ("*/*", 200),
        ("application/*", 200),
        ("text/html,application/xhtml+xml,*/*;q=0.8", 200),
        ("text/csv", 200),
        ("text/csv;q=0.5, application/json", 200),
        ("text/html", 406),
        ("application/xml", 406),
        ("image/png, text/html", 406),
        (";;;,,/", 406),
    ],
)
def test_what_cannot_be_had_in_that_form(quarter, full, ask, accept, status):
    told = ask("/records", full, accept=accept)
    assert told.status_code == status
    if status == 406:
        assert told.json()["errors"][0]["name"] == "Accept"
        assert "text/csv" in told.json()["detail"]


def test_the_front_has_no_table(quarter, full, ask):
    assert ask("/", full, accept="text/csv").status_code == 406


def test_an_offset_s_plus_may_arrive_as_a_space(quarter, full, client):
    """As it does from a spreadsheet that does not escape it."""
    told = client.get(
        "/api/thong-ke/v1/records?changed_since=2024-05-31T08:00:00+07:00",
        headers={"Authorization": f"Bearer {full}", "Accept": "application/json"},
    )
    assert told.status_code == 200


def test_a_hostile_title_stays_text(quarter, full, ask):
    make.record(title='</script><script>alert(1)</script>"\u2028', themes=[])
    told = ask("/records", full)
    assert told["Content-Type"] == "application/json"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told.json()["records"][-1]["title"].startswith("</script>")
