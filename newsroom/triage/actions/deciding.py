"""Deciding about one entry: accept, dismiss, reopen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from feeds.models import Entry
from newsroom import text
from newsroom.coverage import actions as coverage
from newsroom.coverage.models import CoverageRecord, Source, Tone
from newsroom.coverage.producing import Appearance
from newsroom.periods import local_day
from newsroom.themes.models import Theme

from ..models import Decision, DecisionEvent, Station
from .kindred import hold, leader_for, settle_works

Verdict = Decision.Verdict


class NoThemeChosen(ValueError):
    """An entry was to be accepted and nobody said what it is about. One that is about nothing here is dismissed."""


class DayIsUnknown(ValueError):
    """The feed gave no readable date, and nobody said on which day to count the entry. It is never today by default."""


class StationMissing(ValueError):
    """The entry's feed is nobody's voice: there is no organisation and no channel to count it for."""


class AlreadyDecided(Exception):
    """Somebody decided before. `decision` is theirs; the message says who, what and when, in the reader's words."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        super().__init__(decision.pk)

    def __str__(self) -> str:
        words = {
            "who": str(self.decision.decided_by or _("the system")),
            "when": date_format(localtime(self.decision.decided_at), "H:i d/m/Y"),
        }
        if self.decision.is_accepted:
            return _("%(who)s accepted this entry at %(when)s. Reopen it to decide anew.") % words
        return _("%(who)s dismissed this entry at %(when)s. Reopen it to decide anew.") % words


@transaction.atomic
def accept(
    *,
    entry: Entry,
    themes: Iterable[Theme],
    by,
    at: datetime,
    day: date | None = None,
    tone: str = Tone.NEUTRAL,
    same_work_as: CoverageRecord | None = None,
    batch: UUID | None = None,
) -> Decision:
    """Count an entry as coverage of `themes`: the decision, its history and the ledger's record, or none of them.

    It counts for the organisation and in the channel of the feed's station, on the local day of its publication.
    Where that is unknown, on `day`, which a person gives; given for a dated entry, `day` is ignored. Accepted
    again after being reopened, it keeps its first day. The same person accepting the same themes twice has
    accepted once. Where one of its kin is accepted already, it shares that one's work. `batch` marks what is decided
    in one go. Raises NoThemeChosen, DayIsUnknown, StationMissing, AlreadyDecided, NoLongerKept.
    """
    chosen = sorted({theme.pk: theme for theme in themes}.values(), key=lambda theme: theme.slug)
    if not chosen:
        raise NoThemeChosen(_("Choose at least one theme, or dismiss the entry."))
    entry, decision = _locked(entry)
    if decision and decision.stands:
        if decision.is_accepted and _is_by(decision, by) and {*decision.themes.all()} == {*chosen}:
            return decision
        raise AlreadyDecided(decision)
    station = Station.objects.filter(feed=entry.feed_id).first()
    if station is None:
        raise StationMissing(_("Say first whose voice the source “%s” is: its organisation and channel.") % entry.feed)
    decision = decision or Decision(entry=entry)
    if decision.day is None:
        decision.happened_at = entry.published_at
        decision.day = local_day(entry.published_at) if entry.published_at else day
    if decision.day is None:
        raise DayIsUnknown(_("The source gave no readable date: say on which day to count the entry."))
    decision.organisation_id, decision.channel_id = station.organisation_id, station.channel_id
    decision.title = text.canonical(entry.title)
    decision.url = entry.link
    decision.evidence = _evidence(entry)
    decision.tone = tone
    decision.same_work_as, decision.follows_id = same_work_as, leader_for(entry)
    _decide(decision, Verdict.ACCEPTED, themes=chosen, by=by, at=at, batch=batch)
    coverage.record(appearance=decision.appearance(), by=by, at=at)
    return decision


@transaction.atomic
def dismiss(*, entry: Entry, reason: str, by, at: datetime, batch: UUID | None = None) -> Decision:
    """Decide that an entry is not to be counted. The same person dismissing twice has dismissed once.

    An accepted entry is not dismissed over somebody's head: raises AlreadyDecided; reopen it first.
    """
    entry, decision = _locked(entry)
    if decision and decision.stands:
        if decision.verdict == Verdict.DISMISSED and _is_by(decision, by):
            return decision
        raise AlreadyDecided(decision)
    decision = decision or Decision(entry=entry)
    _decide(decision, Verdict.DISMISSED, themes=[], by=by, at=at, batch=batch, reason=reason)
    return decision


@transaction.atomic
def reopen(
    *,
    entry: Entry,
    by,
    at: datetime,
    reason: str = "",
    seen: UUID | None = None,
    batch: UUID | None = None,
) -> Decision | None:
    """Take a decision back, whoever made it: the entry waits again; its record stays in the ledger and counts no more.

    The themes that were chosen are kept as a start for the next decision. An entry that waits already is left
    alone; None if it was never decided. `seen` is the batch of the decision that the person saw and means: if another
    stands by now, raises AlreadyDecided and takes nothing back.
    """
    entry, decision = _locked(entry)
    if decision is None or not decision.stands:
        return decision
    if seen and decision.batch != seen:
        raise AlreadyDecided(decision)
    was_accepted, decision.follows = decision.is_accepted, None
    reason = reason or _("Reopened in the inbox")
    _decide(decision, Verdict.REOPENED, themes=[*decision.themes.all()], by=by, at=at, batch=batch, reason=reason)
    if was_accepted:
        coverage.withdraw(source=Source.ENTRY, source_key=str(entry.pk), reason=reason, by=by, at=at)
        settle_works([entry.pk], by=by, at=at)
    return decision


def appearances() -> Iterator[Appearance]:
    """Everything of triage that should stand in the ledger now, for `reconcile_coverage`."""
    decisions = Decision.objects.accepted().select_related("same_work_as").prefetch_related("themes").order_by("pk")
    for decision in decisions.iterator(chunk_size=500):
        if appearance := decision.appearance():
            yield appearance


def _locked(entry: Entry) -> tuple[Entry, Decision | None]:
    """The entry as it is now, held with its kin until the transaction ends, and its decision if it ever had one."""
    hold([entry.pk])
    held = Entry.objects.get(pk=entry.pk)
    return held, Decision.objects.select_related("decided_by").filter(entry=held).first()


def _is_by(decision: Decision, by) -> bool:
    return decision.decided_by_id == (by.pk if by else None)


def _decide(
    decision: Decision,
    verdict: Verdict,
    *,
    themes: list[Theme],
    by,
    at: datetime,
    batch: UUID | None,
    reason: str = "",
) -> None:
    decision.verdict, decision.batch = verdict, batch or uuid4()
    decision.reason = text.canonical(reason)[:255]
    decision.decided_by, decision.decided_at = by, at
    decision.save()
    decision.themes.set(themes)
    DecisionEvent.objects.create(
        entry_id=decision.entry_id,
        verdict=verdict,
        batch=decision.batch,
        theme_slugs=sorted(theme.slug for theme in themes),
        reason=decision.reason,
        at=at,
        by_id=by.pk if by else None,
        by_name=str(by)[:150] if by else "",
    )


def _evidence(entry: Entry) -> str:
    """Where the entry was seen: the feed's address, its own address or guid, and the date as the feed wrote it."""
    parts = [f"RSS {entry.feed.url}", entry.link or entry.guid, entry.raw_date]
    return " · ".join(part for part in parts if part)
