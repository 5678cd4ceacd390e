"""Whose voice a feed is, whom to ask about it, and what is done with what it sends."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feeds.models import Entry, Feed, FeedState
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

BY_HAND = "https://khong-rss.invalid/"
"""Where the address of a station without RSS begins: a name that the net promises never to have (RFC 2606)."""


class Station(models.Model):
    """The organisation behind a feed, and the channel its entries appear in."""

    feed = models.OneToOneField(Feed, verbose_name=_("feed"), on_delete=models.CASCADE, related_name="station")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="stations",
        help_text=_("In whose name the entries are counted. What was accepted before keeps the name it had."),
    )
    channel = models.ForeignKey(
        Channel,
        verbose_name=_("channel"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_(
            "The form of communication in which the entries appear. Left empty: what is usual for the organisation."
        ),
    )

    contact_name = models.CharField(_("contact person"), max_length=150, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")

    def __str__(self) -> str:
        return self.organisation.label

    @property
    def sends_by_hand(self) -> bool:
        """Whether it has no RSS: people there enter what they publish."""
        return self.feed.url.startswith(BY_HAND)


class Reminder(models.Model):
    """One time that somebody reminded a station: what was said, to whom, and how. Never changed; `state` is how its
    feed fared then, `whom` and `by_name` are as they were."""

    class Way(models.TextChoices):
        MAIL = "mail", _("by letter")
        PHONE = "phone", _("by telephone")
        OTHER = "other", _("otherwise")

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="reminders")
    key = models.UUIDField(unique=True, editable=False)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    way = models.CharField(_("how"), max_length=5, choices=Way.choices, default=Way.MAIL)
    whom = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=8, choices=FeedState.choices)
    text = models.TextField(_("what was said"))
    problem = models.CharField(max_length=255, blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(name="reminder_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="reminder_way_is_known", condition=Q(way__in=("mail", "phone", "other"))),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.at:%Y-%m-%d}"


class DigestMail(models.Model):
    """That a person got the letter of a day: nobody gets two."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("letter of a day")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="one_letter_a_day")]

    def __str__(self) -> str:
        return f"{self.user} {self.day}"


class SourceRules(models.Model):
    """What an editor told the newsroom to do with what one station sends: rules, one a line (see `sifting`)."""

    station = models.OneToOneField(Station, on_delete=models.CASCADE, related_name="source_rules")
    text = models.TextField(_("rules"), blank=True)
    changed_at = models.DateTimeField(_("changed at"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("rules of a source")
        verbose_name_plural = _("rules of sources")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.station)


class HandEntry(models.Model):
    """Who entered an entry for a station without RSS, and the themes that the station proposes. An editor decides."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="by_hand")
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True, related_name="+")
    at = models.DateTimeField(_("entered at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("entry sent by hand")
        verbose_name_plural = _("entries sent by hand")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.entry)
