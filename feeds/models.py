"""A feed and what it brought."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from feeds import parsing, politeness
from feeds.querysets import EntryQuerySet, FeedQuerySet, StandingManager
from feeds.wording import moment_in_words, problem_in_words, remark_in_words, warnings_in_words


class FeedState(models.TextChoices):
    """What a feed's row shows. LATE is our own clock's fault, QUIET is measured against the feed's own rhythm."""

    NEW = "new", pgettext_lazy("feed", "not fetched yet")
    OK = "ok", pgettext_lazy("feed", "fine")
    QUIET = "quiet", pgettext_lazy("feed", "quiet")
    LATE = "late", pgettext_lazy("feed", "late")
    FAILING = "failing", pgettext_lazy("feed", "failing")
    LYING = "lying", pgettext_lazy("feed", "says “unchanged” wrongly")
    MOVED = "moved", pgettext_lazy("feed", "moved")
    GONE = "gone", pgettext_lazy("feed", "gone")
    OFF = "off", pgettext_lazy("feed", "switched off")


class Feed(models.Model):
    """One address to fetch. State of the last attempt, the validators for the next one, and what was learnt: the
    order of day and month, the rung of identity, the rhythm, and which items the last document had (`last_items`, as
    `parsing.line_of` writes them). `place` is the address of the server; the lease says which worker has it in hand.
    """

    class IdentityRung(models.TextChoices):
        GUID = "guid", _("its identifier")
        LINK = "link", _("link and day")
        TITLE = "title", _("link, day and title")

    url = models.URLField(_("feed address"), max_length=1000, unique=True)
    title = models.CharField(_("name"), max_length=255, blank=True)
    is_active = models.BooleanField(_("fetched regularly"), default=True)
    ignored_parameters = models.CharField(
        _("ignored parts of links"),
        max_length=255,
        blank=True,
        help_text=_("Names behind the question mark that do not tell articles apart, separated by commas: cn, gd."),
    )
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    body_hash = models.CharField(max_length=64, blank=True, editable=False)
    day_first = models.BooleanField(null=True, editable=False)
    identity_by = models.CharField(
        max_length=5, choices=IdentityRung.choices, default=IdentityRung.GUID, editable=False
    )
    identity_ignores = models.CharField(max_length=255, blank=True, editable=False)
    last_items = models.TextField(blank=True, editable=False)
    usual_gap = models.DurationField(_("usual gap"), null=True, editable=False)
    asked_gap = models.DurationField(null=True, editable=False)
    last_full_at = models.DateTimeField(null=True, editable=False)
    unchanged = models.PositiveIntegerField(default=0, editable=False)
    distrusted_since = models.DateTimeField(null=True, editable=False)
    distrusted_until = models.DateTimeField(null=True, editable=False)
    next_due_at = models.DateTimeField(_("next fetch"), null=True, blank=True, db_index=True)
    last_attempt_at = models.DateTimeField(_("last attempt"), null=True, blank=True, editable=False)
    last_success_at = models.DateTimeField(_("last success"), null=True, blank=True, editable=False)
    last_change_at = models.DateTimeField(_("last new entry"), null=True, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    last_problem = models.CharField(_("last problem"), max_length=500, blank=True, editable=False)
    moving_to = models.URLField(_("redirects for good to"), max_length=1000, blank=True, editable=False)
    moving_since = models.DateTimeField(null=True, editable=False)
    moving_seen = models.PositiveSmallIntegerField(default=0, editable=False)
    moved_at = models.DateTimeField(null=True, editable=False)
    earlier_urls = models.TextField(_("earlier addresses"), blank=True, editable=False)
    gone_since = models.DateTimeField(null=True, editable=False)
    warning = models.CharField(_("warning"), max_length=500, blank=True, editable=False)
    place = models.CharField(max_length=255, blank=True, editable=False)
    leased_by = models.CharField(max_length=32, blank=True, editable=False, db_index=True)
    leased_until = models.DateTimeField(null=True, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        constraints = [
            models.CheckConstraint(
                name="feed_is_on_the_web", condition=Q(url__startswith="http://") | Q(url__startswith="https://")
            ),
            models.CheckConstraint(
                name="feed_moves_somewhere_since_a_day",
                condition=Q(moving_to="", moving_since__isnull=True, moving_seen=0)
                | (~Q(moving_to="") & Q(moving_since__isnull=False, moving_seen__gt=0)),
            ),
            models.CheckConstraint(
                name="feed_is_leased_to_somebody_for_a_while",
                condition=Q(leased_by="", leased_until__isnull=True)
                | (~Q(leased_by="") & Q(leased_until__isnull=False)),
            ),
            models.CheckConstraint(
                name="feed_is_distrusted_for_a_while",
                condition=Q(distrusted_since__isnull=True, distrusted_until__isnull=True)
                | Q(distrusted_since__isnull=False, distrusted_until__isnull=False)
                & Q(distrusted_since__lt=models.F("distrusted_until")),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def ignored_names(self) -> frozenset[str]:
        """`ignored_parameters` taken apart, in lower case."""
        return frozenset(self.ignored_parameters.lower().replace(",", " ").split())

    @property
    def problem_in_words(self) -> str:
        """Why the last attempt failed, one sentence; "" when it did not."""
        return problem_in_words(self.last_problem)

    @property
    def warnings_in_words(self) -> list[str]:
        """What is odd about the last document, a sentence each."""
        return warnings_in_words(self.warning)

    def state(self, at: datetime) -> FeedState:
        """The one word for this feed at that moment; the worst of what is true."""
        if not self.is_active:
            return FeedState.OFF
        if politeness.is_gone(since=self.gone_since, at=self.last_attempt_at or at):
            return FeedState.GONE
        if self.failures:
            return FeedState.FAILING
        if self.last_attempt_at is None:
            return FeedState.NEW
        if politeness.is_late(next_due_at=self.next_due_at, at=at):
            return FeedState.LATE
        if politeness.is_quiet(last_new_at=self.last_change_at, usual_gap=self.usual_gap, at=at):
            return FeedState.QUIET
        if politeness.is_distrusted(until=self.distrusted_until, at=at):
            return FeedState.LYING
        if self.moving_to or politeness.has_just_moved(moved_at=self.moved_at, at=at):
            return FeedState.MOVED
        return FeedState.OK

    def since(self, at: datetime) -> datetime | None:
        """Since when its state of that moment holds; None where nobody knows, or where nothing is the matter."""
        match self.state(at):
            case FeedState.GONE:
                return self.gone_since + politeness.GONE_AFTER
            case FeedState.FAILING:
                return self.failing_since
            case FeedState.LATE:
                return self.next_due_at + politeness.LATE_AFTER
            case FeedState.QUIET:
                return self.last_change_at + politeness.quiet_after(self.usual_gap)
            case FeedState.LYING:
                return self.distrusted_since
            case FeedState.MOVED:
                return self.moving_since or self.moved_at
        return None

    def cannot_follow(self, at: datetime) -> bool:
        """Whether it moved for good and still has its old address: another feed lives at the new one."""
        return politeness.has_moved(sightings=self.moving_seen, since=self.moving_since, at=at)

    @property
    def earlier_url(self) -> str:
        """The address before the present one, "" when it never moved."""
        return self.earlier_urls.partition("\n")[0]

    @property
    def has_brought_something(self) -> bool:
        """Whether anything ever came, tombstones included."""
        return Entry.rows.filter(feed=self).exists()


class FetchEvent(models.Model):
    """One attempt, whatever came of it. The last 30 of a feed are kept."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(_("fetched at"))
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    milliseconds = models.PositiveIntegerField(_("milliseconds"), default=0)
    new = models.PositiveIntegerField(_("new entries"), default=0)
    changed = models.PositiveIntegerField(_("changed entries"), default=0)
    problem = models.CharField(_("problem"), max_length=500, blank=True)
    remark = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("fetch")
        verbose_name_plural = _("fetches")
        indexes = [models.Index(fields=["feed", "-at"], name="fetch_feed_at")]

    def __str__(self) -> str:
        return f"{self.feed} {self.at:%Y-%m-%d %H:%M}"

    @property
    def problem_in_words(self) -> str:
        """Why this attempt failed, one sentence; "" when it did not."""
        return problem_in_words(self.problem)

    @property
    def remark_in_words(self) -> str:
        """What this attempt brought to light, one sentence; "" for most."""
        return remark_in_words(self.remark)

    @property
    def seconds(self) -> float:
        return self.milliseconds / 1000


EMPTIED: dict[str, Any] = dict.fromkeys(
    (
        *("title", "first_title", "summary", "content", "first_text"),
        *("link", "author", "enclosure_url", "enclosure_type"),
    ),
    "",
)
"""What a tombstone no longer says."""


class Entry(models.Model):
    """One item of one feed. `identity` is unique only inside its feed: NukeViet's guids repeat across sites.

    `published_at` is None when the document's date cannot be read; `raw_date` keeps what it said. `first_title` is as
    it first came and never changes; `changed_at` is when the text last did, and `first_text`, without markup, what it
    said before it ever did: "" until then, because nearly no entry is edited.

    With `purged_at` it is a tombstone: there so that its item never comes in again, with nothing to read. Such rows are
    in `rows` and not in `objects`; `names_to_come` are the identities that it may have to answer to one day.
    """

    class Precision(models.TextChoices):
        MINUTE = "minute", _("to the minute")
        HOUR = "hour", _("to the hour")
        DAY = "day", _("to the day")
        UNKNOWN = "unknown", pgettext_lazy("date", "unknown")

    feed = models.ForeignKey(Feed, verbose_name=_("feed"), on_delete=models.CASCADE, related_name="entries")
    identity = models.CharField(max_length=64)
    guid = models.CharField(max_length=1000, blank=True)
    link = models.URLField(_("link"), max_length=1000, blank=True)
    title = models.CharField(_("title"), max_length=500)
    first_title = models.CharField(max_length=500, editable=False)
    summary = models.TextField(_("summary"), blank=True)
    content = models.TextField(_("content"), blank=True)
    first_text = models.TextField(blank=True, editable=False)
    author = models.CharField(_("author"), max_length=255, blank=True)
    enclosure_url = models.URLField(_("recording"), max_length=1000, blank=True)
    enclosure_type = models.CharField(max_length=100, blank=True)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.UNKNOWN)
    raw_date = models.CharField(max_length=200, blank=True)
    content_hash = models.CharField(max_length=64)
    first_seen_at = models.DateTimeField(_("first seen"))
    changed_at = models.DateTimeField(_("changed at"), null=True, blank=True)
    purged_at = models.DateTimeField(null=True, editable=False)
    names_to_come = models.CharField(max_length=200, blank=True, editable=False)

    objects = StandingManager.from_queryset(EntryQuerySet)()
    rows = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("feed", "entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.UniqueConstraint(fields=["feed", "identity"], name="entry_once_in_a_feed"),
            models.CheckConstraint(
                name="unknown_date_is_no_date",
                condition=(Q(published_at__isnull=True) & Q(precision="unknown"))
                | (Q(published_at__isnull=False) & ~Q(precision="unknown")),
            ),
            models.CheckConstraint(name="tombstone_says_nothing", condition=Q(purged_at__isnull=True) | Q(**EMPTIED)),
        ]
        indexes = [models.Index(fields=["first_seen_at"], name="entry_first_seen", condition=Q(purged_at__isnull=True))]

    def __str__(self) -> str:
        return self.title

    @property
    def date_in_words(self) -> str:
        """The date as far as the document gave it, in local time."""
        return moment_in_words(self.published_at, self.precision)

    @property
    def plain_text(self) -> str:
        """The whole text without markup; the summary where no more came."""
        return parsing.plain(self.content, 50_000) if self.content else self.summary
