"""Looking at an address before it becomes a feed, and making it one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from feeds import parsing
from feeds.actions.looking import Fetch, door
from feeds.actions.reading import look
from feeds.actions.settling import settle_documents, settle_rest
from feeds.actions.storing import as_stored
from feeds.models import Entry, Feed
from feeds.wording import problem_in_words, warnings_in_words

# These say that the address is wrong, the others that it does not work now.
SHOWN = 10
WRONG_ADDRESS = ("bad_address", "address_refused", "empty", "web_page", "unknown", "too_heavy")


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an address would bring. With a problem there is no document; `is_wrong` when waiting will not help."""

    url: str
    document: parsing.Document | None = None
    problem: str = ""

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
    """Fetch and read an address without storing anything. Never raises: a problem is part of the preview."""
    outcome = look(Feed(url=url, ignored_parameters=ignored_parameters), at=at, fetch=fetch or door())
    return Preview(url=url, document=outcome.document, problem=outcome.problem)


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
