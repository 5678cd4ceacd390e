"""The statement as JSON: stable names, dates in ISO, `end` the last day that counts."""

import json
from datetime import timedelta
from typing import Any

from newsroom.coverage.counting import Figure
from newsroom.statements.aiming import Aim
from newsroom.statements.compiling import Line, Part, Seal, Statement


def to_json(statement: Statement) -> bytes:
    """UTF-8, with Vietnamese as it is written."""
    return json.dumps(as_data(statement), ensure_ascii=False, indent=2).encode()


def as_data(statement: Statement) -> dict[str, Any]:
    """The statement as plain dictionaries, lists, numbers and strings."""
    period = statement.period
    return {
        "plan": {
            "number": statement.plan_number,
            "year": statement.plan_year,
            "title": statement.plan_title,
            "sample": statement.plan_is_sample,
        },
        "period": {
            "code": period.code,
            "year": period.year,
            "name": statement.period_name,
            "start": period.start.isoformat(),
            "end": period.last_day.isoformat(),
            "due": period.due.isoformat(),
            "province_due": period.province_due.isoformat(),
        },
        "provisional": statement.provisional,
        "snapshot": _seal(statement.seal),
        "organisations": None if statement.organisations is None else list(statement.organisations),
        "rows": [_line(line) for line in statement.rows],
        "unclassified": _line(statement.unclassified),
        "total": _line(statement.total),
        "named": {
            one.code: {
                "name": one.name,
                **_figure(one.figure),
                "commended": _figure(one.commended),
                "criticised": _figure(one.criticised),
                "informed": _figure(one.informed),
            }
            for one in statement.named
        },
        "output": {
            one.code: {
                "name": one.name,
                "works": one.works,
                "entered": one.entered,
                "pages": one.pages,
                "published": one.published,
                # Of which total the share is: "entered", "published", or "" where none is known.
                "basis": one.basis,
                "share": one.share,
            }
            for one in statement.output
        },
        "targets": [
            {
                "clause": aim.origin,
                "item": aim.item,
                "channel": aim.channel,
                "organisation": aim.organisation,
                "quantity": aim.quantity,
                "every": aim.every,
                "rule": aim.rule,
                "rhythm": aim.rhythm,
                "unit": aim.unit,
                # The part of the period in which it holds; null where that is all of it.
                "start": aim.start.isoformat() if aim.start else None,
                "end": (aim.stop - timedelta(days=1)).isoformat() if aim.stop else None,
                **_aimed(aim),
            }
            for aim in statement.aims
        ],
    }


def _seal(seal: Seal | None) -> dict[str, Any] | None:
    return seal and {
        "id": seal.snapshot_id,
        "number": seal.number,
        "sha256": seal.sha256,
        "frozen_at": seal.frozen_at.isoformat(),
        "frozen_by": seal.frozen_by,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "label": line.label,
        "title": line.title,
        **_figure(line.figure),
        **_aimed(line.aim),
        "reported": _reported(line),
        "by_channel": {
            part.code: {
                "name": part.name,
                "unit": part.unit,
                "quantity": part.figure.quantity,
                **_figure(part.figure),
                **_aimed(part.aim),
                "reported": _reported(part),
            }
            for part in line.by_channel
        },
        "by_organisation": {
            part.code: {"name": part.name, **_figure(part.figure), "reported": _reported(part)}
            for part in line.by_organisation
        },
        "by_genre": {part.code: {"name": part.name, **_figure(part.figure)} for part in line.by_genre},
        "by_tone": {part.code: {"name": part.name, **_figure(part.figure)} for part in line.by_tone},
    }


def _figure(figure: Figure) -> dict[str, int]:
    return {
        "appearances": figure.appearances,
        "works": figure.works,
        "minutes": figure.minutes,
        "persons": figure.persons,
        "copies": figure.copies,
        "first_runs": figure.first_runs,
        "reruns": figure.appearances - figure.first_runs,
    }


def _aimed(aim: Aim | None) -> dict[str, Any]:
    if aim is None:
        return {"measure": None, "target": None, "done": None, "done_ratio": None}
    return {"measure": aim.measure, "target": aim.target, "done": aim.done, "done_ratio": aim.done_ratio}


def _reported(of: Line | Part) -> dict[str, int]:
    said = of.reported
    return {
        "activities": said.activities,
        "quantity": said.quantity,
        "minutes": said.minutes,
        "persons": said.persons,
        "copies": said.copies,
    }
