"""Statements as they stand now: the same object as the screen's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from newsroom.reporting.actions.presenting import LIVE, presented
from newsroom.reporting.rendering import as_data, file_name, to_csv

from . import schemas
from .answering import answer, refuse_unknown, standing
from .plans import period_of, plan_of
from .questions import AtPeriod, OfPlan

router = Router(tags=["statements"])


@router.get("/statements/{year}/{period}", response=schemas.Statement, operation_id="statement", url_name="statement")
def statement(request: HttpRequest, at: Path[AtPeriod], asked: Query[OfPlan]) -> HttpResponse:
    """Read the statement of a period as the ledger stands now.

    Provisional always, also where a report on the period is frozen: what was frozen is read from its snapshot.
    """
    refuse_unknown(request, OfPlan.model_fields)
    request.auth.require("statements")
    plan = plan_of(at.year, asked.plan)
    compiled = presented(
        plan=plan, period=period_of(plan, at.period), organisation_ids=request.auth.organisation_ids, edition=LIVE
    )
    return answer(
        request,
        as_data(compiled),
        as_csv=lambda: to_csv(compiled),
        file_name=file_name(compiled, "csv").removesuffix(".csv"),
        headers=standing(compiled.seal),
    )
