"""A trial print of a template, with figures and names that are nobody's."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx import Document

from newsroom.coverage.counting import Figure
from newsroom.periods import period
from newsroom.statements.compiling import Line, Part, RecordLine, Seal, Statement

from ...composing import Paper, Section, Signature
from .document import write_docx

_MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
"""Nghị định 30/2020/NĐ-CP, Phụ lục I: millimetres, from and to."""


def try_template(content: bytes) -> None:
    """Print two papers, a full one that is frozen and an empty one that is not. Raises what printing raises."""
    for paper in (_full(), _empty()):
        out = io.BytesIO()
        write_docx(paper, out, content)
        Document(out)


def margins(document) -> Iterator[str]:
    """Where the page is not as the decree wants it; a note, for a template may have its reasons."""
    names = {
        "top": pgettext("margin", "top"),
        "bottom": pgettext("margin", "bottom"),
        "left": pgettext("margin", "left"),
        "right": pgettext("margin", "right"),
    }
    for number, section in enumerate(document.sections, 1):
        sides = sorted(round(each.mm) for each in (section.page_width, section.page_height) if each)
        if sides != [210, 297]:
            yield _("Section %(number)d is not on A4 paper.") % {"number": number}
        for side, (least, most) in _MARGINS.items():
            found = getattr(section, f"{side}_margin")
            if found is not None and not least - 0.1 <= found.mm <= most + 0.1:
                yield _(
                    "Section %(number)d: the %(side)s margin is %(found)d mm; Decree 30/2020/NĐ-CP asks for "
                    "%(least)d to %(most)d mm."
                ) % {"number": number, "side": names[side], "found": round(found.mm), "least": least, "most": most}


def _full() -> Paper:
    line = RecordLine(
        record_id=1,
        work_id=1,
        day=date(2024, 5, 1),
        title="Tin & bài <thử> {{ x }}",
        organisation="Báo",
        channel="Báo in",
        quantity=1,
        unit="tác phẩm",
        seconds=90,
        themes=("Một cửa",),
        items=("II.1.1",),
    )
    seal = Seal(
        snapshot_id=1, number=1, sha256="0" * 64, frozen_at=datetime(2024, 6, 20, tzinfo=UTC), frozen_by="Sở Nội vụ"
    )
    return Paper(
        statement=replace(sample_statement(), seal=seal, records=(line,)),
        issuer="Sở Nội vụ",
        issuer_parent="Ủy ban nhân dân tỉnh",
        number="1",
        symbol="BC-SNV",
        place="Thái Bình",
        day=date(2024, 6, 20),
        sections=(Section(code="results", heading="Kết quả", html="<p>Đã <b>làm</b>.</p><ul><li>Một</li></ul>"),),
        signature=Signature(capacity="KT. GIÁM ĐỐC", office="PHÓ GIÁM ĐỐC", name="Nguyễn Văn A"),
        recipients=("UBND tỉnh", "Lưu: VT"),
    )


def _empty() -> Paper:
    return Paper(statement=sample_statement(), issuer="")


def sample_statement() -> Statement:
    """Figures that are nobody's, to try printing on."""
    figure = Figure(appearances=3, works=2, seconds=90, quantity=3)
    parts = (Part(code="bao", name="Báo in", figure=figure, unit="tác phẩm"),)

    def line(label: str, title: str) -> Line:
        return Line(label=label, code=label, title=title, figure=figure, by_channel=parts, by_organisation=parts)

    return Statement(
        plan_number="174/KH-UBND",
        plan_title="Kế hoạch",
        plan_year=2024,
        plan_is_sample=True,
        period=period(2024, "quy-2"),
        period_name="Quý II/2024",
        rows=(line("II.1.1", "Nội dung"),),
        unclassified=line("", "Không phân loại"),
        total=line("", "Tổng cộng"),
    )
