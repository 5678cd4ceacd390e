"""Scores as they are told and as files: each criterion with its points, of how many, why and from which figures."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from newsroom.statements.scoring import Score, ScoreSheet, Step, rounded

from . import words
from .as_csv import harmless


def number(value: Decimal | None) -> str:
    """0.50 → "0,5" in Vietnamese; None → "–"."""
    if value is None:
        return "–"
    written = f"{value.normalize():f}"
    return written.replace(".", ",") if (get_language() or "vi").startswith("vi") else written


def why(step: Step, places: int) -> str:
    """The arithmetic of a criterion in a line: "4/5 chỉ tiêu = 80% × 1 điểm = 0,8 điểm"."""
    points = number(step.criterion.points)
    if step.why == "no-goals":
        return _("No target is due in this period: not judged.")
    if step.why == "groups":
        parts = [used for used in step.groups if used.is_used]
        if not parts:
            return _("No group of forms was used: 0 points.")
        told = " + ".join(number(used.points) for used in parts)
        said = _("%(sum)s = %(points)s points") % {"sum": told, "points": number(step.points)}
        return said + _rounding(step, places)
    values = {
        "done": step.done,
        "set": len(step.goals),
        "percent": number(rounded(Fraction(100 * step.done, len(step.goals)), 2)),
        "points": points,
        "got": number(step.points),
        "floor": number(100 * step.criterion.floor) if step.criterion.floor is not None else "",
    }
    if step.why == "below-floor":
        return _("%(done)d/%(set)d targets = %(percent)s%%, below %(floor)s%%: 0 points") % values
    return _("%(done)d/%(set)d targets = %(percent)s%% × %(points)s points = %(got)s points") % values + _rounding(
        step, places
    )


def _rounding(step: Step, places: int) -> str:
    if not step.is_rounded:
        return ""
    rule = ngettext("rounded to %(number)d decimal, half up", "rounded to %(number)d decimals, half up", places)
    return f" ({rule % {'number': places}})"


def sources(step: Step) -> Iterator[dict[str, Any]]:
    """The figures from which a criterion's points come, one by one."""
    for goal in step.goals:
        yield {
            "title": goal.aim.subject,
            "asked": words.asked(goal.aim),
            "figure": f"{goal.aim.done}/{goal.aim.target}",
            "counts": goal.is_done,
            "origin": goal.aim.origin,
        }
    for used in step.groups:
        yield {
            "title": used.group.title,
            "asked": number(used.group.points),
            "figure": "; ".join(
                _("%(form)s: %(number)d, of these %(proven)d with evidence")
                % {"form": use.name, "number": use.appearances, "proven": use.proven}
                for use in used.uses
            ),
            "counts": used.is_used,
            "uses": used.uses,
        }


def to_json(sheet: ScoreSheet) -> bytes:
    """UTF-8. Points are texts with a point, so that nobody's binary fractions change them."""
    rule = sheet.rule
    data = {
        "plan": {"number": sheet.plan_number, "year": sheet.plan_year},
        "period": sheet.period_name,
        "provisional": True,
        "rule": {
            "code": rule.code,
            "version": rule.version,
            "name": rule.name,
            "source": rule.source,
            "note": rule.note,
            "sample": rule.is_sample,
            "places": rule.places,
        },
        "scores": [_score(each, rule.places) for each in sheet.scores],
    }
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


def to_csv(sheet: ScoreSheet) -> bytes:
    """UTF-8 with a byte-order mark; a row for each criterion of each score, points as numbers with a point."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            _("Organisation"),
            _("Criterion"),
            _("Points"),
            _("Of"),
            _("Why"),
            _("From which figures"),
            _("Rule"),
            _("Source"),
        ]
    )
    rule = sheet.rule
    for each in sheet.scores:
        for step in each.steps:
            figures = "; ".join(f"{source['title']} [{source['figure']}]" for source in sources(step))
            row = [each.name, step.criterion.title, step.points, step.criterion.points, why(step, rule.places), figures]
            writer.writerow([harmless(value) for value in (*row, f"{rule.name} ({rule.version})", rule.source)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _score(score: Score, places: int) -> dict[str, Any]:
    return {
        "organisation": score.code or None,
        "name": score.name,
        "points": str(score.points),
        "of": str(score.of),
        "criteria": [
            {
                "code": step.criterion.code,
                "title": step.criterion.title,
                "points": None if step.points is None else str(step.points),
                "of": str(step.criterion.points),
                "why": why(step, places),
                "goals": [
                    {"subject": goal.aim.subject, "target": goal.aim.target, "done": goal.aim.done, "met": goal.is_done}
                    for goal in step.goals
                ],
                "groups": [
                    {
                        "code": used.group.code,
                        "title": used.group.title,
                        "points": str(used.points),
                        "of": str(used.group.points),
                        "channels": {
                            use.channel: {"appearances": use.appearances, "with_evidence": use.proven}
                            for use in used.uses
                        },
                    }
                    for used in step.groups
                ],
            }
            for step in score.steps
        ],
    }


FORMATS = {
    "json": (to_json, "application/json; charset=utf-8"),
    "csv": (to_csv, "text/csv; charset=utf-8"),
}
"""By suffix of the address."""
