"""Files as offices save them: read, understood, or answered with what to write instead."""

import io
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook

from newsroom.coverage.importing import Body, Mistake, Terms, Unreadable, hinted, read, twice, understand

HEADINGS = "Ngày;Tiêu đề;Cơ quan;Kênh;Minh chứng"
LINE = "02/05/2024;Một cửa ở Vũ Thư;Báo Thái Bình;Báo in;Số 12, trang 3"
TERMS = Terms(
    bodies={
        "bao thai binh": (Body(1, "bao-thai-binh", "Báo Thái Bình", None, date(2025, 3, 17)),),
        "song an": (Body(2, "song-an-vu-thu", "Song An"), Body(3, "song-an-kien-xuong", "Song An")),
        "dai": (
            Body(4, "dai-cu", "Đài", None, date(2024, 1, 1)),
            Body(5, "dai-moi", "Đài", date(2024, 1, 1), None),
        ),
    },
    channels={"bao in": 7},
    themes={"mot cua": 1, "dich vu cong": 2, "dat dai, xay dung": 3},
    genres={"tin": "brief", "bai": "article"},
    tones={"neu guong": "commend"},
    today=date(2024, 6, 30),
    spelt={"mot cua": "Một cửa"},
)
CELLS = {
    "day": "02/05/2024",
    "title": "Một cửa",
    "organisation": "báo thái bình",
    "channel": "BÁO IN",
    "evidence": "Số 12",
}


def rows(content, name="so.csv"):
    return list(read(content, name).rows)


def row(**cells):
    understood, mistakes = understand(3, {**CELLS, **cells}, TERMS)
    assert mistakes == []
    return understood


def mistakes(**cells):
    understood, found = understand(3, {**CELLS, **cells}, TERMS)
    assert understood is None
    return [(mistake.column, mistake.code) for mistake in found]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_any_delimiter_and_any_of_the_usual_encodings(delimiter, encoding):
    lines = [delimiter.join(f'"{cell}"' for cell in line.split(";")) for line in (HEADINGS, LINE)]
    assert rows("\r\n".join(lines).encode(encoding)) == [
        (
            2,
            {
                "day": "02/05/2024",
                "title": "Một cửa ở Vũ Thư",
                "organisation": "Báo Thái Bình",
                "channel": "Báo in",
                "evidence": "Số 12, trang 3",
            },
        )
    ]


def test_what_the_old_vietnamese_code_page_holds_is_read_and_named():
    # Windows-1258 writes most tones as marks after their letter.
    content = "Ngày;Tiêu đ\u0300ề;Cơ quan;Kênh".replace("đ\u0300ề", "đê\u0300").encode("cp1258")
    sheet = read(content + b"\n02/05/2024;B\xf4 ph\xe2\xf2n;X;Y", "cu.csv")
    assert sheet.encoding == "windows-1258"
    assert [cells["organisation"] for _number, cells in sheet.rows] == ["X"]


def test_headings_need_no_marks_and_may_stand_below_a_title():
    content = "SỔ NĂM 2019;;;\n;;;\nNGAY (ngày đăng)*;ten tac pham;Don vi:;hinh thuc\n02/05/2019;A;B;C\n".encode()
    sheet = read(content, "so.csv")
    assert list(sheet.rows) == [(4, {"day": "02/05/2019", "title": "A", "organisation": "B", "channel": "C"})]


def test_unknown_headings_are_named_and_empty_rows_are_no_rows():
    sheet = read(f"{HEADINGS};Ghi chú\n;;;;\n{LINE};x\n".encode(), "so.csv")
    assert [number for number, _ in sheet.rows] == [3]
    assert sheet.unknown == ("Ghi chú",)


def test_a_workbook_gives_days_and_numbers_as_they_are():
    book = Workbook()
    book.active.append(["Ngày", "Tiêu đề", "Cơ quan", "Kênh", "Thời lượng", "Số người"])
    book.active.append([datetime(2024, 5, 2), "Tin", "Báo Thái Bình", "Báo in", time(5, 30), 1200])
    kept = io.BytesIO()
    book.save(kept)
    [(number, cells)] = rows(kept.getvalue(), "so.xlsx")
    assert (number, cells["day"], cells["persons"]) == (2, datetime(2024, 5, 2), 1200)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b" \n", "so.csv", "empty"),
        (b"a;b;c\n1;2;3", "so.csv", "headings"),
        ("Ngày;Tiêu đề;Cơ quan;Kênh;Đơn vị\n".encode(), "so.csv", "heading_twice"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "so.xls", "kind"),
        (b"%PDF-1.4", "so.pdf", "kind"),
        (b"PK\x03\x04 broken", "so.xlsx", "xlsx"),
        (b"\xef\xbb\xbf\xff\xff", "so.csv", "encoding"),
    ],
)
def test_a_file_without_rows_says_why(content, name, code):
    with pytest.raises(Unreadable) as refused:
        rows(content, name)
    assert refused.value.code == code


def test_what_is_missing_among_the_headings_is_named():
    with pytest.raises(Unreadable) as refused:
        read("Ngày;Tên bài;Ghi chú\n".encode(), "so.csv")
    assert refused.value.hint == "Cơ quan, đơn vị, Hình thức"


