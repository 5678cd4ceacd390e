"""Eight local stations of today's province: their feeds, what they published, and what editors made of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256

from django.contrib.auth import get_user_model
from django.utils import timezone

from feeds.actions import Fetched, refresh
from feeds.models import Entry, Feed
from newsroom import text
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme
from newsroom.triage.actions import accept, dismiss
from newsroom.triage.models import Decision, Station

from . import corpus, documents, province, publishing

SETTLED_AFTER = 10
"""Entries older than this many days have been decided about; the newer ones wait in the inbox."""


def open_stations(*, port: int, now: datetime) -> int:
    """A feed and a station for each, with what their documents hold taken in without a network."""
    made = 0
    channel = Channel.objects.get(code="truyen-thanh-xa")
    for row in corpus.tables("district_feeds*.toml", "feeds"):
        organisation = Organisation.objects.get(slug=row["station"])
        if Station.objects.filter(organisation=organisation).exists():
            continue
        flaw = documents.FLAWS[row["shape"]]
        feed = Feed.objects.create(
            url=f"http://127.0.0.1:{port}/mau/{row['slug']}/rss.xml",
            title=row["title"],
            ignored_parameters="cn, gd" if flaw.queries else "",
        )
        Station.objects.create(feed=feed, organisation=organisation, channel=channel)
        refresh(feeds=[feed], at=now, fetch=_answering(document_of(row["slug"])))
        made += 1
    return made


def triage(*, now: datetime) -> int:
    """An editor's decisions about the older entries; how many were made now."""
    editor = province.person("btv.cong")
    rows = {
        text.canonical(row["title"]): row
        for feed in corpus.tables("district_feeds*.toml", "feeds")
        for row in feed["entries"]
    }
    waiting = Entry.objects.exclude(pk__in=Decision.objects.values("entry")).filter(feed__station__isnull=False)
    made = 0
    for entry in waiting.select_related("feed").order_by("pk"):
        row = rows.get(text.canonical(entry.title))
        if row is None or row["days_ago"] <= SETTLED_AFTER:
            continue
        if row["themes"]:
            accept(entry=entry, themes=Theme.objects.filter(slug__in=row["themes"]), by=editor, at=now)
        else:
            dismiss(entry=entry, reason="Không thuộc nội dung CCHC", by=editor, at=now)
        made += 1
    return made


def document_of(slug: str) -> bytes | None:
    """What a sample station serves; None for a name that is none, or where the demo was never built."""
    first_day = _first_day()
    row = next((row for row in corpus.tables("district_feeds*.toml", "feeds") if row["slug"] == slug), None)
    if row is None or first_day is None:
        return None
    items = [_item(slug, number, entry, first_day) for number, entry in enumerate(row["entries"])]
    return documents.document(
        title=row["title"],
        address=f"http://{slug}.mau.example",
        items=items,
        flaw=documents.FLAWS[row["shape"]],
    )


def etag(body: bytes) -> str:
    return f'"{sha256(body).hexdigest()[:32]}"'


def _item(slug: str, number: int, entry: dict, first_day: date) -> documents.Item:
    key = f"{slug}-{number + 1}"
    at = publishing.moment(first_day - timedelta(days=entry["days_ago"]), key)
    return documents.Item(
        key=key,
        title=entry["title"],
        lead=entry["lead"],
        content=entry["content"],
        at=timezone.localtime(at),
        author=entry.get("author", ""),
    )


def _first_day() -> date | None:
    """The day on which the demo was built: a feed does not re-date its entries every morning."""
    built = get_user_model().objects.filter(username=province.ADMINISTRATOR).values_list("date_joined", flat=True)
    return timezone.localdate(built[0]) if built else None


def _answering(body: bytes):
    """A door that needs no network: it answers with this document, whatever the address."""
    headers = {"content-type": "application/rss+xml; charset=utf-8", "etag": etag(body)}

    def fetch(url: str, **_validators) -> Fetched:
        return Fetched(status=200, body=body, headers=headers, url=url)

    return fetch
