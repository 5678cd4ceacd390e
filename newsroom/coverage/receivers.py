"""Publication told to the ledger, for every page that is a `CoveredPage`.

The clock is read here because Wagtail's signals do not carry the moment.
"""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.signals import page_published, page_unpublished, post_page_move

from . import actions
from .models import CoveredPage


def listen() -> None:
    """Wire every kind of covered page, once."""
    page_published.connect(published, dispatch_uid="newsroom.coverage.published")
    page_unpublished.connect(unpublished, dispatch_uid="newsroom.coverage.unpublished")
    post_page_move.connect(moved, dispatch_uid="newsroom.coverage.moved")


def published(sender, instance, revision=None, **kwargs) -> None:
    """Every publication, first or later: the ledger tells them apart."""
    if isinstance(instance, CoveredPage):
        actions.follow_page(
            page=instance, reason=_stored(_no_longer), by=_person(revision), at=instance.last_published_at
        )


def unpublished(sender, instance, **kwargs) -> None:
    """Unpublished by hand, expired, or deleted: Wagtail unpublishes before it deletes."""
    if isinstance(instance, CoveredPage):
        actions.leave_page(page=instance, reason=_stored(_unpublished), by=_person(), at=timezone.now())


def moved(sender, instance, **kwargs) -> None:
    """Moved to another outlet: the same appearance now speaks for another organisation."""
    page = instance.specific
    if isinstance(page, CoveredPage) and page.live:
        actions.follow_page(page=page, reason=_stored(_no_longer), by=_person(), at=timezone.now())


def _person(revision=None):
    """Who is at the screen; else whose revision it is (scheduled publishing); else nobody."""
    user = get_active_log_context().user or (revision.user if revision else None)
    return user if user is not None and user.pk else None


def _stored(words) -> str:
    """A reason in the site's language, whatever language the person's screen speaks: it is kept for all."""
    with translation.override(settings.LANGUAGE_CODE):
        return words()


def _unpublished() -> str:
    return _("unpublished")


def _no_longer() -> str:
    return _("decided to be outside CCHC, or no appearance of its own")
