"""Recording an appearance, taking it out of the count, and putting it back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from django.db import IntegrityError, transaction

from ..models import CoverageRecord, LedgerEvent, Source, Work
from ..producing import Appearance
from .grouping import gather, key_of, move, pair_of, work_of
from .history import LINKS, SCALARS, SETS, because, beginning, log, put, spelt
from .rolling import set_aside

FOLLOWED = (*LINKS, *SCALARS, *SETS)
"""What a producer's later edit may change. Never `day` or `happened_at`: the first date stands."""


class EvidenceMissing(ValueError):
    """An activity entered by hand without a proof."""


@transaction.atomic
def record(*, appearance: Appearance, by, at: datetime) -> CoverageRecord:
    """Write an appearance into the ledger, or bring its record up to date.

    Idempotent on (source, source_key), whoever calls at the same moment: the database lets one row in and the other
    caller updates it. The first date stands. A withdrawn record is reinstated with its first date, unless a
    person took it out of the ledger itself ("stands" is settled). What a person corrected is left alone. When
    nothing differs, nothing is written.
    """
    found = _locked(*appearance.key)
    if found is None:
        try:
            with transaction.atomic():
                return _begin(appearance, by=by, at=at)
        except IntegrityError:
            # Someone else recorded it between our look and our write.
            found = _locked(*appearance.key)
            if found is None:
                raise
    return _follow(found, appearance, by=by, at=at)


@transaction.atomic
def withdraw(*, source: str, source_key: str, reason: str, by, at: datetime, settled: bool = False):
    """Take a record out of the count and keep it, with who and why; None if there is no such record.

    Withdrawn already: the first withdrawal stands. `settled=True` is a person's decision in the ledger itself: its
    producer's next edit does not put it back, only `reinstate` does. Raises ReasonMissing.
    """
    reason = because(reason)
    found = _locked(source, source_key)
    if found is None:
        return None
    if settled and "stands" not in found.settled_fields:
        found.settled_fields = [*found.settled_fields, "stands"]
        found.save(update_fields=["settled_fields"])
    if found.stands:
        found.withdrawn_at, found.withdrawn_by, found.withdrawal_reason = at, by, reason
        found.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_reason"])
        log(found, LedgerEvent.Kind.WITHDRAWN, by=by, at=at, reason=reason)
    return found


@transaction.atomic
def reinstate(*, record: CoverageRecord, reason: str, by, at: datetime) -> CoverageRecord:
    """Put a withdrawn record back into the count with its first date. A standing one stays as it is.

    Raises ReasonMissing.
    """
    reason = because(reason)
    set_aside(record.work_id)
    found = CoverageRecord.objects.select_for_update().get(pk=record.pk)
    set_aside(found.work_id)
    if not found.stands:
        found.settled_fields = [field for field in found.settled_fields if field != "stands"]
        _stand_again(found)
        found.save()
        log(found, LedgerEvent.Kind.REINSTATED, by=by, at=at, reason=reason)
    return found


def record_manual(
    *,
    organisation,
    channel,
    day: date,
    title: str,
    evidence: str,
    by,
    at: datetime,
    key: str = "",
    same_work_as: CoverageRecord | None = None,
    themes=(),
    about=(),
    **figures,
) -> CoverageRecord:
    """Record what is no page: a conference, a panel, a leaflet.

    `figures` are further fields of `Appearance` (quantity, seconds, persons, copies, genre, tone, url, is_rerun).
    `key` makes a form that is sent twice one record; without one each call is a new record. Raises
    EvidenceMissing: each count needs its tài liệu kiểm chứng.
    """
    if not evidence.strip():
        raise EvidenceMissing("Say what proves it: a document, a photograph, a minute of the meeting.")
    appearance = Appearance(
        source=Source.MANUAL,
        source_key=key or uuid4().hex,
        organisation_id=organisation.pk,
        channel_id=channel.pk,
        day=day,
        title=title,
        evidence=evidence,
        theme_ids=frozenset(theme.pk for theme in themes),
        about_ids=frozenset(one.pk for one in about),
        same_work_as=same_work_as.key if same_work_as else None,
        **figures,
    )
    return record(appearance=appearance, by=by, at=at)


def _locked(source: str, source_key: str) -> CoverageRecord | None:
    """The record, its work set aside, both held until the transaction ends."""
    found = CoverageRecord.objects.filter(source=source, source_key=source_key)
    set_aside(*found.values_list("work_id", flat=True))
    record = (
        CoverageRecord.objects.select_for_update(of=("self",))
        .select_related("work")
        .filter(source=source, source_key=source_key)
        .first()
    )
    if record is not None:
        # Somebody may have regrouped it while we waited.
        set_aside(record.work_id)
    return record


def _begin(appearance: Appearance, *, by, at: datetime) -> CoverageRecord:
    title = spelt("title", appearance.title)
    work = work_of(appearance.same_work_as) or Work.objects.create(title=title)
    set_aside(work.pk)
    new = CoverageRecord.objects.create(
        work=work,
        source=appearance.source,
        source_key=appearance.source_key,
        day=appearance.day,
        happened_at=appearance.happened_at,
        same_work_as=key_of(appearance.same_work_as),
        recorded_at=at,
        recorded_by=by,
        **{field: spelt(field, getattr(appearance, field)) for field in (*LINKS, *SCALARS)},
    )
    new.themes.set(appearance.theme_ids)
    new.about.set(appearance.about_ids)
    log(new, LedgerEvent.Kind.RECORDED, by=by, at=at, changes=beginning(new))
    gather(new, by=by, at=at)
    return new


def _follow(found: CoverageRecord, appearance: Appearance, *, by, at: datetime) -> CoverageRecord:
    free = [field for field in FOLLOWED if field not in found.settled_fields]
    changes = put(found, {field: getattr(appearance, field) for field in free})
    returns = not found.stands and "stands" not in found.settled_fields
    if returns:
        _stand_again(found)
    if changes or returns:
        found.save()
        kind = LedgerEvent.Kind.REINSTATED if returns else LedgerEvent.Kind.UPDATED
        log(found, kind, by=by, at=at, changes=changes)
    _regroup_by_its_word(found, appearance, by=by, at=at)
    return found


def _regroup_by_its_word(found: CoverageRecord, appearance: Appearance, *, by, at: datetime) -> None:
    """Join the work that the appearance names now, or leave the one with which it no longer says it goes."""
    if "work" in found.settled_fields:
        return
    was, now = found.same_work_as, key_of(appearance.same_work_as)
    work = work_of(appearance.same_work_as)
    if was != now:
        # Where the one it named is recorded, or others name it, it shares their work: leaving means one of its own.
        if work is None and work_of(pair_of(was), but=found) is not None:
            work = Work.objects.create(title=found.title)
        found.same_work_as = now
        found.save(update_fields=["same_work_as"])
    if work is not None:
        move(found, work, by=by, at=at)


def _stand_again(found: CoverageRecord) -> None:
    found.withdrawn_at, found.withdrawn_by, found.withdrawal_reason = None, None, ""
