"""What a document is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from feeds.parsing.pruning import SHORT, Item

MOST_ENTRIES = 500
_RECORDING_SUFFIXES = (".mp3", ".m4a", ".aac", ".ogg", ".wav", ".mp4", ".m4v", ".webm", ".mov")


class NotAFeed(Exception):
    """The document is no feed, or none that can be read with reasonable effort. `what` is a code: "empty", "web_page",
    "unknown" or "too_heavy"."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(
            {"empty": "nothing came", "web_page": "a web page came", "too_heavy": "too heavy"}.get(what, "no feed came")
        )

    def __reduce__(self) -> tuple[type, tuple[str]]:
        """Whole in another process: by its code, not by its sentence."""
        return type(self), (self.what,)


@dataclass(frozen=True, kw_only=True, slots=True)
class Enclosure:
    """A file that came with an entry. `url` is http or https."""

    url: str
    type: str = ""
    size: int = 0

    @property
    def is_recording(self) -> bool:
        """Audio or video: a station's programme, not a picture beside a text."""
        return self.type.startswith(("audio/", "video/")) or self.url.split("?")[0].lower().endswith(
            _RECORDING_SUFFIXES
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedEntry:
    """One item.

    `identity` (64 hex digits) is unique within the document; `content_hash` changes when what a reader sees does.
    `title`, `summary` and `author` are plain NFC text; `content` is cleaned HTML, empty when the document gave no
    more than a plain summary. `published_at` is aware, or None with precision "unknown"; `raw_date` is as written.
    `markup` is the short hash of the item's markup, "" where it cannot be told again.
    """

    identity: str
    guid: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    published_at: datetime | None = None
    precision: str = "unknown"
    raw_date: str = ""
    content_hash: str = ""
    markup: str = ""

    @property
    def recording(self) -> Enclosure | None:
        """The first audio or video file."""
        return next((enclosure for enclosure in self.enclosures if enclosure.is_recording), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A feed as it stood.

    `warnings` are codes (`ill_formed`, `encoding`, `trimmed`, `dates_contested`, `dates_unread`); `identity_by`
    is the rung of the ladder that was used and is to be passed in the next time; `day_first_vote` is what this
    document's dates say, None when they say nothing; `every` is how often it asks to be fetched. `known` are the items
    that were left out because they were read before: with `entries` they are the whole document.
    """

    title: str = ""
    link: str = ""
    generator: str = ""
    version: str = ""
    entries: tuple[ParsedEntry, ...] = ()
    warnings: tuple[str, ...] = ()
    day_first_vote: bool | None = None
    identity_by: str = "guid"
    every: timedelta | None = None
    known: tuple[Item, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """What to remember, and to hand in as known the next time."""
        fresh = (Item(e.markup, e.identity[:SHORT], e.published_at) for e in self.entries if e.markup)
        return (*fresh, *self.known)

    @property
    def moments(self) -> tuple[datetime, ...]:
        """When its items were published, known ones included, as far as they say."""
        moments = (*(e.published_at for e in self.entries), *(item.moment for item in self.known))
        return tuple(moment for moment in moments if moment)

    @property
    def warning(self) -> str:
        """All warnings in one line of codes, for a database column."""
        return " ".join(self.warnings)
