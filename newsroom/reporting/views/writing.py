"""Writing a report: its text in a form, and the works that it names."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from newsroom import text
from newsroom.plan.wording import short_period_name

from .. import actions
from ..forms import ReportForm
from ..models import NARRATIVE, Report
from . import acting
from .asking import Asked, asked, for_those_with_a_standing
from .report import find
from .statement import breadcrumbs

MOST_WORKS = 200
"""How many works the list to choose from shows at once; a search narrows it."""


@for_those_with_a_standing
def report_edit(request, *, year: int, code: str, standing):
    """The form. Who saves after somebody else sees both texts, and nothing is lost."""
    question, found = _to_write(request, year, code, standing)
    theirs: list[dict] = []
    if request.method == "POST":
        form = ReportForm(request.POST, instance=Report.objects.get(pk=found.pk))
        if form.is_valid():
            try:
                saved = actions.write(
                    report=found,
                    words=form.words,
                    version=form.cleaned_data["version"],
                    by=request.user,
                    at=timezone.now(),
                )
            except actions.Overtaken as overtaken:
                theirs = _theirs(form, overtaken.report)
                messages.error(request, str(overtaken))
                # Saving again is then a decision, made with both texts in sight.
                again = request.POST.copy()
                again["version"] = str(overtaken.report.version)
                form = ReportForm(again, instance=Report.objects.get(pk=found.pk))
            except actions.NotNow as closed:
                messages.error(request, str(closed))
            else:
                return _saved(request, question, saved)
    else:
        form = ReportForm(instance=found)
    statement = _live(question, with_records=actions.names_works(found))
    return render(
        request,
        "newsroom/reporting/report_edit.html",
        {
            **_frame(question, _("Write")),
            "form": form,
            "media": form.media,
            "report": found,
            "narrative": [{"field": form[name], "help": _helps()[name]} for name in NARRATIVE],
            "head": [
                form[name] for name in ("issuer_parent", "issuer", "number", "symbol", "place", "day", "abstract")
            ],
            "foot": [form[name] for name in ("recipients", "capacity", "office", "signatory")],
            "theirs": theirs,
            "figures": _shown(actions.figures_for(statement)),
        },
        status=409 if theirs else 200,
    )


@for_those_with_a_standing
def report_works(request, *, year: int, code: str, standing):
    """Works of the period to be named as outstanding; what is chosen goes to the end of that section."""
    question, found = _to_write(request, year, code, standing)
    if request.method == "POST":
        chosen = [int(number) for number in request.POST.getlist("tac-pham") if number.isascii() and number.isdigit()]
        version = request.POST.get("version", "")
        try:
            actions.add_works(
                report=found,
                work_ids=chosen,
                version=int(version) if version.isdigit() else 0,
                by=request.user,
                at=timezone.now(),
            )
        except actions.ReportError as problem:
            messages.error(request, _("%(problem)s Choose again.") % {"problem": problem})
            return redirect(request.get_full_path())
        return redirect(question.address("report_edit"))
    words = request.GET.get("tim", "").strip()
    works = _works(_live(question, with_records=True), words)
    return render(
        request,
        "newsroom/reporting/report_works.html",
        {
            **_frame(question, _("Outstanding works")),
            "report": found,
            "works": works[:MOST_WORKS],
            "more": max(0, len(works) - MOST_WORKS),
            "words": words,
        },
    )


def _to_write(request, year, code, standing) -> tuple[Asked, Report]:
    question = replace(asked(request, year=year, code=code, standing=standing), edition="")
    if not acting.Rights.of(request, standing).writes:
        raise PermissionDenied
    found = find(question)
    if found is None:
        raise Http404(_("No report has been begun."))
    return question, found


def _saved(request, question: Asked, saved: Report):
    statement = _live(question, with_records=actions.names_works(saved))
    strange = actions.strange_names(saved, statement)
    if strange:
        messages.warning(request, _("Saved. %(problem)s") % {"problem": actions.UnknownFigures(strange)})
    else:
        messages.success(request, _("Saved."))
    return redirect(question.address("report_edit" if "go-on" in request.POST else "report"))


def _theirs(form, stored: Report) -> list[dict]:
    """What stands in the database where this person typed something else."""
    return [
        {"label": form.fields[name].label, "value": getattr(stored, name), "is_rich": name in NARRATIVE}
        for name in form.fields
        if name != "version" and actions.cleaned(name, form.cleaned_data.get(name)) != getattr(stored, name)
    ]


def _live(question: Asked, *, with_records: bool):
    return actions.presented(
        plan=question.plan, period=question.period, edition=actions.LIVE, with_records=with_records
    )


def _frame(question: Asked, title: str) -> dict:
    name = short_period_name(question.period)
    return {
        "asked": question,
        "period_name": name,
        "header_title": f"{title} – {name}",
        "header_icon": "edit",
        "breadcrumbs_items": breadcrumbs(
            {"url": question.address(), "label": name},
            {"url": question.address("report"), "label": _("Report")},
            {"url": "", "label": title},
        ),
    }


def _helps() -> dict[str, str]:
    return {
        "results": _("Figures in double braces follow the ledger until the report is frozen."),
        "shortcomings": _("What was not told, late, or only praised."),
        "proposals": _("What is asked of the province, the agencies and the press."),
        "outstanding": _("Choose works of the period, or write of them."),
    }


def _works(statement, words: str) -> list[dict]:
    """The period's works with their appearances, most appearances first; only those with these words."""
    works: dict[int, dict] = {}
    for line in statement.records or ():
        work = works.setdefault(line.work_id, {"id": line.work_id, "first": line, "count": 0, "where": []})
        work["count"] += 1
        if line.organisation not in work["where"]:
            work["where"].append(line.organisation)
    wanted = text.fold(words).split()
    found = [work for work in works.values() if all(word in text.fold(work["first"].title) for word in wanted)]
    return sorted(found, key=lambda work: (-work["count"], work["first"].day, work["id"]))


def _shown(figures: dict[str, str]) -> list[tuple[str, str]]:
    """The names to put into the text, without single works: those are chosen from a list."""
    return [(f"{{{{ {name} }}}}", value) for name, value in figures.items() if not name.startswith("tac_pham.")]
