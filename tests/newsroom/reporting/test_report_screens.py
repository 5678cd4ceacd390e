"""The screens of a report: who may take which step, and what each says."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission

from newsroom.reporting import actions
from newsroom.reporting.models import NARRATIVE, Report, Snapshot
from tests import factories as make

from .conftest import AFTER

pytestmark = pytest.mark.django_db
ADDRESS = "/bao-cao/2024/quy-2"
REPORT = f"{ADDRESS}/bao-cao"
NOW = AFTER + timedelta(hours=5)
STEPS = ["lap", "trinh", "tra-lai", "chot", "mo-lai", "dang-ky"]
READING = [REPORT, f"{REPORT}/soan", f"{REPORT}/tac-pham", f"{ADDRESS}/dieu-chinh", f"{ADDRESS}/ban-chot-1.jsonl"]


@pytest.fixture(autouse=True)
def the_day_after():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def logged_in(client):
    def go(person):
        client.force_login(person)
        return client

    return go


def state():
    return Report.objects.values_list("state", flat=True).first()


# Strangers.


@pytest.mark.parametrize("address", READING)
def test_a_stranger_gets_the_login(client, snapshot, address):
    assert client.get(address)["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("step", STEPS)
def test_a_stranger_takes_no_step(client, snapshot, step):
    assert client.post(f"{REPORT}/{step}", {"reason": "Vì"})["Location"].startswith("/admin/login/")
    assert state() == "frozen"


@pytest.mark.parametrize("address", READING)
def test_someone_without_a_role_is_refused(logged_in, snapshot, address):
    assert logged_in(make.user()).get(address)["Location"] == "/admin/"


# Colleagues: an editor sees all and writes nothing; an officer sees what was frozen.


@pytest.mark.parametrize("before", ["report", "submitted", "snapshot"])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("who", ["editor", "officer"])
def test_a_colleague_takes_no_step(logged_in, before, step, who, request):
    request.getfixturevalue(before)
    was = state()
    response = logged_in(request.getfixturevalue(who)).post(f"{REPORT}/{step}", {"reason": "Vì"})
    assert response["Location"] == "/admin/"
    assert state() == was
    assert Report.objects.get().number == ""


def test_an_editor_reads_everything_and_writes_nothing(logged_in, snapshot, editor):
    client = logged_in(editor)
    for address in (REPORT, f"{ADDRESS}/dieu-chinh", f"{ADDRESS}/ban-chot-1.jsonl"):
        assert client.get(address).status_code == 200, address
    for address in (f"{REPORT}/soan", f"{REPORT}/tac-pham"):
        assert client.get(address)["Location"] == "/admin/"
    page = client.get(REPORT).content.decode()
    assert "/bao-cao/chot" not in page
    assert "/bao-cao/mo-lai" not in page


def test_an_officer_reads_the_text_once_it_is_frozen_and_no_list_of_others(logged_in, report, officer, planner):
    client = logged_in(officer)
    assert "8 lượt" not in client.get(REPORT).content.decode()
    actions.submit(report=report, by=planner, at=NOW)
    actions.freeze(report=report, by=planner, at=NOW)
    page = client.get(REPORT).content.decode()
    assert "Đã chốt" in page
    assert "8 lượt" not in page
    assert Snapshot.objects.get().sha256 not in page
    for address in (f"{ADDRESS}/dieu-chinh", f"{ADDRESS}/dieu-chinh.json", f"{ADDRESS}/ban-chot-1.jsonl"):
        assert client.get(address)["Location"] == "/admin/"


def test_an_officer_gets_own_frozen_figures_under_the_same_seal(logged_in, snapshot, officer, quarter):
    make.record(organisation=quarter.portal, channel=quarter.pano)
    data = logged_in(officer).get(f"{ADDRESS}.json").json()
    assert (data["total"]["appearances"], data["provisional"]) == (2, False)
    assert data["snapshot"]["sha256"] == snapshot.sha256
    assert "đếm lại" in logged_in(officer).get(ADDRESS).content.decode()


# The permission.


def test_freezing_needs_the_permission_and_writing_does_not(logged_in, report, planner):
    permission = Permission.objects.get(codename="freeze_report")
    assert planner.has_perm("newsroom_reporting.freeze_report")
    for group in planner.groups.all():
        group.permissions.remove(permission)
    client = logged_in(planner)
    client.post(f"{REPORT}/trinh", {"version": 1})
    assert state() == "submitted"
    assert client.post(f"{REPORT}/chot")["Location"] == "/admin/"
    leader = make.user("lanh-dao", role="analyst", organisation=make.organisation("Sở TT&TT", kind="department"))
    leader.user_permissions.add(permission)
    logged_in(leader).post(f"{REPORT}/chot")
    assert state() == "frozen"


def test_the_permission_alone_without_seeing_all_freezes_nothing(logged_in, submitted, officer):
    officer.user_permissions.add(Permission.objects.get(codename="freeze_report"))
    assert logged_in(officer).post(f"{REPORT}/chot")["Location"] == "/admin/"
    assert state() == "submitted"


# The owner's whole way.


def test_sở_nội_vụ_begins_writes_submits_freezes_reopens_and_compares(logged_in, quarter, planner):
    client = logged_in(planner)
    assert "Lập báo cáo" in client.get(ADDRESS).content.decode()
    assert client.post(f"{REPORT}/lap")["Location"] == f"{REPORT}/soan"
    page = client.get(REPORT).content.decode()
    assert '<data value="tong.luot">8</data>' in page
    client.post(f"{REPORT}/trinh", {"version": 1})
    assert "Chốt số liệu" in client.get(REPORT).content.decode()
    client.post(f"{REPORT}/chot")
    shown = client.get(ADDRESS).content.decode()
    assert "Đã chốt" in shown
    assert Snapshot.objects.get().sha256 in shown
    make.record(organisation=quarter.paper, channel=quarter.pano, title="Về sau")
    assert client.get(f"{ADDRESS}.json").json()["total"]["appearances"] == 8
    assert client.get(f"{ADDRESS}.json?ban=hien-tai").json()["total"]["appearances"] == 9
    assert client.get(f"{ADDRESS}/ban-ghi").content.decode().count("data-record=") == 8
    changes = client.get(f"{ADDRESS}/dieu-chinh?tu=1&den=hien-tai").content.decode()
    assert "Về sau" in changes
    assert "8 → 9 (+1)" in changes
    refused = client.post(f"{REPORT}/mo-lai", {"reason": " "})
    assert refused.status_code == 422
    assert state() == "frozen"
    client.post(f"{REPORT}/mo-lai", {"reason": "Báo bổ sung"})
    page = client.get(REPORT).content.decode()
    assert "Báo bổ sung" in page
    assert client.get(f"{ADDRESS}.json").json()["provisional"] is True
    assert client.get(f"{ADDRESS}.json?ban=1").json()["provisional"] is False


def test_the_sealed_text_is_the_file_of_its_hash(logged_in, snapshot, planner):
    import hashlib

    response = logged_in(planner).get(f"{ADDRESS}/ban-chot-1.jsonl")
    assert hashlib.sha256(response.content).hexdigest() == snapshot.sha256 == response["X-Content-Sha256"]
    assert logged_in(planner).get(f"{ADDRESS}/ban-chot-2.jsonl").status_code == 404


def test_every_file_says_which_figures_it_holds(logged_in, snapshot, planner):
    client = logged_in(planner)
    assert snapshot.sha256 in client.get(f"{ADDRESS}.csv").getvalue().decode()
    assert "Tạm tính" in client.get(f"{ADDRESS}.csv?ban=hien-tai").getvalue().decode()
    data = client.get(f"{ADDRESS}.json").json()["snapshot"]
    assert (data["id"], data["number"], data["frozen_by"]) == (snapshot.pk, 1, "noi-vu")


def test_unknown_editions_and_steps_are_not_found(logged_in, snapshot, planner):
    client = logged_in(planner)
    for address in (
        f"{ADDRESS}?ban=2",
        f"{ADDRESS}.json?ban=x",
        f"{ADDRESS}/ban-ghi?ban=9",
        f"{ADDRESS}/dieu-chinh?tu=7",
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(f"{REPORT}/xoa").status_code == 404
    assert client.get(f"{REPORT}/chot").status_code == 405


def test_before_anything_is_frozen_the_comparison_says_so(logged_in, quarter, planner):
    assert "chưa có bản chốt" in logged_in(planner).get(f"{ADDRESS}/dieu-chinh").content.decode()


def test_a_step_out_of_turn_is_told_and_changes_nothing(logged_in, report, planner):
    response = logged_in(planner).post(f"{REPORT}/chot", follow=True)
    assert "phải được trình trước khi chốt" in response.content.decode()
    assert state() == "draft"


def test_an_unknown_figure_is_named_when_submitting(logged_in, report, planner):
    Report.objects.update(proposals="<p>{{ tong.sai }}</p>")
    response = logged_in(planner).post(f"{REPORT}/trinh", {"version": 1}, follow=True)
    assert "tong.sai" in response.content.decode()
    assert state() == "draft"


# Writing.


def draftail(text):
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


def in_the_editor(text):
    """As Draftail's hidden field holds it."""
    return json.dumps(text)[1:-1]


