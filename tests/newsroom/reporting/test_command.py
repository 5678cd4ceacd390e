"""`manage.py statement`: the same statement to a file."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from tests import factories as make


def test_it_writes_what_the_web_shows(quarter, planner, client, tmp_path):
    client.force_login(planner)
    for suffix in ("json", "csv"):
        path = tmp_path / f"bao-cao.{suffix}"
        call_command("statement", "2024", "quy-2", format=suffix, output=str(path), stdout=io.StringIO())
        assert path.read_bytes() == client.get(f"/bao-cao/2024/quy-2.{suffix}").getvalue()


def test_it_writes_a_workbook(quarter, tmp_path):
    path = tmp_path / "bao-cao.xlsx"
    call_command("statement", "2024", "quy-2", "--format", "xlsx", "--output", str(path), stdout=io.StringIO())
    assert load_workbook(path).worksheets[0].title == "Tổng hợp"


def test_without_a_file_it_writes_to_the_standard_output(quarter, capfdbinary):
    call_command("statement", "2024", "quy-2")
    assert json.loads(capfdbinary.readouterr().out)["total"]["appearances"] == 8


@pytest.mark.parametrize(("year", "code"), [("2023", "quy-2"), ("2024", "quy-9")])
def test_what_is_not_there_is_said(quarter, year, code):
    with pytest.raises(CommandError):
        call_command("statement", year, code)


def test_one_of_several_plans_can_be_asked_for(quarter, capfdbinary):
    make.plan(number="99/KH-UBND", is_sample=True)
    call_command("statement", "2024", "quy-2", "--plan", "99/KH-UBND")
    assert json.loads(capfdbinary.readouterr().out)["plan"]["number"] == "99/KH-UBND"
    with pytest.raises(CommandError):
        call_command("statement", "2024", "quy-2", "--plan", "1/KH-UBND")
