"""What the statement shows below its first tables: genre, tone, reruns, who is named, the share of all output."""

from __future__ import annotations

from django.utils.translation import gettext as _

from newsroom.coverage.counting import Figure
from newsroom.statements.compiling import Line, Statement

from ..rendering import words
from ..rendering.spreads import SPREADS

NAMED_FIRST = 12
"""How many organisations stand open, the ones named most often; the others are folded."""


def further(statement: Statement) -> dict:
    """The context of `_further.html`; what has nothing to say is empty."""
    named = sorted(statement.named, key=lambda one: -one.figure.appearances)
    rows = [{"of": one, "remark": words.balance(one)} for one in named]
    return {
        "spreads": [
            _spread(statement, "genre", by="the-loai", heading=_("Genre")),
            _spread(statement, "tone", by="sac-thai", heading=_("Tone")),
        ],
        "airings": _airings(statement),
        "named": rows[:NAMED_FIRST],
        "named_seldom": rows[NAMED_FIRST:],
        "why_named": words.why_named_exceed(),
        "output": [{"of": one, "basis": words.basis(one)} for one in statement.output],
        "why_share": words.why_share(),
    }


def _spread(statement: Statement, dimension: str, *, by: str, heading: str) -> dict:
    """One dimension: the total spread over it, and each row; `by` is its word in addresses."""
    spread = SPREADS[dimension]
    parts = spread.parts(statement.total)
    return {
        "by": by,
        "caption": spread.caption(),
        "matrix_caption": spread.matrix_caption(),
        "heading": heading,
        "parts": parts,
        "rows": [
            {"line": line, "cells": _cells(line, dimension, [part.code for part in parts])} for line in statement.lines
        ],
    }


def _cells(line: Line, dimension: str, codes: list[str]) -> list[tuple[str, Figure]]:
    found = {part.code: part.figure for part in SPREADS[dimension].parts(line)}
    return [(code, found.get(code, Figure())) for code in codes]


def _airings(statement: Statement) -> list[dict]:
    """Each row's first runs and reruns, people and copies; nothing when there is none of the last three."""
    rows = [
        {"line": line, "first": line.figure.first_runs, "again": line.figure.appearances - line.figure.first_runs}
        for line in statement.lines
    ]
    figure = statement.total.figure
    return rows if figure.appearances > figure.first_runs or figure.persons or figure.copies else []
