"""Adjustments since freezing: what the ledger, or a later snapshot, says otherwise, and who said so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from newsroom.coverage.models import LedgerEvent
from newsroom.organisations.models import Organisation
from newsroom.periods import Period
from newsroom.plan.models import Channel, Plan
from newsroom.statements.querysets import items_of
from newsroom.themes.models import Theme

from ..comparing import Delta, Ground, GroundChange, Side, Told, compare, telling
from ..models import Snapshot
from .freezing import document, names_now
from .history import name_of
from .presenting import LIVE, NoSuchEdition, snapshot_of


@dataclass(frozen=True, kw_only=True)
class Adjustments:
    """A delta with its two sides named: `since` is a snapshot, `until` another or None for the ledger now."""

    since: Snapshot
    until: Snapshot | None
    delta: Delta


def adjustments(*, plan: Plan, period: Period, since: str, until: str = LIVE) -> Adjustments:
    """What differs between a snapshot and the ledger now, or a later or earlier snapshot. Raises NoSuchEdition."""
    start = snapshot_of(plan=plan, period=period, edition=since or "1")
    if start is None:
        raise NoSuchEdition(_("Compare from a frozen edition."))
    stop = snapshot_of(plan=plan, period=period, edition=until or LIVE)
    with transaction.atomic():
        delta = compare(_sealed(start), _sealed(stop) if stop else _now(plan, period))
        number = start.opened().ledger_event
        delta = replace(
            delta,
            records=_told_of_records(delta, number),
            grounds=tuple(
                replace(change, told=_told_of_ground(change, plan, start.frozen_at)) for change in delta.grounds
            ),
        )
    return Adjustments(since=start, until=stop, delta=delta)


def _sealed(snapshot: Snapshot) -> Side:
    sealed = snapshot.opened(with_records=True)
    return Side(statement=sealed.statement, kept=sealed.records or (), items=sealed.items, names=sealed.names)


def _now(plan: Plan, period: Period) -> Side:
    statement, kept = document(plan=plan, period=period)
    return Side(
        statement=statement,
        kept=kept,
        items=tuple(items_of(plan)),
        names=names_now(plan=plan, period=period, kept=kept),
    )


def _told_of_records(delta: Delta, since: int):
    """The histories of the changed records, read in slices that any database takes."""
    histories: dict[int, list[Told]] = defaultdict(list)
    ids = [change.record_id for change in delta.records]
    for start in range(0, len(ids), 500):
        for event in LedgerEvent.objects.filter(record_id__in=ids[start : start + 500]):
            histories[event.record_id].append(
                Told(
                    kind=event.kind,
                    at=event.at,
                    by=event.by_name,
                    reason=event.reason,
                    fields=frozenset(event.changes),
                    number=event.pk,
                )
            )
    return tuple(
        replace(change, told=telling(change, histories[change.record_id], since=since)) for change in delta.records
    )


def _told_of_ground(change: GroundChange, plan: Plan, since: datetime) -> tuple[Told, ...]:
    """Who renamed or remapped, as Wagtail's own log tells; empty where nobody wrote it down."""
    if change.ground is Ground.THEME:
        return _logged(Theme, [change.key], since)
    if change.ground is Ground.CHANNEL:
        return _logged(Channel, Channel.objects.filter(code=change.key).values_list("pk", flat=True), since)
    if change.ground is Ground.ORGANISATION:
        return _logged(Organisation, Organisation.objects.filter(slug=change.key).values_list("pk", flat=True), since)
    return _logged(Plan, [plan.pk], since)


def _logged(model, keys: Iterable[object], since: datetime) -> tuple[Told, ...]:
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=[str(key) for key in keys],
        timestamp__gt=since,
    ).select_related("user")
    return tuple(
        Told(kind=entry.action, at=entry.timestamp, by=name_of(entry.user) if entry.user else "")
        for entry in entries.order_by("timestamp", "pk")
        if entry.action not in ("wagtail.view",)
    )
