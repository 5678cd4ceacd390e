"""The morning's letter: which feeds turned bad since the last one, and how many entries wait."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import Max
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from feeds.models import Feed, FeedState
from feeds.wording import advice, why
from newsroom.periods import local_day

from ..models import DigestMail, InboxEntry

logger = logging.getLogger(__name__)

BAD = (FeedState.FAILING, FeedState.GONE, FeedState.LATE, FeedState.QUIET, FeedState.LYING, FeedState.MOVED)
FURTHEST = timedelta(days=7)
"""A clock that stood still for a month does not send a month's news."""


@dataclass(frozen=True, kw_only=True)
class Turned:
    """One feed that is in a bad state since a moment after the last letter."""

    feed: Feed
    state: FeedState
    since: datetime
    why: str
    advice: str

    @property
    def name(self) -> str:
        """Whose voice it is, where that is known."""
        station = getattr(self.feed, "station", None)
        return f"{station.organisation.label} – {self.feed}" if station else str(self.feed)


@dataclass(frozen=True, kw_only=True)
class Digest:
    """What there is to say, the worst first. Falsy when that is nothing."""

    since: datetime
    turned: Sequence[Turned]
    waiting: int

    def __bool__(self) -> bool:
        return bool(self.turned or self.waiting)


def digest(*, at: datetime) -> Digest:
    """What turned bad since the last letter of an earlier day, and what waits in the inbox."""
    sent = DigestMail.objects.filter(day__lt=local_day(at)).aggregate(last=Max("at"))["last"]
    since = max(sent or at - timedelta(days=1), at - FURTHEST)
    turned = []
    for feed in Feed.objects.in_states([*BAD], at).worst_first(at).select_related("station__organisation"):
        state, began = feed.state(at), feed.since(at)
        if began is not None and began > since:
            told = {"why": why(feed, state, at), "advice": advice(feed, state, at)}
            turned.append(Turned(feed=feed, state=state, since=began, **told))
    return Digest(since=since, turned=turned, waiting=InboxEntry.objects.undecided().count())


def mail_digest(*, at: datetime) -> int:
    """Send the day's letter to whoever may see how feeds fare, once a day each; how many were sent now.

    A letter that could not be sent is tried again by the next call of the same day; the others are not sent twice.
    """
    with override(settings.LANGUAGE_CODE):
        told = digest(at=at)
        readers = get_user_model().objects.with_perm(
            "feeds.view_feed", backend="django.contrib.auth.backends.ModelBackend"
        )
        return sum(_send(user, told, at=at) for user in readers.exclude(email="").order_by("pk"))


def _send(user, told: Digest, *, at: datetime) -> bool:
    """The row comes first, so that of two clocks that ring at once one sends; it goes again if nothing was sent.

    Whoever may not open the inbox is told nothing of it."""
    told = told if user.has_perm("newsroom_triage.view_decision") else replace(told, waiting=0)
    if not told:
        return False
    row, is_new = DigestMail.objects.get_or_create(user=user, day=local_day(at), defaults={"at": at})
    if not is_new:
        return False
    try:
        EmailMessage(**_letter(told), to=[user.email]).send()
    except (SMTPException, OSError):
        logger.exception("the digest for %s", user.pk)
        row.delete()
        return False
    except BaseException:
        row.delete()
        raise
    return True


def _letter(told: Digest) -> dict[str, str]:
    """Subject and body, plain text."""
    base, count, lines = settings.WAGTAILADMIN_BASE_URL.rstrip("/"), len(told.turned), []
    if told.turned:
        lines += [_("Since %(moment)s these feeds need attention:") % {"moment": _moment(told.since)}, ""]
        for state in BAD:
            feeds = [each for each in told.turned if each.state == state]
            if feeds:
                lines.append(f"{capfirst(state.label)} ({number_format(len(feeds), force_grouping=True)})")
                lines += [line for each in feeds for line in _lines(each)]
                lines.append("")
        lines += [_("All feeds: %(url)s") % {"url": base + reverse("feeds_health:index")}, ""]
    if told.waiting:
        waiting = ngettext(
            "%(count)s entry waits in the inbox: %(url)s", "%(count)s entries wait in the inbox: %(url)s", told.waiting
        )
        number = number_format(told.waiting, force_grouping=True)
        lines += [waiting % {"count": number, "url": base + reverse("newsroom_triage:inbox")}, ""]
    if count:
        subject = ngettext("%(count)d feed needs attention", "%(count)d feeds need attention", count) % {"count": count}
    else:
        subject = _("Entries wait in the inbox")
    return {"subject": subject, "body": "\n".join(lines)}


def _lines(each: Turned) -> list[str]:
    since = _("since %(moment)s") % {"moment": _moment(each.since)}
    said = [f"- {each.name} ({since})", *(f"  {words}" for words in (each.why, each.advice) if words)]
    return [" ".join(line.splitlines()) if line.startswith("-") else line for line in said]


def _moment(moment: datetime) -> str:
    return date_format(localtime(moment), "H:i d/m/Y")
