"""Following a plan's rows through the months of its year and the years of other plans."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from newsroom.periods import Kind, parts_of, period
from newsroom.plan.models import Plan

from ..querysets import counting_in, lanes_of
from ..trending import Course, Told, courses
from .compiling import _one_moment

GRAINS = (frozenset[str](), frozenset({"span"}))


def compile_trend(*, plan: Plan, today: date, organisation_ids: Iterable[int] | None = None) -> tuple[Course, ...]:
    """Every row of a plan month by month, and in the years of the plans to which crosswalks lead.

    `organisation_ids` narrows as in `compile_statement`. One query more for each plan, however much there is.
    """
    ids = None if organisation_ids is None else tuple(sorted(set(organisation_ids)))
    with _one_moment():
        titles = dict(plan.items.order_by("clause__position").values_list("clause__label", "title"))
        lanes = lanes_of(plan)
        plans = Plan.objects.filter(pk__in={plan.pk, *lanes}).select_related("regime").order_by("year", "pk")
        told = []
        for other in plans:
            lane, regime = lanes.get(other.pk, []), other.regime.rule()
            year = period(other.year, "nam", regime)
            spans = [(month.start, month.stop) for month in parts_of(year, Kind.MONTH, regime)]
            told.append(
                Told(
                    plan_number=other.number,
                    year=other.year,
                    count=counting_in(year, ids).counted(lane, grains=GRAINS, spans=spans),
                    labels=frozenset(item.label for item in lane if item.theme_ids),
                    is_this=other.pk == plan.pk,
                )
            )
    regime = plan.regime.rule()
    return courses(
        items=titles.items(),
        words=(_("Unclassified"), _("Total (each counted once)")),
        months=parts_of(period(plan.year, "nam", regime), Kind.MONTH, regime),
        told=told,
        today=today,
    )
