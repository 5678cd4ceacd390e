"""Verbs about targets on a screen; those of a plan's file are written by `taking_over`."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from newsroom.organisations.models import Membership

from ..models import Plan, Target
from ..permitting import TargetRights, target_rights


class NotYours(PermissionError):
    """A target of another organisation, or one that a clause of the plan asks for."""


def rights_of(user) -> TargetRights:
    """Which targets a person may set. Sở Nội vụ holds Wagtail's right to change plans. Three queries at most."""
    return target_rights(Membership.objects.standing_of(user), may_all=user.has_perm("newsroom_plan.change_plan"))


@transaction.atomic
def set_target(*, target: Target, by, at: datetime) -> Target:
    """Save a new or a changed target, and tell of it in the plan's history. Raises NotYours.

    It is judged by what it was as well as by what it becomes: nobody takes over another's target.
    """
    rights = rights_of(by)
    stored = Target.objects.select_for_update(of=("self",)).filter(pk=target.pk).first() if target.pk else None
    for each in filter(None, (stored, target)):
        _require(rights, each)
    target.set_at, target.set_by = at, by
    target.save()
    log(target.plan, "newsroom.amend", user=by, timestamp=at, data={"part": str(target)})
    return target


@transaction.atomic
def drop_target(*, target: Target, by, at: datetime) -> Plan:
    """Delete a target, and tell of it in the plan's history. Raises NotYours."""
    _require(rights_of(by), target)
    plan, said = target.plan, str(target)
    target.delete()
    log(plan, "newsroom.drop", user=by, timestamp=at, data={"part": said})
    return plan


def _require(rights: TargetRights, target: Target) -> None:
    if not rights.cover(organisation_id=target.organisation_id, origin_id=target.origin_id):
        raise NotYours(f"{target} is not theirs to set.")
