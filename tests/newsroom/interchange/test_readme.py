"""What the README tells an analyst works as it stands there."""

import re
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

from django.conf import settings

SECTION = "## Pull a year into a spreadsheet or pandas"


def told():
    return (
        (Path(settings.BASE_DIR) / "README.md").read_text(encoding="utf-8").partition(SECTION)[2].partition("\n## ")[0]
    )


def block(language):
    return re.search(rf"```{language}\n(.*?)```", told(), re.DOTALL)[1]


class Frame:
    """As much of pandas as the example uses."""

    made: list = []

    def __init__(self, rows):
        self.rows = rows
        Frame.made.append(self)

    def pivot_table(self, *, index, columns, values, aggfunc, fill_value):
        assert all({index, columns, values} <= set(row) for row in self.rows)
        return f"{len(self.rows)} {aggfunc}"

    def to_excel(self, name, *, index):
        self.saved = name


def test_the_python_example_pulls_every_record_of_the_year(quarter, full, client, ask, monkeypatch, capsys):
    class Session:
        def __init__(self):
            self.headers = {}

        def get(self, address, *, timeout):
            answer = client.get(address, headers=self.headers)
            return SimpleNamespace(
                json=answer.json, raise_for_status=lambda: None if answer.status_code == 200 else 1 / 0
            )

    requests, pandas = ModuleType("requests"), ModuleType("pandas")
    requests.Session, pandas.DataFrame = Session, Frame
    monkeypatch.setitem(sys.modules, "requests", requests)
    monkeypatch.setitem(sys.modules, "pandas", pandas)
    monkeypatch.setenv("CCHC_KEY", full)
    # Small pages, so that it has to follow “next”.
    exec(compile(block("python").replace("limit=500", "limit=3"), "README.md", "exec"), {})
    frame = Frame.made[-1]
    total = ask("/statements/2024/nam", full).json()["total"]
    assert len(frame.rows) == total["appearances"] == 10
    assert len({row["id"] for row in frame.rows}) == 10
    assert len({row["work_id"] for row in frame.rows}) == total["works"]
    assert frame.saved == "cchc-2024.xlsx"
    assert capsys.readouterr().out == "10 count\n"


def test_the_excel_query_asks_for_a_sheet_that_is_there(quarter, full, client):
    query = block("")
    address = re.search(r'Web\.Contents\("([^"]+)"', query)[1]
    headers = dict(re.findall(r'(\w+)="([^"]+)"', query.partition("Headers=[")[2].partition("]")[0]))
    assert headers["Accept"] == "text/csv"
    assert headers["Authorization"].startswith("Bearer cchc_")
    answer = client.get(address, headers={**headers, "Authorization": f"Bearer {full}"})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv")
    assert answer.content.decode().startswith("\ufeffitem,item_name,organisation,organisation_name,appearances")