def test_a_row_is_understood_whole():
    understood = row(
        genre="Tin",
        tone="nêu gương",
        themes="Một cửa; dat dai, xay dung",
        about="Báo Thái Bình",
        quantity="1.200",
        seconds="5:30",
        persons=300.0,
        copies="2 000",
        is_rerun="x",
        url="https://bao.example/1",
        own="BTB-1",
        same="BTB-0",
    )
    assert (understood.number, understood.day, understood.organisation_id, understood.channel_id) == (
        3,
        date(2024, 5, 2),
        1,
        7,
    )
    assert (understood.genre, understood.tone, understood.theme_ids) == ("brief", "commend", {1, 3})
    assert (understood.quantity, understood.seconds, understood.persons, understood.copies) == (1200, 330, 300, 2000)
    assert (understood.is_rerun, understood.about_ids, understood.key) == (True, {1}, "k:BTB-1")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2/5/2024", date(2024, 5, 2)),
        ("02-05-2024", date(2024, 5, 2)),
        ("02.05.2024", date(2024, 5, 2)),
        ("2024-05-02", date(2024, 5, 2)),
        (date(2024, 5, 2), date(2024, 5, 2)),
        (datetime(2024, 5, 2), date(2024, 5, 2)),
    ],
)
def test_days_as_people_write_them(cell, day):
    assert row(day=cell).day == day


@pytest.mark.parametrize("cell", ["5/2024", "31/02/2024", "02/05/24", "hôm qua", 45414, "01/07/1889"])
def test_no_day_is_guessed(cell):
    assert mistakes(day=cell) == [("day", "not_day")]


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("5", 300),
        (5, 300),
        ("5:30", 330),
        ("5 phút", 300),
        (time(5, 30), 330),
        (timedelta(minutes=5, seconds=30), 330),
        (2.5, 150),
        ("", 0),
        (None, 0),
    ],
)
def test_lengths_as_people_and_spreadsheets_write_them(cell, seconds):
    assert row(seconds=cell).seconds == seconds


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"day": ""}, [("day", "missing")]),
        ({"day": "01/07/2024"}, [("day", "future")]),
        ({"title": " "}, [("title", "missing")]),
        ({"title": "a" * 301}, [("title", "too_long")]),
        ({"organisation": ""}, [("organisation", "missing")]),
        ({"organisation": "Báo Nam Định"}, [("organisation", "no_organisation")]),
        ({"organisation": "Song An"}, [("organisation", "several")]),
        ({"channel": ""}, [("channel", "missing")]),
        ({"channel": "Báo"}, [("channel", "no_channel")]),
        ({"themes": "Một cửa; Xe đạp"}, [("themes", "no_themes")]),
        ({"genre": "thơ"}, [("genre", "no_genre")]),
        ({"tone": "vui"}, [("tone", "no_tone")]),
        ({"quantity": "0"}, [("quantity", "not_quantity")]),
        ({"quantity": "1,5"}, [("quantity", "not_quantity")]),
        ({"persons": "đông"}, [("persons", "not_persons")]),
        ({"copies": -1}, [("copies", "not_copies")]),
        ({"seconds": "5:75"}, [("seconds", "not_seconds")]),
        ({"is_rerun": "có lẽ"}, [("is_rerun", "not_is_rerun")]),
        ({"url": "bao.vn/1"}, [("url", "not_url")]),
        ({"evidence": ""}, [("evidence", "no_evidence")]),
        ({"own": "#12"}, [("own", "not_own")]),
        ({"own": "A", "same": "A"}, [("same", "itself")]),
        (
            {"day": "", "channel": "", "about": "X"},
            [("day", "missing"), ("channel", "missing"), ("about", "no_organisation")],
        ),
    ],
)
def test_everything_that_is_wrong_is_told_by_column(cells, found):
    assert mistakes(**cells) == found


def test_a_name_that_two_bore_means_the_one_of_that_day():
    assert row(organisation="Đài").organisation_id == 5
    assert row(organisation="Đài", day="02/05/2023").organisation_id == 4


def test_rows_of_others_are_mistakes_of_those_rows():
    narrow = Terms(**{**vars(TERMS), "mine": frozenset({5})})
    assert understand(9, CELLS, narrow)[1] == [Mistake(9, "organisation", "not_yours", "báo thái bình")]


def test_a_hint_names_the_nearest_word():
    [mistake] = understand(3, {**CELLS, "themes": "Mot cửaa"}, TERMS)[1]
    assert hinted(mistake, TERMS).hint == "Một cửa"
    assert hinted(Mistake(1, "themes", "no_themes", "zzzz"), TERMS).hint == ""


def test_the_same_told_twice_is_named_with_the_first_row():
    first, second = row(), understand(8, CELLS, TERMS)[0]
    assert twice([first, second]) == [Mistake(8, "title", "twice", "Một cửa", "3")]
    assert twice([row(own="1"), row(own="2")]) == []
    assert [mistake.column for mistake in twice([row(own="1"), row(own="1", title="Khác")])] == ["own"]


def test_a_row_keeps_its_identity_when_its_tags_are_set_right():
    assert row().key == row(themes="Một cửa", quantity="3", evidence="khác").key
    assert row().key != row(day="03/05/2024").key
