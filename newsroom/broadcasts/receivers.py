"""The recording of an aired episode went online or away: its record gets or loses the address."""

from django.utils import timezone
from wagtail.signals import page_published, page_unpublished

from . import actions
from .models import BroadcastPage


def listen() -> None:
    page_published.connect(followed, sender=BroadcastPage, dispatch_uid="newsroom.broadcasts.published")
    page_unpublished.connect(followed, sender=BroadcastPage, dispatch_uid="newsroom.broadcasts.unpublished")


def followed(sender, instance, revision=None, **kwargs) -> None:
    if instance.episode_id:
        actions.follow_episode(episode=instance.episode, by=revision and revision.user, at=timezone.now())
