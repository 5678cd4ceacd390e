"""A feed and what it brought."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Feed(models.Model):
    """One address to fetch. State of the last attempt and the validators for the next one."""

    url = models.URLField(_("address"), max_length=1000, unique=True)
    title = models.CharField(_("name"), max_length=255, blank=True)
    is_active = models.BooleanField(_("fetched"), default=True)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    body_hash = models.CharField(max_length=64, blank=True, editable=False)
    day_first = models.BooleanField(null=True, editable=False)
    next_due_at = models.DateTimeField(_("next fetch"), null=True, blank=True, db_index=True)
    last_attempt_at = models.DateTimeField(_("last attempt"), null=True, blank=True, editable=False)
    last_success_at = models.DateTimeField(_("last success"), null=True, blank=True, editable=False)
    last_change_at = models.DateTimeField(_("last new entry"), null=True, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    last_problem = models.CharField(_("last problem"), max_length=500, blank=True, editable=False)
    warning = models.CharField(_("warning"), max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")

    def __str__(self) -> str:
        return self.title or self.url


class FetchEvent(models.Model):
    """One attempt, whatever came of it. The last 30 of a feed are kept."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(_("when"))
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    milliseconds = models.PositiveIntegerField(_("milliseconds"), default=0)
    new = models.PositiveIntegerField(_("new entries"), default=0)
    changed = models.PositiveIntegerField(_("changed entries"), default=0)
    problem = models.CharField(_("problem"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("fetch")
        verbose_name_plural = _("fetches")
        indexes = [models.Index(fields=["feed", "-at"], name="fetch_feed_at")]

    def __str__(self) -> str:
        return f"{self.feed} {self.at:%Y-%m-%d %H:%M}"


class Entry(models.Model):
    """One item of one feed. `identity` is unique only inside its feed: NukeViet's guids repeat across sites.

    `published_at` is None when the document's date cannot be read; `raw_date` keeps what it said.
    """

    class Precision(models.TextChoices):
        MINUTE = "minute", _("to the minute")
        HOUR = "hour", _("to the hour")
        DAY = "day", _("to the day")
        UNKNOWN = "unknown", _("unknown")

    feed = models.ForeignKey(Feed, verbose_name=_("feed"), on_delete=models.CASCADE, related_name="entries")
    identity = models.CharField(max_length=64)
    guid = models.CharField(max_length=1000, blank=True)
    link = models.URLField(_("link"), max_length=1000, blank=True)
    title = models.CharField(_("title"), max_length=500)
    first_title = models.CharField(max_length=500, editable=False)
    summary = models.TextField(_("summary"), blank=True)
    content = models.TextField(_("content"), blank=True)
    first_content = models.TextField(blank=True, editable=False)
    author = models.CharField(_("author"), max_length=255, blank=True)
    enclosure_url = models.URLField(_("recording"), max_length=1000, blank=True)
    enclosure_type = models.CharField(max_length=100, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.UNKNOWN)
    raw_date = models.CharField(max_length=200, blank=True)
    content_hash = models.CharField(max_length=64)
    first_seen_at = models.DateTimeField(_("first seen"), db_index=True)
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.UniqueConstraint(fields=["feed", "identity"], name="entry_once_in_a_feed"),
            models.CheckConstraint(
                name="unknown_date_is_no_date",
                condition=(Q(published_at__isnull=True) & Q(precision="unknown"))
                | (Q(published_at__isnull=False) & ~Q(precision="unknown")),
            ),
        ]

    def __str__(self) -> str:
        return self.title
