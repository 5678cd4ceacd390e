"""Stations without RSS: opening one, and entering what it published, one entry or a whole file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from feeds.models import Entry, Feed
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

from ..importing import Item
from ..models import BY_HAND, HandEntry, Station
from .sifting import sift_arrivals


class NotByHand(ValueError):
    """The station has RSS: what it publishes comes by itself, and entered by hand it would come twice."""


@transaction.atomic
def open_station(*, organisation: Organisation, channel: Channel, by, at: datetime) -> Station:
    """A station without RSS for an organisation; the one that it has, if it has one."""
    url = f"{BY_HAND}{organisation.slug}"
    feed, _ = Feed.objects.get_or_create(url=url, defaults={"title": organisation.label, "is_active": False})
    station, _ = Station.objects.get_or_create(feed=feed, defaults={"organisation": organisation, "channel": channel})
    return station


@transaction.atomic
def enter(*, station: Station, items: Iterable[Item], by, at: datetime) -> tuple[int, int]:
    """Put these into the inbox: all, or, where one cannot be, none. How many are new, and how many were there.

    What was entered before is left as it is, whoever sends it again. The source's rules apply as to what comes by RSS.
    Raises NotByHand.
    """
    if not station.sends_by_hand:
        raise NotByHand(station.pk)
    wanted = {item.identity: item for item in items}
    Feed.objects.select_for_update().get(pk=station.feed_id)  # two who send the same file wait for each other
    known = {*Entry.rows.filter(feed=station.feed_id, identity__in=wanted).values_list("identity", flat=True)}
    themes = {
        theme.slug: theme for theme in Theme.objects.filter(slug__in={s for i in wanted.values() for s in i.themes})
    }
    new = [item for identity, item in wanted.items() if identity not in known]
    entries = Entry.rows.bulk_create(_to_store(station, item, by=by, at=at) for item in new)
    sent = HandEntry.objects.bulk_create(HandEntry(entry=entry, by=by, at=at) for entry in entries)
    proposed = HandEntry.themes.through
    proposed.objects.bulk_create(
        proposed(handentry=hand, theme=themes[slug])
        for hand, item in zip(sent, new, strict=True)
        for slug in item.themes
        if slug in themes
    )
    sift_arrivals(feed_ids=[station.feed_id], at=at)
    return len(wanted) - len(known), len(known)


def _to_store(station: Station, item: Item, *, by, at: datetime) -> Entry:
    precision = Entry.Precision.MINUTE if item.has_time else Entry.Precision.DAY
    content = "\n".join((item.title, item.link, item.summary, item.recording))
    return Entry(
        feed_id=station.feed_id,
        identity=item.identity,
        link=item.link,
        title=item.title,
        first_title=item.title,
        summary=item.summary,
        enclosure_url=item.recording,
        author=str(by)[:255] if by else "",
        published_at=item.moment,
        precision=precision,
        content_hash=sha256(content.encode()).hexdigest(),
        first_seen_at=at,
    )
