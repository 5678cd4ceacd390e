"""Handing a file in through the screen: who may, what it answers, and what comes of it."""

import io
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from newsroom.coverage import actions
from newsroom.coverage.importing import COLUMNS, read
from newsroom.coverage.models import CoverageRecord, FileImport
from newsroom.coverage.views.import_words import refusal, sentence
from tests import factories as make

pytestmark = pytest.mark.django_db
IMPORTS = "/admin/so-theo-doi/nhap-tep/"
GOOD = (
    "Ngày;Tiêu đề;Cơ quan;Hình thức;Minh chứng;Mã\n"
    "02/05/2019;Một cửa ở Vũ Thư;Báo Thái Bình;Báo in;Số 12;B-1\n"
    "03/05/2019;=HYPERLINK(1);Báo Thái Bình;Báo in;Số 13;B-2\n"
)
PORTAL = GOOD.replace("Báo Thái Bình;Báo in;Số 13", "Cổng tỉnh;Báo in;Số 13")


@pytest.fixture
def desk():
    paper, portal = make.organisation(), make.organisation("Cổng tỉnh", kind="portal")
    make.channel("bao-in", name="Báo in")
    return SimpleNamespace(
        editor=make.user("bien-tap", role="editor", organisation=paper),
        colleague=make.user("dong-nghiep", role="editor", organisation=portal),
        planner=make.user("noi-vu", role="planner", organisation=make.organisation("Sở Nội vụ", kind="department")),
    )


def hand_in(client, user, content=GOOD, name="so-2019.csv", reason="Sổ của Báo năm 2019"):
    client.force_login(user)
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(IMPORTS, {"file": file, "reason": reason})


def test_a_file_is_tried_looked_at_recorded_and_undone(client, desk):
    answer = hand_in(client, desk.editor)
    found = FileImport.objects.get()
    assert answer["Location"] == f"{IMPORTS}{found.pk}/"
    shown = client.get(answer["Location"]).content.decode()
    for told in ("Sẵn sàng ghi sổ", "Một cửa ở Vũ Thư", "Ghi toàn bộ vào sổ", "02/05/2019"):
        assert told in shown
    assert not CoverageRecord.objects.exists()
    client.post(answer["Location"], {"lam": "ghi"})
    found.refresh_from_db()
    assert (found.state, CoverageRecord.objects.count()) == ("recorded", 2)
    assert f"/thay-doi/{found.batch_id}/" in client.get(answer["Location"]).content.decode()
    client.post(f"/admin/so-theo-doi/thay-doi/{found.batch_id}/", {"reason": "Nhầm năm"})
    assert not CoverageRecord.objects.standing().exists()
    assert "Đã hoàn tác" in client.get(IMPORTS).content.decode()


def test_rows_of_others_are_named_by_row_and_nothing_is_offered_to_record(client, desk):
    answer = hand_in(client, desk.editor, PORTAL)
    shown = client.get(answer["Location"]).content.decode()
    assert "Bạn chỉ được nhập cho cơ quan của mình." in shown
    assert "Ghi toàn bộ vào sổ" not in shown
    client.post(answer["Location"], {"lam": "ghi"})
    assert not CoverageRecord.objects.exists()
    told = client.get(f"{answer['Location']}loi.txt").content.decode()
    assert "Dòng 3" in told
    assert "Cổng tỉnh" in told


