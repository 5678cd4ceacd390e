"""Scores of a plan's period by a rule that is data, with the arithmetic shown. Always live."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

from newsroom import text
from newsroom.plan.models import ScoringRule
from newsroom.plan.wording import short_period_name
from newsroom.statements.actions import compile_scores

from ..rendering import scores as rendering
from .asking import Asked, asked, for_those_with_a_standing
from .statement import breadcrumbs


@for_those_with_a_standing
def scores(request, *, year: int, code: str, standing):
    """One rule at a time (`?quy-tac=`, the real ones before samples): the province first, then each organisation."""
    question = asked(request, year=year, code=code, standing=standing)
    rules = _rules()
    chosen = _chosen(request, rules)
    sheet = _sheet(question, chosen) if chosen else None
    name = short_period_name(question.period)
    return render(
        request,
        "newsroom/reporting/scores.html",
        {
            "asked": question,
            "sheet": sheet,
            "rule": sheet and sheet.rule,
            "scores": [_shown(score, question, sheet.rule.places) for score in sheet.scores] if sheet else [],
            "rules": [
                {"rule": rule, "url": _address(question, "scores", rule), "is_this": rule == chosen} for rule in rules
            ],
            "header_title": _("Scores of %(period)s") % {"period": name},
            "header_icon": "order",
            "breadcrumbs_items": breadcrumbs(
                {"url": question.address(), "label": name}, {"url": "", "label": _("Scores")}
            ),
            "header_buttons": [
                HeaderButton(
                    label=suffix.upper(),
                    url=_address(question, "scores_file", chosen, suffix=suffix),
                    icon_name="download",
                )
                for suffix in (reversed(rendering.FORMATS) if chosen else ())
            ],
        },
    )


@for_those_with_a_standing
def scores_file(request, *, year: int, code: str, suffix: str, standing):
    """The same scores as a file. Http404 while no rule is loaded."""
    question = asked(request, year=year, code=code, standing=standing)
    chosen = _chosen(request, _rules())
    if chosen is None:
        raise Http404(_("No scoring rule has been loaded yet."))
    render_as, content_type = rendering.FORMATS[suffix]
    name = f"cham-diem-{text.slug(question.plan.number)}-{year}-{code}-{chosen.code}.{suffix}"
    disposition = "inline" if suffix == "json" else "attachment"
    return HttpResponse(
        render_as(_sheet(question, chosen)),
        content_type=content_type,
        headers={
            "Content-Disposition": f'{disposition}; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _rules() -> list[ScoringRule]:
    """The latest version of each rule, samples last."""
    latest = {rule.code: rule for rule in ScoringRule.objects.order_by("version")}
    return sorted(latest.values(), key=lambda rule: (rule.is_sample, rule.pk))


def _chosen(request, rules: list[ScoringRule]) -> ScoringRule | None:
    """The rule that is asked for: its latest version, or `<code>@<version>`. Http404 for one that is none."""
    wanted = request.GET.get("quy-tac", "")
    if not wanted:
        return rules[0] if rules else None
    code, _at, version = wanted.partition("@")
    found = ScoringRule.objects.filter(code=code)
    if version.isdecimal():
        found = found.filter(version=int(version))
    rule = found.order_by("-version").first()
    if rule is None:
        raise Http404(_("There is no such scoring rule."))
    return rule


def _sheet(question: Asked, rule: ScoringRule):
    return compile_scores(
        plan=question.plan,
        period=question.period,
        rule=rule.rule(),
        organisation_ids=question.organisation_ids,
    )


def _shown(score, question: Asked, places: int) -> dict:
    """A score for the screen: each step with its arithmetic, each form with the address of its records."""
    steps = []
    for step in score.steps:
        sources = []
        for source in rendering.sources(step):
            links = [
                {"use": use, "url": question.address("records", ban="", kenh=use.channel, **{"don-vi": score.code})}
                for use in source.get("uses", ())
            ]
            sources.append({**source, "links": links})
        steps.append({"step": step, "why": rendering.why(step, places), "sources": sources})
    return {"score": score, "steps": steps}


def _address(question: Asked, name: str, rule: ScoringRule, **more: str) -> str:
    arguments = {"year": question.period.year, "code": question.period.code, **more}
    query = {**question.query, "quy-tac": rule.code}
    query.pop("ban", None)
    return f"{reverse(f'newsroom_reporting:{name}', kwargs=arguments)}?{urlencode(query)}"
