"""A plan's duties in a period as files: the same sheet as on the screen, a row for each bearer of each duty."""

import csv
import io
import json
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from newsroom.coverage.counting import Figure
from newsroom.statements.bearing import Borne, Duty, DutySheet
from newsroom.statements.compiling import Reported

from . import words
from .as_csv import harmless

COLUMNS = ("plan", "period", "start", "end", "origin", "duty", "measured", "organisation", "kind")
FIGURES = ("appearances", "works", "minutes", "reported", "empty")


def to_json(sheet: DutySheet) -> bytes:
    """UTF-8. Duties in printed order; of a duty that is not measured all figures are null."""
    period = sheet.period
    data = {
        "plan": {
            "number": sheet.plan_number,
            "year": sheet.plan_year,
            "title": sheet.plan_title,
            "sample": sheet.plan_is_sample,
        },
        "period": {
            "code": period.code,
            "year": period.year,
            "name": sheet.period_name,
            "start": period.start.isoformat(),
            "end": period.last_day.isoformat(),
        },
        "provisional": True,
        "organisations": None if sheet.organisations is None else list(sheet.organisations),
        "duties": [_duty(duty) for duty in sheet.duties],
    }
    return json.dumps(data, ensure_ascii=False, indent=2).encode()


def to_csv(sheet: DutySheet) -> bytes:
    """UTF-8 with a byte-order mark; text that a spreadsheet would run as a formula is quoted with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    headings = {
        **words.headings(),
        "duty": _("Duty"),
        "measured": _("Measured by the ledger"),
        "kind": _("Kind of organisation"),
        "empty": _("Nothing yet"),
    }
    writer.writerow([headings[column] for column in (*COLUMNS, *FIGURES)])
    period = sheet.period
    same = [sheet.plan_number, f"{period.code}/{period.year}", period.start.isoformat(), period.last_day.isoformat()]
    yes, no = pgettext("answer", "yes"), pgettext("answer", "no")
    for duty in sheet.duties:
        charge = duty.charge
        for each in duty.borne:
            row = [charge.label, charge.summary, yes if charge.is_measured else no, each.bearer.name, each.bearer.kind]
            figures: list[object] = [None] * len(FIGURES)
            if charge.is_measured:
                seen = (each.figure.appearances, each.figure.works, each.figure.minutes)
                figures = [*seen, each.reported.activities, yes if each.is_empty else no]
            writer.writerow([harmless(value) for value in (*same, *row, *figures)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _duty(duty: Duty) -> dict[str, Any]:
    charge = duty.charge
    return {
        "clause": charge.label,
        "summary": charge.summary,
        "items": list(charge.items),
        "channels": list(charge.channels),
        "measured": charge.is_measured,
        **_figures(charge.is_measured, duty.figure, duty.reported),
        "empty": len(duty.empty) if charge.is_measured else None,
        "bearers": {each.bearer.code: _borne(charge.is_measured, each) for each in duty.borne},
    }


def _borne(is_measured: bool, each: Borne) -> dict[str, Any]:
    return {
        "name": each.bearer.name,
        "kind": each.bearer.kind,
        "ended": each.bearer.ended.isoformat() if each.bearer.ended else None,
        **_figures(is_measured, each.figure, each.reported),
    }


def _figures(is_measured: bool, figure: Figure, said: Reported) -> dict[str, Any]:
    names = ("appearances", "works", "minutes", "persons", "copies")
    if not is_measured:
        return {**dict.fromkeys(names), "reported": None}
    reported = {name: getattr(said, name) for name in ("activities", "quantity", "minutes", "persons", "copies")}
    return {**{name: getattr(figure, name) for name in names}, "reported": reported}


FORMATS = {
    "json": (to_json, "application/json; charset=utf-8"),
    "csv": (to_csv, "text/csv; charset=utf-8"),
}
"""By suffix of the address."""
