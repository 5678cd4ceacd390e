"""Which work an appearance belongs to, and whom it takes along when it moves."""

from __future__ import annotations

from datetime import datetime

from ..models import CoverageRecord, LedgerEvent, Work
from .history import log
from .rolling import set_aside


def key_of(pair: tuple[str, str] | None) -> str:
    """(source, key) as one string, as `CoverageRecord.same_work_as` stores it."""
    return ":".join(pair) if pair else ""


def pair_of(key: str) -> tuple[str, str] | None:
    """The (source, key) of such a string, None of an empty one."""
    source, _colon, source_key = key.partition(":")
    return (source, source_key) if key else None


def work_of(pair: tuple[str, str] | None, *, but: CoverageRecord | None = None) -> Work | None:
    """The work of the appearance named by (source, key), withdrawn or not.

    While that one is not recorded, the work of the first that names it too, `but` this one and those that a person
    settled: two reprints of one original are one work, whether the original is ever counted or not. None where there
    is neither.
    """
    if pair is None:
        return None
    records = CoverageRecord.objects.select_related("work")
    if leader := records.filter(source=pair[0], source_key=pair[1]).first():
        return leader.work
    alike = records.filter(same_work_as=key_of(pair)).exclude(pk=but.pk if but else None).order_by("pk")
    return next((each.work for each in alike if "work" not in each.settled_fields), None)


def members(works) -> dict[str, list[int]]:
    """Who belongs to each of the works now: {work: [records]}, keys as JSON has them."""
    found: dict[str, list[int]] = {str(work): [] for work in works}
    ids = [int(work) for work in works]
    for pk, work in CoverageRecord.objects.filter(work__in=ids).order_by("pk").values_list("pk", "work_id"):
        found[str(work)].append(pk)
    return found


def move(record: CoverageRecord, work: Work, *, by, at: datetime, reason: str = "", batch=None, settled=()) -> None:
    """Put a record under a work, and with it every record that says it is of the same work as this one.

    Those whose work a person settled stay where they are. Moving to where it is already moves nothing, so rings of
    records that name each other end. `batch` is the decision of which this is a part; `settled` what it settled.
    """
    if record.work_id == work.pk:
        return
    set_aside(record.work_id, work.pk)
    changes = {"work": [f"{record.work} (#{record.work_id})", f"{work} (#{work.pk})"]}
    exact: dict[str, list] = {"work_id": [record.work_id, work.pk]}
    if settled:
        exact["settled"] = list(settled)
    record.work = work
    record.save(update_fields=["work"])
    told = {"reason": reason, "changes": changes, "exact": exact, "batch": batch}
    log(record, LedgerEvent.Kind.REGROUPED, by=by, at=at, **told)
    gather(record, by=by, at=at, batch=batch)


def gather(record: CoverageRecord, *, by, at: datetime, batch=None) -> None:
    """Bring those that wait for this record, or left with it, under its work."""
    waiting = CoverageRecord.objects.filter(same_work_as=key_of(record.key)).exclude(work=record.work_id)
    set_aside(*waiting.values_list("work_id", flat=True))
    for follower in (
        CoverageRecord.objects.select_for_update(of=("self",))
        .select_related("work")
        .filter(same_work_as=key_of(record.key))
        .exclude(work=record.work_id)
        .order_by("pk")
    ):
        if "work" not in follower.settled_fields:
            move(follower, record.work, by=by, at=at, batch=batch)
