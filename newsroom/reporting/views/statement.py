"""The statement of a period as a page."""

from __future__ import annotations

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

from newsroom.periods import Kind, periods_of
from newsroom.plan.wording import short_period_name

from ..actions import LIVE
from ..models import Report, Snapshot
from ..rendering import offered, words
from ..tracking import chain
from . import acting
from .asking import Asked, asked, for_those_with_a_standing
from .spreading import further


@for_those_with_a_standing
def statement(request, *, year: int, code: str, standing):
    """The page: one banner with the state, then figures that each open their records."""
    question = asked(request, year=year, code=code, standing=standing)
    compiled = question.statement()
    found = Report.objects.on(question.plan, question.period).select_related("plan").first()
    rights, today = acting.Rights.of(request, standing), timezone.localdate()
    name = short_period_name(question.period)
    return render(
        request,
        "newsroom/reporting/statement.html",
        {
            "statement": compiled,
            "asked": question,
            "tables": _tables(compiled),
            **further(compiled),
            "state": words.state(compiled),
            "scope": words.scope(compiled),
            "why": words.why_rows_exceed(compiled),
            "rules": list(words.rules()),
            "report": found,
            "waits": acting.waits_for(found, question.period, today=today),
            "rights": rights,
            "steps": acting.steps(question, found, rights, today=today),
            "editions": _editions(question, found),
            "chain": milestones(question.period, today),
            "others": _others(question),
            "header_title": _("Statement of %(period)s") % {"period": name},
            "header_icon": "form",
            "breadcrumbs_items": breadcrumbs({"url": "", "label": name}),
            "header_buttons": [
                HeaderButton(label=_("Coverage matrix"), url=question.address("matrix"), icon_name="table", priority=1),
                *(
                    HeaderButton(label=suffix.upper(), url=question.address(suffix=suffix), icon_name="download")
                    for suffix in reversed(offered())
                ),
            ],
        },
    )


MILESTONES = {
    "closing": lambda: _("data close"),
    "units": lambda: _("units report"),
    "ministry": lambda: _("to the ministry"),
    "government": lambda: _("to the Government"),
}


def milestones(period, today) -> list[dict]:
    """The chain of dates, each in words, and which have passed."""
    return [
        {"day": link.day, "word": MILESTONES[link.code](), "is_early": link.is_early, "is_past": link.day < today}
        for link in chain(period)
    ]


def _editions(question: Asked, report: Report | None) -> list[dict]:
    """What can be shown at this address: the ledger now, and each frozen edition. Empty until one is frozen."""
    if report is None or not report.edition:
        return []
    shown = question.edition or (str(report.edition) if report.is_frozen else LIVE)
    frozen = [
        {"code": str(snapshot.number), "snapshot": snapshot}
        for snapshot in Snapshot.objects.on(question.plan, question.period).without_text()
    ]
    return [
        {**each, "url": question.address(ban=each["code"]), "is_shown": each["code"] == shown}
        for each in ({"code": LIVE, "snapshot": None}, *reversed(frozen))
    ]


def breadcrumbs(*items: dict[str, str]) -> list[dict[str, str]]:
    """The way from the admin's front to a screen of the report."""
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("newsroom_reporting:index"), "label": _("Reports")},
        *items,
    ]


def _tables(compiled) -> list[dict]:
    """The two spreads of the total: what address parameter they open by, and whether they have a unit."""
    return [
        {"by": "kenh", "caption": _("By channel"), "heading": _("Channel"), "parts": compiled.total.by_channel},
        {
            "by": "don-vi",
            "caption": _("By organisation"),
            "heading": _("Organisation"),
            "parts": compiled.total.by_organisation,
        },
    ]


def _others(question: Asked) -> dict[str, list[dict]]:
    """The other periods of the year, to go to from here; months apart, because they are many."""
    others: dict[str, list[dict]] = {"long": [], "months": []}
    for period in periods_of(question.period.year, question.plan.regime.rule()):
        others["months" if period.kind is Kind.MONTH else "long"].append(
            {
                "name": short_period_name(period),
                "url": Asked(question.plan, question.plans, period, question.standing).address(),
                "is_this": period.code == question.period.code,
            }
        )
    return others
