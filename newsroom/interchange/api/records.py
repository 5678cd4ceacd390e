"""The ledger's records, page by page: exactly those behind the figures."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from newsroom.coverage.counting import Item
from newsroom.coverage.models import CoverageRecord, LedgerEvent
from newsroom.coverage.querysets import CoverageQuerySet
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.statements.compiling import UNCLASSIFIED_CODE
from newsroom.statements.querysets import items_of
from newsroom.themes.models import Theme

from . import schemas
from .answering import answer, refuse_unknown, standing, tabulated
from .linking import link
from .paging import begins_after, cursor_after, fingerprint
from .plans import period_of, plan_of, told_period, told_plan
from .problems import missing, wrong
from .questions import OfRecords

router = Router(tags=["records"])
COLUMNS = tuple(schemas.Record.model_fields)


@router.get("/records", response=schemas.Records, operation_id="records", url_name="records")
def records(request: HttpRequest, asked: Query[OfRecords]) -> HttpResponse:
    """Read records, in the order in which they were recorded, up to 500 a page.

    Follow “next” until it is null. What is recorded meanwhile comes at the end; nothing is told twice or left out.
    The first page tells how many there are (“count”): for a period, as many as the statement's total says.
    """
    refuse_unknown(request, OfRecords.model_fields)
    request.auth.require("records")
    plan, period, items = _of_which_report(asked)
    question = fingerprint(asked.model_dump(), request.auth.identity)
    last = begins_after(asked.cursor, question)
    found = _narrowed(asked, request.auth.organisation_ids, items)
    if period is not None:
        found = found.during(period)
    page = list(
        found.filter(pk__gt=last)
        .order_by("pk")
        .select_related("channel", "organisation")
        .prefetch_related("themes", "about")[: asked.limit + 1]
    )
    if not page:
        _know_what_was_named(asked, request.auth.organisation_ids)
    more = len(page) > asked.limit
    page = page[: asked.limit]
    forward = None
    if more:
        query = {name: value for name, value in request.GET.items() if name != "cursor"}
        forward = link(request, "records", query={**query, "cursor": cursor_after(page[-1].pk, question)})
    rows = [told_record(record, items) for record in page]
    return answer(
        request,
        {
            "plan": told_plan(plan) if plan else None,
            "period": told_period(period) if period else None,
            "provisional": True,
            "snapshot": None,
            "count": None if asked.cursor else found.count(),
            "records": rows,
            "next": forward,
        },
        as_csv=lambda: tabulated(COLUMNS, ([flat(row[name]) for name in COLUMNS] for row in rows)),
        file_name="ban-ghi",
        headers={**standing(None), **({"Link": f'<{forward}>; rel="next"'} if forward else {})},
    )


def told_record(record: CoverageRecord, items: list[Item] | None) -> dict[str, object]:
    """One record: codes to compute with, names to print. `items` are the labels that it serves in the plan asked for,
    None where no plan was."""
    themes = sorted(record.themes.all(), key=lambda theme: theme.sort_key)
    ids = {theme.pk for theme in themes}
    return {
        "id": record.pk,
        "work_id": record.work_id,
        "day": record.day.isoformat(),
        "title": record.title,
        "organisation": record.organisation.slug,
        "organisation_name": record.organisation.label,
        "channel": record.channel.code,
        "channel_name": record.channel.name,
        "quantity": record.quantity,
        "unit": record.channel.get_unit_display(),
        "seconds": record.seconds,
        "items": None if items is None else [item.label for item in items if item.theme_ids & ids],
        "themes": [theme.slug for theme in themes],
        "theme_names": [theme.name for theme in themes],
        "about": sorted(body.slug for body in record.about.all()),
        "genre": record.genre,
        "genre_name": record.get_genre_display() if record.genre else "",
        "tone": record.tone,
        "tone_name": record.get_tone_display(),
        "persons": record.persons,
        "copies": record.copies,
        "rerun": record.is_rerun,
        "source": record.source,
        "source_name": record.get_source_display(),
        "url": record.url,
        "evidence": record.evidence,
        "recorded_at": record.recorded_at.isoformat(),
        "withdrawn_at": record.withdrawn_at.isoformat() if record.withdrawn_at else None,
    }


def _of_which_report(asked: OfRecords):
    """The plan, its period and its items, each None where no year was given. Raises Problem."""
    if not asked.year:
        for name in ("period", "plan", "item"):
            if getattr(asked, name):
                raise wrong(name, _("needs “year” beside it"))
        return None, None, None
    plan = plan_of(asked.year, asked.plan)
    return plan, period_of(plan, asked.period or "nam"), items_of(plan)


def _narrowed(asked: OfRecords, organisation_ids, items: list[Item] | None) -> CoverageQuerySet:
    """The asker's own records under every filter. What a filter names and nobody knows is a Problem."""
    every = CoverageRecord.objects.of_organisations(organisation_ids)
    found = {"standing": every.standing, "withdrawn": every.withdrawn, "all": every.all}[asked.state]()
    if asked.organisation:
        found = found.filter(organisation__slug=asked.organisation)
    if asked.channel:
        found = found.filter(channel__code=asked.channel)
    if asked.theme:
        found = found.about_themes([_named(Theme.objects.filter(slug=asked.theme), "theme").pk])
    if asked.item and items is not None:
        found = _serving(found, asked.item, items)
    if asked.genre:
        found = found.filter(genre=asked.genre)
    if asked.tone:
        found = found.filter(tone=asked.tone)
    first, last = asked.days()
    if first:
        found = found.filter(day__gte=first)
    if last:
        found = found.filter(day__lt=last + timedelta(days=1))
    if moment := asked.moment():
        found = found.filter(pk__in=LedgerEvent.objects.filter(at__gte=moment).values("record_id"))
    return found


def _know_what_was_named(asked: OfRecords, organisation_ids) -> None:
    """Where nothing was found: whether there is such a channel and such an organisation at all. Raises Problem.

    An organisation whose figures the asker does not see is as if it were not there.
    """
    if asked.organisation:
        seen = Organisation.objects.filter(slug=asked.organisation)
        _named(seen if organisation_ids is None else seen.filter(pk__in=organisation_ids), "organisation")
    if asked.channel:
        _named(Channel.objects.filter(code=asked.channel), "channel")


def _serving(found: CoverageQuerySet, label: str, items: list[Item]) -> CoverageQuerySet:
    if label == UNCLASSIFIED_CODE:
        return found.without_themes({theme for item in items for theme in item.theme_ids})
    themes = next((item.theme_ids for item in items if item.label == label), None)
    if themes is None:
        raise missing("item", _("The plan has no content item of this label."), place="query")
    return found.about_themes(themes)


def _named(those, name: str):
    """The one that a code names. Raises Problem."""
    one = those.first()
    if one is None:
        raise missing(name, _("There is nothing of this code; see “codes”."), place="query")
    return one


def flat(value: object) -> object:
    """A cell of CSV."""
    if isinstance(value, list):
        return "; ".join(value)
    return {True: 1, False: 0}.get(value, value) if isinstance(value, bool) else value
