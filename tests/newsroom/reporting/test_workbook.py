"""The workbook: numbers are numbers, text is text, and many records need no more memory than few."""

import csv
import io
import weakref
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from newsroom.reporting.rendering import to_csv, to_xlsx
from newsroom.reporting.rendering.as_xlsx import write_xlsx
from newsroom.reporting.rendering.characters import is_like_a_formula

from .papers import HOSTILE, SEAL, frozen, statement_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def statement(quarter):
    return statement_of(quarter)


def workbook(statement):
    return load_workbook(io.BytesIO(to_xlsx(statement)))


def test_every_sheet_is_set_up_for_a4_with_its_headings_on_each_page(statement):
    for sheet in workbook(statement).worksheets[:-1]:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes
        assert sheet.print_title_rows
        assert sheet.auto_filter.ref
        assert "tạm tính" in sheet.oddFooter.left.text


def test_figures_are_numbers_and_days_are_days(statement):
    for sheet in workbook(statement).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert isinstance(cell.value, int | float | str | date | datetime | None), cell
                if isinstance(cell.value, str):
                    assert not cell.value.replace(".", "").replace(",", "").isdigit(), cell


def test_a_frozen_statement_says_so_on_the_first_sheet_the_last_and_in_every_foot(statement):
    sheets = workbook(frozen(statement)).worksheets
    for sheet in (sheets[0], sheets[-1]):
        assert any(SEAL.sha256 in str(cell.value) for row in sheet.iter_rows(max_row=8) for cell in row)
    assert all(SEAL.sha256 in sheet.oddFooter.left.text for sheet in sheets)


@pytest.mark.parametrize(
    "evil",
    ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "=cmd|'/C calc'!A0", "#N/A", HOSTILE],
)
def test_no_text_is_run_wherever_it_stands(statement, evil):
    record = replace(
        next(iter(statement.records)), title=evil, organisation=evil, channel=evil, url=evil, evidence=evil, genre=evil
    )
    hostile = replace(
        statement,
        plan_title=evil,
        records=(record,),
        rows=tuple(replace(row, title=evil) for row in statement.rows),
        total=replace(
            statement.total, by_organisation=tuple(replace(each, name=evil) for each in statement.total.by_organisation)
        ),
    )
    kinds = {cell.data_type for sheet in workbook(hostile) for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "inlineStr", "n", "d"}
    for line in csv.reader(io.StringIO(to_csv(hostile).decode("utf-8-sig"), newline="")):
        assert not [cell for cell in line if is_like_a_formula(cell)]


def test_a_text_that_looks_like_a_formula_stays_text_when_somebody_edits_it(statement):
    records = tuple(replace(each, title="=1+1" if n == 0 else "Tin") for n, each in enumerate(statement.records))
    sheet = workbook(replace(statement, records=records)).worksheets[-2]
    assert [sheet.cell(row, 2).quotePrefix for row in (2, 3)] == [True, False]


def test_what_no_file_can_hold_is_left_out_and_the_rest_stays(statement):
    record = replace(next(iter(statement.records)), title=HOSTILE + "\ud800", evidence="x" * 40_000)
    sheet = workbook(replace(statement, records=(record,))).worksheets[-2]
    title = sheet["B2"].value
    assert title.startswith("=CMD()|'<b>&amp; \"{{ 7*7 }} {% raw %} {_{")
    assert "ế dài dài" in title
    assert not {"\x00", "\x07", "\u202e", "\ufffe", "\ud800"} & set(title)
    assert len(sheet["R2"].value) == 32_767


class Counting(Collection):
    """Many records, made while they are read; `most` is how many ever lived at once."""

    def __init__(self, line, number):
        self.line, self.number, self.living, self.most = line, number, weakref.WeakSet(), 0

    def __iter__(self):
        for each in range(self.number):
            made = replace(self.line, record_id=each)
            self.living.add(_Held(made))
            self.most = max(self.most, len(self.living))
            yield made

    def __len__(self):
        return self.number

    def __contains__(self, line):
        return False


class _Held:
    def __init__(self, line):
        line.__dict__["held"] = self


def test_the_rows_are_never_all_in_memory(statement):
    many = Counting(next(iter(statement.records)), 5_000)
    out = io.BytesIO()
    write_xlsx(replace(statement, records=many), out)
    assert many.most < 5
    assert len(list(load_workbook(out, read_only=True).worksheets[-2].iter_rows(min_row=2))) == 5_000
