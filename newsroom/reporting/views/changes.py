"""Adjustments since freezing, and two frozen editions held against each other."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from newsroom.coverage.models import LedgerEvent
from newsroom.plan.wording import short_period_name

from .. import actions
from ..comparing import How
from ..rendering import changed
from . import acting
from .asking import Asked, asked, for_those_with_a_standing
from .report import editions
from .statement import breadcrumbs


@for_those_with_a_standing
def changes(request, *, year: int, code: str, standing, suffix: str = ""):
    """What a figure owes to which record: `tu` a frozen edition, `den` another, or `hien-tai`.

    Without `tu` it starts from the last frozen edition. The same with `.json` and `.csv`.
    """
    question = replace(asked(request, year=year, code=code, standing=standing), edition="")
    if not acting.Rights.of(request, standing).compares:
        raise PermissionDenied
    frozen = editions(question)
    since = request.GET.get("tu") or (str(frozen[-1].number) if frozen else "")
    until = request.GET.get("den") or actions.LIVE
    if not frozen:
        return _nothing_yet(request, question) if not suffix else redirect(question.address("changes"))
    try:
        found = actions.adjustments(plan=question.plan, period=question.period, since=since, until=until)
    except actions.NoSuchEdition as unknown:
        raise Http404(str(unknown)) from unknown
    if suffix:
        return _file(question, found, suffix)
    return render(
        request,
        "newsroom/reporting/changes.html",
        {
            **_frame(question),
            "found": found,
            "since": since,
            "until": until,
            "frozen": frozen,
            "groups": _groups(found.delta),
            "grounds": [{"word": changed.grounds()[each.ground], "change": each} for each in found.delta.grounds],
            "json_url": question.address("changes_file", suffix="json", tu=since, den=until),
            "csv_url": question.address("changes_file", suffix="csv", tu=since, den=until),
        },
    )


def _nothing_yet(request, question: Asked):
    return render(request, "newsroom/reporting/changes.html", {**_frame(question), "found": None})


def _file(question: Asked, found: actions.Adjustments, suffix: str) -> HttpResponse:
    sides = [
        each and {"number": each.number, "sha256": each.sha256, "frozen_at": each.frozen_at.isoformat()}
        for each in (found.since, found.until)
    ]
    if suffix == "json":
        content, kind, disposition = (
            changed.to_json(found.delta, since=sides[0], until=sides[1]),
            "application/json",
            "inline",
        )
    else:
        content, kind, disposition = changed.to_csv(found.delta), "text/csv", "attachment"
    name = f"dieu-chinh-{question.plan_slug}-{question.period.year}-{question.period.code}.{suffix}"
    return HttpResponse(
        content,
        content_type=f"{kind}; charset=utf-8",
        headers={
            "Content-Disposition": f'{disposition}; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _groups(delta) -> list[dict]:
    """The changed records by what happened to them; one that changed in two ways stands where it weighs most."""
    kinds = dict(LedgerEvent.Kind.choices)
    names = changed.field_names()
    seen: set[int] = set()
    groups = []
    for how, word in changed.hows().items():
        those = [change for change in delta.by(How(how)) if change.record_id not in seen]
        seen |= {change.record_id for change in those}
        if those:
            groups.append(
                {
                    "how": str(how),
                    "word": word,
                    "changes": [
                        {
                            "change": change,
                            "fields": [
                                {
                                    "name": names.get(field.name, field.name),
                                    "old": changed.shown(field.old),
                                    "new": changed.shown(field.new),
                                }
                                for field in change.fields
                            ],
                            "told": [{"word": kinds.get(told.kind, told.kind), "event": told} for told in change.told],
                        }
                        for change in those
                    ],
                }
            )
    return groups


def _frame(question: Asked) -> dict:
    name = short_period_name(question.period)
    title = _("Adjustments since freezing")
    return {
        "asked": question,
        "period_name": name,
        "header_title": f"{title} – {name}",
        "header_icon": "history",
        "breadcrumbs_items": breadcrumbs(
            {"url": question.address(), "label": name},
            {"url": question.address("report"), "label": _("Report")},
            {"url": "", "label": title},
        ),
    }
