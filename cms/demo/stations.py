"""Local stations of today's province, eight with feeds and one without: what they sent, what editors made of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256

from django.contrib.auth import get_user_model
from django.utils import timezone

from feeds.actions import Fetched, refresh
from feeds.models import Entry, Feed
from newsroom import text
from newsroom.coverage.models import Source
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.stories.models import StoryOrigin
from newsroom.themes.models import Theme
from newsroom.triage.actions import accept, dismiss, enter, mark_same, open_station, republish
from newsroom.triage.importing import Item
from newsroom.triage.models import Decision, Station
from newsroom.triage.views.likening import evidence

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
        station = Station(feed=feed, organisation=organisation, channel=channel)
        if words := row.get("licence"):
            _license(station, words, now=now)
        station.save()
        refresh(feeds=[feed], at=now, fetch=_answering(document_of(row["slug"])))
        made += 1
    return made


def send_by_hand(*, now: datetime) -> int:
    """What the people of a station without RSS entered, each on its day; how many now."""
    told = corpus.header("by_hand.toml", "station")
    officer, first_day, made = province.person("canbo"), _first_day(), 0
    station = open_station(
        organisation=Organisation.objects.get(slug=told["organisation"]),
        channel=Channel.objects.get(code=told["channel"]),
        by=officer,
        at=now,
    )
    for row in corpus.tables("by_hand.toml", "entries"):
        at = publishing.moment(first_day - timedelta(days=row["days_ago"]), row["title"])
        sent = Item(row["title"], at, has_time=True, summary=row["lead"], themes=tuple(row["themes"]))
        made += enter(station=station, items=[sent], by=officer, at=at)[0]
    return made


def republish_some(*, now: datetime) -> int:
    """Drafts of the outlets that took an entry over; how many were made now. One thrown away is not made again."""
    outlets, made = province.outlets(province.OUTLETS_TODAY), 0
    for feed in corpus.tables("district_feeds*.toml", "feeds"):
        for row in feed["entries"]:
            if outlet := row.get("republished"):
                entry = Entry.objects.filter(feed__title=feed["title"], title=text.canonical(row["title"])).first()
                if entry is None or StoryOrigin.objects.filter(source=Source.ENTRY, source_key=entry.pk).exists():
                    continue
                themes = Theme.objects.filter(slug__in=row["themes"]).values_list("pk", flat=True)
                told = {"themes": themes, "by": province.person(f"btv.{outlet}"), "at": now}
                made += republish(entry=entry, place=outlets[outlet].pk, **told).is_new
    return made


def triage(*, now: datetime) -> int:
    """An editor's decisions about the older entries, those of one story together; how many were made now."""
    editor = province.person("btv.cong")
    rows = {
        text.canonical(row["title"]): row
        for feed in corpus.tables("district_feeds*.toml", "feeds")
        for row in feed["entries"]
    }
    waiting = Entry.objects.exclude(pk__in=Decision.objects.values("entry")).filter(feed__station__isnull=False)
    made, first = 0, {}
    for entry in waiting.select_related("feed").order_by("pk"):
        title = text.canonical(entry.title)
        row = rows.get(title)
        if row is None or row["days_ago"] <= SETTLED_AFTER:
            continue
        if other := first.setdefault(title, None):
            mark_same(entry=entry, other=other, likeness=evidence(entry, other), by=editor, at=now)
        elif row["themes"]:
            accept(entry=entry, themes=Theme.objects.filter(slug__in=row["themes"]), by=editor, at=now)
        else:
            dismiss(entry=entry, reason="Không thuộc nội dung CCHC", by=editor, at=now)
        first[title] = first[title] or entry
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
        address=_address(slug),
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
        link=_link_of(entry["same_link"]) if "same_link" in entry else "",
    )


def _link_of(named: str) -> str:
    """The address of a station's own page, from "<feed>/<days_ago>"."""
    slug, _slash, days = named.partition("/")
    feed = next(row for row in corpus.tables("district_feeds*.toml", "feeds") if row["slug"] == slug)
    number = next(n for n, entry in enumerate(feed["entries"], 1) if entry["days_ago"] == int(days))
    return documents.page_of(_address(slug), f"{slug}-{number}")


def _address(slug: str) -> str:
    return f"http://{slug}.mau.example"


def _license(station: Station, words: str, *, now: datetime) -> None:
    """An agreement of two months ago, for a year."""
    start = timezone.localdate(now) - timedelta(days=60)
    station.licence_kind, station.licence_words = Station.LicenceKind.AGREEMENT, words
    station.licence_from, station.licence_until = start, start + timedelta(days=365)
    station.stamp_licence(by=province.person("btv.bao"), at=now)


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
