"""What an editor decided about an entry."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from feeds.models import Entry
from feeds.querysets import StandingManager
from newsroom.coverage.models import CoverageRecord, Source, Tone
from newsroom.coverage.producing import Appearance
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

from ..querysets import DecisionQuerySet, InboxQuerySet


class InboxEntry(Entry):
    """A feed's entry as the inbox asks for it. No table of its own."""

    objects = StandingManager.from_queryset(InboxQuerySet)()

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("incoming entry")
        verbose_name_plural = _("incoming entries")


class Decision(models.Model):
    """What was decided about one entry. Reopening deletes nothing: the state goes back, the log remembers.

    An accepted decision keeps what was accepted (title, address, day, in whose name): the feed may edit its entry
    and the station may change hands, and neither rewrites what an editor saw and counted. `batch` is shared by all
    that was decided in one go and new whenever the entry is decided anew: it also says which decision somebody saw.
    `rule` is the line by which an entry was set aside when it arrived; nobody decided about that one. `follows`
    is the accepted entry whose work this one shares, where they are kin.
    """

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("of a feed's entry", "Accepted")
        DISMISSED = "dismissed", pgettext_lazy("of a feed's entry", "Dismissed")
        REOPENED = "reopened", pgettext_lazy("of a feed's entry", "Reopened")

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="decision")
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="+")
    tone = models.CharField(_("tone"), max_length=8, choices=Tone.choices, default=Tone.NEUTRAL)
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    batch = models.UUIDField(null=True, editable=False)
    rule = models.CharField(_("rule of the source"), max_length=255, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=1000, blank=True)
    evidence = models.TextField(blank=True)
    day = models.DateField(_("day it is counted on"), null=True, blank=True)
    happened_at = models.DateTimeField(null=True, blank=True)
    same_work_as = models.ForeignKey(CoverageRecord, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    follows = models.ForeignKey(Entry, on_delete=models.SET_NULL, null=True, editable=False, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                name="accepted_entry_can_be_counted",
                condition=~Q(verdict="accepted")
                | (Q(organisation__isnull=False) & Q(channel__isnull=False) & Q(day__isnull=False) & ~Q(title="")),
            ),
            models.CheckConstraint(
                name="decision_has_a_verdict", condition=Q(verdict__in=("accepted", "dismissed", "reopened"))
            ),
        ]
        indexes = [models.Index(fields=["decided_by", "-decided_at"], name="decision_by_at")]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.entry}"

    @property
    def stands(self) -> bool:
        """Whether the entry is decided: accepted or dismissed, and not reopened since."""
        return self.verdict != self.Verdict.REOPENED

    @property
    def is_accepted(self) -> bool:
        return self.verdict == self.Verdict.ACCEPTED

    def appearance(self) -> Appearance | None:
        """What stands in the ledger because of this decision; None unless it accepts.

        Reads `themes` and `same_work_as`: prefetch them for a list.
        """
        if not self.is_accepted:
            return None
        return Appearance(
            source=Source.ENTRY,
            source_key=str(self.entry_id),
            organisation_id=self.organisation_id,
            channel_id=self.channel_id,
            title=self.title,
            happened_at=self.happened_at,
            day=self.day,
            theme_ids=frozenset(theme.pk for theme in self.themes.all()),
            url=self.url,
            evidence=self.evidence,
            tone=self.tone,
            same_work_as=self._same_work(),
        )

    def _same_work(self) -> tuple[str, str] | None:
        if self.same_work_as:
            return self.same_work_as.key
        return (Source.ENTRY, str(self.follows_id)) if self.follows_id else None


class DecisionEvent(models.Model):
    """One line of an entry's history, without foreign keys: it outlives what it describes."""

    entry_id = models.BigIntegerField(db_index=True)
    verdict = models.CharField(max_length=10, choices=Decision.Verdict.choices)
    batch = models.UUIDField(null=True, db_index=True)
    theme_slugs = models.JSONField(default=list)
    reason = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = _("event of a decision")
        constraints = [models.CheckConstraint(name="decision_event_has_a_verdict", condition=~Q(verdict=""))]

    def __str__(self) -> str:
        return f"{self.verdict} #{self.entry_id}"
