"""The verbs of the post room: `refresh` what is due, `preview` an address, `add_feed`, `take_over` a list of them,
`purge` what is old."""

from feeds.actions.adding import Preview, add_feed, preview
from feeds.actions.looking import door
from feeds.actions.purging import Purged, purge, would_purge
from feeds.actions.refreshing import Report, refresh
from feeds.actions.settling import Result
from feeds.actions.storing import arrived
from feeds.actions.taking_over import ListRefused, ListReport, list_of_feeds, listed, take_over, try_list
from feeds.fetching import Fetched

__all__ = [
    "Fetched",
    "ListRefused",
    "ListReport",
    "Preview",
    "Purged",
    "Report",
    "Result",
    "add_feed",
    "arrived",
    "door",
    "list_of_feeds",
    "listed",
    "preview",
    "purge",
    "refresh",
    "take_over",
    "try_list",
    "would_purge",
]
