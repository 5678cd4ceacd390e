"""The office's own Word template: who may change it, what is refused and how that is said, and the versions."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from docx import Document

from newsroom.reporting.actions import TemplateRefused, template_in_use, upload_template, use_template
from newsroom.reporting.models import OfficeTemplate, TemplateUse
from newsroom.reporting.rendering.word import check_template, offered, shipped_template
from newsroom.reporting.rendering.word.archive import LARGEST
from tests import factories as make

ADDRESS = "/bao-cao/mau-van-ban/"
SHIPPED = shipped_template()


def edited(change) -> bytes:
    """The template that ships, after somebody worked on it in Word."""
    document = Document(io.BytesIO(SHIPPED))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_text(text: str) -> bytes:
    return edited(lambda document: document.paragraphs[0].insert_paragraph_before(text))


def repacked(**files: bytes) -> bytes:
    """The template with files changed or added; "__" in a name stands for "/"."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SHIPPED)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        changed = {name.replace("__", "/"): content for name, content in files.items()}
        for name in {*old.namelist(), *changed}:
            new.writestr(name, changed[name] if name in changed else old.read(name))
    return out.getvalue()


def replaced(name: str, before: bytes, after: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(SHIPPED)) as archive:
        content = archive.read(name)
    assert before in content
    return repacked(**{name.replace("/", "__"): content.replace(before, after, 1)})


def upload(client, content: bytes, name="mau.docx"):
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})


def test_the_template_that_ships_passes_its_own_check():
    checked = check_template(SHIPPED)
    assert checked.problems == checked.notes == []


def test_every_field_that_is_offered_can_be_used():
    texts = [f"{{{{ {field.name} }}}}" for field in offered() if field.kind == "text"]
    assert len(texts) > 15
    assert check_template(with_text(" ".join(texts))).problems == []