def typed(**fields):
    names = ("abstract", "recipients", "capacity", "office", "signatory", "issuer", "issuer_parent", "place")
    rest = dict.fromkeys((*names, "number", "symbol", "day"), "")
    narrative = {name: draftail(fields.pop(name, "")) for name in NARRATIVE}
    return {**rest, **narrative, **fields}


def test_two_people_lose_nothing(logged_in, report, planner):
    client = logged_in(planner)
    assert client.get(f"{REPORT}/soan").status_code == 200
    client.post(f"{REPORT}/soan", typed(results="Chữ của người thứ nhất", version=1))
    late = client.post(f"{REPORT}/soan", typed(results="Chữ của người thứ hai", version=1))
    page = late.content.decode()
    assert late.status_code == 409
    assert "Chữ của người thứ nhất" in page
    assert in_the_editor("Chữ của người thứ hai") in page
    assert Report.objects.get().results == "<p>Chữ của người thứ nhất</p>"
    assert 'name="version" value="2"' in page
    client.post(f"{REPORT}/soan", typed(results="Cả hai", version=2))
    assert Report.objects.get().results == "<p>Cả hai</p>"


def test_a_mistake_in_the_form_keeps_what_was_typed(logged_in, report, planner):
    response = logged_in(planner).post(f"{REPORT}/soan", typed(results="Giữ lại", day="hôm qua", version=1))
    assert response.status_code == 200
    assert in_the_editor("Giữ lại") in response.content.decode()
    assert Report.objects.get().version == 1


