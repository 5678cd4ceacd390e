"""The list of records and the page of one: who sees what, and how it is found."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from newsroom.coverage import actions
from newsroom.coverage.models import CoverageRecord
from tests import factories as make

pytestmark = pytest.mark.django_db
LEDGER = "/admin/so-theo-doi/"
AT = datetime(2024, 6, 15, 3, tzinfo=UTC)


@pytest.fixture
def desk():
    """Two outlets with a record each, and people in and around them."""
    paper, portal = make.organisation(), make.organisation("Cổng tỉnh", kind="portal")
    make.plan()
    return SimpleNamespace(
        paper=paper,
        portal=portal,
        ours=make.record(date(2024, 6, 14), organisation=paper, title="Một cửa ở Đông Hưng", themes=[make.theme()]),
        theirs=make.record(date(2024, 6, 15), organisation=portal, title="Cổng đăng lại", channel=make.channel("cong")),
        editor=make.user("bien-tap", role="editor", organisation=paper),
        colleague=make.user("dong-nghiep", role="editor", organisation=portal),
        reporter=make.user("phong-vien", role="reporter", organisation=paper),
        officer=make.user("can-bo", role="officer", organisation=portal),
        planner=make.user("noi-vu", role="planner", organisation=make.organisation("Sở Nội vụ", kind="department")),
        stranger=make.user("nguoi-la"),
    )


@pytest.fixture
def titles(client):
    """The titles that the list shows under a query."""

    def ask(query=""):
        response = client.get(f"{LEDGER}{query}")
        assert response.status_code == 200
        return {record.title for record in response.context["object_list"]}

    return ask


def as_(client, user):
    client.force_login(user)
    return client


@pytest.mark.parametrize("who", ["editor", "colleague", "planner"])
def test_those_who_see_all_see_every_record(client, desk, titles, who):
    as_(client, getattr(desk, who))
    assert titles() == {"Một cửa ở Đông Hưng", "Cổng đăng lại"}


@pytest.mark.parametrize(("who", "sees"), [("reporter", "Một cửa ở Đông Hưng"), ("officer", "Cổng đăng lại")])
def test_others_see_their_own(client, desk, titles, who, sees):
    as_(client, getattr(desk, who))
    assert titles() == {sees}
    assert client.get(f"{LEDGER}{desk.ours.pk}/").status_code == (200 if who == "reporter" else 404)


@pytest.mark.parametrize("address", ["", "ket-qua/", "nhap/"])
def test_a_stranger_is_refused_and_an_unknown_person_gets_the_login(client, desk, address):
    assert client.get(LEDGER + address)["Location"].startswith("/admin/login/")
    assert as_(client, desk.stranger).get(LEDGER + address)["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=mot+cua", {"Một cửa ở Đông Hưng"}),
        ("?q=CỔNG", {"Cổng đăng lại"}),
        ("?q=dong+hung+mot", {"Một cửa ở Đông Hưng"}),
        ("?q=khong+co", set()),
        ('?q="', {"Một cửa ở Đông Hưng", "Cổng đăng lại"}),
        ("?ky=2024/quy-2", {"Một cửa ở Đông Hưng"}),
        ("?ky=2024/quy-3", {"Cổng đăng lại"}),
        ("?tu_ngay=2024-06-15", {"Cổng đăng lại"}),
        ("?den_ngay=2024-06-14", {"Một cửa ở Đông Hưng"}),
        ("?trang_thai=withdrawn", set()),
        ("?trang_thai=standing", {"Một cửa ở Đông Hưng", "Cổng đăng lại"}),
        ("?nguon=manual", {"Một cửa ở Đông Hưng", "Cổng đăng lại"}),
        ("?nguon=story", set()),
    ],
)
def test_the_address_narrows_the_list(client, desk, titles, query, found):
    as_(client, desk.planner)
    assert titles(query) == found


def test_the_list_narrows_by_content_item_decision_evidence_and_kind(client, desk, titles):
    as_(client, desk.planner)
    plan = make.plan(2023, number="1/KH-UBND", items={"II.1.1": [make.theme()]})
    ours, theirs = {"Một cửa ở Đông Hưng"}, {"Cổng đăng lại"}
    assert titles(f"?noi_dung={plan.pk}/II.1.1") == ours
    assert titles(f"?noi_dung={plan.pk}/") == theirs
    actions.correct(record=desk.ours, changes={"genre": "article", "tone": "commend"}, reason="Rõ", by=None, at=AT)
    for query in ("?quyet_dinh=co", "?the_loai=article", "?sac_thai=commend"):
        assert titles(query) == ours
    assert titles("?quyet_dinh=khong") == theirs
    assert titles("?minh_chung=co") == ours | theirs
    bare = make.record(date(2024, 6, 1), source="story", evidence="", title="Trần trụi")
    assert titles("?minh_chung=thieu") == {bare.title}


def test_the_list_says_how_many_appearances_and_works_it_holds(client, desk):
    actions.merge(ids=[desk.ours.pk, desk.theirs.pk], reason="Cùng bài", by=None, at=AT)
    context = as_(client, desk.planner).get(LEDGER).context
    assert (context["items_count"], context["works"]) == (2, 1)
    assert {record.shared for record in context["object_list"]} == {2}
    actions.withdraw(source="manual", source_key=desk.ours.source_key, reason="Gỡ", by=None, at=AT)
    desk.theirs.refresh_from_db()
    shown = client.get(f"{LEDGER}?tac_pham={desk.theirs.work_id}")
    assert (shown.context["items_count"], shown.context["standing"]) == (2, 1)
    assert "1 lượt đang tính" in shown.content.decode()


@pytest.mark.parametrize("ordering", ["folded", "-folded", "organisation__sort_key", "-shared", "x"])
def test_the_list_is_sorted_by_its_columns(client, desk, ordering):
    assert as_(client, desk.planner).get(f"{LEDGER}?ordering={ordering}").status_code == 200


def test_whoever_changes_nothing_finds_no_check_boxes(client, desk):
    assert 'name="id"' in as_(client, desk.editor).get(LEDGER).content.decode()
    assert 'name="id"' not in as_(client, desk.reporter).get(LEDGER).content.decode()


def test_the_export_holds_what_the_person_may_see(client, desk):
    lines = b"".join(as_(client, desk.officer).get(f"{LEDGER}?export=csv").streaming_content).decode().splitlines()
    assert len(lines) == 2
    assert "Cổng đăng lại" in lines[1]


def test_the_list_narrows_by_organisation_channel_and_theme(client, desk, titles):
    as_(client, desk.planner)
    assert titles(f"?don_vi={desk.portal.pk}") == {"Cổng đăng lại"}
    assert titles(f"?kenh={desk.theirs.channel_id}") == {"Cổng đăng lại"}
    assert titles(f"?chu_de={make.theme().pk}") == {"Một cửa ở Đông Hưng"}


def test_a_withdrawn_record_stays_in_the_list_and_says_so(client, desk, titles):
    as_(client, desk.planner)
    actions.withdraw(source="manual", source_key=desk.ours.source_key, reason="Trùng", by=desk.editor, at=AT)
    assert titles("?trang_thai=withdrawn") == {"Một cửa ở Đông Hưng"}
    assert "Đã gỡ" in client.get(LEDGER).content.decode()


def test_as_many_queries_for_much_as_for_little(client, desk, django_assert_max_num_queries):
    as_(client, desk.planner).get(LEDGER)
    for number in range(30):
        make.record(themes=[make.theme(f"Chủ đề {number}"), make.theme()], channel=make.channel(f"kenh-{number}"))
    with django_assert_max_num_queries(25):
        assert len(client.get(LEDGER).context["object_list"]) == 32


def test_an_empty_ledger_says_what_it_is(client):
    client.force_login(make.user(is_superuser=True))
    assert "Sổ theo dõi còn trống" in client.get(LEDGER).content.decode()


def test_the_page_of_a_record_tells_its_history(client, desk):
    record = actions.record_manual(
        organisation=desk.paper,
        channel=make.channel("pano", name="Pano", unit="copy"),
        day=date(2024, 6, 14),
        title="Pano ở chợ",
        evidence="Biên bản số 12",
        quantity=6,
        by=desk.editor,
        at=AT,
    )
    actions.correct(record=record, changes={"quantity": 8, "tone": "commend"}, reason="Đếm lại", by=desk.planner, at=AT)
    page = as_(client, desk.planner).get(f"{LEDGER}{record.pk}/").content.decode()
    for told in ("Pano ở chợ", "Biên bản số 12", "8 bản", "Đếm lại", "Nêu gương", "bien-tap", "noi-vu", "14/06/2024"):
        assert told in page


def test_the_page_names_the_other_appearances_of_the_work(client, desk):
    actions.regroup(record=desk.theirs, work=desk.ours.work, by=None, at=AT, reason="Cùng bài")
    page = as_(client, desk.planner).get(f"{LEDGER}{desk.ours.pk}/").content.decode()
    assert "Cổng đăng lại" in page
    own = as_(client, desk.reporter).get(f"{LEDGER}{desk.ours.pk}/").content.decode()
    assert "Cổng đăng lại" not in own


@pytest.mark.parametrize(
    ("who", "may"), [("editor", True), ("colleague", False), ("reporter", False), ("planner", True)]
)
@pytest.mark.parametrize("change", ["dinh-chinh", "go", "khoi-phuc", "tac-pham"])
def test_who_may_change_a_record(client, desk, who, may, change):
    response = as_(client, getattr(desk, who)).get(f"{LEDGER}{desk.ours.pk}/{change}/")
    assert response.status_code == (200 if may else 302)
    page = client.get(f"{LEDGER}{desk.ours.pk}/").content.decode()
    assert (f"{desk.ours.pk}/dinh-chinh/" in page) == may


def test_withdrawing_and_putting_back_ask_why(client, desk):
    as_(client, desk.editor)
    assert client.post(f"{LEDGER}{desk.ours.pk}/go/", {"reason": " "}).status_code == 200
    assert client.post(f"{LEDGER}{desk.ours.pk}/go/", {"reason": "Trùng"}).status_code == 302
    desk.ours.refresh_from_db()
    assert (desk.ours.withdrawn_by, desk.ours.withdrawal_reason) == (desk.editor, "Trùng")
    assert desk.ours.settled_fields == ["stands"]
    client.post(f"{LEDGER}{desk.ours.pk}/khoi-phuc/", {"reason": "Không trùng"})
    desk.ours.refresh_from_db()
    assert desk.ours.stands


def test_regrouping_through_the_screen(client, desk):
    as_(client, desk.editor)
    client.post(f"{LEDGER}{desk.ours.pk}/tac-pham/", {"other": desk.theirs.pk, "reason": "Cùng bài"})
    desk.ours.refresh_from_db()
    assert desk.ours.work_id == desk.theirs.work_id
    client.post(f"{LEDGER}{desk.ours.pk}/tac-pham/", {"other": "", "reason": "Bài khác"})
    desk.ours.refresh_from_db()
    assert desk.ours.work_id != desk.theirs.work_id


def test_the_chooser_offers_what_the_person_may_see(client, desk):
    found = as_(client, desk.officer).get(f"{LEDGER}chon/", HTTP_X_REQUESTED_WITH="XMLHttpRequest").json()["html"]
    assert "Cổng đăng lại" in found
    assert "Một cửa" not in found
    found = as_(client, desk.editor).get(f"{LEDGER}chon/results/?q=mot+cua").content.decode()
    assert "Một cửa ở Đông Hưng" in found
    assert "Cổng đăng lại" not in found


def test_the_menu_leads_to_the_ledger_for_those_who_hold_a_role(client, desk):
    assert LEDGER in as_(client, desk.reporter).get("/admin/").content.decode()
    assert LEDGER not in as_(client, desk.stranger).get("/admin/").content.decode()


def test_correcting_through_the_screen_changes_only_what_was_changed(client, desk):
    as_(client, desk.editor)
    form = client.get(f"{LEDGER}{desk.ours.pk}/dinh-chinh/").context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: "" if value is None else value for name, value in data.items()}
    data |= {
        "themes": [make.theme().pk],
        "about": [],
        "day": "13/06/2024",
        "reason": "Ghi nhầm ngày",
        "seconds": "1:30",
    }
    del data["is_rerun"]
    data |= {"organisation": desk.paper.pk, "channel": desk.ours.channel_id}
    response = client.post(f"{LEDGER}{desk.ours.pk}/dinh-chinh/", data)
    assert response.status_code == 302, response.context["form"].errors
    desk.ours.refresh_from_db()
    assert (desk.ours.day, desk.ours.seconds) == (date(2024, 6, 13), 90)
    assert desk.ours.settled_fields == ["day", "seconds"]
    data["organisation"] = desk.portal.pk
    assert client.post(f"{LEDGER}{desk.ours.pk}/dinh-chinh/", data).status_code == 200
    assert CoverageRecord.objects.get(pk=desk.ours.pk).organisation == desk.paper


@pytest.mark.parametrize(
    ("asked_for", "goes_to"),
    [("/bao-cao/2024/quy-2/ma-tran%23o", "/bao-cao/2024/quy-2/ma-tran#o"), ("https://la.example/", None)],
)
def test_who_came_from_a_screen_of_figures_goes_back_there_and_nobody_is_sent_elsewhere(
    client, desk, asked_for, goes_to
):
    as_(client, desk.editor)
    address = f"{LEDGER}{desk.ours.pk}/go/?next={asked_for}"
    assert address.split("?")[0] in client.get(address).content.decode()
    response = client.post(address, {"reason": "Đăng nhầm"})
    assert response["Location"] == (goes_to or f"{LEDGER}{desk.ours.pk}/")
