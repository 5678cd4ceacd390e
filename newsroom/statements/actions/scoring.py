"""Scoring a plan's period by a rule, from the statement's own aims and the ledger's channels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from newsroom.periods import Period
from newsroom.plan.loading import Rule
from newsroom.plan.models import Plan

from ..querysets import counting_in
from ..scoring import ScoreSheet, Use, score
from .compiling import _one_moment, compile_statement


def compile_scores(
    *, plan: Plan, period: Period, rule: Rule, organisation_ids: Iterable[int] | None = None
) -> ScoreSheet:
    """The scores of a plan's period, at this moment: of the province, and of whoever has a target or a record.

    To someone who sees some organisations only, those alone. The number of queries does not depend on how much there
    is.
    """
    ids = None if organisation_ids is None else tuple(sorted(set(organisation_ids)))
    with _one_moment():
        statement = compile_statement(plan=plan, period=period, organisation_ids=ids)
        uses = _uses(period, ids)
    names = {part.code: part.name for part in statement.total.by_organisation}
    names |= {aim.organisation: aim.organisation_name for aim in statement.aims if aim.organisation}
    judged = {aim.organisation for aim in statement.aims} | {code for code in uses if code}
    scores = []
    if ids is None:
        scores.append(score(rule, code="", name=_("Whole province"), aims=statement.aims, uses=uses[""]))
    for code, name in names.items():
        if code in judged:
            own = [aim for aim in statement.aims if aim.organisation == code]
            scores.append(score(rule, code=code, name=name, aims=own, uses=uses[code]))
    return ScoreSheet(
        plan_number=plan.number,
        plan_year=plan.year,
        period_name=statement.period_name,
        rule=rule,
        scores=tuple(scores),
    )


def _uses(period: Period, ids: tuple[int, ...] | None) -> dict[str, dict[str, Use]]:
    """The forms that were used: by organisation's slug ("" for all) and channel's code. One query."""
    found: dict[str, dict[str, Use]] = defaultdict(dict)
    rows = (
        counting_in(period, ids)
        .order_by()
        .values_list("organisation__slug", "channel__code", "channel__name")
        .annotate(number=Count("pk"), proven=Count("pk", filter=~Q(evidence="", url="")))
    )
    for organisation, channel, name, number, proven in rows:
        for where in (organisation, ""):
            there = found[where].get(channel, Use(channel=channel, name=name))
            found[where][channel] = Use(
                channel=channel, name=name, appearances=there.appearances + number, proven=there.proven + proven
            )
    return found