def test_works_are_chosen_from_the_period(logged_in, report, planner, quarter):
    client = logged_in(planner)
    page = client.get(f"{REPORT}/tac-pham?tim=hai noi dung").content.decode()
    assert "Hai nội dung" in page
    assert "Chuyên mục" not in page.split("<main")[-1].split("caption-works")[-1]
    client.post(f"{REPORT}/tac-pham", {"tac-pham": quarter.records[3].work_id, "version": 1})
    assert "“Hai nội dung” – Báo Thái Bình" in client.get(REPORT).content.decode()


def test_the_registry_takes_a_number_after_freezing(logged_in, snapshot, planner):
    logged_in(planner).post(f"{REPORT}/dang-ky", {"number": "45", "symbol": "BC-SNV", "day": "2024-06-18"})
    assert "45/BC-SNV" in logged_in(planner).get(REPORT).content.decode()


# How much it asks of the database.


def test_as_many_queries_for_much_as_for_little(logged_in, snapshot, planner, quarter, django_assert_max_num_queries):
    client = logged_in(planner)
    client.get(ADDRESS)
    for number in range(20):
        make.record(themes=[make.theme(f"Chủ đề {number}")], organisation=quarter.paper, channel=quarter.pano)
    with django_assert_max_num_queries(22):
        client.get(ADDRESS)
    with django_assert_max_num_queries(30):
        client.get(REPORT)
    with django_assert_max_num_queries(60):
        client.get(f"{ADDRESS}/dieu-chinh")
    with django_assert_max_num_queries(20):
        client.get("/bao-cao/")
