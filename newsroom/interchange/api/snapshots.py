"""Snapshots: what was frozen, from the sealed text and never from the ledger."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from newsroom import text
from newsroom.periods import period
from newsroom.plan.models import Plan
from newsroom.reporting.actions.presenting import presented
from newsroom.reporting.models import Report, Snapshot, State
from newsroom.reporting.rendering import as_data, file_name, to_csv
from newsroom.statements.compiling import RecordLine, Statement

from . import schemas
from .answering import answer, media_type, not_modified, refuse_unknown, sealed, standing, tabulated
from .linking import link
from .paging import begins_after, cursor_after, fingerprint
from .plans import told_period, told_plan
from .problems import missing
from .questions import AtSnapshot, OfPage, OfSnapshots
from .records import flat

router = Router(tags=["snapshots"])
COLUMNS = tuple(schemas.FrozenRecord.model_fields)
REVISION = "1"
"""Part of every snapshot's ETag: raise it when answers from snapshots get another form."""


@router.get("/snapshots", response=schemas.Snapshots, operation_id="snapshots", url_name="snapshots")
def snapshots(request: HttpRequest, asked: Query[OfSnapshots]) -> HttpResponse:
    """List what was frozen, the latest first; without figures."""
    refuse_unknown(request, OfSnapshots.model_fields)
    request.auth.require("statements")
    found = Snapshot.objects.without_text().order_by("-frozen_at", "-pk")
    if asked.year:
        found = found.filter(year=asked.year)
    if asked.period:
        found = found.filter(period_code=asked.period)
    plans = {plan.pk: plan for plan in Plan.objects.select_related("regime")}
    current = set(Report.objects.filter(state=State.FROZEN).values_list("pk", "edition"))
    rows = [_listed(request, each, plans, current) for each in found if each.plan_id in plans]

    def as_csv() -> bytes:
        names = ("id", "number", "current", "sha256", "frozen_at", "frozen_by")
        return tabulated(
            ("plan", "year", "period", *names),
            ([*_of(row), *(flat(row[name]) for name in names)] for row in rows),
        )

    return answer(request, {"snapshots": rows}, as_csv=as_csv, file_name="ban-chot")


@router.get("/snapshots/{snapshot}", response=schemas.Statement, operation_id="snapshot", url_name="snapshot")
def one_snapshot(request: HttpRequest, at: Path[AtSnapshot]) -> HttpResponse:
    """Read the statement of a snapshot."""
    refuse_unknown(request)
    request.auth.require("statements")
    found = _snapshot(at.snapshot)
    etag = _etag(request, found)
    if (unchanged := not_modified(request, etag, standing(found.seal))) is not None:
        return unchanged
    statement = _statement(request, found)
    return answer(
        request,
        as_data(statement),
        as_csv=lambda: to_csv(statement),
        file_name=file_name(statement, "csv").removesuffix(".csv"),
        headers=standing(statement.seal),
        etag=etag,
    )


@router.get(
    "/snapshots/{snapshot}/records",
    response=schemas.FrozenRecords,
    operation_id="snapshot_records",
    url_name="snapshot_records",
)
def snapshot_records(request: HttpRequest, at: Path[AtSnapshot], asked: Query[OfPage]) -> HttpResponse:
    """Read the records of a snapshot, in the order of its list."""
    refuse_unknown(request, OfPage.model_fields)
    request.auth.require("records")
    found = _snapshot(at.snapshot)
    question = fingerprint({"snapshot": found.pk}, request.auth.identity)
    begin = begins_after(asked.cursor, question)
    etag = _etag(request, found, begin, asked.limit)
    if (unchanged := not_modified(request, etag, standing(found.seal))) is not None:
        return unchanged
    statement = _statement(request, found, with_records=True)
    lines = statement.records or ()
    page = [told_line(line) for line in lines[begin : begin + asked.limit]]
    forward = None
    if begin + asked.limit < len(lines):
        cursor = cursor_after(begin + asked.limit, question)
        query = {"limit": asked.limit, "cursor": cursor}
        forward = link(request, "snapshot_records", query=query, snapshot=found.pk)
    data = as_data(statement)
    return answer(
        request,
        {
            **{name: data[name] for name in ("plan", "period", "provisional", "snapshot")},
            "count": len(lines),
            "records": page,
            "next": forward,
        },
        as_csv=lambda: tabulated(COLUMNS, ([flat(row[name]) for name in COLUMNS] for row in page)),
        file_name=f"ban-ghi-{file_name(statement, 'csv').removesuffix('.csv')}",
        headers={**standing(statement.seal), **({"Link": f'<{forward}>; rel="next"'} if forward else {})},
        etag=etag,
    )


def told_line(line: RecordLine) -> dict[str, object]:
    """One sealed record, under the names by which the ledger's records are told."""
    return {
        "id": line.record_id,
        "work_id": line.work_id,
        "day": line.day.isoformat(),
        "title": line.title,
        "organisation": line.organisation_code,
        "organisation_name": line.organisation,
        "channel": line.channel_code,
        "channel_name": line.channel,
        "quantity": line.quantity,
        "unit": line.unit,
        "seconds": line.seconds,
        "items": list(line.items),
        "theme_names": list(line.themes),
        "genre": line.genre_code,
        "genre_name": line.genre,
        "tone": line.tone_code,
        "tone_name": line.tone,
        "persons": line.persons,
        "copies": line.copies,
        "rerun": line.is_rerun,
        "source_name": line.source,
        "url": line.url,
        "evidence": line.evidence,
    }


def _snapshot(pk: int) -> Snapshot:
    """The snapshot's outside; its text is read when it is needed. Raises Problem."""
    found = Snapshot.objects.without_text().filter(pk=pk).first()
    if found is None:
        raise missing("snapshot", _("There is no such snapshot."))
    return found


def _statement(request: HttpRequest, found: Snapshot, *, with_records: bool = False) -> Statement:
    """The sealed statement, narrowed to what the asker may see. Raises Problem."""
    plan = Plan.objects.select_related("regime").filter(pk=found.plan_id).first()
    if plan is None:
        raise missing("snapshot", _("There is no such snapshot."))
    return presented(
        plan=plan,
        period=period(found.year, found.period_code, plan.regime.rule()),
        organisation_ids=request.auth.organisation_ids,
        edition=str(found.number),
        with_records=with_records,
    )


def _etag(request: HttpRequest, found: Snapshot, *part: object) -> str:
    """Known without opening it: the snapshot's hash with whose figures, in which form and which part are asked for."""
    ids = request.auth.organisation_ids
    said = [
        REVISION,
        media_type(request),
        sorted(ids) if ids is not None else None,
        request.build_absolute_uri(),
        *part,
    ]
    return f'"{found.sha256}-{hashlib.sha256(repr(said).encode()).hexdigest()[:12]}"'


def _of(row: dict) -> list[object]:
    return [row["plan"]["number"], row["plan"]["year"], row["period"]["code"]]


def _listed(request: HttpRequest, found: Snapshot, plans: dict[int, Plan], current) -> dict[str, object]:
    plan = plans[found.plan_id]
    return {
        **(sealed(found.seal) or {}),
        "current": (found.report_id, found.number) in current,
        "plan": told_plan(plan),
        "period": told_period(period(found.year, found.period_code, plan.regime.rule())),
        "links": {
            "statement": link(request, "snapshot", snapshot=found.pk),
            "records": link(request, "snapshot_records", snapshot=found.pk),
            "live": link(
                request,
                "statement",
                query={"plan": text.slug(plan.number)},
                year=found.year,
                period=found.period_code,
            ),
        },
    }
