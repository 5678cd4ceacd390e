"""Making next year's plan from one that is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from newsroom import text
from newsroom.organisations.models import Organisation

from ..models import Plan
from .copying import Copying, NewItem
from .crosswalking import Said, keep_crosswalk


class RollingError(ValueError):
    """What stops the new plan; its text is for the person who sees it, `field` names what of the head is wrong."""

    field = ""


class NumberTaken(RollingError):
    """Another plan of that year bears the number."""

    field = "number"


class NotLater(RollingError):
    """The new plan would come into force with the old one, or before it."""

    field = "in_force_from"


class EndsTooEarly(RollingError):
    field = "in_force_to"


class LabelTaken(RollingError):
    """A new item under a label that the plan has already."""

    field = "label"


class WithoutThemes(RollingError):
    """An item that no record could serve."""

    field = "themes"


@dataclass(frozen=True, kw_only=True)
class Head:
    """What is asked anew of the new plan; its calendar stays that of the old one. `in_force_to` is exclusive."""

    number: str
    title: str
    issuer: Organisation
    year: int
    in_force_from: date
    in_force_to: date
    issued_on: date | None = None
    signed_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """An item that goes over into the new plan, under its label: its short title there, and keys of its themes."""

    title: str
    themes: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class RolledOver:
    """The new plan. `is_new` is False when somebody had made it before; `left_out` says what did not go over."""

    plan: Plan
    is_new: bool
    left_out: tuple[str, ...] = ()


@transaction.atomic
def roll_over(
    *,
    plan: Plan,
    head: Head,
    items: Mapping[int, Carried],
    new_items: Sequence[NewItem] = (),
    by,
    at: datetime,
) -> RolledOver:
    """A draft of the plan that follows this one: its clauses, items, forms, duties, targets and reporting duties.

    `items` holds those that go over, by their keys; what it leaves out is dropped with all that hangs on it, and the
    crosswalk says that it has no counterpart. Who bears a duty is who exists on the first day: those that ended are
    replaced by what they became. One plan a year is made from one: asked again, or by two people at once, it gives
    the one that was made first. Raises NumberTaken, NotLater, EndsTooEarly, LabelTaken, WithoutThemes.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("regime").get(pk=plan.pk)
    if made := Plan.objects.filter(rolled_from=plan, year=head.year).first():
        return RolledOver(plan=made, is_new=False)
    _refuse_nonsense(plan, head, items, new_items)
    made = Plan.objects.create(
        number=text.canonical(head.number),
        title=text.canonical(head.title),
        issuer=head.issuer,
        signed_by=text.canonical(head.signed_by),
        issued_on=head.issued_on,
        year=head.year,
        in_force_from=head.in_force_from,
        in_force_to=head.in_force_to,
        regime=plan.regime,
        is_sample=plan.is_sample,
        rolled_from=plan,
    )
    copying = Copying(plan, made)
    copying.copy({key: (one.title, one.themes) for key, one in items.items()}, new_items)
    said = {
        old: Said(new=(copying.items[old].pk,) if old in copying.items else ())
        for old in plan.items.values_list("pk", flat=True)
    }
    keep_crosswalk(earlier=plan, later=made, said=said, by=by, at=at)
    log(made, "newsroom.roll_over", user=by, timestamp=at, data={"plan": str(plan), "left_out": copying.left_out})
    return RolledOver(plan=made, is_new=True, left_out=tuple(copying.left_out))


def _refuse_nonsense(plan: Plan, head: Head, items: Mapping[int, Carried], new_items: Sequence[NewItem]) -> None:
    if head.in_force_from <= plan.in_force_from:
        raise NotLater(
            _("The new plan comes into force later than %(day)s, as the old one did.")
            % {"day": f"{plan.in_force_from:%d/%m/%Y}"}
        )
    if head.in_force_to <= head.in_force_from:
        raise EndsTooEarly(_("The plan cannot end before it begins."))
    if Plan.objects.filter(number=text.canonical(head.number), year=head.year).exists():
        raise NumberTaken(_("There is another plan of %(year)d with this number.") % {"year": head.year})
    dropped = plan.items.exclude(pk__in=items).values("clause")
    taken = set(plan.clauses.exclude(pk__in=dropped).values_list("label", flat=True))
    for one in new_items:
        label = text.canonical(one.label)
        if not label or label in taken:
            raise LabelTaken(_("The plan has a clause “%(label)s” already.") % {"label": label})
        taken.add(label)
    if any(not one.themes for one in (*items.values(), *new_items)):
        raise WithoutThemes(_("Each content item needs a theme: without one nothing can serve it."))