@pytest.mark.parametrize(
    "text",
    [
        "{% if tam_tinh %}tạm{% else %}chốt{% endif %}",
        "{% for noi in noi_nhan %}{{ noi }}{% if not loop.last %}, {% endif %}{% endfor %}",
        "{{ ten_co_quan | upper }} – {{ky_bao_cao|title}}",
        "{% if quyen_han and chuc_vu %}x{% endif %}",
    ],
)
def test_conditions_lists_and_capitals_can_be_used(text):
    assert check_template(with_text(text)).problems == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Số {{ so_hieu }} ngày",
            "Không có trường {{ so_hieu }}: trong thân văn bản, đoạn 9 (“Số {{ so_hieu }} ngày”)",
        ),
        ("{{ so_ky_hieu.__class__ }}", "chỉ dùng được trường"),
        ("{{ ''.__class__.__mro__ }}", "chỉ dùng được trường"),
        ("{{ so_ky_hieu * 99999999 }}", "chỉ dùng được trường"),
        ("{{ trich_yeu[0] }}", "chỉ dùng được trường"),
        ("{{ trich_yeu.format(1) }}", "chỉ dùng được trường"),
        ("{{ trich_yeu | attr('x') }}", "chỉ dùng được trường"),
        ("{{ trich_yeu | safe }}", "chỉ dùng được trường"),
        ("{{ 7 * 7 }}", "chỉ dùng được trường"),
        ("{{ range(9) }}", "Không có trường {{ range }}"),
        ("{{ self }}", "Không có trường {{ self }}"),
        ("{% for x in range(10) %}{% endfor %}", "Không có trường {{ range(10) }}"),
        ("{% for x in trich_yeu %}{% endfor %}", "không phải danh sách"),
        ("{% for x in noi_nhan %}{{ x }}", "thiếu {% endfor %}"),
        ("{% endif %}", "Không hiểu {% endif %}"),
        ("{% include '/etc/passwd' %}", "Không hiểu"),
        ("{% set x = 1 %}", "Không hiểu"),
        ("{{ trich_yeu", "Dấu ngoặc nhọn"),
        ("trich_yeu }}", "Dấu ngoặc nhọn"),
        ("{{ trich yeu }}", "Không hiểu {{ trich yeu }}"),
        ("{{p trich_yeu }}", "không có chữ cái đứng trước"),
        ("Xem {{ phu_luc }}", "phải đứng riêng một đoạn"),
        ("{{ phu_luc }}", "xuất hiện hai lần"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(text, said):
    problems = check_template(with_text(text)).problems
    assert any(said in problem for problem in problems), problems


def test_a_wrong_field_in_a_header_is_found_there():
    def change(document):
        document.sections[1].footer.paragraphs[0].text = "{{ khong_co }}"

    [problem] = check_template(edited(change)).problems
    assert problem == "Không có trường {{ khong_co }}: chân trang, phần 2, đoạn 1 (“{{ khong_co }}”)."


def test_a_field_that_word_cut_into_pieces_is_still_that_field():
    def change(document):
        paragraph = document.paragraphs[0].insert_paragraph_before("")
        for piece in ("{", "{ trich", "_", "yeu }", "}"):
            paragraph.add_run(piece).bold = piece == "_"

    assert check_template(edited(change)).problems == []


def test_what_a_paper_cannot_do_without_must_be_there():
    def change(document):
        for paragraph in document.paragraphs:
            if "phu_luc" in paragraph.text or "canh_bao" in paragraph.text:
                paragraph.text = ""

    problems = check_template(edited(change)).problems
    assert [problem[:44] for problem in problems] == [
        "Thiếu trường bắt buộc {{ phu_luc }}: không c",
        "Thiếu trường bắt buộc {{ canh_bao }}: không ",
    ]


def test_margins_outside_the_decree_are_said_and_taken():
    def change(document):
        document.sections[0].left_margin = 720000

    checked = check_template(edited(change))
    assert checked.problems == []
    assert checked.notes == ["Phần 1: lề trái là 20 mm; Nghị định 30/2020/NĐ-CP quy định 30 – 35 mm."]


EXTERNAL = b'<Relationship Id="rId99" Type="http://x/%s" Target="%s" TargetMode="External"/></Relationships>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "không phải văn bản Word"),
        (b"PK\x03\x04 hong", "không phải văn bản Word"),
        (b"%PDF-1.7", "không phải văn bản Word"),
        (b"x" * (LARGEST + 1), "lớn hơn 2 MB"),
        (repacked(**{"word/vbaProject.bin": b"x"}), "macro"),
        (repacked(word__activeX__a=b"x"), "macro"),
        (repacked(word__x=b"0" * (21 << 20)), "lớn bất thường"),
        (SHIPPED.replace(b"word/document.xml", b"word/documenx.xml"), "không phải văn bản Word"),
        (replaced("[Content_Types].xml", b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"), "không phải"),
        (replaced("word/document.xml", b"<w:body>", b"<w:body><!DOCTYPE x>"), "khai báo kiểu tài liệu"),
        (
            replaced("word/_rels/document.xml.rels", b"</Relationships>", EXTERNAL % (b"image", b"http://x/a.png")),
            "lấy nội dung từ bên ngoài",
        ),
        (
            replaced(
                "word/_rels/document.xml.rels", b"</Relationships>", EXTERNAL % (b"attachedTemplate", b"file:///x")
            ),
            "lấy nội dung từ bên ngoài",
        ),
        (
            replaced("word/_rels/document.xml.rels", b"</Relationships>", EXTERNAL % (b"hyperlink", b"file:///x")),
            "lấy nội dung từ bên ngoài",
        ),
        (
            replaced("word/header1.xml", b'w:instr="PAGE"', b'w:instr="INCLUDETEXT c:\\\\x"'),
            "Mã trường INCLUDETEXT",
        ),
        (replaced("word/document.xml", b"</w:body>", b"<w:oops</w:body>"), "Không đọc được tệp"),
    ],
)
def test_a_file_that_is_no_plain_document_is_refused(content, said):
    problems = check_template(content).problems
    assert any(said in problem for problem in problems), problems


def test_a_link_to_the_web_is_no_harm():
    content = replaced("word/_rels/document.xml.rels", b"</Relationships>", EXTERNAL % (b"hyperlink", b"https://x.vn"))
    assert check_template(content).problems == []


@pytest.fixture
def clerk(planner, client):
    client.force_login(planner)
    return client


def test_a_stranger_gets_the_login_and_a_colleague_is_refused(client, quarter):
    addresses = [ADDRESS, f"{ADDRESS}di-kem.docx", f"{ADDRESS}1.docx"]
    for address in addresses:
        assert client.get(address)["Location"].startswith("/admin/login/")
    for role in ("analyst", "editor", "officer", "reporter"):
        client.force_login(make.user(f"nguoi-{role}", role=role, organisation=quarter.paper))
        for address in addresses:
            assert client.get(address)["Location"] == "/admin/"
        assert upload(client, SHIPPED)["Location"] == "/admin/"
        assert client.post(f"{ADDRESS}dung", {"number": ""})["Location"] == "/admin/"
        assert "mau-van-ban" not in client.get("/bao-cao/").content.decode()
    assert not TemplateUse.objects.exists()


def test_the_office_downloads_edits_and_uploads(clerk, planner):
    got = clerk.get(f"{ADDRESS}di-kem.docx").getvalue()
    assert got == SHIPPED
    assert "Chưa có mẫu nào được tải lên" in clerk.get(ADDRESS).content.decode()
    mine = with_text("Văn phòng điện tử")
    assert upload(clerk, mine, "mẫu của sở.docx")["Location"] == ADDRESS
    page = clerk.get(ADDRESS).content.decode()
    assert "Phiên bản 1: mẫu của sở.docx" in page
    assert clerk.get(f"{ADDRESS}1.docx").getvalue() == mine
    paper = clerk.get("/bao-cao/2024/quy-2.docx").getvalue()
    assert "Văn phòng điện tử" in [each.text for each in Document(io.BytesIO(paper)).paragraphs]
    version = OfficeTemplate.objects.get()
    assert (version.uploaded_by_id, version.uploaded_by_name) == (planner.pk, "noi-vu")


def test_a_template_that_fails_changes_nothing_and_says_why(clerk):
    upload(clerk, with_text("Bản tốt"))
    answer = upload(clerk, with_text("{{ so_hieu }}"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Không có trường {{ so_hieu }}: trong thân văn bản, đoạn 9" in page
    assert "mẫu đang dùng vẫn giữ nguyên" in page
    assert TemplateUse.objects.current().number == 1
    assert OfficeTemplate.objects.count() == 1


@pytest.mark.parametrize("files", [{}, {"file": SimpleUploadedFile("x.docx", b"")}])
def test_no_file_is_said_beside_the_field(clerk, files):
    assert clerk.post(ADDRESS, files).context["form"].errors


def test_one_goes_back_to_an_earlier_version_and_to_the_one_that_ships(clerk, planner):
    for text in ("một", "hai"):
        upload(clerk, with_text(text))
    clerk.post(f"{ADDRESS}dung", {"number": "1"})
    assert TemplateUse.objects.current().number == 1
    clerk.post(f"{ADDRESS}dung", {"number": ""})
    assert template_in_use() == SHIPPED
    assert [use.template_id and use.template.number for use in TemplateUse.objects.history()] == [None, 1, 2, 1]
    assert {use.by_name for use in TemplateUse.objects.all()} == {"noi-vu"}
    assert clerk.post(f"{ADDRESS}dung", {"number": "9"}).status_code == 404
    assert clerk.get(f"{ADDRESS}dung").status_code == 405


def test_an_administrator_may(client, quarter):
    client.force_login(make.user(is_superuser=True))
    assert upload(client, with_text("x")).status_code == 302


def test_a_version_that_no_longer_passes_is_not_taken_up_again(planner, monkeypatch):
    template = upload_template(name="a.docx", content=with_text("x"), by=planner, at=timezone.now())
    use_template(template=None, by=planner, at=timezone.now())
    monkeypatch.setattr("newsroom.reporting.rendering.word.fields.NEEDED", ("truong_moi",))
    with pytest.raises(TemplateRefused, match="không còn dùng được"):
        use_template(template=template, by=planner, at=timezone.now())
    assert TemplateUse.objects.current() is None


@pytest.mark.parametrize(
    "wrong", [{"number": 0}, {"size": 0}, {"size": LARGEST + 1}, {"uploaded_by_name": ""}, {"name": ""}]
)
def test_the_database_refuses_nonsense(db, wrong):
    good = {"number": 1, "name": "a.docx", "content": b"x", "size": 1, "sha256": "0" * 64}
    good |= {"uploaded_at": timezone.now(), "uploaded_by_name": "A"}
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficeTemplate.objects.create(**{**good, **wrong})
    template = OfficeTemplate.objects.create(**good)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficeTemplate.objects.create(**good)
    with pytest.raises(IntegrityError), transaction.atomic():
        TemplateUse.objects.create(template=template, at=timezone.now(), by_name="")


def test_where_no_number_can_be_had_nothing_is_kept_and_it_is_said(planner, monkeypatch):
    monkeypatch.setattr("newsroom.reporting.actions.templating.UPLOADS_AT_ONCE", 0)
    with pytest.raises(TemplateRefused, match=r"tải mẫu lên|uploading templates"):
        upload_template(name="a.docx", content=SHIPPED, by=planner, at=timezone.now())
    assert not OfficeTemplate.objects.exists()
    assert not TemplateUse.objects.exists()
