"""Sở TT&TT pulls the statistics: one address in four skins, each figure opening exactly its rows; a unit its own."""

import csv
import io
import json
from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

from .conftest import at, organisation, statement
from .test_manual_entry import ENTER

pytestmark = pytest.mark.django_db
ADDRESS = "/bao-cao/2024/quy-2"


@pytest.fixture
def counted(province, analyst):
    """Three activities of two agencies, one of them on a theme that no item of the plan maps to two rows."""
    rows = [
        ("ubnd-huyen-hung-ha", "pano", ["dich-vu-cong-truc-tuyen"], "12/04/2024"),
        ("ubnd-huyen-hung-ha", "tap-huan", ["mot-cua", "thai-do-phuc-vu"], "20/04/2024"),
        ("ubnd-huyen-vu-thu", "to-roi", [], "02/05/2024"),
    ]
    with at(2024, 6, 1, 9, 0):
        for number, (slug, channel, themes, day) in enumerate(rows):
            form = analyst.get(ENTER).context["form"]
            answer = analyst.post(
                ENTER,
                {
                    "organisation": organisation(slug).pk,
                    "channel": Channel.objects.get(code=channel).pk,
                    "day": day,
                    "title": f"Hoạt động {number}",
                    "quantity": "1",
                    "tone": "neutral",
                    "themes": list(Theme.objects.filter(slug__in=themes).values_list("pk", flat=True)),
                    "evidence": "Biên bản",
                    "key": form["key"].value(),
                },
            )
            assert answer.status_code == 302, answer.context["form"].errors
    return analyst


class Links(HTMLParser):
    """Every link of a page into its rows, with the number that it shows."""

    def __init__(self, page):
        super().__init__()
        self.found, self._open = [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        href = dict(attrs).get("href", "")
        self._open = href if tag == "a" and "ban-ghi" in href else None

    def handle_data(self, data):
        if self._open and data.strip():
            self.found.append((self._open, data.strip()))
            self._open = None


def test_every_figure_opens_exactly_its_rows(counted):
    with at(2024, 6, 1, 9, 0):
        links = Links(counted.get(ADDRESS).content.decode()).found
        assert len(links) > 6
        for address, shown in links:
            opened = counted.get(address if address.startswith("/") else f"{ADDRESS}{address}")
            figures = (len(opened.context["lines"]), opened.context["works"])
            assert int(shown.replace(".", "")) in figures, address


def test_json_csv_xlsx_and_the_command_say_the_same(counted, tmp_path):
    with at(2024, 6, 1, 9, 0):
        pulled = statement(counted)
        sheet = load_workbook(io.BytesIO(counted.get(f"{ADDRESS}.xlsx").getvalue()), data_only=True).worksheets[0]
        table = list(csv.reader(io.StringIO(counted.get(f"{ADDRESS}.csv").getvalue().decode("utf-8-sig"))))
        target = tmp_path / "q2.json"
        call_command("statement", "2024", "quy-2", "--format", "json", "--output", str(target))
    rows = [dict(zip(table[0], line, strict=True)) for line in table[1:]]
    cells = [[value for value in line if value is not None] for line in sheet.iter_rows(values_only=True)]
    for entry in pulled["rows"]:
        figures = [entry["appearances"], entry["works"], entry["minutes"]]
        found = next(row for row in rows if row["Mục"] == entry["label"] and not row["Hình thức"])
        assert [int(found[name]) for name in ("Lượt xuất hiện", "Tác phẩm", "Phút")] == figures
        line = next(line for line in cells if line and line[0] == entry["label"])
        assert [value for value in line if isinstance(value, int)][:3] == figures
    assert json.loads(target.read_text(encoding="utf-8"))["rows"] == pulled["rows"]


def test_what_serves_no_item_is_shown_and_nothing_is_dropped(counted):
    with at(2024, 6, 1, 9, 0):
        pulled = statement(counted)
    assert pulled["unclassified"]["appearances"] == 1
    assert pulled["total"]["appearances"] == 3
    assert pulled["provisional"] is True
    assert pulled["period"] == {
        **pulled["period"],
        "code": "quy-2",
        "start": "2024-03-15",
        "end": "2024-06-14",
        "due": "2024-06-15",
    }


def test_a_unit_sees_its_own_and_a_stranger_the_log_in(province, counted, client):
    with at(2024, 6, 1, 9, 0):
        officer = province.browser("canbo")
        assert statement(officer)["total"]["appearances"] == 2
        assert statement(province.browser("noivu"))["total"]["appearances"] == 3
        assert statement(province.browser("btv.bao"))["total"]["appearances"] == 3
        for suffix in ("", ".json", ".csv", ".xlsx", "/ban-ghi"):
            answer = client.get(f"{ADDRESS}{suffix}")
            assert answer.status_code == 302
            assert answer["Location"].startswith("/admin/login/")


def test_a_period_or_year_that_does_not_exist_is_not_found(province, analyst):
    for address in ("/bao-cao/2024/quy-5", "/bao-cao/1999/quy-2", "/bao-cao/2024/quy-2.odt", "/bao-cao/2024/q2.json"):
        assert analyst.get(address).status_code == 404
