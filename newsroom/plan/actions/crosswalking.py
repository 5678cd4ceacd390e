"""Saying which items of a later plan carry on those of an earlier one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from newsroom import text

from ..loading import KnownPlan, read_crosswalks
from ..models import Counterpart, Crosswalk, Plan


class CrosswalkError(ValueError):
    """What stops a crosswalk; its text is for the person who sees it."""


class NotEarlier(CrosswalkError):
    """A plan cannot carry on one that comes into force with it or after it."""


class NotAnItemOfIt(CrosswalkError):
    """An item of a third plan."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said of one item of the earlier plan: keys of the items that carry it on, () when none does."""

    new: tuple[int, ...]
    note: str = ""


@transaction.atomic
def keep_crosswalk(*, earlier: Plan, later: Plan, said: Mapping[int, Said], by, at: datetime) -> Crosswalk:
    """Write all that is said of the earlier plan's items, by their keys. Twice is once.

    An item that `said` leaves out has not been looked at: what was said of it before is taken back. Raises NotEarlier,
    NotAnItemOfIt.
    """
    if earlier.in_force_from >= later.in_force_from:
        raise NotEarlier(_("“%(plan)s” does not come into force before this plan.") % {"plan": earlier})
    old = set(earlier.items.values_list("pk", flat=True))
    new = set(later.items.values_list("pk", flat=True))
    if set(said) - old or {key for one in said.values() for key in one.new} - new:
        raise NotAnItemOfIt(_("Choose content items of the two plans."))
    crosswalk, is_new = Crosswalk.objects.get_or_create(earlier=earlier, later=later)
    crosswalk = Crosswalk.objects.select_for_update().get(pk=crosswalk.pk)
    wanted = {(item, other): text.canonical(one.note) for item, one in said.items() for other in (one.new or (None,))}
    held = {(row.old_id, row.new_id): row for row in crosswalk.counterparts.all()}
    gone = [row.pk for pair, row in held.items() if pair not in wanted]
    fresh = [
        Counterpart(crosswalk=crosswalk, old_id=pair[0], new_id=pair[1], note=note)
        for pair, note in wanted.items()
        if pair not in held
    ]
    noted = [row for pair, row in held.items() if pair in wanted and row.note != wanted[pair]]
    for row in noted:
        row.note = wanted[row.old_id, row.new_id]
    crosswalk.counterparts.filter(pk__in=gone).delete()
    Counterpart.objects.bulk_create(fresh)
    Counterpart.objects.bulk_update(noted, ["note"])
    if is_new or gone or fresh or noted:
        log(later, "newsroom.crosswalk", user=by, timestamp=at, data={"plan": str(earlier)})
    return crosswalk


def take_over_crosswalks(*, plan: Plan, source: bytes, name: str, by, at: datetime) -> None:
    """What a plan's file says of earlier plans; for `load_plan`, which holds the transaction. Raises Unreadable.

    Crosswalks with plans that the file does not name stay as they are.
    """
    others = {
        (other.number, other.year): other
        for other in Plan.objects.exclude(pk=plan.pk).prefetch_related("items__clause")
    }
    labels = {key: {item.label: item.pk for item in other.items.all()} for key, other in others.items()}
    own = dict(plan.items.values_list("clause__label", "pk"))
    rows = read_crosswalks(
        source,
        file=name,
        in_force_from=plan.in_force_from,
        items=own,
        plans={key: KnownPlan(in_force_from=other.in_force_from, items=labels[key]) for key, other in others.items()},
    )
    for key in dict.fromkeys(row.plan for row in rows):
        said = {
            labels[key][row.old]: Said(new=tuple(own[label] for label in row.new), note=row.note)
            for row in rows
            if row.plan == key
        }
        keep_crosswalk(earlier=others[key], later=plan, said=said, by=by, at=at)
