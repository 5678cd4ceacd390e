"""What waits for a person today: each line is a sentence with one place to go. Reads the rooms, decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import formats
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.broadcasts.models import Episode
from newsroom.organisations.permitting import Standing
from newsroom.periods import Kind, Period, containing
from newsroom.plan.models import Plan
from newsroom.plan.wording import period_name
from newsroom.triage.models import InboxEntry


@dataclass(frozen=True)
class Line:
    """One thing that waits or is worth knowing. `is_urgent` is said in a word, not only in a colour."""

    icon: str
    text: str
    url: str
    note: str = ""
    is_urgent: bool = False


def lines_for(user, standing: Standing, *, now: datetime) -> list[Line]:
    """Everything for that person, what is urgent first. The number of queries does not grow with the rows."""
    today = localdate(now)
    found = [*_inbox(user), *_episodes(standing, user, now)]
    plan = Plan.objects.covering(containing(today, Kind.YEAR).year).select_related("regime").first()
    if plan is not None:
        period = containing(today, Kind.QUARTER, plan.regime.rule())
        found += _report(user, plan, period, today)
    return sorted(found, key=lambda line: not line.is_urgent)


def _inbox(user) -> list[Line]:
    if not user.has_perm("newsroom_triage.view_decision"):
        return []
    waiting = InboxEntry.objects.undecided().count()
    if not waiting:
        return [
            Line("mail", _("The inbox is empty: everything that came in is decided."), reverse("newsroom_triage:inbox"))
        ]
    words = ngettext("%(count)s entry waits in the inbox", "%(count)s entries wait in the inbox", waiting)
    return [Line("mail", words % {"count": _number(waiting)}, reverse("newsroom_triage:inbox"), is_urgent=True)]


def _episodes(standing: Standing, user, now: datetime) -> list[Line]:
    episodes = Episode.objects.select_related("series")
    if standing.edits and not user.is_superuser and not standing.roles & {"analyst", "planner"}:
        episodes = episodes.filter(series__organisation__in=standing.edits)
    found = []
    unsettled = list(episodes.unsettled_before(now).order_by("starts_at")[:5])
    for episode in unsettled:
        words = _("Say what became of the episode of %(day)s") % {"day": _moment(episode.starts_at)}
        found.append(
            Line("calendar-check", words, _series(episode), episode.title or str(episode.series), is_urgent=True)
        )
    if following := episodes.upcoming(now).first():
        words = _("Next episode: %(day)s") % {"day": _moment(following.starts_at)}
        found.append(Line("calendar", words, _series(following), following.title or str(following.series)))
    return found


def _report(user, plan: Plan, period: Period, today) -> list[Line]:
    if not user.has_perm("newsroom_submissions.view_submission"):
        return []
    days = (period.due - today).days
    words = _("Reports for %(period)s are due on %(day)s") % {
        "period": period_name(period),
        "day": formats.date_format(period.due, "d/m/Y"),
    }
    if days < 0:
        note = ngettext("%(count)s day ago", "%(count)s days ago", -days) % {"count": _number(-days)}
    elif days == 0:
        note = _("today")
    else:
        note = ngettext("%(count)s day left", "%(count)s days left", days) % {"count": _number(days)}
    return [Line("clipboard-list", words, reverse("newsroom_submissions:desk"), note, is_urgent=0 <= days <= 7)]


def _series(episode: Episode) -> str:
    return reverse("series:inspect", args=[episode.series_id])


def _moment(moment: datetime) -> str:
    return formats.date_format(localtime(moment), "l, d/m/Y, H:i")


def _number(count: int) -> str:
    return formats.number_format(count, force_grouping=True)
