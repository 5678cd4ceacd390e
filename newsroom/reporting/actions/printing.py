"""Turning a paper into a file."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from ..composing import Paper
from ..rendering import FORMATS
from ..rendering.word import shipped_template

IN_MEMORY = 1 << 20
"""Bytes of a file that stay in memory; a longer one goes to disk while it is written."""


def print_paper(*, paper: Paper, suffix: str) -> BinaryIO:
    """The paper in one of FORMATS, an open file at its beginning, which is gone when it is closed."""
    out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  whoever sends it closes it
    FORMATS[suffix].write(paper, out, shipped_template())
    out.seek(0)
    return out
