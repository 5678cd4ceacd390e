"""Which items of earlier plans the items of a plan carry on, as its file says it.

[[crosswalk]]
plan = "174/KH-UBND"          # an earlier plan, loaded before, by its number and year
year = 2024
old = "II.1.4"                # one of its content items
new = ["II.1.4", "II.1.7"]    # those of this plan that carry it on; [] says that none does
note = "Tách phần phản ánh, kiến nghị"
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from newsroom.reading import TWICE, read

from .plans import NO_SUCH_ITEM


def _(message: str) -> str:
    """Marks a message for the catalogue; the action that refuses the file translates it."""
    return message


NO_SUCH_PLAN = _("There is no plan “%(value)s” of %(year)d. Load it before the plan that carries it on.")
NOT_EARLIER = _("“%(value)s” of %(year)d does not come into force before this plan.")
NO_SUCH_OLD_ITEM = _("The plan “%(plan)s” has no content item “%(value)s”.")


@dataclass(frozen=True, kw_only=True)
class KnownPlan:
    """A plan that is here already: the day on which it came into force, and the labels of its content items."""

    in_force_from: date
    items: Collection[str]


@dataclass(frozen=True, kw_only=True)
class CrosswalkRow:
    """One item of an earlier plan, by number, year and label, with the labels that carry it on."""

    plan: tuple[str, int]
    old: str
    new: tuple[str, ...]
    note: str


def read_crosswalks(
    source: bytes,
    *,
    file: str,
    in_force_from: date,
    items: Collection[str],
    plans: Mapping[tuple[str, int], KnownPlan],
) -> list[CrosswalkRow]:
    """What a plan's file says of earlier plans; raises Unreadable at the first thing that is wrong.

    `in_force_from` and `items`, the labels of content items, are this plan's own.
    """
    rows: list[CrosswalkRow] = []
    first: dict[tuple[tuple[str, int], str], int] = {}
    for table in read(source, file=file).tables("crosswalk"):
        required = ["plan", "year", "old", "new"]
        table.knows_only(*required, "note", required=required)
        plan = (table.text("plan", limit=60, required=True), table.number("year", low=2000, high=2200))
        if plan not in plans:
            raise table.wrong(NO_SUCH_PLAN, "plan", value=plan[0], year=plan[1])
        if plans[plan].in_force_from >= in_force_from:
            raise table.wrong(NOT_EARLIER, "plan", value=plan[0], year=plan[1])
        old = table.text("old", limit=40, required=True)
        if old not in plans[plan].items:
            raise table.wrong(NO_SUCH_OLD_ITEM, "old", value=old, plan=plan[0])
        if (plan, old) in first:
            raise table.wrong(TWICE, "old", value=old, first=first[plan, old])
        first[plan, old] = table.line_of("old")
        new = table.choices("new", items, NO_SUCH_ITEM)
        rows.append(CrosswalkRow(plan=plan, old=old, new=new, note=table.text("note", limit=255)))
    return rows
