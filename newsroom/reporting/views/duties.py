"""Who bears which duty, and what each did: a page, its files, and the records behind its figures. Always live."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

from newsroom import text
from newsroom.plan.wording import short_period_name
from newsroom.statements.actions import NoSuchDuty, compile_duties, records_of_duty
from newsroom.statements.querysets import lines_of

from ..rendering import duties as rendering
from .asking import Asked, asked, for_those_with_a_standing
from .statement import breadcrumbs

MANY = 12
"""More bearers without anything than this are folded away under their number."""


@for_those_with_a_standing
def duties(request, *, year: int, code: str, standing):
    """The duties in printed order, those of which nothing is known named first; figures open their records."""
    question = asked(request, year=year, code=code, standing=standing)
    sheet = _sheet(question)
    name = short_period_name(question.period)
    return render(
        request,
        "newsroom/reporting/duties.html",
        {
            "sheet": sheet,
            "asked": question,
            "duties": [_shown(duty, question) for duty in sheet.duties],
            "unmeasured": sum(not duty.charge.is_measured for duty in sheet.duties),
            "header_title": _("Duties in %(period)s") % {"period": name},
            "header_icon": "clipboard-list",
            "breadcrumbs_items": breadcrumbs(
                {"url": question.address(), "label": name}, {"url": "", "label": _("Duties")}
            ),
            "header_buttons": [
                HeaderButton(label=suffix.upper(), url=_file_address(question, suffix), icon_name="download")
                for suffix in reversed(rendering.FORMATS)
            ],
        },
    )


@for_those_with_a_standing
def duties_file(request, *, year: int, code: str, suffix: str, standing):
    """The same sheet as a file."""
    question = asked(request, year=year, code=code, standing=standing)
    render_as, content_type = rendering.FORMATS[suffix]
    name = f"nhiem-vu-{text.slug(question.plan.number)}-{year}-{code}.{suffix}"
    disposition = "inline" if suffix == "json" else "attachment"
    return HttpResponse(
        render_as(_sheet(question)),
        content_type=content_type,
        headers={
            "Content-Disposition": f'{disposition}; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


@for_those_with_a_standing
def duty_records(request, *, year: int, code: str, label: str, standing):
    """Exactly the records that a duty's figure counts; `don-vi` (a slug) narrows to one bearer."""
    question = asked(request, year=year, code=code, standing=standing)
    try:
        charge, records, items = records_of_duty(
            plan=question.plan,
            period=question.period,
            label=label,
            organisation=request.GET.get("don-vi") or None,
            organisation_ids=question.organisation_ids,
        )
    except NoSuchDuty as unknown:
        raise Http404(str(unknown)) from unknown
    lines = lines_of(records, items, on=question.period.last_day)
    name = short_period_name(question.period)
    spoken = [_("Duty %(label)s") % {"label": label}]
    if request.GET.get("don-vi"):
        spoken += [bearer.name for bearer in charge.bearers]
    return render(
        request,
        "newsroom/reporting/records.html",
        {
            "asked": question,
            "lines": lines,
            "works": len({line.work_id for line in lines}),
            "spoken": spoken,
            "period_name": name,
            "header_title": _("Records of %(period)s") % {"period": name},
            "header_icon": "list-ul",
            "breadcrumbs_items": breadcrumbs(
                {"url": question.address(), "label": name},
                {"url": question.address("duties"), "label": _("Duties")},
                {"url": "", "label": _("Records")},
            ),
        },
    )


def _sheet(question: Asked):
    return compile_duties(plan=question.plan, period=question.period, organisation_ids=question.organisation_ids)


def _shown(duty, question: Asked) -> dict:
    """A duty for the screen: its address, and those without anything by kind."""
    arguments = {"year": question.period.year, "code": question.period.code, "label": duty.charge.label}
    base = reverse("newsroom_reporting:duty_records", kwargs=arguments)

    def address(**more: str) -> str:
        query = urlencode({**question.query, **more})
        return f"{base}?{query}" if query else base

    return {
        "duty": duty,
        "charge": duty.charge,
        "anchor": "nhiem-vu-" + text.slug(duty.charge.label.replace("đ", "dd")),
        "address": address(),
        "told": [{"borne": each, "address": address(**{"don-vi": each.bearer.code})} for each in duty.told],
        "empty": [
            {"kind": kind, "names": [each.bearer.name for each in those]}
            for kind, those in groupby(duty.empty, key=lambda each: each.bearer.kind)
        ],
        "is_long": len(duty.empty) > MANY,
    }


def _file_address(question: Asked, suffix: str) -> str:
    arguments = {"year": question.period.year, "code": question.period.code, "suffix": suffix}
    query = urlencode(question.query)
    return reverse("newsroom_reporting:duties_file", kwargs=arguments) + (f"?{query}" if query else "")
