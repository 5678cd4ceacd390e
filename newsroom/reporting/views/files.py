"""The statement of a period as files."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from newsroom.plan.wording import short_period_name

from ..actions import paper_on, print_paper
from ..composing import Paper
from ..rendering import FORMATS, file_name, offered
from .asking import asked, for_those_with_a_standing
from .statement import breadcrumbs


@for_those_with_a_standing
def statement_file(request, *, year: int, code: str, suffix: str, standing):
    """The statement as a file. JSON is shown by the browser, the others are saved under a telling name."""
    question = asked(request, year=year, code=code, standing=standing)
    kind = FORMATS[suffix]
    if missing := kind.missing():
        return _not_here(request, question, suffix, missing)
    statement = question.statement(with_records=kind.with_records)
    if not kind.is_paper:
        return sent(Paper(statement=statement, issuer=""), suffix)
    return sent(paper_on(plan=question.plan, period=question.period, statement=statement), suffix)


def _not_here(request, question, suffix: str, missing: str):
    """This machine lacks what makes the format: what to install, and which formats there are meanwhile."""
    title = _("%(format)s cannot be made here") % {"format": suffix.upper()}
    others = [(other.upper(), question.address(suffix=other)) for other in offered()]
    return render(
        request,
        "newsroom/reporting/not_here.html",
        {
            "missing": missing,
            "others": others,
            "header_title": title,
            "header_icon": "warning",
            "breadcrumbs_items": breadcrumbs(
                {"url": question.address(), "label": short_period_name(question.period)}, {"url": "", "label": title}
            ),
        },
        status=501,
    )


def sent(paper: Paper, suffix: str) -> HttpResponse | FileResponse:
    """The answer, kept by nobody in between: JSON for the browser to show, all else as a file sent while it is read."""
    file = print_paper(paper=paper, suffix=suffix)
    kind, headers = FORMATS[suffix].content_type, {"Cache-Control": "private, no-store"}
    name = file_name(paper.statement, suffix)
    if suffix == "json":
        headers["Content-Disposition"] = f'inline; filename="{name}"'
        with file:
            return HttpResponse(file.read(), content_type=kind, headers=headers)
    return FileResponse(file, as_attachment=True, filename=name, content_type=kind, headers=headers)
