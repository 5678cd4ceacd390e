"""Saying that entries are one work, or are not: a person's word, logged, and taken back like any decision.

No entry is ever deleted or hidden. The accepted ones of a group share one work in the ledger: the earliest decided
leads, the others follow it (`Decision.follows`), and the ledger regroups them by that word.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from feeds.models import Entry
from newsroom.coverage import actions as coverage

from ..grouping import Likeness
from ..models import Decision, Kinship, KinshipEvent, Refusal
from .holding import NoLongerKept

Kind = KinshipEvent.Kind


class NotTwoEntries(ValueError):
    """One entry alone is neither the same as itself nor another."""


class StandsAlone(ValueError):
    """The entry is of no group: there is nothing to take it out of."""


class KinAlready(ValueError):
    """They were said to be one work: part them first."""


@transaction.atomic
def join(
    *, entry: Entry, other: Entry, by, at: datetime, likeness: Likeness | None = None, batch: UUID | None = None
) -> UUID:
    """Say that two entries are one work, with all that each is one with; returns the batch.

    `likeness` is what spoke for it, if anything but the person did. Said twice is said once. What was refused
    between them is forgotten. Raises NotTwoEntries.
    """
    batch, pks = batch or uuid4(), _two(entry, other)
    held = hold(pks)
    into = next((held[pk].group for pk in (other.pk, entry.pk) if pk in held), uuid4())
    leaving = {one.group for one in held.values()} - {into}
    moving = {*Kinship.objects.filter(group__in=leaving).values_list("entry_id", flat=True)}
    moving |= {pk for pk in pks if pk not in held}
    rule, percent = (likeness.rule.value, likeness.percent) if likeness else ("", None)
    Refusal.objects.filter(first=min(pks), second=max(pks)).delete()
    for pk in sorted(moving):
        found = Kinship.objects.filter(entry=pk).first()
        before = found.group if found else None
        row = found or Kinship(entry_id=pk, rule=rule, percent=percent, by=by, at=at)
        row.group = into
        row.save()
        _log(pk, Kind.JOINED, before=before, after=into, rule=rule, percent=percent, batch=batch, by=by, at=at)
    settle_works(pks, by=by, at=at)
    return batch


@transaction.atomic
def part(*, entry: Entry, by, at: datetime, batch: UUID | None = None) -> UUID:
    """Take an entry out of its group, and remember that it is none of those that stay; returns the batch.

    Of two, the other stands alone again too. Raises StandsAlone.
    """
    batch = batch or uuid4()
    group = hold([entry.pk]).get(entry.pk)
    if group is None:
        raise StandsAlone(_("This entry stands alone already."))
    others = [*Kinship.objects.filter(group=group.group).exclude(entry=entry.pk).values_list("entry_id", flat=True)]
    leaving = [entry.pk, *(others if len(others) == 1 else [])]
    for pk in leaving:
        _log(pk, Kind.PARTED, before=group.group, batch=batch, by=by, at=at)
    Kinship.objects.filter(entry__in=leaving).delete()
    _remember(entry.pk, others, batch=batch)
    settle_works([entry.pk, *others], by=by, at=at)
    return batch


@transaction.atomic
def refuse(*, entry: Entry, other: Entry, by, at: datetime, batch: UUID | None = None) -> UUID:
    """Remember that two entries are different works: they are not proposed again. Raises NotTwoEntries, KinAlready."""
    batch, pks = batch or uuid4(), _two(entry, other)
    held = hold(pks)
    if len(held) == 2 and len({one.group for one in held.values()}) == 1:
        raise KinAlready(_("They were said to be one work: part them first."))
    _remember(entry.pk, [other.pk], batch=batch)
    _log(entry.pk, Kind.REFUSED, other_id=other.pk, batch=batch, by=by, at=at)
    return batch


def put_back(*, batch: UUID, by, at: datetime) -> tuple[set[int], set[int]]:
    """Undo what was said about kinship in one go: (entries put back, entries that somebody moved since).

    Belongs into the transaction of `undo`.
    """
    events = [*KinshipEvent.objects.filter(batch=batch).exclude(kind=Kind.UNDONE).order_by("-pk")]
    kept = {*Entry.objects.filter(pk__in={event.entry_id for event in events}).values_list("pk", flat=True)}
    now = {pk: row.group for pk, row in hold(kept).items()}
    done: set[int] = set()
    strayed: set[int] = set()
    if KinshipEvent.objects.filter(batch=batch, kind=Kind.UNDONE).exists():
        return done, strayed
    refused = Refusal.objects.filter(batch=batch).delete()[0]
    for event in events:
        if event.kind == Kind.REFUSED:
            done.update({event.entry_id} if refused else ())
            continue
        if event.entry_id not in kept or now.get(event.entry_id) != event.after:
            strayed.add(event.entry_id)
            continue
        if event.before is None:
            Kinship.objects.filter(entry=event.entry_id).delete()
        else:
            Kinship.objects.update_or_create(
                entry_id=event.entry_id, defaults={"group": event.before, "by": by, "at": at}
            )
        done.add(event.entry_id)
    for pk in sorted(done):
        _log(pk, Kind.UNDONE, before=now.get(pk), batch=batch, by=by, at=at)
    _tidy(group for event in events for group in (event.before, event.after))
    settle_works({event.entry_id for event in events}, by=by, at=at)
    return done, strayed


def leader_for(entry: Entry) -> int | None:
    """Whose work an entry shares when it is accepted: the accepted kin that leads. Call it with the entry held."""
    own = Kinship.objects.filter(entry=entry.pk).first()
    if own is None:
        return None
    kin = Kinship.objects.filter(group=own.group).order_by("pk")
    accepted = _accepted([row.entry_id for row in kin if row.entry_id != entry.pk])
    return (accepted[0].follows_id or accepted[0].entry_id) if accepted else None


def settle_works(entries: Iterable[int], *, by, at: datetime) -> None:
    """Let the accepted entries of each group concerned share one work, and those of none have their own."""
    pks = {*entries}
    groups = {*Kinship.objects.filter(entry__in=pks).values_list("group", flat=True)}
    companies = [
        [*Kinship.objects.filter(group=group).order_by("entry_id").values_list("entry_id", flat=True)]
        for group in sorted(groups)
    ]
    kin = {pk for company in companies for pk in company}
    for company in [*companies, *([pk] for pk in sorted(pks - kin))]:
        accepted = _accepted(company)
        for place, decision in enumerate(accepted):
            follows = accepted[0].entry_id if place else None
            if decision.follows_id != follows:
                decision.follows_id = follows
                decision.save(update_fields=["follows"])
                coverage.record(appearance=decision.appearance(), by=by, at=at)


def _accepted(entries: Iterable[int]) -> list[Decision]:
    """The accepted among them, the one that leads first: who follows nobody, then who was decided first."""
    found = Decision.objects.accepted().filter(entry__in=[*entries]).select_related("same_work_as")
    return sorted(found, key=lambda each: (each.follows_id is not None, each.decided_at, each.pk))


def _two(entry: Entry, other: Entry) -> tuple[int, int]:
    if entry.pk == other.pk:
        raise NotTwoEntries(_("Choose another entry: every entry is the same as itself."))
    return entry.pk, other.pk


def hold(entries: Iterable[int]) -> dict[int, Kinship]:
    """Hold entries and all that are one work with them until the transaction ends; the kinship of each that has one.

    All in one order, so that two who decide never wait for each other in a ring. Where a group grew while this one
    waited, it lets go and begins anew. Raises NoLongerKept where one of the entries is a tombstone by now.
    """
    pks = {*entries}
    of_theirs = Q(kinship__group__in=Kinship.objects.filter(entry__in=pks).values("group"))
    company = Entry.objects.filter(Q(pk__in=pks) | of_theirs).order_by("pk")
    while True:
        before = transaction.savepoint()
        held = {*company.select_for_update(of=("self",)).values_list("pk", flat=True)}
        if pks - held:
            raise NoLongerKept
        kin = Kinship.objects.filter(group__in=Kinship.objects.filter(entry__in=pks).values("group")).order_by("pk")
        rows = {row.entry_id: row for row in kin}
        if {*rows} <= held:
            transaction.savepoint_commit(before)
            return {pk: row for pk, row in rows.items() if pk in pks}
        transaction.savepoint_rollback(before)


def _remember(entry: int, others: Iterable[int], *, batch: UUID) -> None:
    pairs = [Refusal(first_id=min(entry, other), second_id=max(entry, other), batch=batch) for other in others]
    Refusal.objects.bulk_create(pairs, ignore_conflicts=True)


def _tidy(groups: Iterable[UUID | None]) -> None:
    """A group of one is none."""
    for group in {group for group in groups if group}:
        left = Kinship.objects.filter(group=group)
        if left.count() == 1:
            left.delete()


def _log(
    entry: int,
    kind: str,
    *,
    batch: UUID,
    by,
    at: datetime,
    other_id=None,
    before=None,
    after=None,
    rule="",
    percent=None,
) -> None:
    KinshipEvent.objects.create(
        entry_id=entry,
        other_id=other_id,
        kind=kind,
        before=before,
        after=after,
        rule=rule,
        percent=percent,
        batch=batch,
        at=at,
        by_id=by.pk if by else None,
        by_name=str(by)[:150] if by else "",
    )
