"""Reminding a station: written down whatever way it was done, and mailed when that is the way."""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from feeds.wording import why

from ..models import Reminder, Station

logger = logging.getLogger(__name__)
MAIL = Reminder.Way.MAIL


class NobodyToRemind(ValueError):
    """The station has no address to which a letter could go."""


class NothingSaid(ValueError):
    """A reminder without a word."""


def remind(*, station: Station, text: str, way: str, key: UUID, by, at: datetime) -> Reminder:
    """Write down that a station was reminded, and send the letter if that is the way. Repeatable by `key`: the same
    form sent twice, or by two windows at once, is one reminder and one letter.

    A letter that could not be sent stands in the log with the reason: what was said is not lost.
    """
    text = text.strip()
    if not text:
        raise NothingSaid
    if way == MAIL and not station.contact_email:
        raise NobodyToRemind
    told = {"station": station, "at": at, "by": by, "by_name": str(by or ""), "way": way, "text": text}
    told["whom"] = _whom(station, way)
    told["state"] = station.feed.state(at)
    reminder, is_new = Reminder.objects.get_or_create(key=key, defaults=told)
    if is_new and way == MAIL:
        _send(reminder)
    return reminder


def _send(reminder: Reminder) -> None:
    station = reminder.station
    replies = [reminder.by.email] if reminder.by and reminder.by.email else None
    with override(settings.LANGUAGE_CODE):
        subject = _("About the feed of %(station)s") % {"station": " ".join(station.organisation.label.split())}
    try:
        EmailMessage(subject, reminder.text, to=[station.contact_email], reply_to=replies).send()
    except (SMTPException, OSError) as error:
        logger.exception("the reminder %s", reminder.pk)
        reminder.problem = f"{type(error).__name__} {error}"[:255]
        reminder.save(update_fields=["problem"])


def _whom(station: Station, way: str) -> str:
    reached = station.contact_email if way == MAIL else station.contact_phone if way == Reminder.Way.PHONE else ""
    return ", ".join(filter(None, (station.contact_name, reached)))[:255]


def proposal(*, station: Station, at: datetime) -> str:
    """A letter to begin with: what is the matter, if anything is, in polite words."""
    feed = station.feed
    state = feed.state(at)
    with override(settings.LANGUAGE_CODE):
        told = {
            "name": station.contact_name or station.organisation.name,
            "feed": "\n".join(filter(None, (feed.url, why(feed, state, at)))),
        }
        words = (
            _("Dear %(name)s,"),
            _("Our newsroom asks you to look after your feed:") + "\n%(feed)s",
            _("Please have a look, and tell us the new address if it has changed. Thank you."),
        )
        return "\n\n".join(words) % told
