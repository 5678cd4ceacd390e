"""One statement in many skins. Each writes a `Paper`, or the statement in it, to an open file; none of them counts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from newsroom import text
from newsroom.reporting.composing import Paper
from newsroom.statements.compiling import Statement

from .as_csv import csv_lines, to_csv
from .as_json import as_data, to_json
from .as_pdf import missing_here, write_pdf
from .as_xlsx import to_xlsx, write_xlsx
from .papers import blank_paper
from .word import read_annexes, write_docx

__all__ = [
    "FORMATS",
    "Format",
    "as_data",
    "blank_paper",
    "csv_lines",
    "file_name",
    "offered",
    "read_annexes",
    "to_csv",
    "to_json",
    "to_xlsx",
]


@dataclass(frozen=True, kw_only=True)
class Format:
    """How a suffix is made: the function, its media type, and whether it needs the statement's records.

    The function takes the paper, an open file, and the bytes of the office's Word template, which only `docx` reads.
    """

    write: Callable[[Paper, BinaryIO, bytes], object]
    content_type: str
    with_records: bool = False
    missing: Callable[[], str] = str
    """What this machine lacks to make it, in words; "" when nothing: only then it is offered."""
    is_paper: bool = False
    """Whether it prints all of the paper and not the statement alone."""


FORMATS: dict[str, Format] = {
    "json": Format(
        write=lambda paper, out, _template: out.write(to_json(paper.statement)),
        content_type="application/json; charset=utf-8",
    ),
    "csv": Format(
        write=lambda paper, out, _template: out.writelines(csv_lines(paper.statement)),
        content_type="text/csv; charset=utf-8",
    ),
    "xlsx": Format(
        write=lambda paper, out, _template: write_xlsx(paper.statement, out),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        with_records=True,
    ),
    "docx": Format(
        write=write_docx,
        content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        with_records=True,
        is_paper=True,
    ),
    "pdf": Format(
        write=write_pdf, content_type="application/pdf", with_records=True, missing=missing_here, is_paper=True
    ),
}
"""By suffix of the address, and by `--format` of `manage.py statement`."""


def offered() -> list[str]:
    """The suffixes that this machine can make, in order."""
    return [suffix for suffix, kind in FORMATS.items() if not kind.missing()]


def file_name(statement: Statement, suffix: str) -> str:
    """ASCII, telling plan, period and snapshot: "bao-cao-174-kh-ubnd-2024-quy-2.xlsx", "…-quy-2-ban-chot-1.xlsx"."""
    period, seal = statement.period, statement.seal
    frozen = f"-ban-chot-{seal.number}" if seal else ""
    return f"bao-cao-{text.slug(statement.plan_number)}-{period.year}-{period.code}{frozen}.{suffix}"
