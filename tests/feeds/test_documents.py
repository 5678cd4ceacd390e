"""Golden twins: each document in `documents/` and the exact values expected of it."""

import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feeds.parsing import Document, Enclosure, NotAFeed, parse
from feeds.parsing.dates import VIETNAM
from tests.feeds.hostile import rss

DOCUMENTS = Path(__file__).parent / "documents"
NOW = datetime(2024, 11, 23, 12, 0, tzinfo=VIETNAM)


def at(*parts, zone=VIETNAM):
    return datetime(*parts, tzinfo=zone)


HALF_PAST_TEN = at(2024, 11, 22, 10, 30)


def document(name, **kwargs) -> Document:
    body = (DOCUMENTS / name).read_bytes()
    return parse(body, now=NOW, base_url="https://huyen.example.vn/rss/feed.xml", **kwargs)


def values(entries, *names):
    return [tuple(getattr(entry, name) for name in names) for entry in entries]


def test_a_feed_without_guids_is_told_apart_by_link_and_day():
    feed = document("no_guid.xml")
    assert feed.identity_by == "link"
    assert values(feed.entries, "title", "link", "published_at") == [
        ("Huyện đưa bộ phận một cửa về xã", "https://huyen.example.vn/tin/mot-cua.html", HALF_PAST_TEN),
        ("Bản tin thời sự sáng 22/11", "https://huyen.example.vn/thoi-su", at(2024, 11, 22, 5, 30)),
        ("Bản tin thời sự sáng 21/11", "https://huyen.example.vn/thoi-su", at(2024, 11, 21, 5, 30)),
    ]
    assert len({entry.identity for entry in feed.entries}) == 3
    assert feed.entries[0].summary == "Từ tháng 11, người dân nộp hồ sơ ngay tại xã."
    assert feed.entries[0].content == ""
    assert feed.warnings == ()


def test_nukeviet_prints_the_month_for_the_minutes_so_the_hour_is_all_that_is_known():
    feed = document("nukeviet.xml")
    assert feed.generator == "NukeViet v4.0"
    assert values(feed.entries, "guid", "published_at", "precision", "raw_date") == [
        ("news_12", at(2024, 11, 22, 10), "hour", "Fri, 22 Nov 2024 10:11:42 +0700"),
        ("news_11", at(2024, 10, 30, 16), "hour", "Wed, 30 Oct 2024 16:10:03 +0700"),
    ]
    assert feed.entries[0].content == (
        '<img src="https://xa.example.gov.vn/uploads/hop.jpg" alt="Cuộc họp"><br>Sáng nay, xã họp.'
    )


def test_a_nukeviet_whose_minutes_are_no_months_is_believed():
    feed = document("nukeviet_repaired.xml")
    assert values(feed.entries, "published_at", "precision") == [
        (at(2024, 11, 22, 10, 11, 42), "minute"),
        (at(2024, 11, 22, 9, 47), "minute"),
    ]


def test_day_first_dates_are_settled_by_the_whole_feed_and_what_cannot_be_read_stays_unknown():
    feed = document("day_first.xml", ignored_parameters=("cn", "gd"))
    assert feed.day_first_vote is True
    assert values(feed.entries, "link", "published_at", "precision", "raw_date") == [
        ("http://cong.example.gov.vn/tin?id=901", at(2024, 6, 5, 8, 0), "minute", "05/06/2024 08:00"),
        ("http://cong.example.gov.vn/tin?id=900", at(2024, 5, 31, 14, 15), "minute", "31/05/2024 14:15"),
        ("http://cong.example.gov.vn/tin?id=899", None, "unknown", "hôm qua"),
        ("http://cong.example.gov.vn/tin?id=898", None, "unknown", "31/05/2042 14:15"),
    ]
    assert feed.warnings == ("dates_unread",)


def test_dot_nets_month_first_dates_and_entities_inside_cdata_are_read():
    feed = document("month_first.xml")
    assert feed.day_first_vote is False
    assert values(feed.entries, "title", "published_at") == [
        ("Tỷ lệ hồ sơ trực tuyến vượt 80% & còn tăng", at(2024, 6, 5, 18, 44)),
        ("Thứ hai", at(2024, 5, 31, 8, 1)),
    ]


def test_an_ill_formed_document_is_read_as_far_as_it_goes_with_a_warning():
    feed = document("ill_formed.xml")
    assert feed.warnings == ("ill_formed",)
    assert feed.title == "Đài & cổng"
    assert values(feed.entries, "title", "link", "summary", "published_at") == [
        ("Hỏi & đáp về thủ tục đất đai", "https://dai.example.vn/xem?id=1&muc=2", "Dòng một dòng hai", HALF_PAST_TEN),
        ("Tin sau chỗ hỏng", "https://dai.example.vn/xem?id=2", "", at(2024, 11, 21, 9, 5)),
    ]


