"""Laying a matrix: the plan's items against outlets, channels or weeks, read at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from newsroom.coverage.counting import GRAINS, Count, Item
from newsroom.organisations.models import Organisation, OutletPage
from newsroom.periods import Period
from newsroom.plan.models import Assignment, Channel, Plan
from newsroom.plan.wording import period_name

from .. import advising
from ..advising import Advice, advise
from ..aiming import Aim
from ..compiling import Seal
from ..gridding import Column, Duty, Filter, Grid, Spread, days_of, grains_for, lay, owed, untouched, weeks_of
from ..querysets import counting_in, passing, titled_items_of
from .aims import Promises
from .compiling import _one_moment


def compile_grid(
    *,
    plan: Plan,
    period: Period,
    spread: Spread,
    today: date,
    organisation_ids: Iterable[int] | None = None,
    narrowed: Filter | None = None,
) -> Grid:
    """The matrix of a plan for a period, at this moment; weeks that begin after `today` are ahead.

    `organisation_ids` narrows as in `compile_statement`. The number of queries does not depend on how much there is.
    """
    ids = None if organisation_ids is None else tuple(sorted(set(organisation_ids)))
    narrowed = narrowed or Filter()
    with _one_moment():
        titled = titled_items_of(plan)
        items = [item for _title, item in titled.values()]
        promises = Promises(plan, period, ids, beside=[(week.start, week.stop) for week in weeks_of(period)])
        grains = GRAINS | grains_for(spread, promises.grains) | advising.GRAINS
        count = passing(counting_in(period, ids), narrowed).counted(items, grains=grains, spans=promises.spans)
        aims = promises.held_against(count)
        return grid_from(
            plan=plan,
            period=period,
            spread=spread,
            today=today,
            ids=ids,
            narrowed=narrowed,
            items=items,
            titles={label: title for label, (title, _item) in titled.items()},
            count=count,
            aims=aims,
        )


def grid_from(
    *,
    plan: Plan,
    period: Period,
    spread: Spread,
    today: date,
    ids: tuple[int, ...] | None,
    narrowed: Filter,
    items: Sequence[Item],
    titles: Mapping[str, str],
    count: Count,
    aims: Sequence[Aim],
    names: Mapping[str, Mapping[str, str]] | None = None,
    seal: Seal | None = None,
) -> Grid:
    """The matrix of a count that was made already: of the ledger, or of a list of records that was kept.

    `titles` are the items' by label, `names` those of organisations by slug and of channels by code, where they are
    not today's.
    """
    duties = _duties(plan)
    bodies = _bodies(period, ids, narrowed, count, aims, duties, spread)
    aims = untouched(aims, narrowed, {body.slug: body.kind for body in bodies}, _groups() if narrowed.group else {})
    if spread is Spread.ORGANISATION:
        columns = [Column(code=body.slug, name=body.label, is_expected=body.runs_an_outlet) for body in bodies]
    elif spread is Spread.CHANNEL:
        columns = _channels(narrowed, count, aims, duties)
    else:
        columns = _weeks(period, today)
    kept = (names or {}).get(spread.value, {})
    columns = [replace(column, name=kept.get(column.code, column.name)) for column in columns]
    return lay(
        plan={
            "plan_number": plan.number,
            "plan_title": plan.title,
            "plan_year": plan.year,
            "plan_is_sample": plan.is_sample,
        },
        period=period,
        period_name=period_name(period),
        spread=spread,
        columns=columns,
        items=[(item.label, titles[item.label]) for item in items],
        words=(_("Unclassified"), _("Total (each counted once)")),
        count=count,
        aims=aims,
        advice=() if narrowed else _advice(count, aims, items, titles, period, today),
        duties=owed(duties, spread, narrowed, {body.slug: body.kind for body in bodies}),
        narrowed=narrowed,
        organisations=None if ids is None else tuple(body.label for body in bodies if body.pk in ids),
        seal=seal,
    )


def _advice(count: Count, aims: Iterable[Aim], items, titles, period: Period, today: date) -> tuple[Advice, ...]:
    """What to tell next. The weekly column is the channels of which a target asks for something every week."""
    return advise(
        items=[(item.label, titles[item.label]) for item in items],
        count=count,
        aims=aims,
        weeks_begun=sum(week.start <= today for week in weeks_of(period)),
        column={aim.channel for aim in aims if aim.every == "week" and aim.channel},
    )


def _duties(plan: Plan) -> list[Duty]:
    """The plan's duties (IV.1) that name content items. One query, however many bear them."""
    found: dict[int, dict[str, set]] = defaultdict(lambda: defaultdict(set))
    rows = Assignment.objects.filter(plan=plan, items__isnull=False).values_list(
        "pk", "clause__label", "items__clause__label", "bearers__slug", "channels__code", "bearer_kinds"
    )
    for pk, clause, item, bearer, channel, kinds in rows:
        held = found[pk]
        held["clause"].add(clause)
        held["items"].add(item)
        held["bearers"] |= {bearer} - {None}
        held["channels"] |= {channel} - {None}
        held["kinds"] |= set(kinds)
    return [
        Duty(
            clause=held["clause"].pop(),
            items=frozenset(held["items"]),
            bearers=frozenset(held["bearers"]),
            kinds=frozenset(held["kinds"]),
            channels=frozenset(held["channels"]),
        )
        for _pk, held in sorted(found.items())
    ]


