"""Deciding about many entries in one go, and taking a go back.

What cannot be decided with the others (somebody was quicker, no readable date, nobody's feed) is left as it is and
told with its reason; the rest is decided. Everything decided in one go carries one `batch`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feeds.models import Entry
from newsroom.coverage.models import Tone
from newsroom.themes.models import Theme

from ..grouping import Likeness
from ..models import Decision, DecisionEvent, Kinship, KinshipEvent
from .deciding import AlreadyDecided, DayIsUnknown, NoThemeChosen, StationMissing, accept, dismiss, reopen
from .holding import NoLongerKept
from .kindred import hold, join, put_back

MOST = 100
"""How many entries one person can look over and decide in one go."""


class NothingChosen(ValueError):
    """Many were to be decided and none was chosen."""


class TooMany(ValueError):
    """More than `MOST` at a time."""


class MovedSince(Exception):
    """Somebody joined or parted an entry after what was to be undone."""

    def __str__(self) -> str:
        return _("Somebody has grouped it anew since.")


@dataclass
class Outcome:
    """What one go did: the decisions made, for each entry left alone the reason, and whose kinship was put back."""

    batch: UUID
    done: list[Decision] = field(default_factory=list)
    left: list[tuple[Entry, Exception]] = field(default_factory=list)
    regrouped: set[int] = field(default_factory=set)


@transaction.atomic
def accept_all(
    *, entries: Iterable[Entry], themes: Iterable[Theme], by, at: datetime, tone: str = Tone.NEUTRAL
) -> Outcome:
    """Accept entries for the same themes. Raises NothingChosen, TooMany, NoThemeChosen."""
    chosen = [*themes]
    if not chosen:
        raise NoThemeChosen(_("Choose at least one theme, or dismiss the entries."))
    return _each(
        entries,
        lambda entry, batch: accept(entry=entry, themes=chosen, tone=tone, by=by, at=at, batch=batch),
    )


@transaction.atomic
def dismiss_all(*, entries: Iterable[Entry], reason: str, by, at: datetime) -> Outcome:
    """Dismiss entries for the same reason. Raises NothingChosen, TooMany."""
    return _each(entries, lambda entry, batch: dismiss(entry=entry, reason=reason, by=by, at=at, batch=batch))


@transaction.atomic
def reopen_all(*, entries: Iterable[Entry], by, at: datetime) -> Outcome:
    """Take the decisions about entries back; what waits already stays as it is. Raises NothingChosen, TooMany."""
    return _each(entries, lambda entry, batch: reopen(entry=entry, by=by, at=at, batch=batch))


@transaction.atomic
def accept_with_kin(*, entry: Entry, themes: Iterable[Theme], by, at: datetime, tone=Tone.NEUTRAL, **more) -> Outcome:
    """Accept an entry, and with it those of its kin that wait: one work with several appearances.

    `more` goes with the entry alone: `day`, `same_work_as`. What of the kin cannot be counted waits on and is told.
    Raises what `accept` raises.
    """
    outcome, chosen = Outcome(uuid4()), [*themes]
    own = accept(entry=entry, themes=chosen, tone=tone, by=by, at=at, batch=outcome.batch, **more)
    return _with_kin(
        outcome, own, lambda kin, batch: accept(entry=kin, themes=chosen, tone=tone, by=by, at=at, batch=batch)
    )


@transaction.atomic
def dismiss_with_kin(*, entry: Entry, reason: str, by, at: datetime) -> Outcome:
    """Dismiss an entry, and with it those of its kin that wait. Raises AlreadyDecided."""
    outcome = Outcome(uuid4())
    own = dismiss(entry=entry, reason=reason, by=by, at=at, batch=outcome.batch)
    return _with_kin(outcome, own, lambda kin, batch: dismiss(entry=kin, reason=reason, by=by, at=at, batch=batch))


@transaction.atomic
def mark_same(*, entry: Entry, other: Entry, by, at: datetime, likeness: Likeness | None = None) -> Outcome:
    """Say that an entry is the same work as another; if that one is decided and this one waits, decide it alike.

    Raises NotTwoEntries.
    """
    outcome = Outcome(join(entry=entry, other=other, likeness=likeness, by=by, at=at))
    like = Decision.objects.standing().filter(entry=other.pk).first()
    if like and not Decision.objects.standing().filter(entry=entry.pk).exists():
        themes = [*like.themes.all()]
        _try(
            outcome,
            entry,
            lambda one, batch: (
                accept(entry=one, themes=themes, tone=like.tone, by=by, at=at, batch=batch)
                if like.is_accepted
                else dismiss(entry=one, reason=like.reason, by=by, at=at, batch=batch)
            ),
        )
    return outcome


@transaction.atomic
def undo(*, batch: UUID, by, at: datetime) -> Outcome:
    """Reopen what was decided in one go, part what was joined in it, and the other way round, where it still stands.

    What somebody decided anew in the meantime stays theirs and is told. Raises NothingChosen when nothing of that go
    is left to take back.
    """
    told = DecisionEvent.objects.filter(batch=batch).exclude(verdict=Decision.Verdict.REOPENED).values("entry_id")
    grouped = KinshipEvent.objects.filter(batch=batch).values("entry_id")
    outcome = Outcome(uuid4())
    hold(Entry.objects.filter(Q(pk__in=told) | Q(pk__in=grouped)).values_list("pk", flat=True))
    for entry in Entry.objects.filter(pk__in=told).select_related("feed").order_by("pk"):
        _try(outcome, entry, lambda one, new: reopen(entry=one, by=by, at=at, seen=batch, batch=new))
    outcome.regrouped, strayed = put_back(batch=batch, by=by, at=at)
    outcome.left += [(entry, MovedSince()) for entry in Entry.objects.filter(pk__in=strayed).order_by("pk")]
    if not outcome.done and not outcome.left and not outcome.regrouped:
        raise NothingChosen(_("Nothing of this is left to undo."))
    return outcome


def _each(entries: Iterable[Entry], verb: Callable[[Entry, UUID], Decision | None]) -> Outcome:
    """In the order of the keys, whoever calls: two people at once never wait for each other in a ring."""
    chosen = sorted({entry.pk: entry for entry in entries}.values(), key=lambda entry: entry.pk)
    if not chosen:
        raise NothingChosen(_("Choose entries first."))
    if len(chosen) > MOST:
        raise TooMany(
            ngettext("At most %(most)d entry at a time.", "At most %(most)d entries at a time.", MOST) % {"most": MOST}
        )
    outcome = Outcome(uuid4())
    hold(Entry.objects.filter(pk__in=[entry.pk for entry in chosen]).values_list("pk", flat=True))
    for entry in chosen:
        _try(outcome, entry, verb)
    return outcome


def _with_kin(outcome: Outcome, own: Decision, verb: Callable[[Entry, UUID], Decision | None]) -> Outcome:
    """The entry's own decision, and `verb` for each of its kin that waits; nothing more if it was decided before."""
    outcome.done.append(own)
    if own.batch == outcome.batch:
        kin = Entry.objects.filter(kinship__group__in=Kinship.objects.filter(entry=own.entry_id).values("group"))
        decided = Decision.objects.standing().values("entry")
        for one in kin.exclude(pk__in=decided).select_related("feed").order_by("pk"):
            _try(outcome, one, verb)
    return outcome


def _try(outcome: Outcome, entry: Entry, verb: Callable[[Entry, UUID], Decision | None]) -> None:
    try:
        decision = verb(entry, outcome.batch)
    except (AlreadyDecided, DayIsUnknown, StationMissing, NoLongerKept) as problem:
        outcome.left.append((entry, problem))
    else:
        if decision and decision.batch == outcome.batch:
            outcome.done.append(decision)
