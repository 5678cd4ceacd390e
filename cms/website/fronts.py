"""What a front shows: the newest pieces of every outlet, each with the outlet that published it.

The number of queries does not depend on how many pieces there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from newsroom.broadcasts.models import BroadcastPage
from newsroom.organisations.models import OutletPage
from newsroom.stories.models import StoryPage

KINDS = (StoryPage, BroadcastPage)


def newest(*, limit: int, under: OutletPage | None = None, theme=None, skip: Iterable[int] = ()) -> list:
    """The newest live pieces, stories and broadcasts together, newest first; at most `limit`.

    `under` keeps to one outlet, `theme` to pieces tagged with it, `skip` leaves out page ids.
    """
    found = []
    for model in KINDS:
        pieces = model.objects.live().public().exclude(pk__in=list(skip))
        if under is not None:
            pieces = pieces.descendant_of(under)
        if theme is not None:
            pieces = pieces.filter(themes=theme)
        found.extend(pieces.order_by("-first_published_at", "-pk")[:limit])
    found.sort(key=lambda page: (page.first_published_at, page.pk), reverse=True)
    return with_outlets(islice(found, limit))


def with_outlets(pages: Iterable) -> list:
    """The pages, each given its `outlet` from one query for all of them."""
    outlets = {outlet.path: outlet for outlet in OutletPage.objects.select_related("organisation")}
    pages = list(pages)
    for page in pages:
        page.outlet = next((outlets[path] for path in outlets if page.path.startswith(path)), None)
    return pages


def outlets_of(site) -> list[OutletPage]:
    """The live outlets of a site, in the order of its page tree."""
    return list(OutletPage.objects.live().descendant_of(site.root_page).select_related("organisation").order_by("path"))
