"""Whose voice a feed is, whom to ask about it, and what is done with what it sends."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feeds.models import Entry, Feed, FeedState
from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

from ..licensing import Licence

BY_HAND = "https://khong-rss.invalid/"
"""Where the address of a station without RSS begins: a name that the net promises never to have (RFC 2606)."""


class Station(models.Model):
    """The organisation behind a feed, and the channel its entries appear in.

    The licence says what allows to take its whole texts; recorded whole or not at all, with who recorded it and when.
    """

    class LicenceKind(models.TextChoices):
        AGREEMENT = "agreement", _("Written agreement")
        SAME_BODY = "same_body", _("The same press body")  # Luật Báo chí 126/2025: one body, several outlets
        OPEN = "open", _("Open licence")

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

    licence_kind = models.CharField(_("kind of licence"), max_length=9, choices=LicenceKind.choices, blank=True)
    licence_words = models.CharField(
        _("number or wording"),
        max_length=255,
        blank=True,
        help_text=_("For example: Thỏa thuận 05/TT-BTB ngày 02/01/2026, or CC BY 4.0."),
    )
    licence_from = models.DateField(_("licence holds from"), null=True, blank=True)
    licence_until = models.DateField(
        _("licence ends on"), null=True, blank=True, help_text=_("The first day without it. Empty: no end.")
    )
    licence_at = models.DateTimeField(_("licence recorded at"), null=True, editable=False)
    licence_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("licence recorded by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    LICENCE_FIELDS = ("licence_kind", "licence_words", "licence_from", "licence_until")

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        constraints = [
            models.CheckConstraint(
                name="licence_is_recorded_whole",
                condition=Q(
                    licence_kind="",
                    licence_words="",
                    licence_from__isnull=True,
                    licence_until__isnull=True,
                    licence_at__isnull=True,
                )
                | (
                    Q(licence_kind__in=("agreement", "same_body", "open"))
                    & ~Q(licence_words="")
                    & Q(licence_from__isnull=False, licence_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="licence_ends_after_it_begins",
                condition=Q(licence_until__isnull=True) | Q(licence_until__gt=models.F("licence_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.label

    @property
    def sends_by_hand(self) -> bool:
        """Whether it has no RSS: people there enter what they publish."""
        return self.feed.url.startswith(BY_HAND)

    @property
    def licence(self) -> Licence | None:
        """What allows to take its whole texts, on its days; None where nothing is recorded."""
        if not self.licence_kind:
            return None
        words = f"{self.get_licence_kind_display()}: {self.licence_words}"
        return Licence(words, self.licence_from, self.licence_until)

    def clean(self):
        """A licence is recorded whole, with days in their order, or not at all."""
        super().clean()
        wrong = {}
        if self.licence_kind:
            if not self.licence_words.strip():
                wrong["licence_words"] = _("Write the number of the agreement or the name of the licence.")
            if self.licence_from is None:
                wrong["licence_from"] = _("Say from which day the licence holds.")
            elif self.licence_until and self.licence_until <= self.licence_from:
                wrong["licence_until"] = _("The licence must end after the day from which it holds.")
        elif self.licence_words.strip() or self.licence_from or self.licence_until:
            wrong["licence_kind"] = _("Choose what kind of licence it is, or empty the fields below.")
        if wrong:
            raise ValidationError(wrong)

    def stamp_licence(self, *, by, at: datetime) -> None:
        """Remember who recorded the licence as it stands now, and when; nobody where there is none."""
        self.licence_by, self.licence_at = (by, at) if self.licence_kind else (None, None)


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
