"""The matrix as JSON: stable names, dates in ISO, `end` the last day that counts."""

import json
from typing import Any

from newsroom.coverage.counting import Figure
from newsroom.statements.compiling import Aim
from newsroom.statements.gridding import Grid, Row


def to_json(grid: Grid) -> bytes:
    """UTF-8, with Vietnamese as it is written."""
    return json.dumps(as_data(grid), ensure_ascii=False, indent=2).encode()


def as_data(grid: Grid) -> dict[str, Any]:
    """The matrix as plain dictionaries, lists, numbers and strings; each row has a cell for each column, in order."""
    period, narrowed = grid.period, grid.narrowed
    return {
        "plan": {
            "number": grid.plan_number,
            "year": grid.plan_year,
            "title": grid.plan_title,
            "sample": grid.plan_is_sample,
        },
        "period": {
            "code": period.code,
            "year": period.year,
            "name": grid.period_name,
            "start": period.start.isoformat(),
            "end": period.last_day.isoformat(),
        },
        "provisional": grid.provisional,
        "snapshot": {"number": grid.seal.number, "sha256": grid.seal.sha256} if grid.seal else None,
        "organisations": None if grid.organisations is None else list(grid.organisations),
        "narrowed": {name: getattr(narrowed, name) or None for name in ("kind", "group", "genre", "tone")},
        "spread": "week" if grid.spread == "span" else str(grid.spread),
        "empty": grid.empty,
        "gaps": grid.gaps,
        "columns": [{"code": column.code, "name": column.name, "note": column.note} for column in grid.columns],
        "rows": [_row(row) for row in grid.rows],
        "unclassified": _row(grid.unclassified),
        "total": _row(grid.total),
        "weekly_targets": [_row(row) for row in grid.weekly],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "label": row.label,
        "title": row.title,
        **_figure(row.figure),
        **_aimed(row.aim),
        "cells": [
            {
                "column": square.column,
                "state": str(square.state),
                "duty": square.duty or None,
                **_figure(square.figure),
                **_aimed(square.aim),
            }
            for square in row.squares
        ],
    }


def _figure(figure: Figure) -> dict[str, int]:
    return {"appearances": figure.appearances, "works": figure.works, "minutes": figure.minutes}


def _aimed(aim: Aim | None) -> dict[str, Any]:
    if aim is None:
        return {"measure": None, "target": None, "done": None}
    return {"measure": aim.measure, "target": aim.target, "done": aim.done}
