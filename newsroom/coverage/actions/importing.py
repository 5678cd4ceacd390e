"""A file of print and past years: handed in, tried, then recorded whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256

from django.core.cache import cache
from django.db import transaction

from newsroom import text

from ..importing import Unreadable, hinted, read
from ..models import FileImport, LedgerBatch
from .examining import MOST_ROWS, Examined, TooManyRows, examine, terms
from .filing import Works, file_again, file_new
from .history import because, begin_batch

MOST_BYTES = 25 * 1024 * 1024
KEPT = 1000
"""How many mistakes are kept to be shown; all are counted."""
State = FileImport.State


class NotInThatState(ValueError):
    """An import of which this cannot be asked now: somebody was quicker, or it is over."""


class FileTooLarge(ValueError):
    """A file of more than `MOST_BYTES`."""


def hand_in(*, content: bytes, name: str, reason: str, by, at: datetime) -> FileImport:
    """Keep a file to be tried. `reason` says where its rows come from. Raises ReasonMissing, FileTooLarge."""
    reason = because(reason)
    if len(content) > MOST_BYTES:
        raise FileTooLarge(f"More than {MOST_BYTES} bytes.")
    return FileImport.objects.create(
        name=text.canonical(name)[:255],
        digest=sha256(content).hexdigest(),
        content=content,
        reason=reason,
        by=by,
        at=at,
        moved_at=at,
    )


def try_out(*, file_import: FileImport, mine: Collection[int] | None, today: date, at: datetime) -> FileImport:
    """Read the file and hold it against the ledger; it is then ready, or faulty with every mistake by row.

    `mine` are the organisations for which its person may write, None means all. Writes nothing but what it found.
    Raises NotInThatState.
    """
    found = _move(file_import, {State.WAITING, State.READY, State.FAULTY, State.BROKEN}, State.CHECKING, at=at)
    try:
        examined = _examined(found, mine=mine, today=today, at=at)
    except (Unreadable, TooManyRows) as wrong:
        return _close(found, State.FAULTY, _refusal(wrong), at=at)
    except Exception:
        _close(found, State.BROKEN, {}, at=at)
        raise
    return _close(found, State.FAULTY if examined["mistakes_in_all"] else State.READY, examined, at=at)


def file_away(*, file_import: FileImport, mine: Collection[int] | None, today: date, by, at: datetime) -> FileImport:
    """Record every row that is new, in one transaction, as one batch that can be undone.

    It is held against the ledger again: if anything is no longer as it was tried, nothing is recorded and the
    import is ready (or faulty) with what it found now, and "changed". Raises NotInThatState.
    """
    found = _move(file_import, {State.READY}, State.RECORDING, at=at)
    try:
        with transaction.atomic():
            words = terms(mine=mine, today=today)
            sheet = read(bytes(found.content), found.name)
            examined = examine(sheet, words, _telling(found, 2))
            told = _told(examined, sheet, words)
            if _gist(told) != _gist(found.found):
                state = State.FAULTY if examined.mistakes else State.READY
                return _close(found, state, {**told, "changed": True}, at=at)
            batch = _file(found, examined, by=by, at=at)
            found.batch, found.content = batch, None
            found.done = found.total = examined.rows
            return _close(found, State.RECORDED, told, at=at)
    except Exception:
        found.batch = None
        found.content = FileImport.objects.values_list("content", flat=True).get(pk=found.pk)
        _close(found, State.BROKEN, found.found, at=at)
        raise


def discard(*, file_import: FileImport) -> None:
    """Throw away a file that was not recorded. Raises NotInThatState."""
    with transaction.atomic():
        found = FileImport.objects.select_for_update(of=("self",)).get(pk=file_import.pk)
        if found.state in {State.RECORDING, State.RECORDED}:
            raise NotInThatState(found.state)
        found.delete()


def progress_of(file_import: FileImport) -> int:
    """How far it is, 0–100. What is being written is not in the database yet: it is told through the cache."""
    return cache.get(f"coverage-import-{file_import.pk}") or file_import.percent


def _file(found: FileImport, examined: Examined, *, by, at: datetime) -> LedgerBatch:
    told = {"file": found.name, "digest": found.digest, "rows": examined.rows}
    batch = begin_batch(LedgerBatch.Kind.IMPORTED, reason=found.reason, by=by, at=at, told=told)
    works = Works(
        [*examined.new, *examined.known.values(), *examined.returning.values()],
        known=examined.works,
        referred=examined.referred,
    )
    share = _telling(found, 2, start=found.total)
    size = file_new(examined.new, works=works, batch=batch, by=by, at=at, progress=share)
    size += file_again(examined.returning, batch=batch, by=by, at=at, reason=found.reason)
    batch.size = size
    batch.save(update_fields=["size"])
    return batch


def _examined(found: FileImport, *, mine, today, at) -> dict:
    sheet = read(bytes(found.content), found.name)
    words = terms(mine=mine, today=today)

    def progress(done: int) -> None:
        FileImport.objects.filter(pk=found.pk).update(done=done, moved_at=at)

    examined = examine(sheet, words, progress)
    found.done = found.total = examined.rows
    return _told(examined, sheet, words)


def _told(examined: Examined, sheet, words) -> dict:
    """What trying a file gave, as it is kept and shown."""
    return {
        "rows": examined.rows,
        "new": len(examined.new),
        "known": len(examined.known),
        "returning": len(examined.returning),
        "withdrawn": examined.withdrawn[:KEPT],
        "different": examined.different[:KEPT],
        "doubles": examined.doubles[:KEPT],
        "closed": examined.closed,
        "encoding": sheet.encoding,
        "unknown": list(sheet.unknown),
        "mistakes": [asdict(hinted(mistake, words)) for mistake in examined.mistakes[:KEPT]],
        "mistakes_in_all": len(examined.mistakes),
        "first_day": min((row.day for row in examined.new), default=date.min).isoformat(),
        "last_day": max((row.day for row in examined.new), default=date.min).isoformat(),
        "sample": [
            {"number": row.number, "day": row.day.isoformat(), "title": row.title, "seconds": row.seconds}
            | {name: getattr(row, name) for name in ("organisation_id", "channel_id", "quantity")}
            | {"themes": sorted(row.theme_ids)}
            for row in examined.new[:20]
        ],
    }


def _gist(told: dict) -> tuple:
    return tuple(told.get(name) for name in ("rows", "new", "known", "returning", "mistakes_in_all", "closed"))


def _refusal(wrong: Exception) -> dict:
    if isinstance(wrong, TooManyRows):
        return {"refused": "rows", "hint": f"{MOST_ROWS:,}".replace(",", ".")}
    return {"refused": wrong.code, "hint": wrong.hint}


def _move(file_import: FileImport, states: set, to: State, *, at: datetime) -> FileImport:
    """Take it into a state, if it is in one of those; one of two at once is refused."""
    moved = FileImport.objects.filter(pk=file_import.pk, state__in=states).update(state=to, moved_at=at, done=0)
    if not moved:
        raise NotInThatState(file_import.state)
    return FileImport.objects.get(pk=file_import.pk)


def _close(found: FileImport, state: State, told: dict, *, at: datetime) -> FileImport:
    found.state, found.found, found.moved_at = state, told, at
    found.save()
    cache.delete(f"coverage-import-{found.pk}")
    return found


def _telling(found: FileImport, of: int, start: int = 0) -> Callable[[int], None]:
    """Tell through the cache how far it is: the first of `of` passes, or what follows `start` rows of it."""
    whole = max(1, found.total * of)

    def tell(done: int) -> None:
        cache.set(f"coverage-import-{found.pk}", min(99, 100 * (start + done) // whole), 3600)

    return tell
