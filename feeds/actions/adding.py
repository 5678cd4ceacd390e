"""Looking at an address before it becomes a feed, and making it one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from feeds import parsing
from feeds.actions.looking import Fetch, Outcome, ask, door
from feeds.actions.reading import look, read_now
from feeds.actions.settling import settle_documents, settle_rest
from feeds.actions.storing import as_stored
from feeds.models import Entry, Feed
from feeds.parsing.decoding import text_of
from feeds.parsing.discovering import Found, feeds_of, guesses
from feeds.wording import problem_in_words, warnings_in_words

# These say that the address is wrong, the others that it does not work now.
SHOWN = 10
GUESSED = 3
"""How many addresses are tried where a page names no feed."""
PATIENCE = 15.0
"""Seconds after which no further one is tried: a person waits."""
WRONG_ADDRESS = ("bad_address", "address_refused", "empty", "web_page", "unknown", "too_heavy")


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an address would bring. With a problem there is no document; `is_wrong` when waiting will not help.

    A web page is not wrong altogether: `found` are the feeds that it names, `known` those of them that are feeds here
    already, by their address.
    """

    url: str
    document: parsing.Document | None = None
    problem: str = ""
    found: Sequence[Found] = ()
    known: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_wrong(self) -> bool:
        return self.problem.partition(":")[0] in WRONG_ADDRESS

    @property
    def problem_in_words(self) -> str:
        return problem_in_words(self.problem)

    @property
    def shown(self) -> list[Entry]:
        """The first ten entries, as they would be stored."""
        return [as_stored(entry) for entry in self.document.entries[:SHOWN]] if self.document else []

    @property
    def hidden(self) -> int:
        """How many more there are."""
        return max(len(self.document.entries) - SHOWN, 0) if self.document else 0

    @property
    def warnings_in_words(self) -> list[str]:
        return warnings_in_words(self.document.warning) if self.document else []


def preview(*, url: str, at: datetime, ignored_parameters: str = "", fetch: Fetch | None = None) -> Preview:
    """Fetch and read an address without storing anything. Never raises: a problem is part of the preview.

    Where a web page comes, it is searched for feeds."""
    fetch = fetch or door()
    asked = ask(Feed(url=url, ignored_parameters=ignored_parameters), at=at, fetch=fetch)
    outcome = read_now(asked, at=at)
    found = _found(asked, at=at, fetch=fetch) if outcome.problem == "web_page" else []
    known = Feed.objects.filter(url__in=[each.url for each in found]).values_list("url", "pk") if found else ()
    return Preview(url=url, document=outcome.document, problem=outcome.problem, found=tuple(found), known=dict(known))


def _found(page: Outcome, *, at: datetime, fetch: Fetch) -> list[Found]:
    """The feeds that a page names; where it names none, the first that lies where sites usually keep one."""
    url = page.url or page.feed.url
    if named := feeds_of(text_of(page.body or b"", page.content_type)[0], base_url=url):
        return named
    spent = page.elapsed
    for guess in guesses(url)[:GUESSED]:
        if spent > PATIENCE:
            break
        outcome = look(Feed(url=guess), at=at, fetch=fetch)
        spent += outcome.elapsed
        if outcome.document is not None:
            return [Found(url=guess, title=outcome.document.title, is_named=True)]
    return []


def add_feed(
    *,
    url: str,
    at: datetime,
    by: Any = None,
    title: str = "",
    ignored_parameters: str = "",
    fetch: Fetch | None = None,
) -> Feed:
    """Make an address a feed and take in what it has now.

    A site that does not answer at the moment becomes a feed all the same, failing; the caller looks with `preview()`
    first where that matters. An address that is a feed already gives that feed, untouched. `by` is for the
    caller's log: a feed has no owner.
    """
    if existing := Feed.objects.filter(url=url).first():
        return existing
    outcome = look(Feed(url=url, title=title, ignored_parameters=ignored_parameters), at=at, fetch=fetch or door())
    with transaction.atomic():
        outcome.feed.save()
        refused = [outcome]
        if outcome.document is not None:
            stored, refused = settle_documents([outcome], at=at, chance=lambda: 0.5)
            if stored:
                return stored[0].feed
        settle_rest(refused, at=at, chance=lambda: 0.5, is_outage=False)
    return outcome.feed