def test_decomposed_text_is_composed_and_links_are_completed():
    feed = document("nfd_relative.xml")
    assert feed.title == "Truyền hình huyện"
    assert feed.link == "https://huyen.example.vn/"
    assert values(feed.entries, "title", "link", "published_at") == [
        ("Người dân hài lòng với “một cửa”", "https://huyen.example.vn/tin/hai-long.html", HALF_PAST_TEN),
        ("Liên kết hỏng", "http://huyen.example.vn/tin/hong.html", HALF_PAST_TEN),
        ("Liên kết hỏng nữa", "http://huyen.example.vn/tin/hong-nua.html?id=3", HALF_PAST_TEN),
    ]
    entry = feed.entries[0]
    assert entry.recording == Enclosure(
        url="http://huyen.example.vn/am-thanh/ban-tin.mp3", type="audio/mpeg", size=123456
    )
    assert 'href="https://huyen.example.vn/xem"' in entry.content


def test_a_byte_order_mark_outranks_the_declaration():
    feed = document("bom.xml")
    assert values(feed.entries, "title", "published_at", "precision") == [
        ("Thủ tục rút còn 3 ngày", at(2024, 11, 22), "day")
    ]


def test_windows_1258_under_a_utf8_label_is_read_with_a_warning():
    feed = document("mislabelled_1258.xml")
    assert feed.warnings == ("encoding",)
    assert values(feed.entries, "title", "published_at", "precision") == [
        ("Cải cách thủ tục hành chính ở cơ sở", at(2024, 11, 22), "day")
    ]


def test_utf8_under_a_windows_1258_label_is_utf8():
    feed = document("labelled_1258_is_utf8.xml")
    assert feed.warnings == ("encoding",)
    assert values(feed.entries, "title", "published_at") == [("Sắp xếp đơn vị hành chính", HALF_PAST_TEN)]


def test_atom_gives_its_published_date_and_its_recording():
    feed = document("atom.xml")
    assert (feed.title, feed.version, feed.generator) == ("Tin Đài tỉnh", "atom10", "Blogger")
    first, second = feed.entries
    assert first.title == "Chi phí < 5 triệu"
    assert first.published_at == at(2024, 11, 20, 0, 30, zone=UTC)
    assert (first.author, first.summary) == ("Nguyễn Thị Hoa", "Tóm tắt ngắn")
    assert first.content == "<p>Toàn văn <strong>đậm</strong>.</p>"
    assert first.recording.url == "https://dai.example.vn/a.mp4"
    assert len(first.enclosures) == 2
    assert second.published_at == at(2024, 11, 21, 10, 30), "the date of the edit is better than none"


def test_rss_1_0_is_read_with_its_wish_to_be_asked_every_six_hours():
    feed = document("rss10.xml")
    assert feed.every == timedelta(hours=6)
    assert values(feed.entries, "guid", "title", "author", "published_at", "summary") == [
        ("https://rdf.example.vn/1", "Công khai kết quả giải quyết hồ sơ", "Trần Văn Bình", HALF_PAST_TEN, "Mô tả")
    ]


def test_json_feed_is_read():
    feed = document("json_feed.json")
    assert (feed.title, feed.version) == ("Nguồn JSON", "json")
    assert values(feed.entries, "guid", "title", "content", "author", "published_at") == [
        ("7", "A < B", "<p>Nội dung</p>", "Lê An", HALF_PAST_TEN),
        ("8", "Chỉ có chữ", "", "", None),
    ]
    assert feed.entries[0].recording.size == 12


def test_no_script_handler_or_dangerous_link_survives():
    feed = document("scripts.xml")
    assert (feed.title, feed.link) == ("Đầy mã độc", "")
    first, second = feed.entries
    assert (first.title, first.link, first.summary, first.author) == ("Tin thật", "", "Lời dẫn", "Trần A")
    assert first.enclosures == ()
    assert first.content == (
        '<p>Nội dung</p><a rel="noopener noreferrer nofollow">bấm</a><a rel="noopener noreferrer nofollow">d</a>'
        '<a href="https://ok.example.vn/" rel="noopener noreferrer nofollow">tốt</a>'
    )
    assert second.title == "Zerowidth và đảo chiều"


def test_guids_are_trusted_while_one_in_twenty_is_bad_and_the_sharers_are_told_by_their_links():
    feed = document("bad_guids.xml")
    assert feed.identity_by == "guid"
    assert len({entry.identity for entry in feed.entries}) == 20
    body = (DOCUMENTS / "bad_guids.xml").read_bytes().replace(b">3</guid>", b">0</guid>")
    worse = parse(body, now=NOW)
    assert worse.identity_by == "link"
    assert len({entry.identity for entry in worse.entries}) == 20


