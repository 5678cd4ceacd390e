"""Making a draft of an entry in an editor's own outlet ("Đăng lại"): what is taken of it, and by which room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from feeds.models import Entry
from newsroom.coverage.models import Source
from newsroom.coverage.republishing import Draft, NowhereToWrite, Original, drafter
from newsroom.periods import local_day

from ..licensing import excerpt, may_take_all
from ..models import Station

KIND = "story"
"""What kind of draft is asked for; a room that makes such registers under this name."""


def republish(*, entry: Entry, place: int, themes: Iterable[int], by, at: datetime) -> Draft:
    """The draft of an entry in the outlet `place`, made once; `themes` (keys) stand in it to begin with.

    Decides nothing about the entry. Raises NowhereToWrite, also where no room makes drafts.
    """
    made_by = drafter(KIND)
    if made_by is None:
        raise NowhereToWrite(_("No room of this newsroom writes stories."))
    return made_by.draft(original=original_of(entry=entry, themes=themes, at=at), place=place, by=by, at=at)


def original_of(*, entry: Entry, themes: Iterable[int], at: datetime) -> Original:
    """What may be taken of an entry at that moment: whole where its station's licence holds, else a short excerpt."""
    station = Station.objects.select_related("organisation").filter(feed=entry.feed_id).first()
    licence = station.licence if station else None
    takes_all = may_take_all(licence, local_day(at))
    said = excerpt(entry.summary, entry.plain_text if entry.content else "")
    return Original(
        source=Source.ENTRY,
        source_key=str(entry.pk),
        title=entry.title or said or entry.link or _("Without a title"),
        voice=station.organisation.name if station else str(entry.feed),
        url=entry.link,
        author=entry.author,
        published_at=entry.published_at,
        precision=entry.precision,
        excerpt=said,
        text=(entry.content or entry.summary) if takes_all else "",
        licence=licence.words if takes_all else "",
        theme_ids=frozenset(themes),
    )
