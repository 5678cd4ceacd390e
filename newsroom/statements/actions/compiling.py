"""Compiling a statement: reads the rooms below at one moment, creates no new fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from newsroom.broadcasts.models import Series
from newsroom.coverage.counting import GRAINS, UNCLASSIFIED, Cell, Count, Figure
from newsroom.organisations.models import Organisation
from newsroom.periods import Period
from newsroom.plan.models import Channel, Plan, Target
from newsroom.plan.wording import period_name

from ..compiling import UNCLASSIFIED_CODE, Aim, Line, Part, Reported, Statement, done, expected, together, weekday_of
from ..querysets import ReportedCells, counting_in, each_line, items_of, records_behind, reported_for
from ..spooling import Spooled


def compile_statement(
    *, plan: Plan, period: Period, organisation_ids: Iterable[int] | None = None, with_records: bool = False
) -> Statement:
    """The statement of a plan for a period, at this moment.

    `organisation_ids` narrows every figure to those organisations (a unit sees its own; an empty collection sees
    nothing); None counts all. `with_records` lists what the total counts. The number of queries does not depend on
    how much there is, but for one more per thousand records listed.
    """
    ids = None if organisation_ids is None else tuple(sorted(set(organisation_ids)))
    with _one_moment():
        items = items_of(plan)
        titles = dict(plan.items.values_list("clause__label", "title"))
        targets = list(plan.targets.select_related("origin", "item__clause", "channel", "organisation").order_by("pk"))
        count = counting_in(period, ids).counted(items, grains=GRAINS | {_cell_of(target).grain for target in targets})
        said = reported_for(plan=plan, period=period, organisation_ids=ids)
        channels = list(Channel.objects.in_order())
        organisations = list(Organisation.objects.filter(_named(count, said, ids)).order_by("sort_key", "pk"))
        aims = _aims(targets, period, count, ids)
        records = None
        if with_records:
            records = Spooled(each_line(records_behind(items=items, period=period, organisation_ids=ids), items))

    def line(row: str | None, label: str, code: str, title: str) -> Line:
        return Line(
            label=label,
            code=code,
            title=title,
            figure=count.at(row),
            by_channel=_by_channel(row, channels, count, said, aims),
            by_organisation=_by_organisation(row, organisations, count, said),
            aim=together(aim for aim in aims if row and aim.item == row and not aim.channel and not aim.organisation),
            reported=said.by_row.get(row, Reported()),
        )

    return Statement(
        plan_number=plan.number,
        plan_title=plan.title,
        plan_year=plan.year,
        plan_is_sample=plan.is_sample,
        period=period,
        period_name=period_name(period),
        rows=tuple(line(item.label, item.label, item.label, titles[item.label]) for item in items),
        unclassified=line(UNCLASSIFIED, "", UNCLASSIFIED_CODE, _("Unclassified")),
        total=line(None, "", "", _("Total")),
        aims=aims,
        organisations=None
        if ids is None
        else tuple(organisation.label for organisation in organisations if organisation.pk in ids),
        records=records,
    )


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything as it stood at one moment, so that the list of records and the figures cannot differ.

    SQLite reads so within any transaction; PostgreSQL when asked before the first query of one. Inside somebody
    else's transaction its rules hold.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def _named(count: Count, said: ReportedCells, ids: tuple[int, ...] | None):
    """Those that appear somewhere in the statement, or to which it is narrowed."""
    slugs = {cell.organisation for cell in count.cells if cell.organisation} | set(said.by_organisation)
    return Q(slug__in=slugs) | Q(pk__in=ids or ())


def _by_channel(row, channels, count: Count, said: ReportedCells, aims: tuple[Aim, ...]) -> tuple[Part, ...]:
    """The channels with something in this row; in the total also those with a target or a report."""
    figures = count.by_channel(row)
    parts = []
    for channel in channels:
        aim = together(a for a in aims if row is None and a.channel == channel.code and not a.item)
        reported = said.by_channel.get(channel.code, Reported()) if row is None else Reported()
        if channel.code in figures or aim or reported.activities:
            parts.append(
                Part(
                    code=channel.code,
                    name=channel.name,
                    unit=channel.get_unit_display(),
                    figure=figures.get(channel.code, Figure()),
                    aim=aim,
                    reported=reported,
                )
            )
    return tuple(parts)


def _by_organisation(row, organisations, count: Count, said: ReportedCells) -> tuple[Part, ...]:
    figures = count.by_organisation(row)
    return tuple(
        Part(
            code=organisation.slug,
            name=organisation.label,
            figure=figures.get(organisation.slug, Figure()),
            reported=said.by_organisation.get(organisation.slug, Reported()) if row is None else Reported(),
        )
        for organisation in organisations
        if organisation.slug in figures or (row is None and organisation.slug in said.by_organisation)
    )


def _cell_of(target: Target) -> Cell:
    """The figure at which a target looks."""
    return Cell(
        item=target.item.label if target.item else None,
        channel=target.channel.code if target.channel else None,
        organisation=target.organisation.slug if target.organisation else None,
    )


def _aims(targets: Iterable[Target], period: Period, count: Count, ids: tuple[int, ...] | None) -> tuple[Aim, ...]:
    """The plan's targets held against the count.

    To someone who sees some organisations only, a target of all would look missed: such are left out.
    """
    weekdays = _weekdays()
    aims = []
    for target in targets:
        if ids is not None and target.organisation_id not in ids:
            continue
        cell = _cell_of(target)
        item, channel, organisation = cell.item, cell.channel, cell.organisation
        subject = [target.item, target.channel, target.organisation.label if target.organisation else None]
        weekday = weekdays.get((channel, organisation), weekdays.get((channel, None)) if not organisation else None)
        aims.append(
            Aim(
                measure=target.measure,
                target=expected(quantity=target.quantity, every=target.every, period=period, weekday=weekday),
                done=done(count.at(item, channel=channel, organisation=organisation), target.measure),
                origin=target.origin.label if target.origin else "",
                item=item or "",
                channel=channel or "",
                organisation=organisation or "",
                subject=" – ".join(str(part) for part in subject if part),
                every=target.every,
                quantity=target.quantity,
            )
        )
    return tuple(aims)


def _weekdays() -> dict[tuple[str, str | None], int]:
    """The weekday on which a series airs, by channel and organisation, and by channel alone: the oldest series wins."""
    found: dict[tuple[str, str | None], int] = {}
    for series in Series.objects.select_related("channel", "organisation").order_by("first_day", "pk"):
        weekday = weekday_of(series.rule)
        if weekday is not None:
            found.setdefault((series.channel.code, series.organisation.slug), weekday)
            found.setdefault((series.channel.code, None), weekday)
    return found
