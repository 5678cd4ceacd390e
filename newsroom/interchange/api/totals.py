"""Totals by one or two dimensions, from the same count as the statement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from newsroom.coverage.counting import UNCLASSIFIED, Cell, Figure
from newsroom.coverage.models import Genre, Tone
from newsroom.organisations.models import Organisation
from newsroom.periods import Kind, Period, parts_of
from newsroom.plan.models import Channel, Plan
from newsroom.plan.wording import period_name
from newsroom.statements.compiling import UNCLASSIFIED_CODE
from newsroom.statements.querysets import counting_in, items_of

from . import schemas
from .answering import answer, refuse_unknown, standing, tabulated
from .plans import period_of, plan_of, told_period, told_plan
from .problems import wrong
from .questions import AtPeriod, OfTotals

router = Router(tags=["totals"])
FIGURES = ("appearances", "works", "minutes", "quantity", "persons", "copies", "first_runs", "reruns")
_SPANS = ("month", "week")


@router.get("/totals/{year}/{period}", response=schemas.Totals, operation_id="totals", url_name="totals")
def totals(request: HttpRequest, at: Path[AtPeriod], asked: Query[OfTotals]) -> HttpResponse:
    """Count a period by one or two dimensions."""
    refuse_unknown(request, OfTotals.model_fields)
    request.auth.require("totals")
    by = _dimensions(asked.by)
    plan = plan_of(at.year, asked.plan)
    window = period_of(plan, at.period)
    spans = _spans(by, window, plan)
    grain = frozenset("span" if name in _SPANS else name for name in by if name != "item")
    items = items_of(plan)
    ids = request.auth.organisation_ids
    count = counting_in(window, ids).counted(
        items, grains={frozenset(), grain}, spans=[(start, stop) for _code, _name, start, stop in spans]
    )
    naming = {name: _naming(name, plan, spans, day=window.last_day) for name in by}
    rows = [
        {**{key: told for name in by for key, told in _key(name, cell, naming[name])}, **_figures(figure)}
        for cell, figure in sorted(count.cells.items(), key=lambda pair: _place(pair[0], by, naming))
        if cell.grain == grain and (cell.item is not None) == ("item" in by)
    ]
    data = {
        "plan": told_plan(plan),
        "period": told_period(window),
        "provisional": True,
        "snapshot": None,
        "organisations": None
        if ids is None
        else [label for _slug, _same, label in _organisations(window.last_day, pk__in=ids)],
        "by": list(by),
        "rows": rows,
        "total": _figures(count.at()),
    }
    columns = [*(key for name in by for key in (name, f"{name}_name")), *FIGURES]
    return answer(
        request,
        data,
        as_csv=lambda: tabulated(columns, ([row[name] for name in columns] for row in rows)),
        file_name=f"tong-hop-{window.year}-{window.code}-{'-'.join(by)}",
        headers=standing(None),
    )


def _dimensions(asked: str) -> tuple[str, ...]:
    """The one or two dimensions. Raises Problem for the same one twice, and for months of weeks."""
    by = tuple(asked.split(","))
    if len(set(by)) < len(by):
        raise wrong("by", _("names the same dimension twice"))
    if set(_SPANS) <= set(by):
        raise wrong("by", _("weeks do not fit into months: ask for one of the two"))
    return by


def _spans(by, window: Period, plan: Plan) -> list[tuple]:
    """Code, name, first day and stop of each span: the period's months, or weeks of seven days from its first."""
    if "month" in by:
        parts = parts_of(window, Kind.MONTH, plan.regime.rule())
        return [(part.code, period_name(part), part.start, part.stop) for part in parts]
    if "week" not in by:
        return []
    starts = [window.start + timedelta(days=7 * number) for number in range((window.days + 6) // 7)]
    weeks = [(start, min(start + timedelta(days=7), window.stop)) for start in starts]
    return [
        (start.isoformat(), f"{start:%d/%m/%Y} – {stop - timedelta(days=1):%d/%m/%Y}", start, stop)
        for start, stop in weeks
    ]


def _organisations(day: date, **narrowed) -> list[tuple[str, str, str]]:
    """Value, code and name of the organisations, named as they were on the period's last day."""
    found = Organisation.objects.filter(**narrowed).with_names().alphabetical()
    return [(one.slug, one.slug, one.label_on(day)) for one in found]


def _naming(dimension: str, plan: Plan, spans, *, day: date) -> dict[object, tuple[str, str]]:
    """Code and name of each value of a dimension as cells hold it, in the order in which it is printed.

    Organisations bear the name of `day`, as every other paper on the period does.
    """
    makers: dict[str, Callable[[], list]] = {
        "item": lambda: [
            *(
                (item.label, item.label, item.title)
                for item in plan.items.select_related("clause").order_by("clause__position")
            ),
            (UNCLASSIFIED, UNCLASSIFIED_CODE, _("Unclassified")),
        ],
        "channel": lambda: [(c.code, c.code, c.name) for c in Channel.objects.in_order()],
        "organisation": lambda: _organisations(day),
        "about": lambda: _organisations(day),
        "genre": lambda: [*((value, value, str(name)) for value, name in Genre.choices), ("", "", _("No genre given"))],
        "tone": lambda: [(value, value, str(name)) for value, name in Tone.choices],
        "month": lambda: [(number, code, name) for number, (code, name, _start, _stop) in enumerate(spans)],
        "week": lambda: [(number, code, name) for number, (code, name, _start, _stop) in enumerate(spans)],
    }
    return {value: (code, name) for value, code, name in makers[dimension]()}


def _value(dimension: str, cell: Cell) -> object:
    return cell.span if dimension in _SPANS else getattr(cell, dimension)


def _key(dimension: str, cell: Cell, naming) -> list[tuple[str, str]]:
    code, name = naming[_value(dimension, cell)]
    return [(dimension, code), (f"{dimension}_name", name)]


def _place(cell: Cell, by, naming) -> tuple[int, ...]:
    """Where a cell is printed: by the order of its values."""
    order = {name: {value: place for place, value in enumerate(naming[name])} for name in by}
    return tuple(order[name].get(_value(name, cell), -1) for name in by)


def _figures(figure: Figure) -> dict[str, int]:
    told = {name: getattr(figure, name) for name in FIGURES if name != "reruns"}
    return {**told, "reruns": figure.appearances - figure.first_runs}
