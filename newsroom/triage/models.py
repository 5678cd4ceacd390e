"""Whose voice a feed is, and what an editor decided about its entries."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feeds.models import Entry, Feed
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme


class Station(models.Model):
    """The organisation behind a feed, and the channel its entries appear in."""

    feed = models.OneToOneField(Feed, verbose_name=_("feed"), on_delete=models.CASCADE, related_name="station")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="stations"
    )
    channel = models.ForeignKey(Channel, verbose_name=_("channel"), on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")

    def __str__(self) -> str:
        return self.organisation.label


class Decision(models.Model):
    """What was decided about one entry. Reopening deletes nothing: the state goes back, the log remembers."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        DISMISSED = "dismissed", _("Dismissed")
        REOPENED = "reopened", _("Reopened")

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="decision")
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    decided_at = models.DateTimeField(_("decided at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.entry}"


class DecisionEvent(models.Model):
    """One line of an entry's history, without foreign keys."""

    entry_id = models.BigIntegerField(db_index=True)
    verdict = models.CharField(max_length=10, choices=Decision.Verdict.choices)
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
