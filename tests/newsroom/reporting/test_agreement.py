"""One statement, many skins: what each says, and what each figure opens, is the same."""

import csv
import io
import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest
from openpyxl import load_workbook

from newsroom.coverage.models import CoverageRecord
from newsroom.reporting.rendering import words
from newsroom.reporting.rendering.as_csv import COLUMNS
from tests import factories as make

ADDRESS = "/bao-cao/2024/quy-2"


class Cells(HTMLParser):
    """Reads (row name, figure name) → (number, address) off the statement's tables."""

    def __init__(self, html):
        super().__init__()
        self.row, self.figure, self.href, self.found, self.records = None, None, None, {}, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "tr":
            self.row = next(
                ((name, attrs[f"data-{name}"]) for name in ("row", "kenh", "don-vi") if f"data-{name}" in attrs), None
            )
            if "data-record" in attrs:
                self.records.append(int(attrs["data-record"]))
        if "data-figure" in attrs:
            self.figure, self.href, self.text = attrs["data-figure"], None, ""
        if tag == "a" and self.figure:
            self.href = attrs["href"]

    def handle_data(self, data):
        if self.figure:
            self.text += data

    def handle_endtag(self, tag):
        if tag in ("td", "span") and self.figure:
            number = int(re.sub(r"\D", "", self.text.split()[0]))
            self.found[(self.row, self.figure)] = (number, self.href)
            self.figure = None


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
def data(ask):
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
    found = Cells(ask(ADDRESS)).found
    for name, line in lines(data).items():
        for figure in ("appearances", "works", "minutes"):
            assert found[(("row", name), figure)][0] == line[figure]
    for parameter, spread in (("kenh", "by_channel"), ("don-vi", "by_organisation")):
        for code, part in data["total"][spread].items():
            for figure in ("appearances", "works", "minutes"):
                assert found[((parameter, code), figure)][0] == part[figure]


def test_csv_and_json_agree_on_every_figure(ask, data):
    rows = list(csv.reader(io.StringIO(ask(f"{ADDRESS}.csv").removeprefix("\ufeff"))))
    assert rows[0][4:11] == [words.headings()[column] for column in COLUMNS[4:11]]
    told = {}
    for cells in rows[1:]:
        row = dict(zip(COLUMNS, cells, strict=True))
        told[(row["label"] or row["title"], row["channel"], row["organisation"])] = row
    for name, line in lines(data).items():
        title = {"khong-phan-loai": "Không phân loại", "total": "Tổng cộng"}.get(name, name)
        spreads = [("", "", line)]
        spreads += [(part["name"], "", part) for part in line["by_channel"].values()]
        spreads += [("", part["name"], part) for part in line["by_organisation"].values()]
        for channel, organisation, part in spreads:
            row = told.pop((title, channel, organisation))
            for figure in ("appearances", "works", "minutes"):
                assert int(row[figure]) == part[figure]
    assert told == {}


def test_csv_opens_in_excel_as_vietnamese(ask, client, planner):
    client.force_login(planner)
    assert client.get(f"{ADDRESS}.csv").getvalue().startswith(b"\xef\xbb\xbf")


def test_xlsx_and_json_agree_on_every_figure(ask, data):
    book = load_workbook(io.BytesIO(ask(f"{ADDRESS}.xlsx")))
    summary, of_channels, of_organisations, channels, organisations, _targets, records, rules = book.worksheets
    table = [row for row in summary.iter_rows(values_only=True) if row[1] and isinstance(row[2], int)]
    named = {
        label or {"Không phân loại": "khong-phan-loai", "Tổng cộng": "total"}[title]: rest
        for label, title, *rest in table
    }
    for name, line in lines(data).items():
        assert named[name][:3] == [line["appearances"], line["works"], line["minutes"]]
    for sheet, spread in ((channels, "by_channel"), (organisations, "by_organisation")):
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


def test_every_figure_opens_exactly_its_records(ask, quarter):
    opened = 0
    for (row, figure), (number, href) in Cells(ask(ADDRESS)).found.items():
        if figure not in ("appearances", "works"):
            continue
        if not number:
            assert href is None
            continue
        page = Cells(ask(href))
        assert page.found[(None, "appearances")][0] == len(page.records) == len(set(page.records))
        works = set(CoverageRecord.objects.filter(pk__in=page.records).values_list("work", flat=True))
        assert page.found[(None, "works")][0] == len(works)
        assert number == (len(page.records) if figure == "appearances" else len(works)), row
        opened += 1
    assert opened == 24


def test_each_part_of_a_row_opens_exactly_its_records_too(ask, data):
    opened = 0
    for name, line in lines(data).items():
        row = "" if name == "total" else f"muc={name}"
        for parameter, spread in (("kenh", "by_channel"), ("don-vi", "by_organisation")):
            for code, part in line[spread].items():
                page = Cells(ask(f"{ADDRESS}/ban-ghi?{row}&{parameter}={code}"))
                assert len(page.records) == part["appearances"]
                assert page.found[(None, "works")][0] == part["works"]
                opened += 1
    assert opened == 22


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
