"""Papers to print in tests: figures counted on fingers, and text that means harm."""

from dataclasses import replace
from datetime import UTC, date, datetime

from newsroom.reporting.composing import Paper, Section, Signature
from newsroom.reporting.rendering import read_annexes
from newsroom.statements.actions import compile_statement
from newsroom.statements.compiling import Seal, Statement

HOSTILE = "=CMD()|'<b>&amp; \"{{ 7*7 }} {% raw %} {_{ \x00\x07\x1b\u202e\ufffe" + "e\u0302\u0301 " + "dài " * 70
SEAL = Seal(
    snapshot_id=7,
    number=2,
    sha256="ab12" * 16,
    frozen_at=datetime(2024, 6, 20, 7, 5, tzinfo=UTC),
    frozen_by="Nguyễn Thị <Hà>",
)


def statement_of(quarter, *, with_records: bool = True) -> Statement:
    return compile_statement(plan=quarter.plan, period=quarter.period, with_records=with_records)


def paper_of(statement: Statement, **changes) -> Paper:
    """A paper as Sở Nội vụ signs it."""
    told = {
        "issuer": "Sở Nội vụ",
        "issuer_parent": "Ủy ban nhân dân tỉnh Thái Bình",
        "number": "7",
        "symbol": "BC-SNV",
        "place": "Thái Bình",
        "day": date(2024, 2, 5),
        "sections": (
            Section(
                code="results",
                heading="Kết quả",
                html="<p>Đã <b>đăng</b> <i>và</i> phát, xem <a href='https://thaibinh.gov.vn/a?b=1&amp;c=2'>cổng</a>.</p>"
                "<ol><li>Một</li><li>Hai<ul><li>con</li></ul></li></ol><ul><li>gạch</li></ul><h3>Mục nhỏ</h3>",
            ),
            Section(code="proposals", heading="Kiến nghị", html="<p>Không.</p>"),
        ),
        "signature": Signature(capacity="KT. Giám đốc", office="Phó Giám đốc", name="Trần Văn A"),
        "recipients": ("- UBND tỉnh;", "Lưu: VT, CCHC."),
    }
    return Paper(statement=statement, **{**told, **changes})


def frozen(statement: Statement) -> Statement:
    return replace(statement, seal=SEAL)


def annex_cells(content: bytes) -> dict[tuple[str, str, str], tuple[int, int]]:
    """Of a DOCX: (dimension, item, part) → appearances and works; the item is its label, or its title without one.

    The dimension is "channel" or "organisation"; the part "" stands for the item's own row of the summary.
    """
    cells = {}
    tables = read_annexes(content)
    for label, title, appearances, works, *_rest in tables["summary"].rows:
        cells[("", label or title, "")] = (_number(appearances), _number(works))
    for by in ("channel", "organisation"):
        table = tables[f"matrix-{by}"]
        items = table.headings[0][1:]
        for part, *figures in table.rows:
            pairs = zip(figures[::2], figures[1::2], strict=True)
            for item, (appearances, works) in zip(items, pairs, strict=True):
                cells[(by, item, part)] = (_number(appearances), _number(works))
    return cells


def _number(written: str) -> int:
    return int(written.replace(".", ""))
