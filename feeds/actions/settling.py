"""Writing down what attempts gave: entries, the feed's state, one event each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import F, Window
from django.db.models.functions import RowNumber

from feeds import parsing, politeness
from feeds.actions.looking import Outcome, logger
from feeds.models import Entry, Feed, FetchEvent

EVENTS_KEPT = 30
_STATE = [
    *("etag", "last_modified", "body_hash", "last_full_at", "unchanged", "last_attempt_at", "last_success_at"),
    *("failures", "last_problem", "next_due_at"),
]
_LEARNT = [
    *("title", "warning", "day_first", "identity_by", "identity_ignores", "last_items"),
    *("usual_gap", "asked_gap", "last_change_at"),
]
_CHANGING = [
    *("title", "link", "summary", "content", "author", "enclosure_url", "enclosure_type", "content_hash"),
    *("changed_at", "published_at", "precision", "raw_date"),
]

Chance = Callable[[], float]


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of one feed."""

    feed: Feed
    status: int | None = None
    new: int = 0
    changed: int = 0
    problem: str = ""


def settle_documents(
    outcomes: Sequence[Outcome], *, at: datetime, chance: Chance
) -> tuple[list[Result], list[Outcome]]:
    """Store documents, all in one transaction; what the database refuses is found by trying one by one.

    Gives the results, and the attempts that could not be stored as attempts with a problem.
    """
    if not outcomes:
        return [], []
    try:
        return _settle(outcomes, at=at, chance=chance), []
    except DatabaseError as error:
        if len(outcomes) == 1:
            logger.error("feed %s", outcomes[0].feed.pk, exc_info=error)
            problem = f"unexpected: {type(error).__name__} {error}".replace("\0", "")
            return [], [outcomes[0].failed(problem)]
    results, refused = [], []
    for outcome in outcomes:
        stored, not_stored = settle_documents([outcome], at=at, chance=chance)
        results += stored
        refused += not_stored
    return results, refused


