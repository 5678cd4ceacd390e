"""Verbs about series and episodes: generate, move, mark aired or missed, reopen, run again.

Two people may press at once: each verb takes the episode's row first and looks again at what it says then.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from newsroom import text
from newsroom.coverage import actions as ledger
from newsroom.coverage.models import Source
from newsroom.periods import local_day

from .models import Episode, EpisodeState, Rerun, Series
from .recurrence import slots

DAY = timedelta(days=1)


class AlreadyAired(RuntimeError):
    """Somebody has marked the episode as aired."""


class AlreadyMissed(RuntimeError):
    """Somebody has marked the episode as missed."""


class NotYet(RuntimeError):
    """What has not begun cannot have gone out, and cannot have been missed."""


class NotAired(RuntimeError):
    """Only what went out once can go out again."""


class StillRerun(RuntimeError):
    """An episode with reruns cannot be said not to have aired."""


class ProofMissing(ValueError):
    """An airing needs its tài liệu kiểm chứng, a miss its reason."""


@transaction.atomic
def generate_episodes(*, series: Series, until: date, by, at: datetime) -> list[Episode]:
    """Episodes for every slot of the series before local day `until`; those made now, in order.

    Repeatable. Slots still to come that the rule no longer gives are taken away, unless somebody has touched them.
    Raises `recurrence.NotARule`.
    """
    series = Series.objects.select_for_update().get(pk=series.pk)
    ahead = series.episodes.untouched().filter(planned_for__gt=at)
    horizon = max([until, *(local_day(moment) + DAY for moment in ahead.values_list("planned_for", flat=True))])
    given = slots(series.rule, series.slot, series.first_day, series.last_day, series.first_day, horizon)
    stale = [episode.pk for episode in ahead if episode.planned_for not in set(given)]
    series.episodes.filter(pk__in=stale).delete()
    series.episodes.filter(pk__in=[episode.pk for episode in ahead.all()]).update(minutes=series.minutes)
    known = set(series.episodes.values_list("planned_for", flat=True))
    new = [moment for moment in given if moment not in known and local_day(moment) < until]
    Episode.objects.bulk_create(
        [Episode(series=series, planned_for=moment, starts_at=moment, minutes=series.minutes) for moment in new],
        ignore_conflicts=True,
    )
    return list(series.episodes.filter(planned_for__in=new).order_by("planned_for"))


@transaction.atomic
def move_episode(*, episode: Episode, starts_at: datetime, by, at: datetime) -> Episode:
    """Put a scheduled episode at another moment; its slot stays on record. Back to its slot undoes the move."""
    episode = _scheduled(episode)
    episode.starts_at = starts_at
    back = starts_at == episode.planned_for
    episode.moved_at, episode.moved_by = (None, None) if back else (at, by)
    episode.save(update_fields=["starts_at", "moved_at", "moved_by"])
    return episode


@transaction.atomic
def mark_aired(
    *,
    episode: Episode,
    aired_at: datetime,
    seconds: int,
    proof: str,
    title: str | None = None,
    themes: Iterable | None = None,
    by,
    at: datetime,
) -> Episode:
    """Say that an episode went out, when, how long and what proves it; it becomes one appearance in the ledger.

    `title` and `themes` left at None keep what it has; without any themes it takes those of its series. Raises
    AlreadyAired, AlreadyMissed, NotYet (before its start, or an airing in the future), ProofMissing.
    """
    episode = _scheduled(episode)
    _is_past(episode.starts_at, aired_at, at=at)
    episode.state = EpisodeState.AIRED
    episode.aired_at, episode.aired_seconds, episode.proof = aired_at, seconds, _proven(proof)
    episode.settled_at, episode.settled_by = at, by
    if title is not None:
        episode.title = text.canonical(title)
    episode.save()
    _tag(episode, themes)
    _record(episode, by=by, at=at)
    return episode


@transaction.atomic
def mark_missed(*, episode: Episode, reason: str, by, at: datetime) -> Episode:
    """Say that an episode did not go out, and why. Raises AlreadyAired, AlreadyMissed, NotYet, ProofMissing."""
    episode = _scheduled(episode)
    _is_past(episode.starts_at, at=at)
    episode.state, episode.missed_reason = EpisodeState.MISSED, _proven(reason)[:255]
    episode.settled_at, episode.settled_by = at, by
    episode.save()
    return episode


@transaction.atomic
def reopen_episode(*, episode: Episode, reason: str, by, at: datetime) -> Episode:
    """Put a settled episode back to scheduled; its record is withdrawn for `reason` and stays in the ledger.

    A scheduled one stays as it is. Raises StillRerun while it has reruns.
    """
    episode = _locked(episode)
    if episode.state == EpisodeState.SCHEDULED:
        return episode
    if episode.reruns.exists():
        raise StillRerun(_("This episode was run again. Take its reruns back first."))
    if episode.state == EpisodeState.AIRED:
        ledger.withdraw(source=Source.EPISODE, source_key=episode.source_key, reason=_proven(reason), by=by, at=at)
        episode.reopened += 1
    episode.state = EpisodeState.SCHEDULED
    episode.aired_at, episode.aired_seconds, episode.proof = None, 0, ""
    episode.missed_reason, episode.settled_at, episode.settled_by = "", None, None
    episode.save()
    return episode


@transaction.atomic
def describe_episode(*, episode: Episode, title: str, summary: str, themes: Iterable, by, at: datetime) -> Episode:
    """Title, summary and themes of an episode in any state; the records of one that aired follow."""
    episode = _locked(episode)
    episode.title, episode.summary = text.canonical(title), summary.strip()
    episode.save(update_fields=["title", "summary"])
    episode.themes.set(themes)
    follow_episode(episode=episode, by=by, at=at)
    return episode


@transaction.atomic
def follow_episode(*, episode: Episode, by, at: datetime) -> None:
    """Bring the records of an aired episode and of its reruns up to date; others have none."""
    if episode.state != EpisodeState.AIRED:
        return
    _record(episode, by=by, at=at)
    for rerun in episode.reruns.all():
        _record(rerun, by=by, at=at)


@transaction.atomic
def record_rerun(*, episode: Episode, aired_at: datetime, seconds: int, proof: str, by, at: datetime) -> Rerun:
    """An aired episode went out again: an appearance of its own, of the same work. The same moment twice is once.

    Raises NotAired, NotYet (before the first airing, or in the future), ProofMissing.
    """
    episode = _locked(episode)
    if episode.state != EpisodeState.AIRED:
        raise NotAired(_("Only an episode that was aired can be run again."))
    if aired_at <= episode.aired_at:
        raise NotYet(_("A rerun comes after the first airing."))
    _is_past(aired_at, at=at)
    rerun, _is_new = Rerun.objects.get_or_create(
        episode=episode,
        aired_at=aired_at,
        defaults={"aired_seconds": seconds, "proof": _proven(proof), "recorded_at": at, "recorded_by": by},
    )
    _record(rerun, by=by, at=at)
    return rerun


@transaction.atomic
def withdraw_rerun(*, rerun: Rerun, reason: str, by, at: datetime) -> None:
    """Take a rerun back: its row goes, its record is withdrawn and stays in the ledger with who and why."""
    _locked(rerun.episode)
    ledger.withdraw(source=Source.EPISODE, source_key=rerun.source_key, reason=_proven(reason), by=by, at=at)
    Rerun.objects.filter(pk=rerun.pk).delete()


def _record(aired: Episode | Rerun, *, by, at: datetime) -> None:
    ledger.record(appearance=aired.appearance(), by=by, at=at)


def _locked(episode: Episode) -> Episode:
    return Episode.objects.select_for_update(of=("self",)).select_related("series").get(pk=episode.pk)


def _scheduled(episode: Episode) -> Episode:
    """The episode as it is in the database, its row taken. Raises AlreadyAired, AlreadyMissed."""
    episode = _locked(episode)
    if episode.state == EpisodeState.AIRED:
        raise AlreadyAired(_("This episode has been marked as aired already."))
    if episode.state == EpisodeState.MISSED:
        raise AlreadyMissed(_("This episode has been marked as missed already."))
    return episode


def _is_past(*moments: datetime, at: datetime) -> None:
    if max(moments) > at:
        raise NotYet(_("This episode has not begun yet: it can be settled once its time has come."))


def _proven(words: str) -> str:
    if not (words := words.strip()):
        raise ProofMissing(_("Say what proves it, or why."))
    return words


def _tag(episode: Episode, themes: Iterable | None) -> None:
    if themes is not None:
        episode.themes.set(themes)
    if not episode.themes.exists():
        episode.themes.set(episode.series.themes.all())
