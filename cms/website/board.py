"""The running quarter on the admin's front page, for whoever looks: what is done, what lacks, what is due.

One matrix is behind every figure. Journalists and editors see their own outlet's, officers their agency's, analysts and
planners the province's. Reads the rooms, decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import formats
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from newsroom.organisations.permitting import Standing
from newsroom.periods import Kind, containing
from newsroom.plan.models import Plan
from newsroom.plan.wording import short_period_name
from newsroom.reporting.rendering import words as statement_words
from newsroom.reporting.rendering.grids import words
from newsroom.statements.actions import compile_grid
from newsroom.statements.aiming import Aim
from newsroom.statements.gridding import Grid, Spread
from newsroom.submissions.models import Submission
from newsroom.submissions.querysets import bearers_of, duties_of
from newsroom.submissions.tracking import in_hand, periods_asked

PROVINCE = frozenset({"analyst", "planner"})


@dataclass(frozen=True)
class Tile:
    """One figure with what it means; `word` says what its colour says."""

    label: str
    value: str
    note: str
    url: str
    word: str = ""


@dataclass(frozen=True)
class Goal:
    """A target held against what was done."""

    subject: str
    clause: str
    done: int
    target: int
    measure: str

    @property
    def is_met(self) -> bool:
        return self.done >= self.target

    @property
    def missing(self) -> int:
        return max(self.target - self.done, 0)


@dataclass(frozen=True)
class Board:
    """The quarter of a plan as one person sees it; `grid` is None where no plan covers today."""

    name: str = ""
    scope: str = ""
    matrix_url: str = ""
    grid: Grid | None = None
    tiles: list[Tile] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    items: list[dict] = field(default_factory=list)
    advice: list[dict] = field(default_factory=list)
    chart: dict = field(default_factory=dict)


def scope_of(standing: Standing, *, is_superuser: bool) -> frozenset[int] | None:
    """Whose figures stand on someone's front page: an editor may see all, but works for an outlet."""
    return None if is_superuser or standing.roles & PROVINCE else standing.organisation_ids


def board_for(user, standing: Standing, *, now: datetime) -> Board | None:
    """The board of a person; None for someone who holds no role. Constant in queries."""
    if not standing:
        return None
    today = localdate(now)
    plan = Plan.objects.covering(containing(today, Kind.YEAR).year).select_related("regime").first()
    if plan is None:
        return Board()
    period = containing(today, Kind.QUARTER, plan.regime.rule())
    ids = scope_of(standing, is_superuser=user.is_superuser)
    grid = compile_grid(plan=plan, period=period, spread=Spread.ORGANISATION, today=today, organisation_ids=ids)
    matrix = reverse("newsroom_reporting:matrix", args=[period.year, period.code])
    goals = list(_goals(grid.aims))
    tiles = [*_figures(grid, today), *_gaps(grid, matrix), *_targets(goals, matrix)]
    if user.has_perm("newsroom_submissions.view_submission"):
        tiles += _reports(plan, today, all_of_them=ids is None)
    return Board(
        name=short_period_name(period),
        scope=statement_words.scope(grid),
        matrix_url=matrix,
        grid=grid,
        tiles=tiles,
        goals=goals,
        items=[_item(grid, row) for row in grid.rows],
        advice=[
            {"label": each.label, "title": each.title, "reasons": [words.reason(why) for why in each.reasons]}
            for each in grid.advice[:3]
        ],
        chart={
            "kind": "bar",
            "horizontal": True,
            "labels": [row.label for row in grid.rows],
            "series": [
                {"name": _("Appearances"), "values": [row.figure.appearances for row in grid.rows]},
                {"name": _("Works"), "values": [row.figure.works for row in grid.rows]},
            ],
        },
    )


def _figures(grid: Grid, today) -> Iterable[Tile]:
    """What stands so far, and for how long it may still change: until the 14th, under the law's calendar."""
    days = (grid.period.last_day - today).days
    left = ngettext("%(count)s day left", "%(count)s days left", days) % {"count": number(days)} if days else _("today")
    last = formats.date_format(grid.period.last_day, "d/m")
    figure = grid.total.figure
    yield Tile(
        _("Provisional figures"),
        number(figure.appearances),
        _("appearances, %(works)s works; counted until %(day)s, %(left)s")
        % {"works": number(figure.works), "day": last, "left": left},
        reverse("newsroom_reporting:statement", args=[grid.period.year, grid.period.code]),
    )


def _gaps(grid: Grid, matrix: str) -> Iterable[Tile]:
    if grid.gaps:
        note = _("squares that the plan asks for, and %(quiet)s others") % {"quiet": number(grid.quiet)}
        yield Tile(_("Empty squares"), number(grid.gaps), note, matrix, word=_("lacks"))
    else:
        note = _("squares where nothing was told; none that the plan asks for")
        yield Tile(_("Empty squares"), number(grid.empty), note, matrix)


def _targets(goals: list[Goal], matrix: str) -> Iterable[Tile]:
    if goals:
        met = sum(goal.is_met for goal in goals)
        yield Tile(
            _("Targets reached"),
            f"{number(met)}/{number(len(goals))}",
            _("against what the whole quarter asks for"),
            matrix,
        )


def _reports(plan: Plan, today, *, all_of_them: bool) -> Iterable[Tile]:
    """By when agencies report; to the province also who is late. Five queries."""
    duties = duties_of(plan)
    period = in_hand(periods_asked(duties, year=plan.year, regime=plan.regime.rule()).values(), today)
    if period is None:
        return
    days = (period.due - today).days
    name, day = short_period_name(period), formats.date_format(period.due, "d/m/Y")
    if not all_of_them:
        if days >= 0:
            left = ngettext("%(count)s day left", "%(count)s days left", days) % {"count": number(days)}
            yield Tile(_("Report due"), day, f"{name} – {left}", reverse("newsroom_submissions:desk"))
        return
    asking = [duty for duty in duties if period.kind.value in duty.kinds]
    bearers = bearers_of(asking, last_day=period.last_day)
    sent = Submission.objects.on(plan=plan, period=period).sent().values("organisation")
    everybody, missing = bearers.count(), bearers.exclude(pk__in=sent).count()
    note = _("of %(all)s units have not sent %(period)s (due %(day)s)") % {
        "all": number(everybody),
        "period": name,
        "day": day,
    }
    label = _("Late units") if days < 0 else _("Reports awaited")
    word = pgettext("report", "late") if days < 0 and missing else ""
    yield Tile(label, number(missing), note, reverse("newsroom_submissions:overview"), word=word)


def _goals(aims: Iterable[Aim]) -> Iterable[Goal]:
    measures = statement_words.measures()
    for aim in aims:
        if aim.target:
            yield Goal(aim.subject, aim.origin, aim.done, aim.target, measures.get(aim.measure, ""))


def _item(grid: Grid, row) -> dict:
    """A content item; its figure opens its records, where one address can say whose they are."""
    query = {"muc": row.code}
    own = [column.code for column in grid.columns]
    url = ""
    if grid.organisations is None or len(own) == 1:
        if grid.organisations is not None:
            query["don-vi"] = own[0]
        url = reverse("newsroom_reporting:records", args=[grid.period.year, grid.period.code]) + f"?{urlencode(query)}"
    return {"row": row, "url": url if row.figure.appearances else ""}


def number(count: int) -> str:
    return formats.number_format(count, force_grouping=True)
