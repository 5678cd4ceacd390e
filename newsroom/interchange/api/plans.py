"""Plans, their items and their periods; and the words by which figures are spread."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router

from newsroom import text
from newsroom.coverage.models import Genre, Tone
from newsroom.organisations.models import Organisation
from newsroom.periods import Period, UnknownPeriod, period, periods_of
from newsroom.plan.models import Channel, Plan
from newsroom.plan.wording import period_name
from newsroom.reporting.models import Report, Snapshot, State
from newsroom.themes.models import Theme

from . import schemas
from .answering import answer, refuse_unknown, sealed, tabulated
from .linking import link
from .problems import missing
from .questions import AtPlan, OfPeriods

router = Router(tags=["plans"])


def plan_of(year: int, slug: str = "", *, place: str = "query") -> Plan:
    """The year's plan of that number, or its first. Raises Problem."""
    plans = list(Plan.objects.covering(year).select_related("regime", "issuer"))
    if not plans:
        raise missing("year", _("There is no plan for %(year)d.") % {"year": year})
    found = plans[0] if not slug else next((plan for plan in plans if text.slug(plan.number) == slug), None)
    if found is None:
        raise missing("plan", _("No plan of %(year)d has this number.") % {"year": year}, place=place)
    return found


def period_of(plan: Plan, code: str) -> Period:
    """The plan's period of that code. Raises Problem."""
    try:
        return period(plan.year, code, plan.regime.rule())
    except UnknownPeriod as unknown:
        raise missing("period", str(unknown)) from unknown


def told_plan(plan: Plan) -> dict[str, object]:
    """How every answer names a plan."""
    return {"number": plan.number, "year": plan.year, "title": plan.title, "sample": plan.is_sample}


def told_period(asked: Period) -> dict[str, object]:
    """How every answer names a period; `end` is the last day counted."""
    return {
        "code": asked.code,
        "year": asked.year,
        "name": period_name(asked),
        "start": asked.start.isoformat(),
        "end": asked.last_day.isoformat(),
        "due": asked.due.isoformat(),
        "province_due": asked.province_due.isoformat(),
    }


@router.get("/plans", response=schemas.Plans, operation_id="plans", url_name="plans")
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans, the latest first."""
    refuse_unknown(request)
    found = [_plan(request, plan) for plan in Plan.objects.select_related("regime", "issuer").latest_first()]

    def as_csv() -> bytes:
        names = ("slug", "number", "year", "title", "sample", "issuer", "in_force_from", "in_force_to")
        return tabulated(names, ([plan[name] for name in names] for plan in found))

    return answer(request, {"plans": found}, as_csv=as_csv, file_name="ke-hoach")


@router.get("/plans/{year}/{plan}", response=schemas.PlanWithItems, operation_id="plan", url_name="plan")
def one_plan(request: HttpRequest, at: Path[AtPlan]) -> HttpResponse:
    """Read one plan with its content items (II.1) and the themes that serve them."""
    refuse_unknown(request)
    found = plan_of(at.year, at.plan, place="path")
    items = [
        {
            "label": item.label,
            "title": item.title,
            "themes": [theme.slug for theme in sorted(item.themes.all(), key=lambda theme: theme.sort_key)],
        }
        for item in found.items.select_related("clause").prefetch_related("themes").order_by("clause__position")
    ]

    def as_csv() -> bytes:
        return tabulated(
            ("label", "title", "themes"), ([i["label"], i["title"], "; ".join(i["themes"])] for i in items)
        )

    return answer(
        request, {**_plan(request, found), "items": items}, as_csv=as_csv, file_name=f"ke-hoach-{at.plan}-{at.year}"
    )


@router.get("/plans/{year}/{plan}/periods", response=schemas.Periods, operation_id="periods", url_name="periods")
def periods(request: HttpRequest, at: Path[AtPlan], asked: Query[OfPeriods]) -> HttpResponse:
    """List a plan's periods: their days, when their reports are due, and whether one is frozen."""
    refuse_unknown(request, OfPeriods.model_fields)
    found = plan_of(at.year, at.plan, place="path")
    frozen = _frozen(found)
    rows = [
        {**told_period(each), "kind": each.kind.value, **_state(request, found, each, frozen.get(each.code))}
        for each in periods_of(found.year, found.regime.rule())
        if not asked.kind or each.kind == asked.kind
    ]

    def as_csv() -> bytes:
        names = ("code", "year", "name", "kind", "start", "end", "due", "province_due", "state")
        return tabulated(names, ([row[name] for name in names] for row in rows))

    return answer(
        request, {"plan": told_plan(found), "periods": rows}, as_csv=as_csv, file_name=f"ky-bao-cao-{at.plan}-{at.year}"
    )


@router.get("/codes", response=schemas.Codes, operation_id="codes", url_name="codes")
def codes(request: HttpRequest) -> HttpResponse:
    """List the codes by which figures are filtered and spread: channels, organisations, themes, genres, tones."""
    refuse_unknown(request)
    bodies = Organisation.objects.alphabetical()
    if not request.auth.sees_all:
        bodies = bodies.filter(pk__in=request.auth.organisation_ids)
    data = {
        "channels": [
            {"code": channel.code, "name": channel.name, "unit": channel.get_unit_display()}
            for channel in Channel.objects.in_order()
        ],
        "organisations": [{"code": body.slug, "name": body.label} for body in bodies],
        "themes": [{"code": theme.slug, "name": theme.name} for theme in Theme.objects.alphabetical()],
        "genres": [{"code": value, "name": str(label)} for value, label in Genre.choices],
        "tones": [{"code": value, "name": str(label)} for value, label in Tone.choices],
    }

    def as_csv() -> bytes:
        return tabulated(
            ("kind", "code", "name", "unit"),
            (
                [kind, each["code"], each["name"], each.get("unit", "")]
                for kind, those in data.items()
                for each in those
            ),
        )

    return answer(request, data, as_csv=as_csv, file_name="ma")


def _plan(request: HttpRequest, plan: Plan) -> dict[str, object]:
    slug = text.slug(plan.number)
    where = {"year": plan.year, "plan": slug}
    return {
        **told_plan(plan),
        "slug": slug,
        "issuer": plan.issuer.label,
        "in_force_from": plan.in_force_from.isoformat(),
        "in_force_to": plan.last_day.isoformat(),
        "links": {"self": link(request, "plan", **where), "periods": link(request, "periods", **where)},
    }


def _frozen(plan: Plan) -> dict[str, Snapshot]:
    """The snapshots that stand now, by code of their period."""
    standing = dict(Report.objects.filter(plan=plan, year=plan.year, state=State.FROZEN).values_list("pk", "edition"))
    snapshots = Snapshot.objects.without_text().filter(report_id__in=standing)
    return {each.period_code: each for each in snapshots if standing[each.report_id] == each.number}


def _state(request: HttpRequest, plan: Plan, asked: Period, snapshot: Snapshot | None) -> dict[str, object]:
    """Whether a report on the period is frozen, and where its figures are read."""
    where = {"year": asked.year, "period": asked.code}
    query = {"plan": text.slug(plan.number)}
    return {
        "state": "frozen" if snapshot else "live",
        "snapshot": sealed(snapshot.seal) if snapshot else None,
        "links": {
            "statement": link(request, "statement", query=query, **where),
            "totals": link(request, "totals", query=query, **where),
            "records": link(request, "records", query={**query, **where}),
            "snapshot": link(request, "snapshot", snapshot=snapshot.pk) if snapshot else None,
        },
    }
