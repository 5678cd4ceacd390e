"""The report of a period: what it tells, where it stands, and the steps that it takes."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from newsroom.plan.wording import short_period_name

from .. import actions, permitting
from ..forms import ReasonForm, RegistryForm
from ..models import Report, ReportEvent, Snapshot
from . import acting
from .asking import Asked, asked, for_those_with_a_standing
from .statement import breadcrumbs, milestones

STEPS = ("lap", "trinh", "tra-lai", "chot", "mo-lai", "dang-ky")


@for_those_with_a_standing
def report(request, *, year: int, code: str, standing):
    """The page: state and next step, the dates, the text with its figures, history and frozen editions."""
    question = asked(request, year=year, code=code, standing=standing)
    return render(request, "newsroom/reporting/report.html", page(request, question))


@require_POST
@for_those_with_a_standing
def report_step(request, *, year: int, code: str, step: str, standing):
    """One step, posted. What stops it is told on the page, with what was typed."""
    if step not in STEPS:
        raise Http404
    question = replace(asked(request, year=year, code=code, standing=standing), edition="")
    rights = acting.Rights.of(request, standing)
    found = find(question)
    at = {"by": request.user, "at": timezone.now()}
    may = rights.freezes if step in ("chot", "tra-lai", "mo-lai") else rights.writes
    if not may:
        raise PermissionDenied
    if step == "lap":
        actions.open_report(plan=question.plan, period=question.period, **at)
        return redirect(question.address("report_edit"))
    if found is None:
        raise Http404
    reason = ReasonForm(request.POST)
    registry = RegistryForm(request.POST, instance=found)
    if step in ("tra-lai", "mo-lai") and not reason.is_valid():
        return render(request, "newsroom/reporting/report.html", page(request, question, reason=reason), status=422)
    try:
        if step == "trinh":
            done = _submit(request, question, found, at)
        elif step == "chot":
            snapshot = actions.freeze(report=found, **at)
            done = _("The figures are frozen as edition %(number)d.") % {"number": snapshot.number}
        elif step == "tra-lai":
            actions.hand_back(report=found, reason=reason.cleaned_data["reason"], **at)
            done = _("The report has been handed back.")
        elif step == "mo-lai":
            actions.reopen(report=found, reason=reason.cleaned_data["reason"], **at)
            done = _("The report is open again; its frozen edition stays.")
        elif registry.is_valid():
            actions.register(report=find(question), **registry.cleaned_data, **at)
            done = _("Number and date are entered.")
        else:
            return render(
                request, "newsroom/reporting/report.html", page(request, question, registry=registry), status=422
            )
    except actions.ReportError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, done)
    return redirect(question.address("report"))


@for_those_with_a_standing
def sealed(request, *, year: int, code: str, number: int, standing):
    """The sealed text itself, byte for byte: `sha256sum` of the file is the hash on the screen."""
    question = asked(request, year=year, code=code, standing=standing)
    if not standing.sees_all:
        raise PermissionDenied
    snapshot = Snapshot.objects.on(question.plan, question.period).filter(number=number).first()
    if snapshot is None:
        raise Http404(_("There is no such frozen edition."))
    name = f"ban-chot-{question.plan_slug}-{year}-{code}-{number}.jsonl"
    return HttpResponse(
        snapshot.written.content,
        content_type="application/x-ndjson; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
            "X-Content-Sha256": snapshot.sha256,
        },
    )


def find(question: Asked) -> Report | None:
    return Report.objects.on(question.plan, question.period).select_related("plan__regime", "plan__issuer").first()


def page(request, question: Asked, *, reason=None, registry=None) -> dict:
    """Everything that the report's page shows."""
    standing, today = question.standing, timezone.localdate()
    rights, found = acting.Rights.of(request, standing), find(question)
    may_read = permitting.may_read(standing, is_frozen=bool(found and found.is_frozen))
    statement = paper = None
    if found is not None and may_read:
        statement, paper = _paper(question, found)
    strange = actions.strange_names(found, statement) if statement is not None and found.is_writable else {}
    name = short_period_name(question.period)
    return {
        "asked": question,
        "report": found,
        "rights": rights,
        "may_read": may_read,
        "statement": statement,
        "paper": paper,
        "sections": actions.sections_of(found, statement, marked=True) if statement and statement.provisional else (),
        "strange": {actions.heading_of(section): names for section, names in strange.items()},
        "steps": acting.steps(question, found, rights, today=today),
        "waits": acting.waits_for(found, question.period, today=today),
        "chain": milestones(question.period, today),
        "reason_form": reason or ReasonForm(),
        "registry_form": registry or (RegistryForm(instance=found) if found and rights.writes else None),
        "snapshots": editions(question) if standing.sees_all else [],
        "history": list(ReportEvent.objects.filter(report_id=found.pk).order_by("at", "pk")) if found else [],
        "field_names": {field.name: field.verbose_name for field in Report._meta.fields},
        "period_name": name,
        "header_title": _("Report of %(period)s") % {"period": name},
        "header_icon": "doc-full",
        "breadcrumbs_items": breadcrumbs(
            {"url": question.address(ban=""), "label": name}, {"url": "", "label": _("Report")}
        ),
    }


def editions(question: Asked) -> list[Snapshot]:
    """The frozen editions without their text, oldest first."""
    return list(Snapshot.objects.on(question.plan, question.period).without_text())


def _submit(request, question, found, at) -> str:
    statement = actions.presented(
        plan=question.plan, period=question.period, edition=actions.LIVE, with_records=actions.names_works(found)
    )
    if strange := actions.strange_names(found, statement):
        raise actions.UnknownFigures(strange)
    version = request.POST.get("version", "")
    actions.submit(report=found, version=int(version) if version.isdigit() else None, **at)
    return _("The report has been submitted.")


def _paper(question: Asked, found: Report):
    """The statement that the report now stands on, and its paper."""
    statement = actions.presented(
        plan=question.plan,
        period=question.period,
        organisation_ids=question.organisation_ids,
        with_records=actions.names_works(found) and not found.is_frozen,
    )
    return statement, actions.paper_of(found, statement)
