"""The verbs of the post room: `refresh` what is due, `preview` an address, `add_feed`."""

from feeds.actions.adding import Preview, add_feed, preview
from feeds.actions.claiming import CLAIMED
from feeds.actions.looking import door
from feeds.actions.refreshing import Report, refresh
from feeds.actions.settling import Result
from feeds.fetching import Fetched

__all__ = ["CLAIMED", "Fetched", "Preview", "Report", "Result", "add_feed", "door", "preview", "refresh"]
