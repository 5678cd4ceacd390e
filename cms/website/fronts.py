"""What a front shows: the newest pieces of every outlet, each with the outlet that published it.

The number of queries does not depend on how many pieces there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice

from newsroom.broadcasts.models import BroadcastPage
from newsroom.organisations.models import Organisation, OutletPage
from newsroom.stories.models import StoryPage

KINDS = (StoryPage, BroadcastPage)


def newest(*, limit: int, under: OutletPage | None = None, theme=None, skip: Iterable[int] = ()) -> list:
    """The newest live pieces, stories and broadcasts together, newest first; at most `limit`.

    `under` keeps to one outlet, `theme` to pieces tagged with it, `skip` leaves out page ids. Across outlets a work is
    shown once, where it first stood; an outlet's own list has what it carried on from another.
    """
    found = []
    for model in KINDS:
        pieces = model.objects.live().public().exclude(pk__in=list(skip))
        pieces = pieces.filter(same_work_as=None) if under is None else pieces.descendant_of(under)
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


def outlets_of(site, *, day: date) -> list[OutletPage]:
    """The live outlets of a site whose organisation exists on `day`, in the order of its page tree.

    An outlet that was merged away keeps its address and its pieces; it is only no longer offered as one of today's.
    """
    return list(
        OutletPage.objects.live()
        .descendant_of(site.root_page)
        .filter(organisation__in=Organisation.objects.valid_on(day))
        .select_related("organisation")
        .order_by("path")
    )
