"""One statement, many skins: what each says, and what each figure opens, is the same."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
import time_machine
from openpyxl import load_workbook

from newsroom.coverage.models import CoverageRecord
from newsroom.reporting import actions
from newsroom.reporting.rendering import words
from newsroom.reporting.rendering.as_csv import COLUMNS
from newsroom.submissions.models import Submission
from tests import factories as make

ADDRESS = "/bao-cao/2024/quy-2"
SPREADS = (("kenh", "by_channel"), ("don-vi", "by_organisation"), ("the-loai", "by_genre"), ("sac-thai", "by_tone"))
DIMENSIONS = ("channel", "organisation", "genre", "tone", "about")


class Cells(HTMLParser):
    """Reads (row, figure) → (number, address) off the statement's tables; a row is a tuple of its (name, value)s.

    A cell of a row that is spread over a dimension has two of them: that of its row and its own.
    """

    ROWS = ("row", "kenh", "don-vi", "the-loai", "sac-thai", "neu-ten", "dau-ra")

    def __init__(self, html):
        super().__init__()
        self.row, self.cell, self.figure, self.href, self.found, self.records = (), (), None, None, {}, []
        self.feed(html)

    def names(self, attrs):
        return tuple((name, attrs[f"data-{name}"]) for name in self.ROWS if f"data-{name}" in attrs)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "tr":
            self.row = self.names(attrs)
            if "data-record" in attrs:
                self.records.append(int(attrs["data-record"]))
        if tag == "td":
            self.cell = self.names(attrs)
        if "data-figure" in attrs:
            self.figure, self.href, self.text = attrs["data-figure"], None, ""
        if tag == "a" and self.figure:
            self.href = attrs["href"]

    def handle_data(self, data):
        if self.figure:
            self.text += data

    def handle_endtag(self, tag):
        if tag in ("td", "span") and self.figure:
            said = re.sub(r"\D", "", self.text.split()[0])
            self.found[((*self.row, *self.cell), self.figure)] = (int(said) if said else None, self.href)
            self.figure = None
        if tag == "td":
            self.cell = ()


@pytest.fixture
def ask(client, planner):
    client.force_login(planner)

    def get(address):
        response = client.get(address)
        assert response.status_code == 200, address
        content = response.getvalue()
        return content if response["Content-Type"].startswith("application/v") else content.decode()

    return get


@pytest.fixture
def whole(quarter):
    """The quarter with every dimension filled: genres, tones, organisations named, what two outlets put out."""
    praised, blamed = (make.organisation(name, kind="district") for name in ("Huyện A", "Huyện B"))
    for record, genre, tone, about, more in zip(
        quarter.records,
        ("article", "article", "reportage", "brief", "", "", "brief", ""),
        ("commend", "commend", "neutral", "critical", "critical", "neutral", "neutral", "neutral"),
        ([praised, blamed], [praised], [], [blamed], [blamed], [], [], []),
        ({}, {}, {}, {}, {"persons": 30}, {}, {}, {"copies": 40}),
        strict=True,
    ):
        CoverageRecord.objects.filter(pk=record.pk).update(genre=genre, tone=tone, **more)
        record.about.set(about)
    make.channel("bao", serves=["story:newspaper"])
    outlet = make.outlet(quarter.paper)
    with time_machine.travel(datetime(2024, 5, 6, tzinfo=UTC), tick=False):
        make.story(outlet, "Về CCHC", live=True, themes=[make.theme("Một cửa")])
        make.story(outlet, "Về giao thông", live=True, outside_cchc=True)
    for body, output in ((quarter.station, 250), (make.organisation("Đài huyện", kind="local_station"), 90)):
        Submission.objects.create(
            plan=quarter.plan,
            organisation=body,
            year=2024,
            period_code="quy-2",
            state="sent",
            **dict.fromkeys(("opened_at", "changed_at", "sent_at", "first_sent_at"), make.LONG_AGO),
            output=output,
        )
    return quarter


@pytest.fixture
def data(ask, whole):
    return json.loads(ask(f"{ADDRESS}.json"))


def lines(data):
    return {
        **{row["label"]: row for row in data["rows"]},
        "khong-phan-loai": data["unclassified"],
        "total": data["total"],
    }


def test_json_says_what_it_promises(data):
    assert data["plan"]["number"] == "174/KH-UBND"
    assert data["plan"]["year"] == 2024
    assert {key: data["period"][key] for key in ("code", "start", "end", "due")} == {
        "code": "quy-2",
        "start": "2024-03-15",
        "end": "2024-06-14",
        "due": "2024-06-15",
    }
    assert data["provisional"] is True
    for line in lines(data).values():
        assert {"label", "title", "appearances", "works", "minutes", "target", "done_ratio"} <= set(line)
        assert {"by_channel", "by_organisation"} <= set(line)
    assert [row["label"] for row in data["rows"]] == ["II.1.1", "II.1.2"]


def test_html_and_json_agree_on_every_figure(ask, data):
    found = {key: number for key, (number, _href) in Cells(ask(ADDRESS)).found.items()}
    three = ("appearances", "works", "minutes")
    words = (("commended", "commend"), ("criticised", "critical"), ("informed", "neutral"))

    def shown(row, figures, told):
        for figure in figures:
            assert found.pop((row, figure)) == told[figure], (row, figure)

    for name, line in lines(data).items():
        row = (("row", name),)
        shown(row, (*three, "first_runs", "reruns", "persons", "copies"), line)
        for parameter, spread in (("the-loai", "by_genre"), ("sac-thai", "by_tone")):
            for code in data["total"][spread]:
                part = line[spread].get(code)
                shown(
                    (*row, (parameter, code)), ("appearances", "works") if part else ("appearances",), part or NOTHING
                )
    for parameter, spread in SPREADS:
        for code, part in data["total"][spread].items():
            shown(((parameter, code),), three, part)
            if parameter == "kenh":
                shown(((parameter, code),), ("quantity",), part)
    for code, one in data["named"].items():
        shown((("neu-ten", code),), ("appearances", "works"), one)
        for word, tone in words:
            figures = ("appearances", "works") if one[word]["appearances"] else ("appearances",)
            shown((("sac-thai", tone), ("neu-ten", code))[::-1], figures, one[word])
    for code, one in data["output"].items():
        shown((("dau-ra", code),), ("works", "entered", "published", "pages"), one)
    assert found == {}


NOTHING = {"appearances": 0}


def test_csv_and_json_agree_on_every_figure(ask, data):
    rows = list(csv.reader(io.StringIO(ask(f"{ADDRESS}.csv").removeprefix("\ufeff"))))
    assert rows[0][4:11] == [words.headings()[column] for column in COLUMNS[4:11]]
    told, aims = {}, []
    for cells in rows[1:]:
        row = dict(zip(COLUMNS, cells, strict=True))
        if row["asked"]:
            aims.append(row)
            continue
        told[(row["label"] or row["title"], *(row[column] for column in DIMENSIONS))] = row
    for name, line in lines(data).items():
        title = {"khong-phan-loai": "Không phân loại", "total": "Tổng cộng"}.get(name, name)
        spreads = [({}, line)]
        spreads += [
            ({dimension: part["name"]}, part)
            for dimension in ("channel", "organisation", "genre", "tone")
            for part in line[f"by_{dimension}"].values()
        ]
        if name == "total":
            spreads += named(data)
        for place, part in spreads:
            row = told.pop((title, *(place.get(column, "") for column in DIMENSIONS)))
            for figure in ("appearances", "works", "minutes", "persons", "copies", "first_runs"):
                assert int(row[figure]) == part[figure]
    # An outlet that did nothing of the plan has a row for its total alone.
    assert [(row["organisation"], row["appearances"], row["entered"]) for row in told.values()] == [
        ("Đài huyện", "0", "90")
    ]
    assert [(row["target"], row["done"], row["asked"]) for row in aims] == [("14", "1", "1 số đã phát mỗi tuần")]
    assert [(aim["target"], aim["done"]) for aim in data["targets"]] == [(14, 1)]
    assert (aims[0]["channel"], aims[0]["organisation"]) == ("Chuyên mục CCHC", "Đài PT-TH")


def named(data):
    """The rows of organisations named, as CSV tells them."""
    for one in data["named"].values():
        yield {"about": one["name"]}, one
        for word, tone in (("commended", "Nêu gương"), ("criticised", "Phản ánh tồn tại"), ("informed", "Thông tin")):
            if one[word]["appearances"]:
                yield {"about": one["name"], "tone": tone}, one[word]


def test_csv_and_json_agree_on_the_share_of_all_output(ask, data, whole):
    rows = list(csv.DictReader(io.StringIO(ask(f"{ADDRESS}.csv").removeprefix("\ufeff")), fieldnames=COLUMNS))
    told = {row["organisation"]: row for row in rows[1:] if row["entered"] or row["published"]}
    for one in data["output"].values():
        row = told.pop(one["name"])
        assert [row[key] for key in ("entered", "pages", "published", "share", "works")] == [
            "" if one[key] is None else str(one[key]) for key in ("entered", "pages", "published", "share", "works")
        ]
    assert told == {}
    assert data["output"]


def test_csv_opens_in_excel_as_vietnamese(ask, client, planner):
    client.force_login(planner)
    assert client.get(f"{ADDRESS}.csv").getvalue().startswith(b"\xef\xbb\xbf")


def test_xlsx_and_json_agree_on_every_figure(ask, data):
    book = load_workbook(io.BytesIO(ask(f"{ADDRESS}.xlsx")))
    summary, of_channels, of_organisations, channels, organisations, genres, tones, *_further, records, rules = (
        book.worksheets
    )
    table = [row for row in summary.iter_rows(values_only=True) if row[1] and isinstance(row[2], int)]
    named = {
        label or {"Không phân loại": "khong-phan-loai", "Tổng cộng": "total"}[title]: rest
        for label, title, *rest in table
    }
    for name, line in lines(data).items():
        assert named[name][:3] == [line["appearances"], line["works"], line["minutes"]]
    for sheet, spread in (
        (channels, "by_channel"),
        (organisations, "by_organisation"),
        (genres, "by_genre"),
        (tones, "by_tone"),
    ):
        told = {
            (label or title, part): figures
            for label, title, part, *figures in sheet.iter_rows(min_row=2, values_only=True)
        }
        for name, line in lines(data).items():
            title = {"khong-phan-loai": "Không phân loại", "total": "Tổng cộng"}.get(name, name)
            for part in line[spread].values():
                assert told.pop((title, part["name"]))[:3] == [part["appearances"], part["works"], part["minutes"]]
        assert told == {}
    for sheet, spread in ((of_channels, "by_channel"), (of_organisations, "by_organisation")):
        items, figures, *body = sheet.iter_rows(values_only=True)
        told = {}
        for row in body:
            for number in range(1, len(row), 2):
                if isinstance(row[number], int):
                    told[(items[number], row[0])] = list(row[number : number + 2])
        assert set(figures[1:]) == {"Lượt xuất hiện", "Tác phẩm"}
        for name, line in lines(data).items():
            title = {"khong-phan-loai": "Không phân loại", "total": "Tổng cộng"}.get(name, name)
            assert told.pop((title, "Tổng cộng (không trùng)")) == [line["appearances"], line["works"]]
            for part in line[spread].values():
                assert told.pop((title, part["name"])) == [part["appearances"], part["works"]]
        assert set(map(tuple, told.values())) == {(0, 0)}
    assert records.max_row - 1 == data["total"]["appearances"]
    assert len({row[4] for row in records.iter_rows(min_row=2, values_only=True)}) == data["total"]["works"]
    assert records["A2"].value.date() == date(2024, 3, 15)
    assert records["A2"].number_format == "dd/mm/yyyy"
    assert rules.max_row >= 8


def test_every_figure_opens_exactly_its_records(ask, whole):
    opened = 0
    for (row, figure), (number, href) in Cells(ask(ADDRESS)).found.items():
        if figure in ("minutes", "quantity", "persons", "copies", "entered", "published"):
            continue
        if not number:
            assert href is None
            continue
        if href is None:
            # In brackets behind the appearances, which are the link.
            assert figure == "works"
            assert len(row) == 2
            continue
        page = Cells(ask(href))
        assert page.found[((), "appearances")][0] == len(page.records) == len(set(page.records))
        works = set(CoverageRecord.objects.filter(pk__in=page.records).values_list("work", flat=True))
        assert page.found[((), "works")][0] == len(works)
        assert number == (len(works) if figure == "works" else len(page.records)), (row, figure)
        opened += 1
    assert opened == 74


def test_each_part_of_a_row_opens_exactly_its_records_too(ask, data):
    opened = 0
    for name, line in lines(data).items():
        row = "" if name == "total" else f"muc={name}"
        for parameter, spread in SPREADS:
            for code, part in line[spread].items():
                page = Cells(ask(f"{ADDRESS}/ban-ghi?{row}&{parameter}={code}"))
                assert len(page.records) == part["appearances"]
                assert page.found[((), "works")][0] == part["works"]
                opened += 1
    assert opened == 42


def test_a_title_that_looks_like_a_formula_runs_nowhere(ask, quarter):
    evil = '=HYPERLINK("http://x","y")'
    make.organisation(evil, slug="cong-thuc", kind="other")
    make.record(title=evil, organisation=make.organisation(evil, slug="cong-thuc"), channel=quarter.pano)
    book = load_workbook(io.BytesIO(ask(f"{ADDRESS}.xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == evil]
    assert len(cells) >= 3
    assert {cell.data_type for cell in cells} == {"s"}
    told = ask(f"{ADDRESS}.csv")
    assert "'=HYPERLINK" in told
    assert not re.search(r'(^|,)"?=', told, re.MULTILINE)


def test_the_sentence_under_the_table_says_by_how_much_the_rows_exceed_the_total(ask):
    assert "nhiều hơn tổng cộng 1 lượt" in ask(ADDRESS)
    assert "không có bản ghi nào" in ask("/bao-cao/2024/quy-4").lower()


def test_the_workbook_tells_reruns_who_is_named_and_the_share_as_json_does(ask, data):
    book = load_workbook(io.BytesIO(ask(f"{ADDRESS}.xlsx")))
    airings = {row[0] or row[1]: row[2:] for row in book["Phát lần đầu và phát lại"].iter_rows(values_only=True)}
    for name, line in lines(data).items():
        title = {"khong-phan-loai": "Không phân loại", "total": "Tổng cộng"}.get(name, name)
        assert airings[title] == (line["appearances"], line["first_runs"], line["reruns"])
    assert data["total"]["reruns"] == 1
    told = {row[0]: row[1:] for row in book["Cơ quan được nêu tên"].iter_rows(values_only=True)}
    for one in data["named"].values():
        figures = [one[word] for word in ("commended", "criticised", "informed")] + [one]
        assert told[one["name"]][:8] == tuple(n for f in figures for n in (f["appearances"], f["works"]))
    assert told["Huyện A"][8] == "Chưa bị phản ánh tồn tại"
    assert told["Huyện B"][8] is None
    told = {row[0]: row[1:] for row in book["Tỷ trọng trong tổng số"].iter_rows(values_only=True)}
    for one in data["output"].values():
        works, entered, pages, published, _basis, share = told[one["name"]]
        assert (works, entered, pages, published, share) == tuple(
            one[key] for key in ("works", "entered", "pages", "published", "share")
        )
    assert told["Báo Thái Bình"][-2:] == ("tổng số đăng trên hệ thống", 0.5)
    assert told["Đài PT-TH"][-2] == "tổng số do cơ quan nhập"


@pytest.mark.parametrize("word", ["the-loai=tho", "sac-thai=vui", "neu-ten=khong-co", "phat=ba-lan", "nguon=dau-do"])
def test_a_dimension_that_means_nothing_is_not_found(client, planner, word):
    client.force_login(planner)
    assert client.get(f"{ADDRESS}/ban-ghi?{word}").status_code == 404


def test_a_frozen_figure_opens_the_records_that_were_sealed(ask, whole, submitted, planner):
    actions.freeze(report=submitted, by=planner, at=datetime(2024, 6, 18, tzinfo=UTC))
    before = Cells(ask(ADDRESS)).found
    CoverageRecord.objects.update(tone="neutral", genre="brief", is_rerun=False)
    after = Cells(ask(ADDRESS)).found
    assert after == before
    for (row, figure), (number, href) in after.items():
        if href and any(word in href for word in ("the-loai", "sac-thai", "neu-ten", "phat=", "nguon=")):
            page = Cells(ask(href))
            assert number == (page.found[((), "works")][0] if figure == "works" else len(page.records)), (row, figure)
