"""The rows behind a figure."""

from __future__ import annotations

from django.shortcuts import render
from django.utils.translation import gettext as _

from newsroom.plan.wording import short_period_name

from .asking import asked, for_those_with_a_standing
from .matrix_asking import square_asked
from .statement import breadcrumbs


@for_those_with_a_standing
def records(request, *, year: int, code: str, standing):
    """Exactly the records that a figure counts, all on one page, as many as the figure says.

    `muc` is an item's label or `khong-phan-loai`, `kenh` a channel's code, `don-vi` an organisation's slug, `tuan` a
    week of the period; each may be absent. The matrix' filters narrow the list as they narrow its squares; for the
    statement's further words see `dimensions`. What the plan or the asker's standing does not know is a 404.
    """
    question = asked(request, year=year, code=code, standing=standing)
    square = square_asked(request, question)
    spoken = square.spoken()
    behind = square.behind()
    lines = behind.lines
    name = short_period_name(question.period)
    return render(
        request,
        "newsroom/reporting/records.html",
        {
            "asked": question,
            "lines": lines,
            "snapshot": behind.snapshot,
            "works": len({line.work_id for line in lines}),
            "spoken": spoken,
            "period_name": name,
            "header_title": _("Records of %(period)s") % {"period": name},
            "header_icon": "list-ul",
            "breadcrumbs_items": breadcrumbs(
                {"url": question.address(), "label": name}, {"url": "", "label": _("Records")}
            ),
        },
    )