def _settle(outcomes: Sequence[Outcome], *, at: datetime, chance: Chance) -> list[Result]:
    """The feeds' rows are locked first, in one order, so that two refreshes of one feed wait for each other and count
    rightly; the constraint (feed, identity) stands behind that. A feed that somebody deleted meanwhile gets nothing."""
    with transaction.atomic():
        wanted = [outcome.feed.pk for outcome in outcomes]
        feeds = {feed.pk: feed for feed in Feed.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
        standing = [outcome for outcome in outcomes if outcome.feed.pk in feeds]
        for outcome in standing:
            _rename(feeds[outcome.feed.pk], outcome.document.identity_by)
        counts = _store({o.feed.pk: o.document.entries for o in standing}, at)
        pairs = []
        for outcome in standing:
            feed, (new, changed) = feeds[outcome.feed.pk], counts[outcome.feed.pk]
            _learn(feed, outcome, at=at, chance=chance, is_new=bool(new))
            pairs.append((outcome, Result(feed=feed, status=outcome.status, new=new, changed=changed)))
        _write(feeds.values(), [*_STATE, *_LEARNT])
        _write_events(pairs, at)
    gone = [Result(feed=o.feed, status=o.status) for o in outcomes if o.feed.pk not in feeds]
    return [*(result for _, result in pairs), *gone]


def _learn(feed: Feed, outcome: Outcome, *, at: datetime, chance: Chance, is_new: bool) -> None:
    """What a document says about its feed."""
    document = outcome.document
    _mark(feed, outcome, at=at, failures=0)
    feed.title = feed.title or document.title
    feed.warning = document.warning[:500]
    if document.day_first_vote is not None:
        feed.day_first = document.day_first_vote
    feed.last_items = parsing.line_of(document.items)
    feed.usual_gap = politeness.rhythm(document.moments, at=at)
    feed.asked_gap = document.every
    feed.last_full_at, feed.unchanged = at, 0
    if is_new:
        feed.last_change_at = at
    feed.next_due_at = politeness.next_due(at=at, chance=chance(), usual_gap=feed.usual_gap, wish=feed.asked_gap)


def settle_rest(outcomes: Sequence[Outcome], *, at: datetime, chance: Chance, is_outage: bool) -> list[Result]:
    """Write down the attempts that brought no document, all together: nothing new, or a problem.

    With `is_outage` the feeds that could not be reached are not blamed: they are asked again soon.
    """
    if not outcomes:
        return []
    results = []
    with transaction.atomic():
        for outcome in outcomes:
            feed = outcome.feed
            blamed = outcome.problem and not (is_outage and outcome.broken)
            _mark(
                feed, outcome, at=at, failures=feed.failures + 1 if blamed else feed.failures if outcome.problem else 0
            )
            if not outcome.problem:
                answered = outcome.status == 304
                feed.unchanged = feed.unchanged + 1 if answered else 0
                feed.last_full_at = feed.last_full_at if answered else at
            feed.next_due_at = politeness.next_due(
                at=at,
                chance=chance(),
                usual_gap=feed.usual_gap,
                wish=feed.asked_gap,
                failures=max(feed.failures, 1) if outcome.problem else 0,
                wait=outcome.wait,
            )
            results.append(Result(feed=feed, status=outcome.status, problem=outcome.problem))
        _write([outcome.feed for outcome in outcomes], _STATE)
        _write_events(list(zip(outcomes, results, strict=True)), at)
    return results


def _mark(feed: Feed, outcome: Outcome, *, at: datetime, failures: int) -> None:
    """The part of a feed's state that every attempt changes. Validators are kept whole or not at all."""
    feed.last_attempt_at = at
    feed.failures = failures
    feed.last_problem = outcome.problem
    if not outcome.problem:
        feed.last_success_at = at
        feed.etag = outcome.etag if len(outcome.etag) <= 500 else ""
        feed.last_modified = outcome.last_modified if len(outcome.last_modified) <= 200 else ""
        feed.body_hash = outcome.body_hash


def _write(feeds: Iterable[Feed], fields: Sequence[str]) -> None:
    """Many rows in one statement. An upsert, because an UPDATE of many rows is a CASE for each of them; none is ever
    inserted: those that somebody deleted meanwhile are left out, and those that are left are locked."""
    feeds = {feed.pk: feed for feed in feeds}
    standing = Feed.objects.select_for_update().filter(pk__in=feeds).order_by("pk").values_list("pk", flat=True)
    Feed.objects.bulk_create(
        [feeds[pk] for pk in standing], update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def _store(documents: dict[int, Iterable[parsing.ParsedEntry]], at: datetime) -> dict[int, tuple[int, int]]:
    """How many entries of each feed were new and how many changed; everything else is neither loaded nor touched."""
    parsed = {(feed, entry.identity): entry for feed, entries in documents.items() for entry in entries}
    columns = Entry.objects.filter(feed__in=documents, identity__in={identity for _, identity in parsed}).values_list(
        "feed_id", "identity", "pk", "content_hash", "raw_date", "published_at"
    )
    known = {(feed, identity): rest for feed, identity, *rest in columns if (feed, identity) in parsed}
    edited, redated, counts = {}, {}, {feed: [0, 0] for feed in documents}
    for (feed, identity), (pk, content_hash, raw_date, published_at) in known.items():
        entry = parsed[feed, identity]
        if content_hash != entry.content_hash:
            edited[pk] = entry
            counts[feed][1] += 1
        if _reads_better(raw_date, published_at, entry):
            redated[pk] = entry
    if edited or redated:
        stored = Entry.objects.in_bulk({*edited, *redated})
        for pk, entry in edited.items():
            _write_text(stored[pk], entry)
            stored[pk].changed_at = at
        for pk, entry in redated.items():
            _write_date(stored[pk], entry)
        Entry.objects.bulk_update(stored.values(), _CHANGING, batch_size=500)

    new = []
    for (feed, identity), entry in parsed.items():
        if (feed, identity) not in known:
            new.append(as_stored(entry, feed, at))
            counts[feed][0] += 1
    Entry.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    return {feed: (new, changed) for feed, (new, changed) in counts.items()}


def as_stored(entry: parsing.ParsedEntry, feed_id: int | None = None, at: datetime | None = None) -> Entry:
    """A parsed entry as the row that it would become, not saved."""
    fresh = Entry(feed_id=feed_id, identity=entry.identity, guid=entry.guid, first_seen_at=at)
    _write_text(fresh, entry)
    _write_date(fresh, entry)
    fresh.first_title, fresh.first_content = fresh.title, fresh.content or fresh.summary
    return fresh


def _reads_better(raw_date: str, published_at: datetime | None, entry: parsing.ParsedEntry) -> bool:
    """The first date stands, unless there was none, or the same words are now understood differently (a feed's later
    dates showed that it writes the month first)."""
    if entry.published_at is None:
        return False
    return published_at is None or (raw_date == entry.raw_date and published_at != entry.published_at)


def _write_text(stored: Entry, entry: parsing.ParsedEntry) -> None:
    recording = entry.recording
    stored.title, stored.link, stored.author = entry.title, entry.link, entry.author
    stored.summary, stored.content = entry.summary, entry.content
    stored.enclosure_url = recording.url if recording else ""
    stored.enclosure_type = recording.type if recording else ""
    stored.content_hash = entry.content_hash


def _write_date(stored: Entry, entry: parsing.ParsedEntry) -> None:
    stored.published_at, stored.precision, stored.raw_date = entry.published_at, entry.precision, entry.raw_date


def _rename(feed: Feed, rung: str) -> None:
    """Give stored entries the identities that they would get now, when the feed stepped down a rung or somebody changed
    what is ignored in links: otherwise all of them would come in a second time."""
    ignores = " ".join(sorted(feed.ignored_names))
    if (feed.identity_by, feed.identity_ignores) == (rung, ignores):
        return
    feed.identity_by, feed.identity_ignores = rung, ignores
    entries = list(feed.entries.only("identity", "guid", "link", "published_at", "first_title"))
    taken = {entry.identity for entry in entries}
    renamed = []
    for entry in entries:
        link = parsing.canonical(entry.link, ignored_parameters=feed.ignored_names)
        naming = parsing.Naming(entry.guid, link, entry.published_at, entry.first_title)
        identity = parsing.identity_of(naming, rung, ignored_parameters=feed.ignored_names)
        if identity not in taken:
            taken.add(identity)
            entry.identity = identity
            renamed.append(entry)
    Entry.objects.bulk_update(renamed, ["identity"], batch_size=500)


def _write_events(pairs: Sequence[tuple[Outcome, Result]], at: datetime) -> None:
    """One event an attempt, and no more than the last 30 of each feed."""
    FetchEvent.objects.bulk_create(
        FetchEvent(
            feed=result.feed,
            at=at,
            status=outcome.status,
            size=outcome.size,
            milliseconds=round(outcome.elapsed * 1000),
            new=result.new,
            changed=result.changed,
            problem=outcome.problem,
        )
        for outcome, result in pairs
    )
    rank = Window(RowNumber(), partition_by=F("feed_id"), order_by=[F("at").desc(), F("pk").desc()])
    events = FetchEvent.objects.filter(feed__in=[result.feed for _, result in pairs]).annotate(rank=rank)
    if old := list(events.filter(rank__gt=EVENTS_KEPT).values_list("pk", flat=True)):
        FetchEvent.objects.filter(pk__in=old).delete()