def _bodies(period, ids, narrowed: Filter, count: Count, aims, duties, spread: Spread) -> list[Organisation]:
    """Whose columns there are: those that published something, have a target, bear a duty by name or run an outlet;
    with a filter by kind, every organisation of that kind that existed on the last day. One query.

    Those whose outlet existed on some day of the window are shown, or a merged newspaper would lose its column.
    """
    named = {aim.organisation for aim in aims} | {bearer for duty in duties for bearer in duty.bearers}
    found = Organisation.objects.all()
    if spread is Spread.ORGANISATION:
        existing = Q(pk__in=Organisation.objects.valid_on(period.last_day).values("pk"))
        existing |= Q(pk__in=Organisation.objects.valid_on(period.start).values("pk"))
        outlets = Q(pk__in=OutletPage.objects.values("organisation"))
        wanted = Q(kind=narrowed.kind) if narrowed.kind else outlets
        found = found.filter(Q(slug__in=count.spread("organisation")) | (existing & (Q(slug__in=named) | wanted)))
        if narrowed.kind:
            found = found.filter(kind=narrowed.kind)
    else:
        found = found.filter(Q(slug__in=named) | Q(pk__in=ids or ()))
    if ids is not None:
        found = found.filter(pk__in=ids)
    runs = Exists(OutletPage.objects.filter(organisation=OuterRef("pk")))
    return list(found.annotate(runs_an_outlet=runs).order_by("sort_key", "pk"))


def _channels(narrowed: Filter, count: Count, aims, duties) -> list[Column]:
    """Channels in which something was published, or which a target or a duty names; of one group, all. One query."""
    used = count.spread("channel")
    named = {aim.channel for aim in aims} | {code for duty in duties for code in duty.channels}
    return [
        Column(code=channel.code, name=channel.name, note=channel.get_unit_display())
        for channel in Channel.objects.in_order()
        if (channel.group == narrowed.group if narrowed.group else channel.code in named or channel.code in used)
    ]


def _groups() -> dict[str, str]:
    return dict(Channel.objects.values_list("code", "group"))


def _weeks(period: Period, today: date) -> list[Column]:
    return [
        Column(
            code=week.code,
            name=_("Week %(number)d") % {"number": week.number},
            note=days_of(week),
            is_ahead=week.start > today,
            is_cut=not week.is_whole,
        )
        for week in weeks_of(period)
    ]
