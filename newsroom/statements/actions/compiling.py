"""Compiling a statement: reads the rooms below at one moment, creates no new fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from newsroom.coverage.counting import NOTHING, UNCLASSIFIED, Count
from newsroom.organisations.models import FormerName, Organisation
from newsroom.periods import Period
from newsroom.plan.models import Channel, Plan
from newsroom.plan.wording import period_name

from ..aiming import Aim, leading
from ..compiling import UNCLASSIFIED_CODE, Line, Part, Reported, Statement
from ..querysets import (
    OutputCells,
    ReportedCells,
    each_line,
    figures_in,
    items_of,
    output_for,
    records_behind,
    reported_for,
)
from ..spooling import Spooled
from . import dimensions
from .aims import Promises


def compile_statement(
    *, plan: Plan, period: Period, organisation_ids: Iterable[int] | None = None, with_records: bool = False
) -> Statement:
    """The statement of a plan for a period, at this moment.

    Organisations bear the names that were valid on the period's last day. `organisation_ids` narrows every figure to
    those organisations (a unit sees its own; an empty collection sees nothing); None counts all. `with_records` lists
    what the total counts. The number of queries does not depend on how much there is, but for two more per thousand
    records listed.
    """
    ids = None if organisation_ids is None else tuple(sorted(set(organisation_ids)))
    day = period.last_day
    with _one_moment():
        items = items_of(plan)
        titles = dict(plan.items.values_list("clause__label", "title"))
        promises = Promises(plan, period, ids)
        count = figures_in(period, ids, items, totals=dimensions.GRAINS, spans=promises.spans, cells=promises.cells)
        said = reported_for(plan=plan, period=period, organisation_ids=ids)
        put_out = output_for(plan=plan, period=period, organisation_ids=ids)
        channels = [(channel, channel.get_unit_display()) for channel in Channel.objects.in_order()]
        organisations = list(Organisation.objects.filter(_named(count, said, put_out, ids)).order_by("sort_key", "pk"))
        names = _names(organisations, on=day)
        aims = promises.held_against(count)
        records = None
        if with_records:
            behind = records_behind(items=items, period=period, organisation_ids=ids)
            records = Spooled(each_line(behind, items, on=day))

    def line(row: str | None, label: str, code: str, title: str) -> Line:
        return Line(
            label=label,
            code=code,
            title=title,
            figure=count.at(row),
            by_channel=_by_channel(row, channels, count, said, aims),
            by_organisation=_by_organisation(row, names, count, said),
            by_genre=dimensions.by_genre(row, count),
            by_tone=dimensions.by_tone(row, count),
            aim=leading(aim for aim in aims if row and aim.item == row and not aim.channel and not aim.organisation),
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
        named=dimensions.named_in(names, count),
        output=dimensions.output_of(names, count, put_out),
        organisations=None
        if ids is None
        else tuple(names[organisation.slug] for organisation in organisations if organisation.pk in ids),
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


def _named(count: Count, said: ReportedCells, put_out: OutputCells, ids: tuple[int, ...] | None):
    """Those that appear somewhere in the statement, or to which it is narrowed."""
    slugs = {slug for cell in count.cells for slug in (cell.organisation, cell.about) if slug}
    slugs |= {*said.by_organisation, *put_out.published, *put_out.entered}
    return Q(slug__in=slugs) | Q(pk__in=ids or ())


def _names(organisations: Iterable[Organisation], *, on: date) -> dict[str, str]:
    """What each was called on a day, by slug, in the given order. One query, and no cluster built for each of them."""
    former = FormerName.objects.filter(organisation__in=organisations, until__gt=on).order_by("-until")
    borne = {name.organisation_id: name.label for name in former}
    return {organisation.slug: borne.get(organisation.pk, organisation.label) for organisation in organisations}


def _by_channel(row, channels, count: Count, said: ReportedCells, aims: tuple[Aim, ...]) -> tuple[Part, ...]:
    """The channels with something in this row; in the total also those with a target or a report."""
    figures, nothing = count.by_channel(row), Reported()
    parts = []
    for channel, unit in channels:
        aim = leading(a for a in aims if row is None and a.channel == channel.code and not a.item)
        reported = said.by_channel.get(channel.code, nothing) if row is None else nothing
        if channel.code in figures or aim or reported.activities:
            parts.append(
                Part(
                    code=channel.code,
                    name=channel.name,
                    unit=unit,
                    figure=figures.get(channel.code, NOTHING),
                    aim=aim,
                    reported=reported,
                )
            )
    return tuple(parts)


def _by_organisation(row, names: Mapping[str, str], count: Count, said: ReportedCells) -> tuple[Part, ...]:
    figures, nothing = count.by_organisation(row), Reported()
    reports = said.by_organisation if row is None else {}
    return tuple(
        Part(code=slug, name=name, figure=figures.get(slug, NOTHING), reported=reports.get(slug, nothing))
        for slug, name in names.items()
        if slug in figures or slug in reports
    )
