"""The verb of stories: make a draft of what another room has ("Đăng lại")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.rich_text import RichText

from newsroom import text
from newsroom.coverage.models import Source
from newsroom.coverage.republishing import Draft, NowhereToWrite, Original, Place
from newsroom.organisations.models import Organisation, OutletPage
from newsroom.themes.models import Theme

from .models import StoryOrigin, StoryPage
from .rendering import paragraphs

TITLE_LENGTH = 255


def places(*, user, day: date) -> list[Place]:
    """The outlets in which the person may add a story, by name: those whose organisation exists on the day."""
    there = Organisation.objects.valid_on(day).values("pk")
    outlets = OutletPage.objects.filter(pk__in=_writable(user).values("pk"), organisation__in=there)
    return [Place(key=outlet.pk, name=outlet.title) for outlet in outlets.order_by("title", "pk")]


@transaction.atomic
def draft_from(*, original: Original, place: int, by, at: datetime) -> Draft:
    """The draft of an original in one outlet: made once, found ever after, as long as somebody keeps it.

    Who asks second waits for the first and gets his draft. Title, excerpt, source, author, date and address stay in
    its `StoryOrigin` as they were taken. Raises NowhereToWrite.
    """
    outlet = OutletPage.objects.select_for_update().filter(pk=place).first()
    if outlet is None or not _writable(by).filter(pk=outlet.pk).exists():
        raise NowhereToWrite(_("You may not write in that outlet."))
    named = {
        "organisation_id": outlet.organisation_id,
        "source": original.source,
        "source_key": original.source_key,
    }
    origin = StoryOrigin.objects.filter(**named).first()
    if origin and (page := origin.pages.descendant_of(outlet).order_by("pk").first()):
        return _told(page, outlet)
    if origin and not origin.pages.exists():
        origin.delete()  # its draft was thrown away: take what the source says today
        origin = None
    origin = origin or StoryOrigin.objects.create(
        **named,
        voice=original.voice[:200],
        title=original.title,
        excerpt=original.excerpt,
        author=original.author,
        url=original.url,
        published_at=original.published_at,
        precision=original.precision,
        licence=original.licence[:500],
        taken_at=at,
        taken_by=by,
    )
    page = StoryPage(
        title=_headline(original.title),
        lead=original.excerpt,
        source_name=origin.voice,
        source_url=original.url,
        origin=origin,
        owner=by,
        live=False,
    )
    if body := paragraphs(original.text, original.url) if original.text else "":
        page.body = [("paragraph", RichText(body))]
    page.themes.set(Theme.objects.in_use().filter(pk__in=original.theme_ids))
    outlet.add_child(instance=page)
    page.save_revision(user=by)
    log(instance=page, action="wagtail.create", user=by, timestamp=at, content_changed=True)
    return _told(page, outlet, is_new=True)


def drafts(*, source: str, keys: Collection[str]) -> dict[str, list[Draft]]:
    """What was made of these originals, wherever it stands now, by their keys. One query."""
    found = defaultdict(list)
    taken = StoryPage.objects.filter(origin__source=source, origin__source_key__in=keys)
    for page in taken.select_related("origin__organisation").order_by("pk"):
        found[page.origin.source_key].append(_told(page, page.origin.organisation.label))
    return dict(found)


def held() -> Exists:
    """A condition on entries, for `feeds.keeping.hold`: a draft was made of it, whether or not readers see it."""
    return Exists(StoryOrigin.objects.filter(source=Source.ENTRY, source_key=Cast(OuterRef("pk"), CharField())))


def _writable(user):
    return PagePermissionPolicy().instances_user_has_permission_for(user, "add")


def _told(page: StoryPage, place, is_new: bool = False) -> Draft:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return Draft(place=str(place), url=url, is_live=page.live, is_new=is_new)


def _headline(title: str) -> str:
    """As long as a page's title may be, cut between words."""
    title = text.canonical(title)
    if len(title) <= TITLE_LENGTH:
        return title
    return title[: TITLE_LENGTH - 1].rpartition(" ")[0].rstrip(" ,;:–-") + "…"
