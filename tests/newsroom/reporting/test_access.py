"""Who sees which figures."""

import pytest

from newsroom.plan.models import Plan
from tests import factories as make

ADDRESS = "/bao-cao/2024/quy-2"
SCREENS = [
    "/bao-cao/",
    ADDRESS,
    f"{ADDRESS}.json",
    f"{ADDRESS}.csv",
    f"{ADDRESS}.xlsx",
    f"{ADDRESS}.docx",
    f"{ADDRESS}.pdf",
    f"{ADDRESS}/ban-ghi",
]


@pytest.mark.parametrize("address", SCREENS)
def test_a_stranger_gets_the_login_and_comes_back(client, quarter, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"] == f"/admin/login/?next={address}"


@pytest.mark.parametrize("address", SCREENS)
def test_someone_without_a_role_is_refused(client, quarter, address):
    client.force_login(make.user())
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"] == "/admin/"


def test_someone_who_may_not_enter_the_admin_gets_the_login(client, quarter):
    user = make.user(role="planner", organisation=quarter.paper)
    user.groups.clear()
    client.force_login(user)
    assert client.get(ADDRESS)["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("role", ["planner", "analyst", "editor"])
def test_those_who_see_all_see_all(client, quarter, role):
    client.force_login(make.user(role=role, organisation=quarter.portal))
    assert client.get(f"{ADDRESS}.json").json()["total"]["appearances"] == 8
    assert client.get(f"{ADDRESS}.json").json()["organisations"] is None


def test_an_administrator_sees_all(client, quarter):
    client.force_login(make.user(is_superuser=True))
    assert client.get(f"{ADDRESS}.json").json()["total"]["appearances"] == 8


@pytest.mark.parametrize("role", ["officer", "reporter"])
def test_a_unit_sees_its_own_and_the_page_says_so(client, quarter, role):
    client.force_login(make.user(role=role, organisation=quarter.portal))
    data = client.get(f"{ADDRESS}.json").json()
    assert (data["total"]["appearances"], data["organisations"]) == (2, ["Cổng tỉnh"])
    page = client.get(ADDRESS).content.decode()
    assert "Chỉ gồm: Cổng tỉnh" in page
    assert "Đài PT-TH" not in page


def test_a_unit_opens_its_own_records_only(client, quarter):
    client.force_login(make.user(role="officer", organisation=quarter.portal))
    page = client.get(f"{ADDRESS}/ban-ghi").content.decode()
    assert page.count("data-record=") == 2
    assert "In báo" not in page
    assert client.get(f"{ADDRESS}/ban-ghi?don-vi={quarter.portal.slug}").status_code == 200
    assert client.get(f"{ADDRESS}/ban-ghi?don-vi={quarter.paper.slug}").status_code == 404


def test_two_roles_in_two_units_see_both(client, quarter):
    user = make.user(role="officer", organisation=quarter.portal)
    user.memberships.create(organisation=quarter.paper, role="reporter")
    client.force_login(user)
    assert client.get(f"{ADDRESS}.json").json()["total"]["appearances"] == 5


@pytest.mark.parametrize(
    "address",
    [
        "/bao-cao/2024/quy-5",
        "/bao-cao/2023/quy-2",
        "/bao-cao/2024/quy-2.odt",
        f"{ADDRESS}?ke-hoach=khong-co",
        f"{ADDRESS}/ban-ghi?muc=II.1.9",
        f"{ADDRESS}/ban-ghi?kenh=khong-co",
        f"{ADDRESS}/ban-ghi?don-vi=khong-co",
    ],
)
def test_what_is_not_there_is_not_found(client, planner, address):
    client.force_login(planner)
    assert client.get(address).status_code == 404


def test_a_slash_at_the_end_finds_the_way(client, planner):
    client.force_login(planner)
    response = client.get(f"{ADDRESS}/?ke-hoach=174-kh-ubnd")
    assert response["Location"] == f"{ADDRESS}?ke-hoach=174-kh-ubnd"


def test_a_year_with_two_plans_shows_the_real_one_first_and_the_sample_when_asked(client, planner):
    make.plan(number="99/KH-UBND", is_sample=True)
    client.force_login(planner)
    assert client.get(f"{ADDRESS}.json").json()["plan"]["number"] == "174/KH-UBND"
    sample = client.get(f"{ADDRESS}.json?ke-hoach=99-kh-ubnd").json()
    assert (sample["plan"]["number"], sample["plan"]["sample"]) == ("99/KH-UBND", True)
    assert sample["rows"] == []
    assert sample["unclassified"]["appearances"] == 8
    page = client.get(f"{ADDRESS}?ke-hoach=99-kh-ubnd").content.decode()
    assert "ban-ghi?ke-hoach=99-kh-ubnd&amp;muc=khong-phan-loai" in page
    assert "Kế hoạch mẫu" in page


def test_the_front_of_the_reports_lists_every_period(client, planner):
    client.force_login(planner)
    page = client.get("/bao-cao/").content.decode()
    for code in ("quy-1", "quy-2", "quy-3", "quy-4", "6-thang-dau", "6-thang-cuoi", "nam", "thang-12"):
        assert f'href="/bao-cao/2024/{code}"' in page
    assert "15/06/2024" in page


def test_without_a_plan_the_front_says_what_to_do(client, db):
    client.force_login(make.user(is_superuser=True))
    assert not Plan.objects.exists()
    assert "load_plan" in client.get("/bao-cao/").content.decode()


def test_files_have_telling_names_and_are_kept_by_nobody_else(client, planner):
    client.force_login(planner)
    response = client.get(f"{ADDRESS}.xlsx")
    assert response["Content-Disposition"] == 'attachment; filename="bao-cao-174-kh-ubnd-2024-quy-2.xlsx"'
    assert "no-store" in response["Cache-Control"]


def test_as_many_queries_on_the_list_of_records_for_much_as_for_little(
    client, planner, quarter, django_assert_max_num_queries
):
    client.force_login(planner)
    client.get(f"{ADDRESS}/ban-ghi")
    for number in range(20):
        make.record(themes=[make.theme(f"Chủ đề {number}")], organisation=quarter.paper, channel=quarter.pano)
    with django_assert_max_num_queries(22):
        assert client.get(f"{ADDRESS}/ban-ghi").content.decode().count("data-record=") == 28


def test_the_menu_shows_reports_to_those_who_hold_a_role(client, planner):
    client.force_login(planner)
    assert "/bao-cao/" in client.get("/admin/").content.decode()
    client.force_login(make.user())
    assert "/bao-cao/" not in client.get("/admin/").content.decode()
