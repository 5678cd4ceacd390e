"""A year of stories in three outlets, and the last eight weeks."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from newsroom import text
from newsroom.coverage.models import Tone
from newsroom.organisations.models import Organisation, OrganisationKind, OutletPage
from newsroom.stories.models import StoryPage

from . import corpus, province, publishing

YEAR = 2024
REPOST_DAYS = (1, 3)
"""Another outlet carries the same work this many days later, at least and at most."""

PLACES = {
    "district": OrganisationKind.DISTRICT,
    "commune": OrganisationKind.COMMUNE,
    "department": OrganisationKind.DEPARTMENT,
}


def write_year(progress, *, now: datetime) -> int:
    """Stories and briefs of 2024, oldest first; how many were published now."""
    outlets = province.outlets(province.OUTLETS_2024)
    rows = sorted([*_dated_stories(), *_briefs()], key=lambda row: row["on"])
    return _write(rows, outlets, progress, now=now)


def write_recent(progress, *, now: datetime) -> int:
    """The stories of the last eight weeks, dated back from `now`."""
    today = timezone.localdate(now)
    outlets = province.outlets(province.OUTLETS_TODAY)
    rows = [
        {**row, "on": today - timedelta(days=row["days_ago"])}
        for row in corpus.tables("recent*.toml", "stories")
        if row.get("state", "published") == "published"
    ]
    return _write(sorted(rows, key=lambda row: row["on"]), outlets, progress, now=now)


def _write(rows: list[dict], outlets: dict[str, OutletPage], progress, *, now: datetime) -> int:
    taken = {short: publishing.taken_slugs(outlet) for short, outlet in outlets.items()}
    made = 0
    for row in progress.each(rows, len(rows)):
        first = None
        for short in (row["outlet"], *row.get("also_in", [])):
            slug = text.slug(row["title"], max_length=120)
            if slug in taken[short]:
                first = first or StoryPage.objects.child_of(outlets[short]).filter(slug=slug).first()
                continue
            page = _page(row, slug, first, outlets)
            later = corpus.chance("repost", short, row["key"]).randint(*REPOST_DAYS) if first else 0
            publishing.publish(
                page,
                outlet=outlets[short],
                at=min(now, publishing.moment(row["on"] + timedelta(days=later), f"{short}:{row['key']}")),
                author=province.person(f"pv.{short}"),
                editor=province.person(f"btv.{short}"),
                themes=row.get("themes", []),
                about=row.get("about", []),
            )
            taken[short].add(slug)
            first = first or page
            made += 1
    return made


def _page(row: dict, slug: str, first: StoryPage | None, outlets: dict[str, OutletPage]) -> StoryPage:
    page = StoryPage(
        title=row["title"],
        slug=slug,
        lead=row["lead"],
        genre=corpus.GENRES[row["genre"]],
        tone=Tone(row.get("tone", "neutral")),
        same_work_as=first,
        source_name=outlets[row["outlet"]].title if first else "",
    )
    page.body = publishing.body_of(row, row["key"])
    return page


def _dated_stories() -> Iterator[dict]:
    for row in corpus.tables("stories-*.toml", "stories"):
        day = row.get("day") or corpus.chance("day", row["key"]).randint(1, monthrange(YEAR, row["month"])[1])
        yield {**row, "on": date(YEAR, row["month"], day)}


def _briefs() -> Iterator[dict]:
    """Every variant of every pattern, at two places where there are enough; no title twice."""
    titles: set[str] = set()
    for pattern in corpus.tables("briefs.toml", "patterns"):
        random = corpus.chance("brief", pattern["key"])
        places = _places(pattern["place"])
        random.shuffle(places)
        for turn, variant in enumerate([*pattern["variants"], *pattern["variants"]]):
            organisation, place = places[turn % len(places)]
            brief = corpus.filled(pattern, variant, place, random)
            month = random.randint(*pattern["months"])
            day = random.randint(1, monthrange(YEAR, month)[1])
            outlet = random.choice(pattern["outlets"])
            if brief["title"] in titles:
                continue
            titles.add(brief["title"])
            yield {
                **{key: pattern[key] for key in ("tone", "themes", "scene") if key in pattern},
                **brief,
                "key": f"{pattern['key']}-{turn}",
                "genre": "tin",
                "about": [organisation.slug],
                "outlet": outlet,
                "on": date(YEAR, month, day),
            }


def _places(kind: str) -> list[tuple[Organisation, dict]]:
    """Organisations of that kind as of 2024 with the words that fill a brief's slots."""
    found = Organisation.objects.valid_on(date(YEAR, 6, 30)).of_kinds(PLACES[kind]).select_related("parent")
    places = []
    for organisation in found.order_by("slug"):
        if kind == "department":
            places.append((organisation, {"unit": organisation.label}))
            continue
        place = _inside_a_sentence(organisation.name)
        slots = {"place": place, "unit": f"UBND {place}"}
        if organisation.parent:
            slots["district"] = _inside_a_sentence(organisation.parent.name)
        places.append((organisation, slots))
    return places


def _inside_a_sentence(name: str) -> str:
    """ "Ủy ban nhân dân huyện Vũ Thư" → "huyện Vũ Thư"."""
    for prefix in ("Ủy ban nhân dân ", "UBND "):
        name = name.removeprefix(prefix)
    return name[:1].lower() + name[1:]


def write_waiting(*, now: datetime) -> int:
    """What still waits: drafts, stories sent for approval, stories with a set hour; how many were made now."""
    outlets = province.outlets(province.OUTLETS_TODAY)
    made = 0
    for row in corpus.tables("recent*.toml", "stories"):
        state = row.get("state", "published")
        outlet, slug = outlets[row["outlet"]], text.slug(row["title"], max_length=120)
        if state == "published" or slug in publishing.taken_slugs(outlet):
            continue
        publishing.leave(
            _page(row, slug, None, outlets),
            state=state,
            outlet=outlet,
            at=now + timedelta(days=row.get("in_days", 0)),
            author=province.person(f"pv.{row['outlet']}"),
            editor=province.person(f"btv.{row['outlet']}"),
            themes=row.get("themes", []),
            about=row.get("about", []),
        )
        made += 1
    return made
