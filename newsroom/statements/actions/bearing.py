"""Compiling who did what under each duty: reads the rooms below at one moment, creates no new fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db.models import Prefetch, Q

from newsroom.coverage.counting import Item
from newsroom.coverage.querysets import CoverageQuerySet
from newsroom.organisations.models import Organisation
from newsroom.periods import Period
from newsroom.plan.models import Assignment, Channel, Plan, PlanItem
from newsroom.plan.wording import period_name
from newsroom.submissions.models import ActivityLine

from ..bearing import Activity, Bearer, Charge, DutySheet, weigh
from ..compiling import Reported
from ..querysets import counting_in, items_of
from .compiling import _one_moment


class NoSuchDuty(LookupError):
    """A clause under which the plan lays no duty."""


def compile_duties(*, plan: Plan, period: Period, organisation_ids: Iterable[int] | None = None) -> DutySheet:
    """The plan's duties with their bearers on the period's last day, and what each did under them, at this moment.

    Whoever bore a duty and ended is followed by its successors, and stands there too if it did something in the period.
    `organisation_ids` narrows to duties and bearers of those organisations; None shows all. The number of queries does
    not depend on how much there is.
    """
    ids = None if organisation_ids is None else frozenset(organisation_ids)
    with _one_moment():
        items = items_of(plan)
        bodies = _Bodies(period, ids)
        charges = list(_charges(plan, bodies))
        bearers = {bodies.keys[bearer.code] for charge in charges for bearer in charge.bearers if charge.is_measured}
        facts = counting_in(period, bearers).facts()
        activities = _activities(plan, period)
    return DutySheet(
        plan_number=plan.number,
        plan_title=plan.title,
        plan_year=plan.year,
        plan_is_sample=plan.is_sample,
        period=period,
        period_name=period_name(period),
        duties=weigh(charges, facts=facts, activities=activities, items=items, period=period),
        organisations=None if ids is None else bodies.names(ids),
    )


def records_of_duty(
    *,
    plan: Plan,
    period: Period,
    label: str,
    organisation: str | None = None,
    organisation_ids: Iterable[int] | None = None,
) -> tuple[Charge, CoverageQuerySet, list[Item]]:
    """The duty of a clause, exactly the records that its figure counts (of one bearer, a slug, or all), and the items.

    Raises NoSuchDuty, for an organisation that bears it not as well.
    """
    bodies = _Bodies(period, None if organisation_ids is None else frozenset(organisation_ids))
    charge = next((each for each in _charges(plan, bodies) if each.label == label), None)
    if charge is None or not charge.is_measured:
        raise NoSuchDuty(f"The plan lays no duty that is measured under {label}.")
    bearers = [bodies.keys[each.code] for each in charge.bearers if organisation in (None, each.code)]
    if not bearers:
        raise NoSuchDuty(f"{organisation} does not bear {label}.")
    items = items_of(plan)
    records = counting_in(period, bearers)
    if charge.channels:
        records = records.filter(channel__code__in=charge.channels)
    if charge.items:
        records = records.about_themes(
            {theme for item in items if item.label in charge.items for theme in item.theme_ids}
        )
    charge = replace(charge, bearers=tuple(each for each in charge.bearers if organisation in (None, each.code)))
    return charge, records.order_by("day", "happened_at", "pk"), items


class _Bodies:
    """Organisations that existed on some day of the period, by key, with those that came after the others."""

    def __init__(self, period: Period, ids: frozenset[int] | None) -> None:
        self.period, self.ids = period, ids
        existed = Q(valid_to__isnull=True) | Q(valid_to__gt=period.start)
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=period.last_day)
        found = Organisation.objects.filter(existed, begun).order_by("kind", "sort_key", "pk").with_names()
        self.here = {body.pk: body for body in found}
        self.keys = {body.slug: body.pk for body in self.here.values()}
        self.heirs: dict[int, list[int]] = {}
        for old, new in Organisation.successors.through.objects.values_list(
            "from_organisation_id", "to_organisation_id"
        ):
            self.heirs.setdefault(old, []).append(new)

    def bearing(self, named: Iterable[int], kinds: Iterable[str]) -> tuple[Bearer, ...]:
        """Those that bear it in the period, as a person would list them: by kind, alphabetically."""
        kinds = set(kinds)
        keys = {key for each in named for key in self._and_heirs(each)}
        keys |= {key for key, body in self.here.items() if body.kind in kinds}
        return tuple(
            self._bearer(body)
            for key, body in self.here.items()
            if key in keys and (self.ids is None or key in self.ids)
        )

    def names(self, ids: Iterable[int]) -> tuple[str, ...]:
        return tuple(self.here[key].label_on(self.period.last_day) for key in self.here if key in ids)

    def _and_heirs(self, key: int) -> Iterator[int]:
        """An organisation and, where it has ended by the last day, all that came after it."""
        seen, waiting = set(), [key]
        while waiting:
            each = waiting.pop()
            if each in seen:
                continue
            seen.add(each)
            body = self.here.get(each)
            if body is None or self._has_ended(body):
                waiting += self.heirs.get(each, ())
        return iter(seen)

    def _has_ended(self, body: Organisation) -> bool:
        return body.valid_to is not None and body.valid_to <= self.period.last_day

    def _bearer(self, body: Organisation) -> Bearer:
        return Bearer(
            code=body.slug,
            name=body.label_on(self.period.last_day),
            kind=str(body.get_kind_display()),
            ended=body.valid_to if self._has_ended(body) else None,
        )


def _charges(plan: Plan, bodies: _Bodies) -> Iterator[Charge]:
    """The duties in printed order; to someone who sees some organisations only, those that these bear. Four queries."""
    duties = Assignment.objects.filter(plan=plan).select_related("clause").order_by("clause__position")
    for duty in duties.prefetch_related(
        "bearers",
        Prefetch("channels", Channel.objects.in_order()),
        Prefetch("items", PlanItem.objects.select_related("clause").order_by("clause__position")),
    ):
        bearers = bodies.bearing([body.pk for body in duty.bearers.all()], duty.bearer_kinds)
        if bearers or bodies.ids is None:
            yield Charge(
                label=duty.clause.label,
                summary=duty.summary,
                bearers=bearers,
                items=tuple(item.label for item in duty.items.all()),
                channels=tuple(channel.code for channel in duty.channels.all()),
                channel_names=tuple(channel.name for channel in duty.channels.all()),
                is_measured=duty.is_measured,
            )


def _activities(plan: Plan, period: Period) -> list[Activity]:
    """What was sent in for this plan and this very period, activity by activity. Two queries."""
    lines = ActivityLine.objects.reported(plan=plan, period=period).select_related(
        "channel", "submission__organisation"
    )
    return [
        Activity(
            organisation=line.submission.organisation.slug,
            channel=line.channel.code,
            items=frozenset(item.label for item in line.items.all() if item.plan_id == plan.pk),
            reported=Reported(
                activities=1,
                quantity=line.quantity,
                minutes=line.minutes or 0,
                persons=line.persons or 0,
                copies=line.copies or 0,
            ),
        )
        for line in lines.select_related("channel", "submission__organisation").prefetch_related("items__clause")
    ]
