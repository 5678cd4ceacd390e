"""ETags: the same while nothing changed, another as soon as anything that is told did."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.organisations.models import Organisation
from newsroom.themes.models import Theme
from tests import factories as make

ADDRESSES = [
    "/",
    "/plans",
    "/plans/2024/174-kh-ubnd/periods",
    "/codes",
    "/statements/2024/quy-2",
    "/snapshots",
    "/records?limit=3",
    "/totals/2024/quy-2",
    "/openapi.json",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_sent_twice(quarter, frozen, full, ask, address):
    first = ask(address, full)
    assert first["ETag"].startswith('"')
    assert first["Cache-Control"].startswith("private")
    assert {"Accept", "Authorization", "Cookie"} <= {name.strip() for name in first["Vary"].split(",")}
    for sent in (first["ETag"], f"W/{first['ETag']}", f'"x", {first["ETag"]}', "*"):
        again = ask(address, full, headers={"If-None-Match": sent})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert ask(address, full, headers={"If-None-Match": '"x"'}).status_code == 200


def test_csv_and_json_are_two_things(quarter, frozen, full, ask):
    for address in ("/records", "/totals/2024/quy-2", f"/snapshots/{frozen.pk}", f"/snapshots/{frozen.pk}/records"):
        json, csv = ask(address, full), ask(address, full, accept="text/csv")
        assert json["ETag"] != csv["ETag"]
        again = ask(address, full, accept="text/csv", headers={"If-None-Match": json["ETag"]})
        assert again.status_code == 200


@pytest.mark.parametrize(
    "address", ["/statements/2024/quy-2", "/records?year=2024&period=quy-2", "/totals/2024/quy-2?by=organisation"]
)
def test_whatever_changes_an_answer_changes_its_etag(quarter, full, ask, address):
    """Not the ledger alone: a new name is a new answer."""
    seen = {ask(address, full)["ETag"]}
    make.record(themes=[make.theme("Một cửa")])
    seen.add(ask(address, full)["ETag"])
    Organisation.objects.filter(pk=quarter.paper.pk).update(name="Báo và Đài")
    seen.add(ask(address, full)["ETag"])
    assert len(seen) == 3


def test_a_renamed_theme_is_another_list_of_records(quarter, full, ask):
    before = ask("/records", full)["ETag"]
    Theme.objects.filter(slug="mot-cua").update(name="Một cửa liên thông")
    assert ask("/records", full)["ETag"] != before


def test_an_unchanged_snapshot_is_not_even_opened(quarter, frozen, full, ask):
    for address in (f"/snapshots/{frozen.pk}", f"/snapshots/{frozen.pk}/records?limit=2"):
        whole = ask(address, full)
        with CaptureQueriesContext(connection) as queries:
            again = ask(address, full, headers={"If-None-Match": whole["ETag"]})
        assert again.status_code == 304
        assert again["X-Snapshot-Sha256"] == frozen.sha256
        assert not any("records" in query["sql"] and "head" in query["sql"] for query in queries.captured_queries)


def test_two_who_see_differently_hold_different_snapshots(quarter, frozen, full, portal_key, ask):
    address = f"/snapshots/{frozen.pk}"
    whole, own = ask(address, full), ask(address, portal_key)
    assert whole["ETag"] != own["ETag"]
    assert ask(address, portal_key, headers={"If-None-Match": whole["ETag"]}).status_code == 200


def test_pages_of_a_snapshot_are_different_things(quarter, frozen, full, ask):
    first = ask(f"/snapshots/{frozen.pk}/records", full, limit=3)
    second = ask(first.json()["next"], full)
    assert first["ETag"] != second["ETag"]


def test_a_problem_is_kept_by_nobody(quarter, ask):
    assert "no-store" in ask("/plans")["Cache-Control"]
