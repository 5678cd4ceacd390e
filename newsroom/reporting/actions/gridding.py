"""The matrix that stands for a plan and a period: of the frozen list where a report is frozen, else of the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from newsroom.coverage.counting import GRAINS, count
from newsroom.organisations.models import Organisation
from newsroom.periods import Period
from newsroom.plan.models import Plan
from newsroom.statements import advising
from newsroom.statements.actions import compile_grid
from newsroom.statements.actions.gridding import grid_from
from newsroom.statements.gridding import Filter, Grid, Spread, grains_for, weeks_of

from ..models import Snapshot
from .presenting import passing_facts, snapshot_of


def grid_presented(
    *,
    plan: Plan,
    period: Period,
    spread: Spread,
    today: date,
    organisation_ids: Iterable[int] | None = None,
    narrowed: Filter | None = None,
    edition: str = "",
) -> Grid:
    """The matrix to show; `edition` as in `presented`, the rest as in `compile_grid`.

    A frozen one is counted from the sealed records by the ledger's own rules, with the words of its day, and carries
    its seal. Raises NoSuchEdition.
    """
    ids = None if organisation_ids is None else tuple(sorted(set(organisation_ids)))
    snapshot = snapshot_of(plan=plan, period=period, edition=edition)
    if snapshot is None:
        return compile_grid(
            plan=plan, period=period, spread=spread, today=today, organisation_ids=ids, narrowed=narrowed
        )
    return _frozen(snapshot, plan, period, spread, today, ids, narrowed or Filter())


def _frozen(
    snapshot: Snapshot,
    plan: Plan,
    period: Period,
    spread: Spread,
    today: date,
    ids: tuple[int, ...] | None,
    narrowed: Filter,
) -> Grid:
    sealed = snapshot.opened(with_records=True)
    own = None if ids is None else set(Organisation.objects.filter(pk__in=ids).values_list("slug", flat=True))
    passes = passing_facts(narrowed)
    facts = [
        kept.fact
        for kept in sealed.records or ()
        if (own is None or kept.fact.organisation in own) and passes(kept.fact)
    ]
    aims = [aim for aim in sealed.statement.aims if own is None or aim.organisation in own]
    aimed = [frozenset(name for name in ("channel", "organisation") if getattr(aim, name)) for aim in aims]
    spans = [(week.start, week.stop) for week in weeks_of(period)]
    grains = GRAINS | grains_for(spread, aimed) | advising.GRAINS
    return grid_from(
        plan=plan,
        period=period,
        spread=spread,
        today=today,
        ids=ids,
        narrowed=narrowed,
        items=sealed.items,
        titles={line.code: line.title for line in sealed.statement.rows},
        names=sealed.names,
        count=count(facts, sealed.items, period.start, period.stop, grains=grains, spans=spans),
        aims=aims,
        seal=snapshot.seal,
    )
