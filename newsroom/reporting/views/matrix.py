"""The coverage matrix: clause by outlet, channel or week, the empty squares first. As a page and as files."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

from newsroom.broadcasts.models import Episode
from newsroom.coverage.models import Genre, Tone
from newsroom.organisations.models import OrganisationKind
from newsroom.periods import Kind, periods_of
from newsroom.plan.models import Plan
from newsroom.plan.wording import short_period_name
from newsroom.statements.gridding import Grid, emptiest_first, only_lacking

from ..actions import LIVE, NoSuchEdition, grid_presented
from ..rendering import grids
from ..rendering import words as statement_words
from ..rendering.grids import words
from .asking import Asked, asked, for_those_with_a_standing
from .matrix_asking import GROUPS, MatrixAsked, filter_words, matrix_asked, narrowing
from .matrix_showing import SIGNS, Showing
from .statement import breadcrumbs


@for_those_with_a_standing
def matrix(request, *, year: int, code: str, standing):
    """The page. What is looked at, and in which order, stands in the address."""
    look = matrix_asked(request, asked(request, year=year, code=code, standing=standing))
    whole = _grid(look)
    shown = _ordered(whole, look)
    name = short_period_name(look.question.period)
    return render(
        request,
        "newsroom/reporting/matrix.html",
        {
            "look": look,
            "asked": look.question,
            "grid": shown,
            "whole": whole,
            "showing": Showing(shown, look),
            "advice": _advice(whole, look),
            "next_episode": _next_episode(look),
            "headings": words.headings(shown),
            "scope": statement_words.scope(whole),
            "why": words.why_squares_exceed(whole),
            "groups": [
                {"label": _("Columns"), "choices": _choices(look, "theo", words.spreads(), look.by)},
                {"label": _("Figures"), "choices": _choices(look, "so", words.measures(), look.measure)},
                {"label": _("Order"), "choices": _choices(look, "xep", words.orders(), look.order)},
            ],
            "legend": _legend(),
            "cleared": MatrixAsked(look.question, look.by, look.measure, look.order).address(),
            "selects": _selects(look),
            "held": {
                **look.question.query,
                **{key: look.query[key] for key in ("theo", "so", "xep") if key in look.query},
            },
            "filtered": [*filter_words(look.narrowed), *([_("Only what lacks")] if look.only_lacking else [])],
            "live_url": look.address(ban=LIVE),
            "trends_url": look.question.address("trends"),
            "others": _others(look),
            "header_title": _("Coverage matrix of %(period)s") % {"period": name},
            "header_icon": "table",
            "breadcrumbs_items": breadcrumbs(
                {"url": look.question.address(), "label": name}, {"url": "", "label": _("Coverage matrix")}
            ),
            "header_buttons": [
                HeaderButton(
                    label=suffix.upper(), url=look.address(f"matrix_{suffix}"), icon_name="download", priority=10
                )
                for suffix in reversed(grids.FORMATS)
            ],
        },
    )


@for_those_with_a_standing
def matrix_of_today(request, *, standing):
    """To the quarter that runs today under the newest plan that has begun, or the last one that its year had."""
    today = timezone.localdate()
    plans = list(Plan.objects.latest_first().select_related("regime"))
    plan = next((plan for plan in plans if plan.in_force_from <= today), plans[-1] if plans else None)
    if plan is None:
        return redirect("newsroom_reporting:index")
    quarters = [each for each in periods_of(plan.year, plan.regime.rule()) if each.kind is Kind.QUARTER]
    running = [quarter for quarter in quarters if quarter.start <= today] or quarters[:1]
    return redirect("newsroom_reporting:matrix", plan.year, running[-1].code)


@for_those_with_a_standing
def matrix_file(request, *, year: int, code: str, suffix: str, standing):
    """The same matrix as a file, narrowed and ordered like the page at the same address."""
    look = matrix_asked(request, asked(request, year=year, code=code, standing=standing))
    kind = grids.FORMATS[suffix]
    grid = _ordered(_grid(look), look)
    disposition = "inline" if suffix == "json" else "attachment"
    return HttpResponse(
        kind.render(grid),
        content_type=kind.content_type,
        headers={
            "Content-Disposition": f'{disposition}; filename="{grids.file_name(grid, suffix)}"',
            "Cache-Control": "private, no-store",
        },
    )


def _grid(look: MatrixAsked) -> Grid:
    question = look.question
    try:
        return grid_presented(
            plan=question.plan,
            period=question.period,
            spread=look.spread,
            today=timezone.localdate(),
            organisation_ids=question.organisation_ids,
            narrowed=look.narrowed,
            edition=question.edition,
        )
    except NoSuchEdition as unknown:
        raise Http404(str(unknown)) from unknown


def _advice(grid: Grid, look: MatrixAsked) -> list[dict]:
    """What to tell next in words; each item leads to its row, week by week."""
    base = MatrixAsked(look.question, by="tuan", order="in").address()
    return [
        {
            "label": advice.label,
            "title": advice.title,
            "reasons": [words.reason(reason) for reason in advice.reasons],
            "url": f"{base}#o-{advice.label}-tong",
        }
        for advice in grid.advice
    ]


def _next_episode(look: MatrixAsked) -> Episode | None:
    """The next episode of any series, while the period runs."""
    now = timezone.now()
    if timezone.localdate(now) not in look.question.period:
        return None
    return Episode.objects.upcoming(now).first()


def _ordered(grid: Grid, look: MatrixAsked) -> Grid:
    grid = emptiest_first(grid) if look.order == "trong" else grid
    return only_lacking(grid) if look.only_lacking else grid


def _choices(look: MatrixAsked, key: str, names: dict[str, str], chosen: str) -> list[dict]:
    """Links that change one part of the address."""
    return [
        {"name": name, "url": look.address(**{key: value}), "is_this": value == chosen} for value, name in names.items()
    ]


def _legend() -> list[dict]:
    """What each word of a square means; its sign stands in for its colour."""
    said, means = words.states(), words.meanings()
    return [{"state": state, "sign": SIGNS[state], "word": said[state], "meaning": means[state]} for state in means]


def _selects(look: MatrixAsked) -> list[dict]:
    """The filters of the form, each with its first choice for all."""
    offered = [
        ("loai", _("Kind of organisation"), _("All kinds"), OrganisationKind.choices),
        ("nhom", _("Group of forms"), _("All forms"), [(letter, f"II.2.{letter}") for letter in GROUPS]),
        ("the-loai", _("Genre"), _("All genres"), Genre.choices),
        ("sac-thai", _("Tone"), _("All tones"), Tone.choices),
    ]
    chosen = narrowing(look.narrowed)
    return [
        {
            "key": key,
            "label": label,
            "options": [
                {"value": value, "name": name, "is_this": value == chosen.get(key, "")}
                for value, name in [("", every), *choices]
            ],
        }
        for key, label, every, choices in offered
    ]


def _others(look: MatrixAsked) -> list[dict]:
    """The other periods of the year but its months, looked at in the same way."""
    question = look.question
    found = []
    for period in periods_of(question.period.year, question.plan.regime.rule()):
        if period.kind is Kind.MONTH and period != question.period:
            continue
        other = MatrixAsked(
            Asked(question.plan, question.plans, period, question.standing),
            look.by,
            look.measure,
            look.order,
            look.only_lacking,
            look.narrowed,
        )
        found.append({"name": short_period_name(period), "url": other.address(), "is_this": period == question.period})
    return found
