"""The ledger's desk: grouping, themes in bulk, undoing – who may, what it asks, what it says."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from newsroom.coverage import actions, closing
from newsroom.coverage.models import CoverageRecord, Distinction, LedgerBatch
from tests import factories as make

pytestmark = pytest.mark.django_db
LEDGER = "/admin/so-theo-doi/"
AT = datetime(2024, 6, 15, 3, tzinfo=UTC)
WHY = {"reason": "Cùng một bài", "by": None, "at": AT}
SCREENS = ["gop/", "tach/", "chu-de/", "trung/", "thay-doi/", "nhap-tep/", "nhap-tep/mau.xlsx", "nhap-tep/mau.csv"]


@pytest.fixture
def desk():
    """Two outlets that told the same on the same day, and people in and around them."""
    paper, portal = make.organisation(), make.organisation("Cổng tỉnh", kind="portal")
    counter, services = make.theme("Một cửa"), make.theme("Dịch vụ công")
    plan = make.plan(items={"II.1.1": [counter], "II.1.2": [services]})
    title = "Bộ phận Một cửa huyện Đông Hưng"
    return SimpleNamespace(
        plan=plan,
        paper=paper,
        portal=portal,
        counter=counter,
        services=services,
        ours=make.record(date(2024, 6, 14), organisation=paper, title=title, themes=[counter]),
        theirs=make.record(date(2024, 6, 14), organisation=portal, title=title, themes=[counter]),
        editor=make.user("bien-tap", role="editor", organisation=paper),
        colleague=make.user("dong-nghiep", role="editor", organisation=portal),
        reporter=make.user("phong-vien", role="reporter", organisation=paper),
        planner=make.user("noi-vu", role="planner", organisation=make.organisation("Sở Nội vụ", kind="department")),
        stranger=make.user("nguoi-la"),
    )


def as_(client, user):
    client.force_login(user)
    return client


def page(client, address):
    response = client.get(f"{LEDGER}{address}")
    assert response.status_code == 200, response.get("Location")
    return response.content.decode()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("who", ["reporter", "stranger"])
def test_the_desk_is_for_those_who_may_enter_records(client, desk, screen, who):
    assert as_(client, getattr(desk, who)).get(LEDGER + screen)["Location"] == "/admin/"


@pytest.mark.parametrize("screen", ["trung/", "thay-doi/", "nhap-tep/"])
@pytest.mark.parametrize("who", ["editor", "colleague", "planner"])
def test_whoever_may_enter_any_finds_the_desk(client, desk, screen, who):
    page(as_(client, getattr(desk, who)), screen)


def test_merging_shows_the_evidence_asks_why_and_can_be_undone(client, desk):
    as_(client, desk.planner)
    both = f"id={desk.ours.pk}&id={desk.theirs.pk}"
    shown = page(client, f"gop/?{both}")
    for told in ("Cùng tiêu đề", "Cùng ngày", "Báo Thái Bình", "Cổng tỉnh"):
        assert told in shown
    assert client.post(f"{LEDGER}gop/", {"id": [desk.ours.pk, desk.theirs.pk], "reason": ""}).status_code == 200
    done = client.post(f"{LEDGER}gop/", {"id": [desk.ours.pk, desk.theirs.pk], "reason": "Đăng lại"})
    assert done["Location"] == f"{LEDGER}tac-pham/{desk.ours.work_id}/"
    batch = LedgerBatch.objects.get()
    assert (batch.kind, batch.by_name, batch.reason) == ("merged", "noi-vu", "Đăng lại")
    assert "một tác phẩm" in client.get(done["Location"]).content.decode()
    again = client.post(f"{LEDGER}gop/", {"id": [desk.ours.pk, desk.theirs.pk], "reason": "Lần nữa"})
    assert "đã là một tác phẩm" in again.content.decode()
    assert client.post(f"{LEDGER}thay-doi/{batch.pk}/", {"reason": ""}).status_code == 200
    client.post(f"{LEDGER}thay-doi/{batch.pk}/", {"reason": "Nhầm"})
    desk.theirs.refresh_from_db()
    assert desk.theirs.work_id != desk.ours.work_id
    told = page(client, f"{desk.theirs.pk}/")
    for words in ("gộp vào tác phẩm khác", "Đăng lại", "hoàn tác một thay đổi", "Nhầm"):
        assert words in told


def test_an_editor_takes_their_own_to_the_other_outlets_work_and_never_the_reverse(client, desk):
    as_(client, desk.colleague).post(f"{LEDGER}gop/", {"id": [desk.ours.pk, desk.theirs.pk], "reason": "Đăng lại"})
    desk.theirs.refresh_from_db()
    desk.ours.refresh_from_db()
    assert desk.theirs.work_id == desk.ours.work_id
    assert desk.ours.settled_fields == []
    third = make.record(organisation=make.organisation("Đài", kind="broadcaster"))
    refused = client.post(f"{LEDGER}gop/", {"id": [desk.ours.pk, third.pk], "reason": "Thử"})
    assert "cơ quan khác" in refused.content.decode()
    third.refresh_from_db()
    assert third.work_id != desk.ours.work_id


@pytest.mark.parametrize("address", ["gop/", "gop/?id=1", "gop/?id=x&id=99999999999999999999", "tach/", "chu-de/"])
def test_without_records_one_is_sent_back_to_tick_some(client, desk, address):
    assert as_(client, desk.planner).get(LEDGER + address)["Location"] == LEDGER


def test_splitting_through_the_screen(client, desk):
    as_(client, desk.planner)
    actions.merge(ids=[desk.ours.pk, desk.theirs.pk], **WHY)
    shown = page(client, f"tach/?id={desk.theirs.pk}")
    assert shown.count('name="id"') == 2
    assert shown.count("checked") == 1
    nothing = client.post(f"{LEDGER}tach/", {"id": [desk.ours.pk, desk.theirs.pk], "reason": "Khác"})
    assert "Không còn bản ghi nào ở lại" in nothing.content.decode()
    client.post(f"{LEDGER}tach/", {"id": [desk.theirs.pk], "reason": "Bài khác"})
    desk.theirs.refresh_from_db()
    assert desk.theirs.work_id != desk.ours.work_id


def test_likely_same_works_are_confirmed_or_refused_and_a_refusal_is_remembered(client, desk):
    as_(client, desk.planner)
    window = "?tu_ngay=2024-06-01&den_ngay=2024-06-30"
    assert "Cùng tiêu đề" in page(client, f"trung/{window}")
    assert "không có tác phẩm nào giống nhau" in page(client, "trung/?tu_ngay=2023-06-01&den_ngay=2023-06-30")
    ids = [desk.ours.pk, desk.theirs.pk]
    back = client.post(f"{LEDGER}trung/{window}", {"id": ids, "khac": "1"})
    assert back["Location"] == f"{LEDGER}trung/{window}"
    assert Distinction.objects.get().by_name == "noi-vu"
    assert "không có tác phẩm nào giống nhau" in page(client, f"trung/{window}")
    Distinction.objects.all().delete()
    client.post(f"{LEDGER}trung/{window}", {"id": ids, "vi": "title", "gop": "1"})
    assert LedgerBatch.objects.get().reason == "Xác nhận: cùng tiêu đề trong 48 giờ."
    assert "không có tác phẩm nào giống nhau" in page(client, f"trung/{window}")


def test_a_proposal_of_others_is_nobody_elses_to_refuse(client, desk):
    third = make.user("dai", role="editor", organisation=make.organisation("Đài", kind="broadcaster"))
    as_(client, third).post(f"{LEDGER}trung/", {"id": [desk.ours.pk, desk.theirs.pk], "khac": "1"})
    assert not Distinction.objects.exists()


def asked(desk, **more):
    return {"id": [desk.ours.pk], "add": [desk.services.pk], "remove": [desk.counter.pk], **more}


def test_themes_in_bulk_preview_reason_and_result(client, desk):
    as_(client, desk.planner)
    assert "Xem trước tác động" in page(client, f"chu-de/?id={desk.ours.pk}")
    response = client.get(f"{LEDGER}chu-de/", asked(desk, xem="1"))
    shown = response.content.decode()
    for told in ("Quý II/2024", "II.1.1", "II.1.2", "Năm 2024"):
        assert told in shown
    found = response.context["preview"]
    seal = {"digest": found.digest, "seen": found.seen}
    assert client.post(f"{LEDGER}chu-de/", asked(desk, **seal, reason=" ")).status_code == 200
    assert not LedgerBatch.objects.exists()
    done = client.post(f"{LEDGER}chu-de/", asked(desk, **seal, reason="Phân loại lại"))
    batch = LedgerBatch.objects.get()
    assert done["Location"] == f"{LEDGER}thay-doi/{batch.pk}/"
    assert list(desk.ours.themes.all()) == [desk.services]
    told = page(client, f"thay-doi/{batch.pk}/")
    for words in ("Đổi chủ đề hàng loạt", "Phân loại lại", "Dịch vụ công"):
        assert words in told


def test_all_that_the_filters_leave(client, desk):
    as_(client, desk.planner)
    query = {"tat_ca": "1", "q": "dong hung", "don_vi": desk.portal.pk, "add": [desk.services.pk], "xem": "1"}
    found = client.get(f"{LEDGER}chu-de/", query).context
    assert (found["chosen"], found["changed"]) == (1, 1)
    seal = {"digest": found["preview"].digest, "seen": found["preview"].seen, "reason": "Bổ sung"}
    client.post(f"{LEDGER}chu-de/", {**query, **seal})
    assert set(desk.theirs.themes.all()) == {desk.counter, desk.services}
    assert set(desk.ours.themes.all()) == {desk.counter}


def test_an_outdated_preview_says_who_did_what(client, desk):
    found = as_(client, desk.planner).get(f"{LEDGER}chu-de/", asked(desk, xem="1")).context["preview"]
    actions.correct(record=desk.ours, changes={"theme_ids": set()}, reason="Bỏ chủ đề sai", by=desk.editor, at=AT)
    answer = client.post(f"{LEDGER}chu-de/", asked(desk, digest=found.digest, seen=found.seen, reason="Phân loại lại"))
    shown = answer.content.decode()
    for told in ("Chưa thay đổi gì", "bien-tap", "Bỏ chủ đề sai"):
        assert told in shown
    assert not desk.ours.themes.exists()


def test_frozen_periods_are_named(client, desk, monkeypatch):
    frozen = closing.Closing(
        plan_id=desk.plan.pk,
        year=2024,
        code="quy-2",
        title="Báo cáo quý II",
        closed_at=AT,
        address="/bao-cao/2024/quy-2",
    )
    monkeypatch.setattr(closing, "_CLOSERS", {"bao-cao": lambda: [frozen]})
    shown = as_(client, desk.planner).get(f"{LEDGER}chu-de/", asked(desk, xem="1")).content.decode()
    assert shown.count("đã chốt: hiện ở điều chỉnh sau chốt") == 1


def test_an_editor_is_told_whose_records_are_in_the_way(client, desk):
    query = {"id": [desk.ours.pk, desk.theirs.pk], "add": [desk.services.pk], "xem": "1"}
    response = as_(client, desk.editor).get(f"{LEDGER}chu-de/", query)
    assert "mà bạn không được sửa" in response.content.decode()
    found = response.context["preview"]
    client.post(f"{LEDGER}chu-de/", {**query, "digest": found.digest, "seen": found.seen, "reason": "Thử"})
    assert not LedgerBatch.objects.exists()


@pytest.mark.parametrize("query", [{"xem": "1"}, {"add": "x", "xem": "1"}])
def test_what_the_form_refuses(client, desk, query):
    response = as_(client, desk.planner).get(f"{LEDGER}chu-de/", {"id": desk.ours.pk, **query})
    assert response.context["form"].errors
    assert "preview" not in response.context


def test_undoing_says_what_stands_in_the_way_and_whose_it_is(client, desk):
    actions.correct(record=desk.ours, changes={"quantity": 2}, reason="Đếm lại", by=None, at=AT)
    batch = LedgerBatch.objects.get()
    colleague = as_(client, desk.colleague)
    assert "Hoàn tác</button>" not in page(colleague, f"thay-doi/{batch.pk}/")
    assert colleague.post(f"{LEDGER}thay-doi/{batch.pk}/", {"reason": "Thử"}).status_code == 200
    actions.correct(record=desk.ours, changes={"quantity": 3}, reason="Đếm nữa", by=None, at=AT)
    refused = as_(client, desk.editor).post(f"{LEDGER}thay-doi/{batch.pk}/", {"reason": "Nhầm"}).content.decode()
    assert "đã có người sửa sau đó" in refused
    assert desk.ours.title in refused
    assert CoverageRecord.objects.get(pk=desk.ours.pk).quantity == 3


def test_the_last_change_is_offered_for_undoing_on_the_page_of_the_record(client, desk):
    actions.correct(record=desk.ours, changes={"quantity": 2}, reason="Đếm lại", by=None, at=AT)
    batch = LedgerBatch.objects.get()
    link = f"{LEDGER}thay-doi/{batch.pk}/"
    assert "Hoàn tác thay đổi này" in page(as_(client, desk.editor), f"{desk.ours.pk}/")
    assert "Hoàn tác thay đổi này" not in page(as_(client, desk.colleague), f"{desk.ours.pk}/")
    as_(client, desk.editor).post(link, {"reason": "Nhầm"})
    shown = page(client, f"{desk.ours.pk}/")
    assert "Hoàn tác thay đổi này" not in shown
    assert "đã được hoàn tác" in shown


def test_queries_do_not_grow_with_records(client, desk, django_assert_max_num_queries):
    as_(client, desk.planner).get(f"{LEDGER}thay-doi/")
    for _ in range(40):
        make.record(date(2024, 6, 14), title=desk.ours.title, themes=[desk.counter])
    with django_assert_max_num_queries(25):
        page(client, "trung/?tu_ngay=2024-06-01&den_ngay=2024-06-30")
    ids = "&".join(f"id={pk}" for pk in CoverageRecord.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(20):
        page(client, f"gop/?{ids}")
    with django_assert_max_num_queries(45):
        page(client, f"chu-de/?{ids}&add={desk.services.pk}&xem=1")
    batch = actions.merge(ids=list(CoverageRecord.objects.values_list("pk", flat=True)), **WHY)
    with django_assert_max_num_queries(20):
        page(client, f"thay-doi/{batch.pk}/")
    with django_assert_max_num_queries(20):
        page(client, "thay-doi/")
