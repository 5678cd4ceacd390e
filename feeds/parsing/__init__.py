"""What a feed document says: pure, without Django, network or clock.

`parse()` takes the bytes that came and gives a `Document` of `ParsedEntry`s, cleaned and safe to show, or raises
`NotAFeed`. Stores nothing, fetches nothing (not even an external entity or an image).
"""

from feeds.parsing.answering import answer
from feeds.parsing.cleaning import content_of, plain
from feeds.parsing.dates import Reading, Vote, read, vote
from feeds.parsing.documents import parse
from feeds.parsing.identifying import IDENTITY_RUNGS, Naming, identity_of
from feeds.parsing.links import canonical, link_key, piece_key, why_no_address
from feeds.parsing.nouns import Document, Enclosure, NotAFeed, ParsedEntry
from feeds.parsing.pruning import Item, line_of

__all__ = [
    "IDENTITY_RUNGS",
    "Document",
    "Enclosure",
    "Item",
    "Naming",
    "NotAFeed",
    "ParsedEntry",
    "Reading",
    "Vote",
    "answer",
    "canonical",
    "content_of",
    "identity_of",
    "line_of",
    "link_key",
    "parse",
    "piece_key",
    "plain",
    "read",
    "vote",
    "why_no_address",
]
