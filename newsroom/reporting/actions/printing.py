"""Turning a paper into a file."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from newsroom.periods import Period
from newsroom.plan.models import Plan
from newsroom.statements.compiling import Statement

from ..composing import Paper
from ..models import Report
from ..rendering import FORMATS, blank_paper
from .signing import paper_of
from .templating import template_in_use

IN_MEMORY = 1 << 20
"""Bytes of a file that stay in memory; a longer one goes to disk while it is written."""


def paper_on(*, plan: Plan, period: Period, statement: Statement) -> Paper:
    """What is printed around a statement: what its report says, or dots for a person to fill where there is none.

    One query, two when the statement is frozen.
    """
    report = Report.objects.on(plan, period).first()
    return blank_paper(statement) if report is None else paper_of(report, statement)


def print_paper(*, paper: Paper, suffix: str) -> BinaryIO:
    """The paper in one of FORMATS, an open file at its beginning, which is gone when it is closed."""
    out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  whoever sends it closes it
    kind = FORMATS[suffix]
    kind.write(paper, out, template_in_use() if kind.is_paper else b"")
    out.seek(0)
    return out
