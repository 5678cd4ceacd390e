"""Radio and television: single works, and the weekly column's year with what went wrong in it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from newsroom import text
from newsroom.broadcasts.actions import describe_episode, generate_episodes, mark_aired, mark_missed, move_episode
from newsroom.broadcasts.models import BroadcastPage, Episode, EpisodeState, Series
from newsroom.coverage.models import Tone
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

from . import corpus, library, province, publishing

YEAR = 2024
RECENT_WEEKS = 8
WEEKS_AHEAD = 8
PROOF = "Nhật ký phát sóng ngày {:%d/%m/%Y} (mẫu)"


def write_broadcasts(progress) -> int:
    """The station's single works of 2024; how many were published now."""
    outlet = province.outlets(province.OUTLETS_2024)["dai"]
    taken = publishing.taken_slugs(outlet)
    author, editor = province.person("pv.dai"), province.person("btv.dai")
    rows = [row for row in corpus.tables("broadcasts*.toml", "broadcasts") if _slug(row) not in taken]
    for row in progress.each(rows, len(rows)):
        day = row.get("day") or corpus.chance("day", row["key"]).randint(1, monthrange(YEAR, row["month"])[1])
        page = BroadcastPage(
            title=row["title"],
            slug=_slug(row),
            lead=row["lead"],
            genre=corpus.GENRES[row["genre"]],
            tone=Tone(row["tone"]),
            medium=row["medium"],
            media=library.recording(row.get("audio") or row["video"], row["transcript"]),
            transcript=row["transcript"],
            duration_seconds=row["minutes"] * 60,
        )
        publishing.publish(
            page,
            outlet=outlet,
            at=publishing.moment(date(YEAR, row["month"], day), row["key"]),
            author=author,
            editor=editor,
            themes=row["themes"],
            about=row["about"],
        )
    return len(rows)


def write_column_of_the_year(progress) -> int:
    """The weekly column of 2024: every Friday settled as aired, moved or missed; how many were settled now."""
    written = {row["number"]: row for row in corpus.tables("episodes.toml", "episodes")}
    last_day = date(YEAR, 12, 31)
    series = _series(corpus.header("episodes.toml", "series"), "dai-pt-th-thai-binh", first_day=date(YEAR, 1, 1))
    editor = province.person("btv.dai")
    generate_episodes(series=series, until=last_day + timedelta(days=1), by=editor, at=_night(last_day))
    Series.objects.filter(pk=series.pk).update(last_day=last_day)
    episodes = list(series.episodes.filter(state=EpisodeState.SCHEDULED).order_by("planned_for"))
    for episode in progress.each(episodes, len(episodes)):
        row = written[_week(episode)]
        _settle(episode, row, editor=editor)
    return len(episodes)


def write_column_of_today(progress, *, now: datetime) -> int:
    """The sample column of the current year: eight weeks back, the newest left to settle, more to come.

    How many episodes were settled now.
    """
    today = timezone.localdate(now)
    first_day = today - timedelta(weeks=RECENT_WEEKS)
    header = corpus.header("episodes.toml", "series")
    header = {**header, "slug": "chuyen-muc-cchc-mau", "name": "Chuyên mục Cải cách hành chính (mẫu)"}
    series = _series(header, "ban-pt-th-hung-yen-mau", first_day=first_day)
    editor = province.person("btv.dai")
    generate_episodes(series=series, until=today + timedelta(weeks=WEEKS_AHEAD), by=editor, at=now)
    settled = 0
    rows = {row["weeks_ago"]: row for row in corpus.tables("recent.toml", "episodes")}
    for episode in progress.each(list(series.episodes.filter(state=EpisodeState.SCHEDULED)), RECENT_WEEKS):
        row = rows.get(_weeks_ago(episode, now))
        # The newest past slot waits for its editor: that is what the screen of today is there to say.
        if row and row["weeks_ago"] > 1:
            _settle(episode, row, editor=editor)
            settled += 1
        elif row and not episode.title:
            themes = Theme.objects.filter(slug__in=row["themes"])
            describe_episode(
                episode=episode, title=row["title"], summary=row["summary"], themes=themes, by=editor, at=now
            )
    return settled


def _settle(episode: Episode, row: dict, *, editor) -> None:
    if reason := row.get("missed"):
        Episode.objects.filter(pk=episode.pk).update(title=row["title"], summary=row.get("summary", ""))
        mark_missed(episode=episode, reason=reason, by=editor, at=episode.starts_at + timedelta(days=1))
        return
    if days := row.get("moved_days"):
        moved = episode.starts_at + timedelta(days=days)
        move_episode(episode=episode, starts_at=moved, by=editor, at=min(moved, episode.starts_at) - timedelta(days=2))
        episode.refresh_from_db()
    Episode.objects.filter(pk=episode.pk).update(summary=row.get("summary", ""))
    mark_aired(
        episode=episode,
        aired_at=episode.starts_at,
        seconds=episode.minutes * 60 - corpus.chance("aired", episode.planned_for).randint(0, 90),
        proof=PROOF.format(timezone.localtime(episode.starts_at)),
        title=row["title"],
        themes=Theme.objects.filter(slug__in=row["themes"]),
        by=editor,
        at=episode.starts_at + timedelta(hours=14),
    )


def _series(header: dict, organisation: str, *, first_day: date) -> Series:
    series, _is_new = Series.objects.get_or_create(
        slug=header["slug"],
        defaults={
            "name": header["name"],
            "organisation": Organisation.objects.get(slug=organisation),
            "channel": Channel.objects.serving("episode").get(),
            "rule": header["rule"],
            "slot": header["slot"],
            "minutes": header["minutes"],
            "first_day": first_day,
        },
    )
    return series


def _week(episode: Episode) -> int:
    """The first Friday of the year is 1."""
    return (timezone.localtime(episode.planned_for).timetuple().tm_yday - 1) // 7 + 1


def _weeks_ago(episode: Episode, now: datetime) -> int:
    """1 is the newest slot that is past, 0 the next one."""
    return -((episode.planned_for - now) // timedelta(weeks=1))


def _night(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def _slug(row: dict) -> str:
    return text.slug(row["title"], max_length=120)
