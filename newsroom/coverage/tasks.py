"""Clockwork of the ledger: what takes longer than a page may."""

from django.utils import timezone
from django_tasks import task

from newsroom.organisations.models import Membership
from newsroom.periods import local_day

from . import actions
from .models import FileImport
from .permitting import writes_for_all


@task()
def try_import(import_id: int) -> str:
    """Try a file that was handed in; the state in which it is afterwards."""
    found = FileImport.objects.select_related("by").get(pk=import_id)
    now = timezone.now()
    return actions.try_out(file_import=found, mine=_mine(found.by), today=local_day(now), at=now).state


@task()
def file_import(import_id: int, user_id: int) -> str:
    """Record a file that was tried, for the person who said so; the state in which it is afterwards."""
    found = FileImport.objects.select_related("by").get(pk=import_id)
    by, now = type(found.by).objects.get(pk=user_id), timezone.now()
    return actions.file_away(file_import=found, mine=_mine(by), today=local_day(now), by=by, at=now).state


def _mine(user) -> frozenset[int] | None:
    """The organisations for which a person may write now; None for all."""
    standing = Membership.objects.standing_of(user)
    is_superuser = bool(user and user.is_superuser and user.is_active)
    return None if writes_for_all(standing, is_superuser=is_superuser) else standing.edits
