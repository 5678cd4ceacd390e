"""Lists of feeds come in, tried first and then all of it or nothing, and go out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ModelLogEntry

from feeds import fetching, importing
from feeds.importing import Mistake, Row, Unreadable
from feeds.models import Feed

AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class ListReport:
    """What a list would do, or did. `unreadable` is a code; with it, or with a refused row, nothing is done at all."""

    new: Sequence[Row] = ()
    known: Sequence[Row] = ()
    repeated: Sequence[tuple[Row, int]] = ()
    refused: Sequence[Mistake] = ()
    unreadable: str = ""
    line: int = 0

    @property
    def is_fine(self) -> bool:
        return not self.refused and not self.unreadable


class ListRefused(Exception):
    """The list has mistakes, and nothing of it was taken over; `report` says which."""

    def __init__(self, report: ListReport) -> None:
        self.report = report
        super().__init__(report.unreadable or f"{len(report.refused)} rows")


def try_list(*, text: str) -> ListReport:
    """What taking this list over would do. Stores nothing and asks nobody."""
    try:
        reading = importing.read(text)
    except Unreadable as problem:
        return ListReport(unreadable=problem.code, line=problem.line)
    known = _known(row.url for row in reading.rows)
    private = [row for row in reading.rows if row.url not in known and _is_private(row.url)]
    refused = [*reading.mistakes, *(Mistake(number=r.number, value=r.url[:200], code="private") for r in private)]
    return ListReport(
        new=[row for row in reading.rows if row.url not in known and row not in private],
        known=[row for row in reading.rows if row.url in known],
        repeated=reading.repeated,
        refused=sorted(refused, key=lambda mistake: mistake.number),
    )


@transaction.atomic
def take_over(*, text: str, by: Any, at: datetime) -> ListReport:
    """Make every new address of a list a feed, due at once; those that are feeds already stay as they are.

    All or nothing, and repeatable: raises `ListRefused` where a row is refused. Gives what was done.
    """
    report = try_list(text=text)
    if not report.is_fine:
        raise ListRefused(report)
    feeds = [Feed(url=row.url, title=row.title) for row in report.new]
    Feed.objects.bulk_create(feeds, batch_size=AT_ONCE, ignore_conflicts=True)
    _log([row.url for row in report.new], by=by, at=at)
    return report


def listed() -> Iterable[tuple[str, str]]:
    """Address and name of every feed that can be fetched, as a list of them has it."""
    return Feed.objects.on_the_web().order_by("title", "url").values_list("url", "title")


def list_of_feeds(*, title: str, at: datetime) -> bytes:
    """Every feed as OPML, for other programs and for `take_over` elsewhere."""
    return importing.written(listed(), title=title, at=at.strftime("%a, %d %b %Y %H:%M:%S %z"))


def _known(urls: Iterable[str]) -> set[str]:
    urls = list(urls)
    portions = (urls[first : first + AT_ONCE] for first in range(0, len(urls), AT_ONCE))
    return {url for some in portions for url in Feed.objects.filter(url__in=some).values_list("url", flat=True)}


def _is_private(url: str) -> bool:
    """Whether the address names a host by numbers that nobody may be sent to; names are judged when they are asked."""
    host = urlsplit(url).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return False
    return not fetching.is_allowed(host, fetching.networks(getattr(settings, "FEEDS_ALLOWED_NETWORKS", ())))


def _log(urls: Sequence[str], *, by: Any, at: datetime) -> None:
    kind = ContentType.objects.get_for_model(Feed)
    for first in range(0, len(urls), AT_ONCE):
        feeds = Feed.objects.filter(url__in=urls[first : first + AT_ONCE])
        ModelLogEntry.objects.bulk_create(
            ModelLogEntry(
                content_type=kind,
                object_id=str(feed.pk),
                label=str(feed)[:255],
                action="wagtail.create",
                timestamp=at,
                user=by,
                content_changed=True,
            )
            for feed in feeds
        )
