"""Keys in the admin: who sees them, who makes them, who revokes them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom.interchange.actions import revoke_key
from newsroom.interchange.models import ApiKey
from tests import factories as make

from .conftest import NOW

LIST = "/admin/khoa-api/"
ADD = "/admin/khoa-api/tao/"


@pytest.fixture
def paper(db):
    return make.organisation()


@pytest.fixture
def portal(db):
    return make.organisation("Cổng tỉnh", kind="portal")


@pytest.fixture
def editor(client, paper):
    """An editor of the newspaper, logged in."""
    user = make.user("bien-tap", role="editor", organisation=paper)
    client.force_login(user)
    return user


def written(organisation, **facts):
    return {
        "organisation": organisation.pk,
        "name": "Bảng theo dõi",
        "reads": ["statements", "records"],
        "reach": "own",
        "last_day": (timezone.localdate() + timedelta(days=30)).strftime("%d/%m/%Y"),
        "per_minute": "30",
        **facts,
    }


def test_an_editor_makes_a_key_and_sees_its_secret_once(client, editor, paper, ask):
    made = client.post(ADD, written(paper))
    key = ApiKey.objects.get()
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert (key.organisation, key.created_by, key.reads) == (paper, editor, ("statements", "records"))
    assert (key.reach, key.per_minute) == ("own", 30)
    assert timezone.localtime(key.expires_at - timedelta(seconds=1)).date() == timezone.localdate() + timedelta(days=30)
    for address in (LIST, f"{LIST}{key.pk}/"):
        page = client.get(address).content.decode()
        assert key.prefix in page
        assert secret not in page
    client.logout()
    assert ask("/", secret).json()["asker"]["key"] == "Bảng theo dõi"


def test_an_editor_makes_keys_of_their_own_outlet_only(client, editor, paper, portal):
    refused = client.post(ADD, written(portal))
    assert refused.status_code == 200
    assert "organisation" in refused.context["form"].errors
    assert not ApiKey.objects.exists()
    assert list(refused.context["form"].fields["organisation"].queryset) == [paper]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "–"}, "name"),
        ({"reads": []}, "reads"),
        ({"reads": ["everything"]}, "reads"),
        ({"reach": "x"}, "reach"),
        ({"last_day": "hôm qua"}, "last_day"),
        ({"last_day": "01/01/2020"}, "last_day"),
        ({"last_day": "01/01/2099"}, "last_day"),
        ({"per_minute": "0"}, "per_minute"),
        ({"per_minute": "601"}, "per_minute"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(client, editor, paper, facts, field):
    refused = client.post(ADD, written(paper, **facts))
    assert refused.status_code == 200
    assert list(refused.context["form"].errors) == [field]
    assert 'value="30"' in refused.content.decode() or field == "per_minute"
    assert not ApiKey.objects.exists()


def test_today_is_a_last_day_and_so_is_the_day_two_years_from_now(client, editor, paper):
    for days in (0, 730):
        day = (timezone.localdate() + timedelta(days=days)).strftime("%d/%m/%Y")
        assert client.post(ADD, written(paper, last_day=day)).context.get("secret")


def test_a_key_cannot_reach_further_than_its_organisation(client, paper):
    agency = make.organisation("Sở Tư pháp", kind="department")
    make.user(role="officer", organisation=agency)
    client.force_login(make.user(role="planner", organisation=make.organisation("Sở Nội vụ", kind="department")))
    refused = client.post(ADD, written(agency, reach="standing"))
    assert "reach" in refused.context["form"].errors
    make.user(role="analyst", organisation=agency)
    assert client.post(ADD, written(agency, reach="standing")).context["secret"]


def test_a_colleague_of_another_outlet_sees_and_revokes_nothing(client, editor, paper, portal, new_key):
    new_key(portal, name="Khóa của cổng")
    key = ApiKey.objects.get()
    assert "Khóa của cổng" not in client.get(LIST).content.decode()
    for address in (f"{LIST}{key.pk}/", f"{LIST}{key.pk}/thu-hoi/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"reason": "x"}).status_code in (404, 405)
    key.refresh_from_db()
    assert key.revoked_at is None


@pytest.mark.parametrize("role", ["planner", None])
def test_the_home_affairs_office_and_administrators_keep_everybody_s(client, paper, portal, new_key, role):
    new_key(paper, name="Khóa của báo")
    new_key(portal, name="Khóa của cổng")
    office = make.organisation("Sở Nội vụ", kind="department")
    client.force_login(make.user(role=role, organisation=office) if role else make.user(is_superuser=True))
    page = client.get(LIST).content.decode()
    assert "Khóa của báo" in page
    assert "Khóa của cổng" in page
    assert client.post(ADD, written(paper)).context["secret"]


def test_the_information_department_keeps_its_own(client, department, portal, new_key):
    new_key(portal, name="Khóa của cổng")
    client.force_login(department.memberships.get().user)
    assert "Khóa của cổng" not in client.get(LIST).content.decode()
    assert client.post(ADD, written(department, reach="standing")).context["secret"]


@pytest.mark.parametrize("role", ["reporter", "officer", None])
def test_whoever_keeps_no_keys_gets_wagtail_s_refusal_and_no_menu(client, paper, role):
    client.force_login(make.user(role=role, organisation=paper) if role else make.user())
    for address in (LIST, ADD, f"{LIST}ket-qua/", f"{LIST}1/", f"{LIST}1/thu-hoi/"):
        assert client.get(address)["Location"] == "/admin/"
    assert LIST not in client.get("/admin/").content.decode()


def test_a_stranger_gets_the_login(client, db):
    for address in (LIST, ADD, f"{LIST}1/", f"{LIST}1/thu-hoi/"):
        assert client.get(address)["Location"].startswith("/admin/login/")


def test_revoking_asks_why(client, editor, paper, new_key):
    new_key(paper)
    key = ApiKey.objects.get()
    address = f"{LIST}{key.pk}/thu-hoi/"
    assert "reason" in client.post(address, {"reason": " "}).context["form"].errors
    assert client.post(address, {"reason": "Thay máy chủ"})["Location"] == LIST
    key.refresh_from_db()
    assert (key.revoked_by, key.revocation_reason) == (editor, "Thay máy chủ")
    page = client.get(f"{LIST}{key.pk}/").content.decode()
    assert "Thay máy chủ" in page
    assert address not in page


def test_the_list_tells_what_each_key_is_worth(client, editor, paper, new_key):
    for name, days in (("còn lâu", 300), ("sắp hết", 10)):
        new_key(paper, name=name, expires_at=NOW + timedelta(days=days))
    new_key(paper, name="đã hết", expires_at=NOW - timedelta(days=1), at=NOW - timedelta(days=30))
    new_key(paper, name="đã bỏ")
    revoke_key(key=ApiKey.objects.get(name="đã bỏ"), reason="Thử", by=editor, at=NOW)
    page = client.get(LIST).content.decode()
    for word in ("Đang dùng", "Sắp hết hạn", "Hết hạn", "Đã thu hồi"):
        assert word in page
    opened = client.get(LIST, {"trang_thai": "open"}).content.decode()
    closed = client.get(LIST, {"trang_thai": "closed"}).content.decode()
    assert ("còn lâu" in opened, "đã hết" in opened, "đã bỏ" in opened) == (True, False, False)
    assert ("còn lâu" in closed, "đã hết" in closed, "đã bỏ" in closed) == (False, True, True)


def test_an_empty_list_says_what_keys_are_for(client, editor):
    page = client.get(LIST).content.decode()
    assert "không cần mật khẩu của ai" in page
    assert ADD in page


def test_the_list_takes_as_many_queries_for_many_keys(client, editor, paper, new_key):
    new_key(paper)
    with CaptureQueriesContext(connection) as before:
        client.get(LIST)
    for _ in range(10):
        new_key(paper)
    with CaptureQueriesContext(connection) as after:
        client.get(LIST)
    assert len(after) == len(before)