def test_a_feed_only_steps_down():
    assert document("nukeviet.xml", identity_by="link").identity_by == "link"
    assert document("no_guid.xml", identity_by="title").identity_by == "title"


def test_every_document_has_its_test():
    source = "".join(module.read_text() for module in Path(__file__).parent.glob("test_*.py"))
    for path in DOCUMENTS.glob("*.*"):
        assert path.name.startswith(".") or f'"{path.name}"' in source, path.name


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf  \n", "empty"),
        (b"<!DOCTYPE html><html><head><title>Trang ch\xe1\xbb\xa7</title></head><body><p>x</body></html>", "web_page"),
        (b"\n<html lang=vi><item>x</item></html>", "web_page"),
        (b"Not found", "unknown"),
        (b'{"error": "x"}', "unknown"),
        (b"/etc/passwd", "unknown"),
        (b"<?xml version='1.0'?><urlset><url/></urlset>", "unknown"),
        (b"\x00\x01\x02\xff" * 50, "unknown"),
    ],
)
def test_what_is_no_feed_is_named(body, what):
    with pytest.raises(NotAFeed) as refused:
        parse(body, now=NOW)
    assert refused.value.what == what


def test_a_body_that_is_a_path_opens_no_file(tmp_path):
    secret = tmp_path / "feed.xml"
    secret.write_bytes((DOCUMENTS / "atom.xml").read_bytes())
    with pytest.raises(NotAFeed):
        parse(str(secret).encode(), now=NOW)


def test_an_external_entity_is_not_opened(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    body = f"""<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]>
    <rss version="2.0"><channel><title>&x;</title><item><title>a &x;</title><guid>1</guid></item></channel></rss>"""
    assert "bí mật" not in repr(parse(body.encode(), now=NOW))


@pytest.mark.parametrize(
    "body",
    [
        '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n > 1 else str()};" * 10}">' for n in range(1, 10))
        + ']><rss version="2.0"><channel><item><title>&a9;</title></item></channel></rss>',
        '<rss version="2.0"><channel>'
        + "<a>" * 20000
        + "</a>" * 20000
        + "<item><title>x</title></item></channel></rss>",
        '<rss version="2.0"><channel><item><description>'
        + "&lt;div&gt;" * 50000
        + "x</description></item></channel></rss>",
        '<rss version="2.0"><channel>' + "<link" * 50000 + "</channel></rss>",
        '<rss version="2.0"><channel><item><title>' + "<" * 100000,
        '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100000,
    ],
    ids=["billion laughs", "deep elements", "deep markup", "unclosed links", "only openings", "deep json"],
)
def test_a_hostile_document_is_over_within_seconds(body):
    import time

    began = time.process_time()
    with contextlib.suppress(NotAFeed):
        assert len(repr(parse(body.encode(), now=NOW))) < 100_000
    assert time.process_time() - began < 5


def test_after_five_hundred_entries_the_rest_is_left_out_with_a_warning():
    items = "".join(f"<item><title>Tin {n}</title><guid>{n}</guid></item>" for n in range(501))
    feed = parse(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), now=NOW)
    assert (len(feed.entries), feed.warnings) == (500, ("trimmed",))
    feed = parse(
        f'<rss version="2.0"><channel>{items}</channel></rss>'.encode().replace(
            b"<item><title>Tin 0</title><guid>0</guid></item>", b""
        ),
        now=NOW,
    )
    assert (len(feed.entries), feed.warnings) == (500, ())


def test_an_empty_feed_is_a_feed():
    assert parse(b'<rss version="2.0"><channel><title>x</title></channel></rss>', now=NOW).entries == ()


class TestContentHash:
    def hash_of(self, text, title="Tin"):
        item = f"<item><title>{title}</title><guid>1</guid><description>{text}</description></item>"
        body = f'<rss version="2.0"><channel>{item}</channel></rss>'
        return parse(body.encode(), now=NOW).entries[0].content_hash

    def test_it_changes_with_the_words(self):
        assert self.hash_of("một") != self.hash_of("hai")
        assert self.hash_of("một", "Tin khác") != self.hash_of("một")

    def test_it_does_not_change_with_a_tracking_picture_or_a_class(self):
        assert self.hash_of("&lt;p class='a'&gt;một&lt;/p&gt;&lt;img src='https://t.example/?r=1'&gt;") == self.hash_of(
            "&lt;p class='b'&gt;một&lt;/p&gt;&lt;img src='https://t.example/?r=2'&gt;"
        )


def test_a_capital_x_in_an_entity_is_one_too():
    feed = parse(rss("<item><title>T&#X1EC9;nh</title><description>&amp;#X1EC9;</description></item>"), now=NOW)
    assert values(feed.entries, "title", "summary") == [("Tỉnh", "ỉ")]
