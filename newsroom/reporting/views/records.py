"""The rows behind a figure."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from newsroom.coverage.counting import UNCLASSIFIED
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.plan.wording import short_period_name
from newsroom.statements.compiling import UNCLASSIFIED_CODE
from newsroom.statements.querysets import NoSuchItem

from ..actions import NoSuchEdition, records_presented
from .asking import Asked, asked, for_those_with_a_standing
from .statement import breadcrumbs


@for_those_with_a_standing
def records(request, *, year: int, code: str, standing):
    """Exactly the records that a figure counts, all on one page, as many as the figure says.

    `muc` is an item's label or `khong-phan-loai`, `kenh` a channel's code, `don-vi` an organisation's slug; each may be
    absent. What the plan or the asker's standing does not know is a 404.
    """
    question = asked(request, year=year, code=code, standing=standing)
    row, channel, organisation = (request.GET.get(name) or None for name in ("muc", "kenh", "don-vi"))
    spoken = _spoken(question, row, channel, organisation)
    try:
        behind = records_presented(
            plan=question.plan,
            period=question.period,
            organisation_ids=question.organisation_ids,
            edition=question.edition,
            item=UNCLASSIFIED if row == UNCLASSIFIED_CODE else row,
            channel=channel,
            organisation=organisation,
        )
    except (NoSuchItem, NoSuchEdition) as unknown:
        raise Http404(str(unknown)) from unknown
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


def _spoken(question: Asked, row: str | None, channel: str | None, organisation: str | None) -> list[str]:
    """What the list is narrowed to, in words. Http404 for a channel that is none or an organisation not theirs."""
    spoken = []
    if row:
        spoken.append(_("Unclassified") if row == UNCLASSIFIED_CODE else _("Item %(label)s") % {"label": row})
    if channel:
        found = Channel.objects.filter(code=channel).first()
        if found is None:
            raise Http404(_("There is no such channel."))
        spoken.append(found.name)
    if organisation:
        body = Organisation.objects.filter(slug=organisation).first()
        if body is None or not question.standing.sees(body.pk):
            raise Http404(_("There is no such organisation."))
        spoken.append(body.label)
    return spoken
