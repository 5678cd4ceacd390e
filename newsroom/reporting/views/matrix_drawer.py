"""What a square of the matrix opens: exactly its records, each with its evidence and a way to correct it."""

from __future__ import annotations

from django.shortcuts import render
from django.urls import reverse
from wagtail.admin.utils import get_valid_next_url_from_request

from newsroom.coverage.permitting import may_enter, may_write
from newsroom.organisations.models import Organisation
from newsroom.plan.models import PlanItem
from newsroom.plan.wording import short_period_name

from .asking import asked, for_those_with_a_standing
from .matrix_asking import square_asked


@for_those_with_a_standing
def matrix_drawer(request, *, year: int, code: str, standing):
    """A fragment for the page's dialog. Its records are those of the records page at the same query."""
    square = square_asked(request, asked(request, year=year, code=code, standing=standing))
    spoken = square.spoken()
    behind = square.behind()
    lines = behind.lines
    owners = _owners(lines) if behind.snapshot is None else {}
    is_superuser = request.user.is_superuser
    return render(
        request,
        "newsroom/reporting/matrix_drawer.html",
        {
            "asked": square.question,
            "entries": [
                {
                    "line": line,
                    "may_correct": line.organisation_code in owners
                    and may_write(standing, owners[line.organisation_code], is_superuser=is_superuser),
                }
                for line in lines
            ],
            "snapshot": behind.snapshot,
            "works": len({line.work_id for line in lines}),
            "seconds": sum(line.seconds for line in lines),
            "spoken": spoken,
            "period_name": short_period_name(square.question.period),
            "item": _item(square),
            "enter_url": reverse("newsroom_coverage:enter") if may_enter(standing, is_superuser=is_superuser) else "",
            "next": get_valid_next_url_from_request(request),
            "plan_url": reverse("plans:inspect", args=[square.question.plan.pk]),
        },
    )


def _owners(lines) -> dict[str, int]:
    """The organisations of the records, by slug."""
    slugs = {line.organisation_code for line in lines}
    return dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "pk"))


def _item(square) -> PlanItem | None:
    """The plan's item with its clause and themes, where the square is of one."""
    found = PlanItem.objects.filter(plan=square.question.plan, clause__label=square.row)
    return found.select_related("clause").prefetch_related("themes").first() if square.row else None
