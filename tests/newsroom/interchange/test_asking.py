"""Who may ask for what: the owner, a colleague from another outlet, a stranger."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache

from newsroom.coverage.models import CoverageRecord
from newsroom.interchange.actions import revoke_key
from newsroom.interchange.models import ApiKey
from tests import factories as make

from .conftest import NOW

ADDRESSES = [
    "/plans",
    "/plans/2024/174-kh-ubnd",
    "/plans/2024/174-kh-ubnd/periods",
    "/codes",
    "/statements/2024/quy-2",
    "/snapshots",
    "/records",
    "/totals/2024/quy-2",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_is_told_how_to_come_in(quarter, ask, address):
    refused = ask(address)
    assert refused.status_code == 401
    assert refused["WWW-Authenticate"].startswith("Bearer")
    assert refused.json()["type"] == "urn:cchc:api:no-key"
    assert "Authorization: Bearer" in refused.json()["detail"]


def test_the_front_tells_a_stranger_what_there_is_and_no_figure(quarter, ask):
    told = ask("/").json()
    assert told["asker"] is None
    assert {"plans", "records", "openapi", "docs"} <= set(told["links"])


def test_the_front_tells_a_key_what_it_is(quarter, portal_key, ask):
    asker = ask("/", portal_key).json()["asker"]
    assert (asker["organisation"], asker["sees_all"]) == (quarter.portal.slug, False)
    assert asker["reads"] == ["statements", "records", "totals"]


@pytest.mark.parametrize("address", ["/", *ADDRESSES])
@pytest.mark.parametrize(
    "sent",
    [
        "Bearer",
        "Bearer x",
        "Basic dXNlcjpwYXNz",
        "cchc_01234567_x",
        f"Bearer cchc_01234567_{'x' * 43}",
        f"Bearer cchc_01234567_{'x' * 42}\x00",
        "Bearer " + "a" * 5000,
    ],
)
def test_what_is_no_key_opens_nothing(quarter, planner, ask, client, address, sent):
    client.force_login(planner)  # a wrong key never falls back to the session
    refused = ask(address, headers={"Authorization": sent})
    assert refused.status_code == 401
    assert refused.json()["type"] == "urn:cchc:api:bad-key"


def test_an_expired_key_opens_nothing_and_says_so(quarter, full, ask):
    with time_machine.travel(NOW + timedelta(days=30, seconds=1)):
        refused = ask("/plans", full)
    assert refused.status_code == 401
    assert "hết hạn" in refused.json()["detail"]
    with time_machine.travel(NOW + timedelta(days=29)):
        assert ask("/plans", full).status_code == 200


def test_a_revoked_key_opens_nothing_at_once(quarter, full, ask):
    assert ask("/plans", full).status_code == 200
    revoke_key(key=ApiKey.objects.get(), reason="Thử", by=None, at=NOW)
    refused = ask("/plans", full)
    assert refused.status_code == 401
    assert "thu hồi" in refused.json()["detail"]


def test_only_its_holder_learns_that_a_key_was_revoked(quarter, full, ask):
    revoke_key(key=ApiKey.objects.get(), reason="Thử", by=None, at=NOW)
    guessed = full[:-1] + ("A" if full[-1] != "A" else "B")
    assert "thu hồi" not in ask("/plans", guessed).json()["detail"]


@pytest.mark.parametrize(
    ("reads", "opened", "closed"),
    [
        (["statements"], ["/statements/2024/quy-2", "/snapshots"], ["/records", "/totals/2024/quy-2"]),
        (["records"], ["/records"], ["/statements/2024/quy-2", "/snapshots", "/totals/2024/quy-2"]),
        (["totals"], ["/totals/2024/quy-2"], ["/statements/2024/quy-2", "/snapshots", "/records"]),
    ],
)
def test_a_key_reads_the_kinds_for_which_it_was_made(quarter, frozen, department, new_key, ask, reads, opened, closed):
    key = new_key(department, reads=reads, reach="standing")
    frozen_addresses = {f"/snapshots/{frozen.pk}": "statements", f"/snapshots/{frozen.pk}/records": "records"}
    for address in [*opened, "/plans", "/codes", "/"]:
        assert ask(address, key).status_code == 200
    for address in closed:
        assert ask(address, key).status_code == 403
        assert ask(address, key).json()["type"] == "urn:cchc:api:not-allowed"
    for address, kind in frozen_addresses.items():
        assert ask(address, key).status_code == (200 if kind in reads else 403)


def test_a_key_of_an_outlet_sees_its_own_figures_only(quarter, frozen, portal_key, ask):
    """Neither in figures, nor in lists, names, counts or errors."""
    for address in ("/statements/2024/quy-2", f"/snapshots/{frozen.pk}"):
        told = ask(address, portal_key)
        assert told.json()["organisations"] == ["Cổng tỉnh"]
        assert told.json()["total"]["appearances"] == 2
    totals = ask("/totals/2024/quy-2", portal_key, by="organisation").json()
    assert [(row["organisation"], row["appearances"]) for row in totals["rows"]] == [(quarter.portal.slug, 2)]
    assert totals["total"]["appearances"] == 2
    records = ask("/records", portal_key, state="all").json()
    assert records["count"] == 2
    assert {record["organisation"] for record in records["records"]} == {quarter.portal.slug}
    kept = ask(f"/snapshots/{frozen.pk}/records", portal_key).json()
    assert (kept["count"], {record["organisation"] for record in kept["records"]}) == (2, {quarter.portal.slug})
    assert ask("/codes", portal_key).json()["organisations"] == [{"code": quarter.portal.slug, "name": "Cổng tỉnh"}]


@pytest.mark.parametrize("accept", ["application/json", "text/csv"])
def test_no_answer_to_an_outlet_names_a_piece_of_another(quarter, frozen, portal_key, ask, accept):
    addresses = [*ADDRESSES, f"/snapshots/{frozen.pk}", f"/snapshots/{frozen.pk}/records", "/records?state=all"]
    for address in addresses:
        told = ask(address, portal_key, accept=accept).content.decode()
        for title in ("In báo", "Lên sóng", "Phát lại", "Hôm trước", "Đã gỡ", "Báo Thái Bình", "Đài PT-TH"):
            assert title not in told, (address, title)


def test_another_s_organisation_is_as_if_it_were_not_there(quarter, portal_key, ask):
    theirs = ask("/records", portal_key, organisation=quarter.paper.slug)
    nobody_s = ask("/records", portal_key, organisation="khong-co-to-chuc-nay")
    assert theirs.status_code == nobody_s.status_code == 404
    assert theirs.json() == nobody_s.json()
    assert ask("/records", portal_key, organisation=quarter.portal.slug).json()["count"] == 2


def test_a_key_that_may_see_all_loses_it_with_its_people(quarter, department, full, ask):
    assert ask("/statements/2024/quy-2", full).json()["total"]["appearances"] == 8
    person = department.memberships.get().user
    person.is_active = False
    person.save()
    told = ask("/statements/2024/quy-2", full).json()
    assert (told["total"]["appearances"], told["organisations"]) == (0, ["Sở TT&TT"])
    person.is_active = True
    person.save()
    person.memberships.all().delete()
    assert ask("/records", full).json()["count"] == 0


def test_a_key_for_its_own_figures_stays_so_whoever_works_there(quarter, department, new_key, ask):
    assert ask("/records", new_key(department, reach="own")).json()["count"] == 0


@pytest.mark.parametrize(
    ("role", "seen"), [("planner", 8), ("analyst", 8), ("editor", 8), ("officer", 2), ("reporter", 2)]
)
def test_whoever_is_logged_in_sees_what_the_screen_shows_them(quarter, ask, client, role, seen):
    client.force_login(make.user(role=role, organisation=quarter.portal))
    assert ask("/statements/2024/quy-2").json()["total"]["appearances"] == seen
    assert ask("/records", year=2024, period="quy-2").json()["count"] == seen
    assert ask("/totals/2024/quy-2").json()["total"]["appearances"] == seen


def test_someone_without_a_role_is_refused(quarter, ask, client):
    client.force_login(make.user())
    refused = ask("/plans")
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:cchc:api:not-allowed")


def test_someone_who_may_not_enter_the_admin_is_refused(quarter, ask, client):
    client.force_login(make.user(role="planner", organisation=quarter.paper, admin=False))
    # The role brings its group, and that one the right to enter; without it the role alone opens nothing.
    user = make.user(role="planner", organisation=quarter.paper, admin=False)
    user.groups.clear()
    client.force_login(user)
    assert ask("/plans").status_code == 403


def test_reading_writes_down_that_the_key_was_used(quarter, full, ask):
    assert ApiKey.objects.get().last_used_at is None
    ask("/plans", full)
    assert ApiKey.objects.get().last_used_at is not None


def test_the_ration_of_a_minute_is_told_and_ends(quarter, department, new_key, ask):
    key = new_key(department, per_minute=3)
    with time_machine.travel(NOW.replace(second=20), tick=False):
        left = [ask("/plans", key)["RateLimit-Remaining"] for _ in range(3)]
        assert left == ["2", "1", "0"]
        refused = ask("/plans", key)
    assert refused.status_code == 429
    assert (refused["Retry-After"], refused["RateLimit-Limit"]) == ("40", "3")
    assert refused.json()["type"] == "urn:cchc:api:too-many-requests"
    with time_machine.travel(NOW.replace(second=20) + timedelta(seconds=40), tick=False):
        assert ask("/plans", key).status_code == 200


def test_one_key_does_not_eat_another_s_ration(quarter, department, new_key, ask):
    one, other = new_key(department, per_minute=1), new_key(department, per_minute=1)
    with time_machine.travel(NOW.replace(second=1), tick=False):
        assert [ask("/plans", key).status_code for key in (one, one, other)] == [200, 429, 200]


def test_whoever_is_logged_in_has_a_ration_too(quarter, planner, ask, client):
    client.force_login(planner)
    with time_machine.travel(NOW.replace(second=1), tick=False):
        counter = f"newsroom-interchange:user-{planner.pk}:{int(NOW.replace(second=1).timestamp()) // 60}"
        cache.set(counter, 120)
        assert ask("/plans").status_code == 429


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/", "/records", "/openapi.json", "/khong-co"])
def test_nothing_can_be_written(quarter, full, ask, address, method):
    before = CoverageRecord.objects.count()
    refused = ask(address, full, method=method)
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert refused.json()["type"] == "urn:cchc:api:read-only"
    assert CoverageRecord.objects.count() == before


def test_options_and_head(quarter, full, ask):
    told = ask("/records", full, method="options")
    assert (told.status_code, told["Allow"], told.content) == (204, "GET, HEAD, OPTIONS", b"")
    whole, head = ask("/records", full), ask("/records", full, method="head")
    assert (head.status_code, head.content) == (200, b"")
    assert (head["ETag"], head["Content-Type"]) == (whole["ETag"], whole["Content-Type"])
    assert ask("/records", method="head").status_code == 401
