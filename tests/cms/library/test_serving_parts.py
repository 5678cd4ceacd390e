"""Uploads are served in parts, so that a listener may move about; nothing but uploads is served."""

import pytest

from cms.library.views import UnsatisfiableRange, wanted_part


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("", None),
        ("bytes=0-", (0, 99)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-500", (90, 99)),
        ("bytes=99-99", (99, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-500", (0, 99)),
        ("bytes=-", None),
        ("bytes=20-10", None),
        ("bytes=0-1,5-6", None),
        ("items=0-1", None),
        ("bytes=a-b", None),
    ],
)
def test_a_range_names_a_part_or_the_whole(header, part):
    assert wanted_part(header, 100) == part


@pytest.mark.parametrize(("header", "size"), [("bytes=100-", 100), ("bytes=-0", 100), ("bytes=0-", 0), ("bytes=-1", 0)])
def test_a_part_behind_the_end_cannot_be_had(header, size):
    with pytest.raises(UnsatisfiableRange):
        wanted_part(header, size)


@pytest.fixture
def upload(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "tin.mp3").write_bytes(bytes(range(100)))
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "noi-bo.pdf").write_bytes(b"%PDF")
    (tmp_path / "media" / "trang.html").write_text("<script>alert(1)</script>")
    (tmp_path.parent / "bi-mat.txt").write_text("x")
    return "/media/media/tin.mp3"


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_whole_file_says_that_parts_may_be_asked_for(client, upload):
    response = client.get(upload)
    assert response.status_code == 200
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Type"] == "audio/mpeg"
    assert body(response) == bytes(range(100))


def test_a_part_is_just_that_part(client, upload):
    response = client.get(upload, headers={"Range": "bytes=10-19"})
    assert response.status_code == 206
    assert response["Content-Range"] == "bytes 10-19/100"
    assert response["Content-Length"] == "10"
    assert body(response) == bytes(range(10, 20))


def test_a_part_of_a_changed_file_is_the_whole_file(client, upload):
    response = client.get(upload, headers={"Range": "bytes=10-19", "If-Range": "Mon, 01 Jan 2001 00:00:00 GMT"})
    assert response.status_code == 200
    same = client.get(upload, headers={"Range": "bytes=10-19", "If-Range": response["Last-Modified"]})
    assert same.status_code == 206


def test_a_part_behind_the_end_is_refused_with_the_size(client, upload):
    response = client.get(upload, headers={"Range": "bytes=100-"})
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */100"


def test_what_the_browser_has_is_not_sent_again(client, upload):
    first = client.get(upload)
    assert client.get(upload, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/media/documents/noi-bo.pdf",
        "/media/media/../documents/noi-bo.pdf",
        "/media/../bi-mat.txt",
        "/media/khong-co.mp3",
        "/media/media",
    ],
)
def test_private_documents_and_what_is_no_upload_are_not_there(client, upload, path):
    assert client.get(path).status_code == 404


def test_an_upload_never_runs_as_a_page_of_the_site(client, upload):
    response = client.get("/media/media/trang.html")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_nothing_can_be_sent_to_an_upload(client, upload):
    assert client.post(upload).status_code == 405
