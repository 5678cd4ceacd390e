"""Whose piece a story is that was taken from outside."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from feeds.wording import moment_in_words
from newsroom.coverage.models import Source
from newsroom.organisations.models import Organisation

from ..querysets import OriginQuerySet


class StoryOrigin(models.Model):
    """What was taken of somebody else's piece, when and by whom, for one organisation. Written once, by
    `actions.draft_from`, and on no form; no revision of a page changes it.

    `(source, source_key)` is the name of the original in the ledger, and no foreign key: the feed may go. `licence` is
    what allowed to take the whole text; "" where only the excerpt was taken.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=Source.choices)
    source_key = models.CharField(max_length=200)
    voice = models.CharField(_("source"), max_length=200)
    title = models.CharField(_("title"), max_length=500)
    excerpt = models.TextField(_("excerpt"), blank=True)
    author = models.CharField(_("author"), max_length=255, blank=True)
    url = models.CharField(_("address of the source"), max_length=1000, blank=True)
    published_at = models.DateTimeField(null=True)
    precision = models.CharField(max_length=8)
    licence = models.CharField(_("licence"), max_length=500, blank=True)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = OriginQuerySet.as_manager()

    class Meta:
        verbose_name = _("origin of a story")
        verbose_name_plural = _("origins of stories")
        default_permissions = ()
        indexes = [models.Index(fields=["source", "source_key"], name="origin_of_a_draft")]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "source", "source_key"], name="taken_once_by_an_outlet"),
            models.CheckConstraint(
                name="origin_says_whose_and_what", condition=~Q(voice="") & ~Q(title="") & ~Q(source_key="")
            ),
            models.CheckConstraint(
                name="origin_date_is_as_precise_as_it_says",
                condition=Q(published_at__isnull=True, precision="unknown")
                | Q(published_at__isnull=False, precision__in=("minute", "hour", "day")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voice}: {self.title}"

    @property
    def key(self) -> tuple[str, str]:
        """Its identity in the ledger."""
        return self.source, self.source_key

    @property
    def date_in_words(self) -> str:
        """When it was published, as far as its source said, in local time."""
        return moment_in_words(self.published_at, self.precision)


class OriginPanel(Panel):
    """Shows the origin and takes nothing back; stands only on what has one."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/stories/origin_panel.html"

        def is_shown(self):
            return super().is_shown() and self.instance.origin_id is not None