def test_an_import_is_its_persons_and_of_those_who_write_for_all(client, desk):
    address = hand_in(client, desk.editor)["Location"]
    client.force_login(desk.colleague)
    assert client.get(address).status_code == 404
    assert client.post(address, {"lam": "ghi"}).status_code == 404
    assert client.get(f"{address}tien-do/").status_code == 404
    assert "so-2019.csv" not in client.get(IMPORTS).content.decode()
    client.force_login(desk.planner)
    assert "so-2019.csv" in client.get(IMPORTS).content.decode()
    assert client.get(f"{address}tien-do/").json() == {"percent": 100, "moving": False}


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        ("a;b\n1;2", "x.csv", "còn thiếu: Ngày, Tiêu đề, Cơ quan, đơn vị, Hình thức"),
        (b"PK\x03\x04 broken", "x.xlsx", "bị hỏng"),
        (b"%PDF-1.7", "x.pdf", "không phải tệp CSV hay XLSX"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(client, desk, content, name, told):
    address = hand_in(client, desk.editor, content, name)["Location"]
    assert told in client.get(address).content.decode()


def test_without_a_source_or_with_too_much_nothing_is_kept(client, desk, monkeypatch):
    assert hand_in(client, desk.editor, reason=" ").status_code == 200
    monkeypatch.setattr("newsroom.coverage.forms.changing.MOST_BYTES", 10)
    assert "quá 25 MB" in hand_in(client, desk.editor).content.decode()
    assert not FileImport.objects.exists()


def test_a_file_is_thrown_away_and_a_stuck_one_is_tried_again(client, desk):
    address = hand_in(client, desk.editor)["Location"]
    found = FileImport.objects.get()
    FileImport.objects.update(state="checking")
    assert "Kiểm tra lại" not in client.get(address).content.decode()
    client.post(address, {"lam": "thu"})
    found.refresh_from_db()
    assert found.state == "checking"
    FileImport.objects.update(moved_at=datetime.now(UTC) - timedelta(hours=1))
    assert "Kiểm tra lại" in client.get(address).content.decode()
    client.post(address, {"lam": "thu"})
    found.refresh_from_db()
    assert found.state == "ready"
    assert client.post(address, {"lam": "bo"})["Location"] == IMPORTS
    assert not FileImport.objects.exists()


def test_what_changed_since_the_trial_is_shown_before_anything_is_recorded(client, desk):
    first, second = hand_in(client, desk.editor)["Location"], hand_in(client, desk.editor)["Location"]
    client.post(first, {"lam": "ghi"})
    client.post(second, {"lam": "ghi"})
    assert CoverageRecord.objects.count() == 2
    shown = client.get(second).content.decode()
    assert "Chưa ghi gì" in shown
    assert "không còn gì để ghi" in shown


def test_the_template_is_a_file_that_the_import_reads(client, desk):
    client.force_login(desk.editor)
    kept = b"".join(client.get(f"{IMPORTS}mau.xlsx").streaming_content)
    book = load_workbook(io.BytesIO(kept))
    assert book.sheetnames == ["Dữ liệu", "Hướng dẫn", "Danh mục"]
    lists = [[cell.value for cell in column if cell.value] for column in book["Danh mục"].iter_cols()]
    assert lists[0] == ["Cơ quan, đơn vị", "Báo Thái Bình"]
    assert "Báo in" in lists[1]
    sheet = book["Dữ liệu"]
    cells = {column.code: cell for column, cell in zip(COLUMNS, sheet[2], strict=True)}
    cells["day"].value, cells["title"].value = "02/05/2019", "Tin"
    filled = io.BytesIO()
    book.save(filled)
    [(number, row)] = read(filled.getvalue(), "mau.xlsx").rows
    assert (number, row["day"], row["title"]) == (2, "02/05/2019", "Tin")
    headings = client.get(f"{IMPORTS}mau.csv").content
    assert headings.startswith(b"\xef\xbb\xbf")
    [(_number, line)] = read(headings + b"02/05/2019;Tin;A;B", "mau.csv").rows
    assert line["title"] == "Tin"


def test_every_mistake_and_every_refusal_has_its_sentence():
    codes = "missing too_long not_day future no_organisation not_then several not_yours no_channel no_themes no_genre"
    codes += " no_tone not_quantity not_persons not_copies not_seconds not_is_rerun not_url no_evidence not_own itself"
    codes += " twice taken no_such_work"
    for code in codes.split():
        assert sentence({"code": code, "column": "day", "value": "", "hint": "gì đó"})[0] == "Ngày"
    for code in "empty kind encoding headings heading_twice csv xlsx large rows".split():
        assert refusal({"refused": code, "hint": "12"})
    assert refusal({}) == ""


def test_the_explained_columns_are_those_that_are_read(client, desk):
    client.force_login(desk.planner)
    kept = b"".join(client.get(f"{IMPORTS}mau.xlsx").streaming_content)
    guide = load_workbook(io.BytesIO(kept))["Hướng dẫn"]
    assert [row[0].value for row in guide.iter_rows(min_row=2, max_row=1 + len(COLUMNS))] == [
        column.heading for column in COLUMNS
    ]


def test_a_list_is_exported_as_it_is_filtered_and_no_cell_is_a_formula(client, desk):
    hand_in(client, desk.planner)
    found = FileImport.objects.get()
    actions.file_away(
        file_import=found, mine=None, today=date(2024, 6, 1), by=desk.planner, at=datetime(2024, 6, 1, tzinfo=UTC)
    )
    make.record(title="Ngoài bộ lọc")
    csv = b"".join(client.get("/admin/so-theo-doi/?nguon=file&export=csv&ordering=day").streaming_content).decode()
    lines = csv.splitlines()
    assert lines[0].startswith("\ufeffSố,Ngày,Tiêu đề")
    assert [line.split(",")[2] for line in lines[1:]] == ["Một cửa ở Vũ Thư", "'=HYPERLINK(1)"]
    kept = b"".join(client.get("/admin/so-theo-doi/?nguon=file&export=xlsx&ordering=day").streaming_content)
    sheet = load_workbook(io.BytesIO(kept)).active
    assert [cell.value for cell in sheet["C"]] == ["Tiêu đề", "Một cửa ở Vũ Thư", "=HYPERLINK(1)"]
    assert sheet["C3"].data_type == "s"
    assert (sheet["B2"].value, sheet["J2"].value) == (datetime(2019, 5, 2), 1)
